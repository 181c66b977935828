"""Where a working copy lies, and how its paths and backups are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import SHIPPED
from nnkit.working_copy.copy import WorkingCopy, digests_of_cells, folder_of, keep_backup
from nnkit.working_copy.record import Record
from tests.working_copy.notebooks import LESSON


def test_the_folder_is_named_or_in_the_environment_or_in_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    monkeypatch.chdir(tmp_path)
    assert folder_of(tmp_path) == tmp_path / "work"
    monkeypatch.setenv("NNKIT_WORK", "mine/../ours")
    assert folder_of(tmp_path) == tmp_path / "ours"
    assert folder_of(tmp_path, Path("~/x")) == Path.home() / "x"


def test_of_an_installed_course_the_folder_is_in_ones_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    assert folder_of(SHIPPED) == Path.home() / "nnkit-work"


def test_paths_are_told_from_the_course(tmp_path: Path) -> None:
    copy = WorkingCopy(tmp_path / "course", tmp_path / "elsewhere", Record())
    copy.tell("It is in", tmp_path / "course" / "work")
    copy.tell("It is in", copy.folder)
    assert copy.sentences == ["It is in work.", f"It is in {copy.folder.as_posix()}."]


def test_a_backup_has_the_time_in_its_name(tmp_path: Path) -> None:
    one, two = (keep_backup(tmp_path, "05_x/y.ipynb", content) for content in (b"1", b"2"))
    assert one.parent == tmp_path / "backups" / "05_x"
    assert one.name.startswith("y (20")
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")


def test_digests_of_what_is_no_notebook_are_none() -> None:
    assert digests_of_cells(b"{") == {}
    assert list(digests_of_cells(LESSON, {"title"}))[:2] == ["imports", "exercise-f"]
