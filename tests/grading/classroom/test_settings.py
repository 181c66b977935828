"""A course's configuration sets the limits; without confinement nothing is graded."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from nnkit.grading.classroom.autograde import SandboxedExecute
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.settings import SandboxSettings, check_settings, confinement_level
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


def configured(folder: Path, *lines: str) -> Course:
    text = "\n".join(["c = get_config()", *lines])
    (folder / "nbgrader_config.py").write_text(text, encoding="utf-8")
    return Course(folder)


def test_minus_one_is_no_limit_of_time_as_nbgrader_documents(tmp_path: Path) -> None:
    there = configured(
        tmp_path,
        "c.SandboxedExecute.seconds = -1",
        "c.SandboxedExecute.single = {'a': {'total': -1}}",
    )
    limits = SandboxSettings.of(there).limits("a")
    assert limits.seconds == limits.total == 7 * 24 * 3600
    assert check_settings(there) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("seconds = 0", "limit c.SandboxedExecute.seconds in nbgrader_config.py is 0.0; .* or -1"),
        ("seconds = 'ten'", "In nbgrader_config.py: The 'seconds' trait of a SandboxedExecute"),
        ("seconds = float('nan')", "is nan; it has to be a number above 0, or -1"),
        ("memory = -1", "c.SandboxedExecute.memory in nbgrader_config.py is -1; it .* above 0\\."),
        ("single = {'': {'second': 5}}", "limits 'second' of .*; there are seconds, total, memory"),
        ("single = {'': 5}", "gives .* no limits by name, such as .*, but 5"),
        ("single = {'': {'disk': None}}", "c.SandboxedExecute.disk .* is None"),
    ],
)
def test_a_limit_that_is_none_is_told(line: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=told):
        check_settings(configured(tmp_path, f"c.SandboxedExecute.{line}"))


def test_what_changes_nothing_is_told(tmp_path: Path) -> None:
    there = configured(
        tmp_path, "c.ExecutePreprocessor.timeout = 30", "c.SandboxedExecute.secs = 9"
    )
    timeout, unknown = check_settings(there)
    assert "changes nothing here: set c.SandboxedExecute.seconds = 30." in timeout
    assert unknown.startswith("c.SandboxedExecute.secs in nbgrader_config.py is no setting")


def test_a_limit_of_no_assignment_is_told(tmp_path: Path) -> None:
    there = configured(tmp_path, "c.SandboxedExecute.single = {'07': {'seconds': 9}}")
    (tmp_path / "source" / "quick").mkdir(parents=True)
    (tmp_path / "source" / "quick" / "quick.ipynb").touch()
    [told] = check_settings(there)
    assert told.endswith("limits '07', which is no assignment; there are quick.")


def test_what_is_more_than_the_kernel_counts_is_no_limit(tmp_path: Path) -> None:
    there = configured(tmp_path, "c.SandboxedExecute.memory = 1 << 70")
    assert SandboxSettings.of(there).limits("quick").memory == 1 << 62
