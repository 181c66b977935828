"""A confined process can do nothing of what is forbidden, and all that a notebook needs."""

from __future__ import annotations

import errno
import json
import os
import platform
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.sandbox.confinement import landlock, libraries, support
from tests.grading.sandbox.confinement.fresh_process import confinable, linux, python

ATTEMPTS = Path(__file__).with_name("attempts.py")
# What an attempt says that failed for the reason meant, and not for a mistake in it.
REFUSED = (
    r"(Permission|OS|Memory|BlockingIO)Error|RuntimeError: can't start new thread|"
    r"ValueError: not allowed to raise maximum limit|killed by SIG(KILL|XCPU|SYS)"
)


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


@confinable
@pytest.mark.parametrize(
    ("before", "policy", "sentence"),
    [
        ("threading.Thread(target=time.sleep, args=(1,)).start()", "", "2 threads run"),
        ("pass", "parent=1 << 30", "the process that forked it has ended"),
        ("pass", "cpu=-1", "could not be confined: current limit exceeds maximum limit."),
        ("pass", "disk=1 << 70", "could not be confined: Python int too large"),
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


def test_libraries_are_files_of_the_interpreter_and_not_all_of_sys_path(tmp_path: Path) -> None:
    assert any(os.__file__.startswith(path + os.sep) for path in libraries())
    said = python(
        "import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from nnkit.grading.sandbox.confinement import libraries\n"
        "print(*libraries(), sep='\\n')"
    )
    assert said.splitlines() == [*libraries()]
