"""A folder's files are read only if they are files, and no more than can be graded."""

from __future__ import annotations

import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from nnkit.grading.grader import files
from nnkit.grading.grader.files import (
    FilesError,
    files_in,
    fingerprint,
    put_over,
    submitted_files,
    write_files,
)

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="sparse files, FIFOs, any names")
DISK = 64 << 20
FILES = {"a.ipynb": b"{}", "data/numbers.csv": b"1,2\n", "empty": b""}


def grow(path: Path, size: int) -> None:
    with path.open("ab") as stream:
        stream.truncate(size)


@LINUX
@pytest.mark.parametrize(
    ("sizes", "text"),
    [
        ({"a.ipynb": 400 << 20}, r"^a\.ipynb has 400 MB; 47 are allowed\. Clear its outputs"),
        ({"x/A.IPYNB": 400 << 20}, r"^x/A\.IPYNB has 400 MB"),
        ({f"{i}.ipynb": 40 << 20 for i in range(4)}, r"^The notebooks have 160 MB together; 95"),
        ({"a.csv": 400 << 20}, r"^The files beside the notebook have 400 MB together; 64 are"),
        ({f"{i}.csv": 10 << 20 for i in range(7)}, r"beside the notebook have 70 MB together"),
    ],
)
def test_what_is_too_large_is_not_even_read(
    sizes: dict[str, int], text: str, tmp_path: Path
) -> None:
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        grow(tmp_path / name, size)
    tracemalloc.start()
    try:
        with pytest.raises(FilesError, match=text):
            submitted_files(tmp_path, DISK)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_files_and_folders_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 10)
    for i in range(5):
        (tmp_path / str(i) / "empty").mkdir(parents=True)
    assert submitted_files(tmp_path, DISK) == {}
    (tmp_path / "a.ipynb").touch()
    with pytest.raises(FilesError, match="more than 10 files and folders"):
        submitted_files(tmp_path, DISK)
    assert files_in(tmp_path) == {"a.ipynb": b""}  # an instructor's are not bounded


@LINUX
def test_links_and_devices_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_bytes(b"1")
    (tmp_path / "file").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    (tmp_path / "circle").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")  # to read it would wait without end
    assert submitted_files(tmp_path, DISK) == files_in(tmp_path) == {"a.ipynb": b"1"}


@LINUX
def test_a_name_that_is_not_utf_8_gets_escapes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"Gr\xfc\xdfe.csv")).write_bytes(b"1")
    (tmp_path / "Grüße.csv").write_bytes(b"2")
    found = submitted_files(tmp_path, DISK)
    assert found == {"Gr\\xfc\\xdfe.csv": b"1", "Grüße.csv": b"2"}
    assert fingerprint(found)


@LINUX
def test_folders_may_be_nested_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = sys.getrecursionlimit() + 200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("a")
        os.chdir("a")
    try:
        assert submitted_files(tmp_path, DISK) == {}
    finally:  # pytest could not remove them
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("a")


def test_what_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By stand-ins for permissions, which the tests may be too mighty for."""

    def denied(path: object, size: int = 0) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "data.csv").touch()
    with monkeypatch.context() as patch:
        patch.setattr(files, "read_file", denied)
        with pytest.raises(FilesError, match=r"^data\.csv cannot be read: Permission denied\."):
            submitted_files(tmp_path, DISK)
    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(FilesError, match=f"^The folder '{tmp_path.name}' cannot be read"):
        submitted_files(tmp_path, DISK)


def test_no_folder_has_no_files(tmp_path: Path) -> None:
    assert files_in(tmp_path / "none") == {}
    (tmp_path / "file").touch()
    assert submitted_files(tmp_path / "file", DISK) == {}


def test_what_was_read_can_be_written_elsewhere(tmp_path: Path) -> None:
    write_files(tmp_path / "first", FILES)
    assert files_in(tmp_path / "first") == FILES
    write_files(tmp_path / "first", {"empty": b"no more"})
    assert files_in(tmp_path / "first") == {**FILES, "empty": b"no more"}
    assert files_in(tmp_path / "missing") == {}


def test_a_fingerprint_is_of_names_and_contents_alone() -> None:
    assert fingerprint(dict(reversed(FILES.items()))) == fingerprint(FILES)
    others = [
        {},
        {**FILES, "empty": b"x"},
        {**FILES, "more": b""},
        {("b.ipynb" if name == "a.ipynb" else name): data for name, data in FILES.items()},
        {"a.ipynb": b"", "data/numbers.csv": b"{}1,2\n", "empty": b""},
    ]
    assert len({fingerprint(files) for files in [FILES, *others]}) == 6


@LINUX
def test_names_that_would_forge_a_line_or_command_a_terminal_get_escapes(tmp_path: Path) -> None:
    names = {"a\n  s02: b.py": r"a\n  s02: b.py", "\x1b[2J": r"\x1b[2J", "\u202ea": r"\u202ea"}
    for name in (*names, "é\u202f😀"):
        (tmp_path / name).touch()
    assert files_in(tmp_path).keys() == {*names.values(), "é\u202f😀"}


def test_one_folder_holds_files_that_are_put_over_others() -> None:
    own = dict.fromkeys(("a", "a.csv/x", "b/x", "c", f"d/{'e' * 256}", "f/" * 600 + "g"), b"own")
    over = dict.fromkeys(("a/x", "a.csv", "c", "h"), b"over")
    assert put_over(own, over) == over | {"b/x": b"own"}
