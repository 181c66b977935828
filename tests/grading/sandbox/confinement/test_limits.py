"""A process keeps to its limits, gives up what it may, and ends with the one that forked it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.grading.sandbox.confinement.fresh_process import linux, python

LIMIT = """
import errno, resource
from nnkit.grading.sandbox.confinement.limits import limit

ballast = bytearray(1 << 28)  # in use before, so it does not count
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
limit(memory=1 << 26, cpu=60, disk=1 << 12, open_files=20)
print(resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_NOFILE))
more = bytearray(1 << 25)
try:
    bytearray(1 << 26)
except MemoryError:
    print("no more memory")
try:
    open("big", "wb", buffering=0).write(bytes(1 << 12))
    open("big", "ab", buffering=0).write(b"x")
except OSError as error:
    print(errno.errorcode[error.errno])
"""


@linux
def test_limits_count_from_what_is_in_use_and_are_never_raised(
    tmp_path: Path,
) -> None:
    said = python(f"import os\nos.chdir({str(tmp_path)!r})\n{LIMIT}")
    assert said.splitlines() == ["(5, 5) (20, 20)", "no more memory", "EFBIG"]


DROP = """
import platform, sys
from nnkit.grading.sandbox.confinement.limits import drop_privileges

drop_privileges(platform.machine(), int(sys.argv[1]) if len(sys.argv) > 1 else None)
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status"))
print(*(int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")))
print(*{int(id) for kind in ("Uid", "Gid") for id in status[kind].split()})
"""


@linux
def test_no_capability_is_left_and_root_may_become_another_user() -> None:
    none, *same = python(DROP).splitlines()
    assert (none, same) == ("0 0 0 0", [" ".join(map(str, {os.getuid(), os.getgid()}))])
    if os.geteuid() == 0:
        assert python(DROP, "65534").splitlines() == ["0 0 0 0", "65534"]


ORPHAN = """
import os, select, sys, time
from nnkit.grading.sandbox.confinement.limits import die_with

answer, ours = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        if sys.argv[1] == "bound":
            die_with(os.getppid())
        os.write(ours, b"x")
        time.sleep(0.5 if sys.argv[1] == "free" else 60)
        os._exit(0)
    os.read(answer, 1)
    os._exit(0)
os.close(ours)
os.wait()  # what was written has been read then; only an end can be heard
print(bool(select.select([answer], [], [], 0.2 if sys.argv[1] == "free" else 20)[0]))
try:
    die_with(1 << 30)
except ProcessLookupError as error:
    print(error)
"""


@linux
def test_it_ends_when_the_process_that_forked_it_ends() -> None:
    sentence = "the process that forked it has ended\n"
    assert python(ORPHAN, "bound") == f"True\n{sentence}"
    assert python(ORPHAN, "free") == f"False\n{sentence}"


THREADS = """
import sys, threading, time
from nnkit.grading.sandbox.confinement.kernel import unshare
from nnkit.grading.sandbox.confinement.limits import bound_threads

try:
    unshare(0x10000000)  # CLONE_NEWUSER
except OSError as error:
    sys.exit(print("a namespace is refused:", error))
bound_threads(20)
threading.stack_size(1 << 15)
try:
    for _ in range(40):
        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
except RuntimeError as error:
    print(error, threading.active_count())
"""


@linux
def test_threads_are_bounded_but_for_root() -> None:
    said = python(THREADS)
    if "refused" in said:
        pytest.skip(said)
    assert said == ("" if os.geteuid() == 0 else "can't start new thread 20\n")
