"""What a process has taken is counted, removed files included, and told when it is too much."""

from __future__ import annotations

import mmap
import os
import subprocess
import threading
from pathlib import Path

import pytest

from nnkit.grading.sandbox.confinement import usage
from nnkit.grading.sandbox.confinement.usage import disk_used, oversteps
from tests.grading.sandbox.confinement.fresh_process import linux


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


@linux
def test_disk_used_by_a_removed_file_that_is_only_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "big").open("w+b") as file:
        file.write(os.urandom(1 << 16))
        file.flush()
        (tmp_path / "big").unlink()
        with mmap.mmap(file.fileno(), 4096):  # which holds the file open as well
            assert disk_used(tmp_path, os.getpid(), of_unknown=1 << 30) < 1 << 20
            monkeypatch.setattr(usage, "_removed_and_open", lambda pid: {})
            assert disk_used(tmp_path, os.getpid(), of_unknown=1 << 30) == 1 << 30
            assert disk_used(tmp_path / "other", os.getpid(), of_unknown=1 << 30) == 0


def test_what_is_too_much_is_told(tmp_path: Path) -> None:
    assert oversteps(tmp_path, 1 << 20) == ""
    (tmp_path / "big").write_bytes(os.urandom(2_000_000))
    assert oversteps(tmp_path, 1 << 20) == "it wrote more than 1 MB to files"
    assert oversteps(tmp_path, 1 << 16) == "it wrote more than 64 KB to files"
    assert oversteps(tmp_path, 1 << 20, given=disk_used(tmp_path)) == ""
    assert oversteps(tmp_path, None) == ""


@linux
def test_threads_are_counted(tmp_path: Path) -> None:
    now = len(os.listdir("/proc/self/task"))
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    assert oversteps(tmp_path, None, pid=os.getpid(), threads=now + 1) == ""
    told = f"it started more than {now} threads"
    assert oversteps(tmp_path, None, pid=os.getpid(), threads=now) == told
    assert oversteps(tmp_path, None, pid=1 << 30, threads=0) == ""  # it has ended
    stop.set()
    thread.join()
