"""A course's configuration sets the limits; without confinement nothing is graded."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from nnkit.grading.classroom.autograde import SandboxedExecute
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.settings import SandboxSettings, confinement_level
from nnkit.grading.grader.assignment import Assignment, Limits

CONFIG = """
c = get_config()
c.SandboxedExecute.seconds = 7
c.SandboxedExecute.memory = 1 << 20
c.SandboxedExecute.single = {"07_problems": {"seconds": 120, "disk": 9}}
c.SandboxedExecute.unconfined = True
"""
SUPPORT = "nnkit.grading.classroom.settings.support"


def test_limits_come_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    course = Course(tmp_path)
    for settings in (SandboxSettings.of(course), SandboxedExecute(config=course.config())):
        assert settings.limits("02") == Limits(seconds=7, memory=1 << 20)
        assert settings.limits("07_problems") == Limits(seconds=120, memory=1 << 20, disk=9)
        assert settings.unconfined


def test_without_configuration_the_limits_are_the_graders(tmp_path: Path) -> None:
    settings = SandboxSettings.of(Course(tmp_path))
    assert (settings.limits("02"), settings.unconfined) == (Limits(), False)


def test_what_is_missing_is_told_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    confined, unconfined = Assignment({}), Assignment({}, confine=False)
    offered = SimpleNamespace(missing=["The kernel has no Landlock."], level="")
    monkeypatch.setattr(SUPPORT, lambda: offered)
    with pytest.raises(CourseError, match=r"  The kernel has no Landlock\.\n.*--unconfined"):
        confinement_level(confined)
    assert confinement_level(unconfined) == "none"
    monkeypatch.setattr(SUPPORT, lambda: SimpleNamespace(missing=[], level="landlock"))
    assert confinement_level(confined) == "landlock"
    assert confinement_level(unconfined) == "none"
