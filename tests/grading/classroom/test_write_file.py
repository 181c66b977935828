"""A full disk costs no file that was there."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.write_file import check_file, check_folder, write_file


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_file(tmp_path / "a.csv", "δ\r\n")
    assert (tmp_path / "a.csv").read_bytes() == "δ\r\n".encode()
    write_file(tmp_path / "a.csv", b"\xff")
    assert (tmp_path / "a.csv").read_bytes() == b"\xff"


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "marks.csv"
    file.write_text("of last week")

    def full(path: Path, _: bytes) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CourseError, match=r"marks.csv could not be written: No space left"):
        write_file(file, "of this week")
    assert [path.name for path in tmp_path.iterdir()] == ["marks.csv"]
    assert file.read_text() == "of last week"


def test_what_cannot_be_written_is_told_before_work_is_done(tmp_path: Path) -> None:
    check_file(tmp_path / "new.json")
    with pytest.raises(CourseError, match=r"cannot be written: it is a folder\. Nothing was done"):
        check_file(tmp_path)
    with pytest.raises(CourseError, match=r"cannot be written: there is no folder .*no"):
        check_file(tmp_path / "no" / "a.json")
    check_folder(tmp_path / "new")
    check_folder(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match=r"file is a file: name a folder\. Nothing was done"):
        check_folder(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="no links, modes and devices")
def test_links_modes_and_devices_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.touch(mode=0o640)
    file.chmod(0o640)
    link.symlink_to(file)
    write_file(link, "new")
    assert link.is_symlink()
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)
    write_file(Path(os.devnull), "new")
    assert Path(os.devnull).is_char_device()
