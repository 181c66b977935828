"""The filter answers every system call as its tables say, on each architecture."""

from __future__ import annotations

import errno
import itertools
import re
from pathlib import Path

import pytest

from nnkit.grading.sandbox.confinement import limits, seccomp
from nnkit.grading.sandbox.confinement.seccomp import ALLOW, ERROR, KILL_PROCESS, Instruction
from tests.grading.sandbox.confinement.fresh_process import confinable, python

MACHINES = list(seccomp.AUDIT_ARCH)


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


def test_numbers_of_aarch64_are_the_kernels_where_no_headers_are_installed() -> None:
    table = Path(__file__).with_name("aarch64_calls.txt").read_text(encoding="ascii")
    rows = [line.split() for line in table.splitlines() if not line.startswith("#")]
    known = {name: int(number) for number, name in rows}
    assert len(known) == len(rows) > 300
    for calls in (*seccomp.UNCONDITIONAL, seccomp.LIMITED):
        for row in calls.split(","):
            name = row.split()[0]
            assert seccomp.numbers(row, "aarch64").get(name) == known.get(name), name
    assert limits.CAPSET["aarch64"] == known["capset"]


INSTALL = """
import errno, os, platform, socket, tempfile
from nnkit.grading.sandbox.confinement import seccomp
from nnkit.grading.sandbox.confinement.kernel import prctl

file, path = tempfile.mkstemp()
os.unlink(path)
os.fchmod(file, 0o600)
prctl(38, 1)  # PR_SET_NO_NEW_PRIVS
seccomp.install(platform.machine(), os.getpid())
os.write(file, b"allowed")
os.fchmod(file, 0o644)
print(os.fstat(file).st_size, oct(os.fstat(file).st_mode & 0o777))
for refused in (socket.socket, os.fork, lambda: os.sched_setaffinity(0, {0})):
    try:
        refused()
    except OSError as error:
        print(errno.errorcode[error.errno])
"""


@confinable
def test_an_installed_filter_holds() -> None:
    assert python(INSTALL).split() == ["7", "0o600", "EPERM", "EPERM", "ENOSYS"]
