"""A process keeps to its limits, gives up what it may, and ends with the one that forked it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from nnkit.grading.sandbox.confinement import disk_used
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
