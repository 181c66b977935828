"""An assignment is registered when its cells changed, and only then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.generate import cells_to_register
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.registration import register
from nnkit.grading.grader.assignment import Assignment, Limits
from nnkit.grading.grader.cells import checksum, grade_id
from nnkit.grading.grader.notebook import read
from tests.grading.classroom.class_of import (
    CONFIG,
    MODULE,
    NOTEBOOK,
    RIGHT,
    course,
    hand_in,
    mixed,
)


@pytest.fixture
def there(tmp_path: Path) -> Course:
    return hand_in(tmp_path, {"ada": mixed(RIGHT)})


def registered(course: Course) -> tuple[Assignment, list[str]]:
    """The assignment, and the remarks."""
    remarks: list[str] = []
    with open_gradebook(course) as gradebook:
        return register(course, gradebook, MODULE, remarks.append), remarks


def rewrite(course: Course, old: str, new: str) -> None:
    path = course.folder("source") / MODULE / NOTEBOOK
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_assignment_has_tests_files_limits_and_marks_of_hidden_tests(tmp_path: Path) -> None:
    config = CONFIG + "c.SandboxedExecute.single = {'quick': {'disk': 5}}\n"
    config += (
        "c.ClearHiddenTests.begin_test_delimeter = 'VVV'\nc.SandboxedExecute.unconfined = True"
    )
    there = hand_in(tmp_path, {}, config)
    (there.folder("source") / MODULE / "data.csv").write_bytes(b"1,2")
    assignment, remarks = registered(there)
    assert remarks == []
    assert assignment.files == {"data.csv": b"1,2"}
    assert assignment.limits == Limits(seconds=20, disk=5)
    assert assignment.hidden == ("VVV", "END HIDDEN TESTS")
    assert not assignment.confine
    cells = {grade_id(cell): cell for cell in read(assignment.notebooks[NOTEBOOK]).cells}
    assert list(cells) == ["square", "test-square", "why", "project"]
    assert "square(-12)" in cells["test-square"].source
    why = cells["why"]
    assert why.metadata.nbgrader["checksum"] == checksum(why)
    with open_gradebook(there) as gradebook:
        (row,) = gradebook.find_assignment(MODULE).notebooks
        assert {c.name: c.max_score for c in row.grade_cells} == {"test-square": 3, "why": 2}


def test_nbgrader_is_not_asked_again_until_a_cell_changes(
    there: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = registered(there)
    asked: list[str] = []

    def counting(course: Course, module: str) -> dict[str, Any]:
        asked.append(module)
        return cells_to_register(course, module)

    monkeypatch.setattr("nnkit.grading.classroom.registration.cells_to_register", counting)
    assert registered(there) == (first, [])
    assert asked == []
    for number, (old, new) in enumerate(
        [("== 144", "== 12 * 12"), ('"why"', '"reason"'), ('"points": 3', '"points": 5')], 1
    ):
        rewrite(there, old, new)
        registered(there)
        assert asked == [MODULE] * number, old


def test_changed_points_are_told(there: Course) -> None:
    registered(there)
    rewrite(there, '"points": 3', '"points": 5')
    _, [remark] = registered(there)
    assert remark.startswith("Points of quick changed (test-square 3 → 5).")
    assert registered(there)[1] == []


def test_no_session_stays_open(there: Course) -> None:
    """It would hold a transaction of other databases than SQLite, and all that it has read."""
    with open_gradebook(there) as gradebook:
        register(there, gradebook, MODULE)
        assert not gradebook.db.registry.has()
        register(there, gradebook, MODULE)
        assert not gradebook.db.registry.has()


@pytest.mark.parametrize(
    "about", [{"kernelspec": {"language": "R", "name": "ir"}}, {"language_info": {"name": "java"}}]
)
def test_a_notebook_in_another_language_is_refused(tmp_path: Path, about: dict[str, Any]) -> None:
    there = Course(course(tmp_path, {}))
    path = tmp_path / "solutions" / MODULE / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"] = about
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with open_gradebook(there) as gradebook, pytest.raises(CourseError, match="only Python"):
        register(there, gradebook, MODULE)


@pytest.mark.parametrize("name", ["python3", "xpython", "conda-env-course-py"])
def test_any_python_kernel_is_taken(tmp_path: Path, name: str) -> None:
    there = Course(course(tmp_path, {}))
    path = tmp_path / "solutions" / MODULE / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"] = {"language": "python", "name": name, "display_name": name}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with open_gradebook(there) as gradebook:
        assert register(there, gradebook, MODULE).notebooks.keys() == {NOTEBOOK}
