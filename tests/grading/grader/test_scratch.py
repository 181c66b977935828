"""A folder is removed whatever is in it; those that were left behind are found."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from nnkit.grading.grader.scratch import new_folder, remove_folder, remove_left_behind

posix = pytest.mark.skipif(os.name != "posix", reason="modes, owners and kinds of files")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return new_folder()


def test_a_new_folder_is_removed_again(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert list(folder.iterdir()) == []
    (folder / "file").touch()
    for _ in range(2):
        remove_folder(folder)
        assert not folder.exists()
    assert not caplog.messages


@posix
def test_a_folder_goes_whatever_is_in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "link").symlink_to("/etc")
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    os.truncate(os.open("sparse", os.O_CREAT | os.O_WRONLY), 1 << 40)
    (folder / "locked" / "inner").mkdir(parents=True)
    (folder / "locked" / "inner" / "file").touch(0)
    for path in ("locked/inner", "locked"):
        (folder / path).chmod(0)
    for i in range(20):
        (folder / "wide" / str(i) / "file").mkdir(parents=True)
    remove_folder(folder)
    assert not folder.exists()
    assert stat.S_ISDIR(os.stat("/etc").st_mode)


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8")
def test_depth_and_names_are_no_obstacle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        for _ in range(400):
            os.mkdir(b"\xff")
            os.chdir(b"\xff")
        Path("file").touch()
        os.chdir("/")
        remove_folder(folder)
        assert not folder.exists()
    finally:
        sys.setrecursionlimit(before)


def test_what_cannot_be_removed_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def denied(*args: object, **kwargs: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "rmdir", denied)
    remove_folder(folder)
    assert caplog.messages == [
        f"{folder} could not be removed: Operation not permitted. Delete it by hand."
    ]


@posix
def test_only_old_folders_whose_process_has_ended_are_left_behind(folder: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = {
        f"nnkit-{ended.pid}-a": "old",
        f"nnkit-{ended.pid}-b": "new",
        f"nnkit-{os.getpid()}-c": "old",
        "nnkit-1-d": "old",
        "nnkit-e": "old",
        f"nnkit-{1 << 80}-f": "old",
        "nnkit-notes": "old",
    }
    for name, age in names.items():
        (folder.parent / name).mkdir()
        if age == "old":
            long_ago = time.time() - 48 * 3600
            os.utime(folder.parent / name, (long_ago, long_ago))
    (folder.parent / f"nnkit-{ended.pid}-link").symlink_to("/etc")
    remove_left_behind()
    removed = names.keys() - {path.name for path in folder.parent.iterdir()}
    assert removed == {f"nnkit-{ended.pid}-a", f"nnkit-{1 << 80}-f"}
