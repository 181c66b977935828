"""What is read is the file that was listed, or it is refused."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nnkit.grading.grader.read_file import read_file

linux = pytest.mark.skipif(sys.platform != "linux", reason="links and pipes")
CHANGED = "It changed while it was read"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path.resolve() / "ada"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.csv").write_bytes(b"1,2")
    (tmp_path / "secret" / "data").mkdir(parents=True)
    (tmp_path / "secret" / "data" / "a.csv").write_bytes(b"4,2")
    return folder


def test_a_file_is_read(folder: Path) -> None:
    assert read_file(str(folder / "data" / "a.csv"), 3) == b"1,2"


@pytest.mark.parametrize("size", [2, 4])
def test_one_that_has_grown_or_shrunk_is_refused(folder: Path, size: int) -> None:
    with pytest.raises(OSError, match=CHANGED):
        read_file(str(folder / "data" / "a.csv"), size)


@linux
@pytest.mark.parametrize("swapped", ["ada", "ada/data", "ada/data/a.csv"])
def test_no_link_is_followed_wherever_it_stands(folder: Path, swapped: str) -> None:
    secret = Path("secret", *Path(swapped).parts[1:])
    place = folder.parent / swapped
    place.rename(folder.parent / "away")
    place.symlink_to(folder.parent / secret)
    assert Path(folder, "data", "a.csv").read_bytes() == b"4,2"
    with pytest.raises(OSError, match=CHANGED):
        read_file(str(folder / "data" / "a.csv"), 3)


@linux
def test_what_is_no_file_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for name in ("pipe", "data", "missing"):
        with pytest.raises(OSError, match=CHANGED):
            read_file(str(folder / name), 3)
    with pytest.raises(OSError, match=CHANGED):
        read_file("/dev/zero", 3)


@linux
def test_descriptors_are_closed(folder: Path) -> None:
    before = os.listdir("/proc/self/fd")
    read_file(str(folder / "data" / "a.csv"), 3)
    for path in ("none/a.csv", "data"):
        with pytest.raises(OSError, match=CHANGED):
            read_file(str(folder / path), 3)
    assert os.listdir("/proc/self/fd") == before
