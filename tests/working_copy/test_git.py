"""What git knows is asked; where there is no git there is no trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.working_copy import git
from tests.working_copy.course import NAME, SmallCourse
from tests.working_copy.notebooks import LESSON


def test_changed_files_are_listed_and_restored(tmp_path: Path) -> None:
    course = SmallCourse(tmp_path / "a course")
    course.release(LESSON, "06_ä/ö.ipynb")
    course.commit()
    assert git.changed_files(course.root, "modules") == set()
    course.release(b"1")
    course.release(b"2", "06_ä/ö.ipynb")
    assert git.changed_files(course.root, "modules") == {NAME, "06_ä/ö.ipynb"}
    assert git.committed(course.root, f"modules/{NAME}") == LESSON
    assert git.committed(course.root, "modules/none") is None
    assert git.restore(course.root, f"modules/{NAME}")
    assert course.released() == LESSON


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = SmallCourse(tmp_path)
    for _ in range(2):  # no repository, then no git
        assert git.changed_files(course.root, "modules") == set()
        assert git.committed(course.root, f"modules/{NAME}") is None
        assert not git.restore(course.root, f"modules/{NAME}")
        monkeypatch.setenv("PATH", "")
