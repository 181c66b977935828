"""A confined process can do nothing of what is forbidden, and all that a notebook needs."""

from __future__ import annotations

import errno
import itertools
import json
import os
import platform
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.sandbox.confinement import disk_used, landlock, seccomp, support
from nnkit.grading.sandbox.confinement.landlock import Access
from nnkit.grading.sandbox.confinement.seccomp import ALLOW, ERROR, KILL_PROCESS, Instruction

ATTEMPTS = Path(__file__).with_name("confinement_attempts.py")
confinable = pytest.mark.skipif(bool(support().missing), reason=" ".join(support().missing))
linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
# What an attempt says that failed for the reason meant, and not for a mistake in it.
REFUSED = (
    r"(Permission|OS|Memory|BlockingIO)Error|RuntimeError: can't start new thread|"
    r"ValueError: not allowed to raise maximum limit|killed by SIG(KILL|XCPU|SYS)"
)
MACHINES = list(seccomp.AUDIT_ARCH)


def python(program: str | Path, *arguments: str) -> str:
    """Run a program in a fresh process, which has one thread and may lock itself away."""
    source = [str(program)] if isinstance(program, Path) else ["-c", program]
    done = subprocess.run(
        [sys.executable, *source, *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@confinable
def test_what_is_forbidden_fails() -> None:
    attempts = runpy.run_path(str(ATTEMPTS))
    results: dict[str, Any] = json.loads(python(ATTEMPTS, "forbidden"))
    free = [results.pop(user) for user in list(results) if "free" in user]
    wrong = [
        f"{name} does nothing when free: {free[-1][name][0]}"
        for name in attempts["FORBIDDEN"] | attempts["PRETENDED"] | attempts["SLOW"]
        if all(user.get(name, [""])[0] != "done" for user in free)
    ]
    for user, outcomes in results.items():
        for name, (said, changed) in outcomes.items():
            pretended = name in attempts["PRETENDED"] and said == "done"
            unprepared = free[-1][name][0].startswith("unprepared")  # only root can mount
            if changed or not (pretended or unprepared or re.match(REFUSED, said)):
                wrong.append(f"{user}: {name}: {said}{', with a change outside' * changed}")
    assert not wrong, "\n".join(wrong)
    assert len(results["user"]) > 110


@confinable
def test_what_a_notebook_needs_is_allowed() -> None:
    results: dict[str, Any] = json.loads(python(ATTEMPTS, "allowed"))
    # An ordinary user may be unable to read an interpreter that is root's.
    unable = {name for name, (said, _) in results["user, free"].items() if said != "done"}
    wrong = [
        f"{user}: {name}: {said}"
        for user, outcomes in results.items()
        for name, (said, changed) in outcomes.items()
        if changed or (said != "done" and ("root" in user.split(", ") or name not in unable))
    ]
    assert not wrong, "\n".join(wrong)
    assert len(results["user"]) > 12


PREAMBLE = """
import json, os, resource, select, sys, threading, time
from nnkit.grading.sandbox.confinement import ConfinementError, Policy, confine
"""


@confinable
def test_the_kernel_says_that_it_is_confined() -> None:
    said = python(
        PREAMBLE
        + """
answer, ours = os.pipe()
if os.fork() == 0:
    confine(Policy(keep=(1, 2, ours), memory=1 << 28, cpu=7, disk=1 << 20, open_files=20))
    os.write(ours, json.dumps({
        name: resource.getrlimit(getattr(resource, "RLIMIT_" + name))
        for name in ("CPU", "FSIZE", "NOFILE", "CORE", "MEMLOCK")
    }).encode())
    time.sleep(60)
limits = json.loads(os.read(answer, 9999))
child = int(open(f"/proc/self/task/{os.getpid()}/children").read())
status = dict(line.split(":\\t", 1) for line in open(f"/proc/{child}/status"))
fds = sorted(map(int, os.listdir(f"/proc/{child}/fd")))
os.kill(child, 9)
print(json.dumps([limits, {k: v.strip() for k, v in status.items()}, fds, ours]))
"""
    )
    limits, status, fds, ours = json.loads(said)
    assert limits == {
        "CPU": [7, 8],
        "FSIZE": [1 << 20] * 2,
        "NOFILE": [20, 20],
        "CORE": [1, 1] if limits["CORE"] != [0, 0] else [0, 0],
        "MEMLOCK": [0, 0],
    }
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    for capabilities in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[capabilities], 16) == 0
    if os.geteuid() == 0:
        assert int(status["CapBnd"], 16) == 0
    assert fds == [1, 2, ours]


ORPHAN = """
answer, ours = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        if sys.argv[1] == "confined":
            confine(Policy(keep=(ours,), parent=os.getppid()))
        os.write(ours, b"x")
        time.sleep(0.5 if sys.argv[1] == "free" else 60)
        os._exit(0)
    os.read(answer, 1)
    os._exit(0)
os.close(ours)
os.wait()  # what was written has been read then; only an end can be heard
print(bool(select.select([answer], [], [], 0.2 if sys.argv[1] == "free" else 20)[0]))
"""


@confinable
def test_it_ends_when_the_process_that_forked_it_ends() -> None:
    assert python(PREAMBLE + ORPHAN, "confined") == "True\n"
    assert python(PREAMBLE + ORPHAN, "free") == "False\n"


@confinable
@pytest.mark.parametrize(
    ("before", "policy", "sentence"),
    [
        ("threading.Thread(target=time.sleep, args=(1,)).start()", "", "2 threads run"),
        ("pass", "parent=1 << 30", "the process that forked it has ended"),
    ],
)
def test_it_refuses(before: str, policy: str, sentence: str) -> None:
    program = f"""{PREAMBLE}
if os.fork():
    os.wait()
else:
    {before}
    try:
        confine(Policy({policy}))
    except ConfinementError as error:
        os.write(1, str(error).encode())
    os._exit(0)
"""
    assert sentence in python(program)


def test_it_imports_and_explains_itself_where_it_cannot_confine() -> None:
    said = python("""
import sys
sys.modules["resource"] = sys.modules["fcntl"] = None  # as on Windows
from nnkit.grading.sandbox.confinement import ConfinementError, Policy, confine, support
policy = Policy()
sys.platform = "win32"
print(support().level, support().missing[0])
try:
    confine(policy)
except ConfinementError as error:
    print(error)
""")
    sentence = "Landlock and seccomp are parts of Linux; this is Windows."
    assert said.splitlines() == [f"none {sentence}", sentence]


@linux
@pytest.mark.parametrize(
    ("error", "part"),
    [
        (errno.ENOSYS, "Linux 5.13 or newer"),
        (errno.EOPNOTSUPP, "lsm="),
        (errno.EPERM, "seccomp profile"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, error: int, part: str) -> None:
    def refuse() -> int:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(landlock, "version", refuse)
    level, version, missing = support()
    assert (level, version, len(missing)) == ("none", 0, 1)
    assert part in missing[0]


@linux
def test_another_architecture_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert "riscv64" in support().missing[0]


# --------------------------------------------------------------------------------- Landlock


@pytest.mark.parametrize(
    ("version", "newest", "size"),
    [
        (1, Access.MAKE_SYM, 8),
        (2, Access.REFER, 8),
        (3, Access.TRUNCATE, 8),
        (4, Access.TRUNCATE, 16),
        (5, Access.IOCTL_DEV, 16),
        (6, Access.IOCTL_DEV, 24),
        (7, Access.IOCTL_DEV, 24),
        (8, Access.IOCTL_DEV, 24),
    ],
)
def test_each_version_of_landlock_refuses_all_it_can(
    version: int, newest: Access, size: int
) -> None:
    access, structure = landlock.handled(version)
    assert access == 2 * newest - 1
    assert len(structure) == size
    words = [int.from_bytes(structure[i : i + 8], sys.byteorder) for i in range(0, size, 8)]
    assert words == [access, 3, 3][: size // 8]


def test_only_ordinary_files_can_be_made_and_nothing_run() -> None:
    links = Access.MAKE_SYM | Access.MAKE_FIFO | Access.MAKE_SOCK
    assert not landlock.WRITE & (links | Access.MAKE_CHAR | Access.MAKE_BLOCK)
    assert not landlock.WRITE & (Access.EXECUTE | Access.IOCTL_DEV)
    assert landlock.READ < landlock.WRITE


def test_rules_leave_out_what_is_hidden(tmp_path: Path) -> None:
    for name in ("tree/a/secret/x", "tree/a/open/y", "tree/b", "other/z"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "tree/link").symlink_to("a/secret")
    (tmp_path / "alias").symlink_to("tree")

    def rules(read: list[str], hidden: list[str]) -> dict[str, Access]:
        pairs = landlock.readable([tmp_path / r for r in read], [tmp_path / h for h in hidden])
        return {os.path.relpath(path, tmp_path): access for path, access in pairs}

    names = Access.READ_DIR
    left = {"tree": names, "tree/a": names, "tree/a/open": landlock.READ, "tree/b": landlock.READ}
    assert rules(["tree"], ["tree/a/secret"]) == left
    assert rules(["alias", "missing"], ["tree/link", "missing/too"]) == left
    assert rules(["tree", "other"], ["elsewhere"]) == {
        "tree": landlock.READ,
        "other": landlock.READ,
    }
    assert rules(["tree/a/secret", "tree/a/secret/x"], ["tree/a/secret"]) == {}
    assert rules(["tree"], ["tree"]) == {}
    assert rules(["tree-like", "tree"], ["tree-like"]) == {"tree": landlock.READ}


# --------------------------------------------------------------------------------- seccomp


def judge(program: list[Instruction], data: bytes) -> int:
    """Run a filter as the kernel does (net/core/filter.c), on a struct seccomp_data."""
    accumulator = at = 0
    while True:
        code, k, if_true, if_false = program[at]
        at += 1
        if code == seccomp.LOAD:
            assert k % 4 == 0 <= k <= len(data) - 4
            accumulator = int.from_bytes(data[k : k + 4], "little")
        elif code == seccomp.AND:
            accumulator &= k
        elif code == seccomp.EQUAL:
            at += if_true if accumulator == k else if_false
        else:
            assert code == seccomp.RETURN
            return k


def answer(machine: str, call: int | str, *arguments: int, pid: int = 4711, arch: int = 0) -> int:
    tables = (*seccomp.UNCONDITIONAL, seccomp.LIMITED)
    known = {n: i for table in tables for n, i in seccomp.numbers(table, machine).items()}
    number = known[call] if isinstance(call, str) else call
    data = number.to_bytes(4, "little")
    data += (arch or seccomp.AUDIT_ARCH[machine]).to_bytes(4, "little") + bytes(8)
    for argument in (*arguments, *[0] * 6)[:6]:
        data += (argument % (1 << 64)).to_bytes(8, "little")
    return judge(seccomp.program(machine, pid), data)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_is_well_formed(machine: str) -> None:
    program = seccomp.program(machine, 1)
    assert len(program) <= 4096
    for at, instruction in enumerate(program):
        assert 0 <= instruction.k < 1 << 32
        for jump in (instruction.if_true, instruction.if_false):
            assert 0 <= jump < 256
            assert at + 1 + jump < len(program) or instruction.code == seccomp.RETURN
    assert program[-1].code == seccomp.RETURN


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number_gets_the_answer_of_its_table(machine: str) -> None:
    tables = {table: seccomp.numbers(table, machine) for table in seccomp.UNCONDITIONAL}
    limited = seccomp.numbers(seccomp.LIMITED, machine)
    known = list(itertools.chain(limited.values(), *(t.values() for t in tables.values())))
    assert len(known) == len(set(known))
    assert set(seccomp.limited(1)) - {"open"} <= set(limited) <= set(seccomp.limited(1))
    for table, verdict in seccomp.UNCONDITIONAL.items():
        assert {answer(machine, number) for number in tables[table].values()} == {verdict}
    for number in {*range(600), 0x40000000, 0x40000027, 0xFFFFFFFF} - set(known):
        assert answer(machine, number) == ERROR | errno.ENOSYS
    for arch in (0x40000003, 0x40000028, *(set(seccomp.AUDIT_ARCH.values()))):
        if arch != seccomp.AUDIT_ARCH[machine]:  # i386, arm
            assert answer(machine, "read", arch=arch) == KILL_PROCESS


PTHREAD = 0x3D0F00  # the flags with which the C library starts a thread
O_CLOEXEC, O_CREAT, O_TRUNC = 0x80000, 0x40, 0x200


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("call", "arguments", "allowed"),
    [
        ("clone", (PTHREAD,), True),
        ("clone", (17,), False),  # SIGCHLD: a process
        ("clone", (0x4111,), False),  # CLONE_VM | CLONE_VFORK: also a process
        ("clone", (PTHREAD | 0x10000000,), False),  # CLONE_NEWUSER
        ("clone", (PTHREAD | 0x20000,), False),  # CLONE_NEWNS
        ("clone", (PTHREAD | 0x80,), False),  # CLONE_NEWTIME
        ("kill", (4711, 9), True),
        ("kill", (4712, 9), False),
        ("kill", (0, 9), False),
        ("kill", (-1, 9), False),
        ("kill", (-4711, 9), False),
        ("tgkill", (4711, 4712, 9), True),
        ("tgkill", (1, 1, 9), False),
        ("prlimit64", (0, 7), True),
        ("prlimit64", (4711, 7), True),
        ("prlimit64", (1, 7), False),
        ("openat", (-100, 0, O_CLOEXEC), True),
        ("openat", (-100, 0, 0x241 | O_CLOEXEC), True),  # O_WRONLY | O_CREAT | O_TRUNC
        ("openat", (-100, 0, 0x242), True),  # O_RDWR
        ("openat", (-100, 0, O_TRUNC), False),
        ("openat", (-100, 0, 3), False),
        ("openat", (-100, 0, 3 | O_TRUNC | O_CREAT), False),
        ("socketpair", (1, 1), True),
        ("socketpair", (1, 1 | O_CLOEXEC | 0x800), True),
        ("socketpair", (1, 2), False),  # SOCK_DGRAM
        ("socketpair", (1, 5), False),  # SOCK_SEQPACKET
        ("socketpair", (30, 1), False),  # AF_TIPC
        ("fcntl", (3, 4), True),  # F_SETFL
        ("fcntl", (3, 1030), True),
        ("fcntl", (3, 8), False),  # F_SETOWN
        ("fcntl", (3, 10), False),  # F_SETSIG
        ("fcntl", (3, 15), False),  # F_SETOWN_EX
        ("fcntl", (3, 1024), False),  # F_SETLEASE
        ("fcntl", (3, 1031), False),  # F_SETPIPE_SZ
        ("ioctl", (3, 0x5401), True),  # TCGETS
        ("ioctl", (3, 0x5412), False),  # TIOCSTI
        ("ioctl", (3, 0x541C), False),  # TIOCLINUX
        ("ioctl", (3, 0x1_0000_5412), False),
        ("ioctl", (3, 0x8901), False),  # FIOSETOWN
        ("prctl", (15,), True),  # PR_SET_NAME
        ("prctl", (1,), False),  # PR_SET_PDEATHSIG
        ("prctl", (22,), False),  # PR_SET_SECCOMP
    ],
)
def test_arguments_decide(
    machine: str, call: str, arguments: tuple[int, ...], allowed: bool
) -> None:
    assert answer(machine, call, *arguments) == (ALLOW if allowed else ERROR | errno.EPERM)


def headers(machine: str) -> dict[str, int]:
    """The numbers in the kernel's headers, where they are installed."""
    name = {"x86_64": "asm/unistd_64.h", "aarch64": "asm-generic/unistd.h"}[machine]
    folders = [Path("/usr/include"), *Path("/usr/include").glob("*-linux-*")]
    for path in (folder / name for folder in folders):
        if path.exists():
            found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text())
            return {call.replace("fstatat", "newfstatat"): int(i) for call, i in found}
    pytest.skip(f"{name} is not installed")


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_are_the_kernels(machine: str) -> None:
    known = headers(machine)
    compared = 0
    for table in (*seccomp.UNCONDITIONAL, seccomp.LIMITED):
        for row in table.split(","):
            name, number = row.split()[0], seccomp.numbers(row, machine)
            # Older headers lack newer calls.
            assert number.get(name) == known.get(name) or name not in known, name
            compared += name in known and bool(number)
            if not number:
                assert name not in known, f"{name} is there"
    assert compared > 100


# --------------------------------------------------------------------------------- the disk


def test_disk_used(tmp_path: Path) -> None:
    assert disk_used(tmp_path) == disk_used(tmp_path / "missing") == 0
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "big").write_bytes(os.urandom(100_000))
    (tmp_path / "link").symlink_to("/usr")
    used = disk_used(tmp_path)
    assert 100_000 < used < 130_000
    for i in range(50):
        (tmp_path / f"empty{i}").touch()
    assert disk_used(tmp_path) == used + 50 * 4096
    assert disk_used(tmp_path, enough=40_000) < 200_000


@linux
def test_disk_used_by_a_removed_file(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.write(os.urandom(100_000))
        file.flush()
        (tmp_path / "big").unlink()
        assert disk_used(tmp_path) == 0
        assert 100_000 <= disk_used(tmp_path, pid=os.getpid()) < 130_000
        assert disk_used(tmp_path, pid=1 << 30) == 0  # one that has ended


@linux
def test_a_folder_too_deep_to_list_is_full(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    name = "x" * 250
    try:
        for _ in range(20):
            os.mkdir(name, dir_fd=here)
            inner = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
    finally:
        os.close(here)
    assert disk_used(tmp_path, enough=1 << 40) == 1 << 40
    subprocess.run(["rm", "-rf", tmp_path / name], check=True)
