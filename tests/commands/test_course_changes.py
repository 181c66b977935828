"""A course that changes while it runs: no mark is lost, and what cannot be graded is told."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook
from tests.commands.nnkit_command import nnkit
from tests.grading.classroom.class_of import (
    CONFIG,
    MODULE,
    NOTEBOOK,
    RIGHT,
    WRONG,
    about,
    grades,
    hand_in,
    mixed,
)

MORE = [
    new_code_cell("cube = None", id="cube", metadata=about("cube")),
    new_code_cell("assert cube(2) == 8", id="test-cube", metadata=about("test-cube", 5)),
]
OTHER = "other"


def changed(text: str, *more: Any, drop: str = "") -> str:
    notebook = nbformat.reads(text, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != drop] + list(more)
    return str(nbformat.writes(notebook))


def rewrite(course: Course, text: str) -> None:
    (course.folder("source") / MODULE / NOTEBOOK).write_text(text, encoding="utf-8")


def with_other(folder: Path, handed_in: dict[str, str], config: str = CONFIG) -> Course:
    """A course with a second assignment, which everybody handed in too."""
    there = hand_in(folder, handed_in, config)
    shutil.copytree(there.folder("source") / MODULE, there.folder("source") / OTHER)
    for student in handed_in:
        shutil.copytree(there.submitted(student, MODULE), there.submitted(student, OTHER))
    return there


def results(course: Course, *args: str) -> tuple[dict[tuple[str, str], Any], str]:
    """What `nnkit grade` says of each submission, and what it tells on stderr."""
    file = course.root / "result.json"
    _, _, err = nnkit("grade", "--course", course.root, "--json", file, "--workers", "1", *args)
    found = json.loads(file.read_text(encoding="utf-8"))["submissions"]
    assert "Traceback" not in err
    return {(s["student"], s["module"]): s for s in found}, err


@pytest.fixture
def graded(graded_once: Course, tmp_path: Path) -> Course:
    """Two assignments, graded, and a person has marked and commented."""
    return Course(shutil.copytree(graded_once.root, tmp_path / "course"))


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("graded")
    there = with_other(folder, {"ada": mixed(RIGHT, "Because."), "bob": mixed(WRONG)})
    assert nnkit("grade", "--course", folder, "--workers", "1")[0] == 0
    with open_gradebook(there) as gradebook:
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 2
        gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, "ada").manual_comment = "Good."
        gradebook.find_grade("test-square", NOTEBOOK[:-6], MODULE, "bob").extra_credit = 0.5
        gradebook.db.commit()
    return there


def test_an_exercise_more_costs_no_mark_and_stops_no_module(graded: Course) -> None:
    before = {student: grades(graded, student) for student in ("ada", "bob")}
    rewrite(graded, changed(mixed(RIGHT), *MORE))
    cubes = changed(mixed(RIGHT), *MORE).replace("cube = None", "cube = lambda x: x ** 3")
    for module, text in ((MODULE, cubes), (OTHER, mixed(RIGHT))):
        path = graded.submitted("eve", module) / NOTEBOOK
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    found, err = results(graded)
    assert found["eve", MODULE]["score"] == 8
    assert found["eve", OTHER]["score"] == 3
    assert (found["ada", MODULE]["score"], found["bob", MODULE]["score"]) == (5, 0.5)
    assert "quick has changed since these were graded: ada, bob. They keep their marks." in err
    assert "`nnkit grade quick --regrade`" in err
    assert "other has" not in err
    for student, marks in before.items():
        assert grades(graded, student) == {**(marks or {}), "test-cube": (None, None, False)}
    found, err = results(graded, "--regrade")
    assert err == ""
    assert (found["ada", MODULE]["score"], found["bob", MODULE]["score"]) == (5, 0.5)
    assert (grades(graded, "ada") or {})["test-cube"] == (0, None, False)
    with open_gradebook(graded) as gradebook:
        comment = gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, "ada")
        assert comment.manual_comment == "Good."


def test_an_exercise_less_keeps_what_was_given_for_it(graded: Course) -> None:
    before = grades(graded, "ada")
    rewrite(graded, changed(mixed(RIGHT), drop="why"))
    again = changed(mixed(RIGHT), drop="why")
    (graded.submitted("bob", MODULE) / NOTEBOOK).write_text(again, encoding="utf-8")
    found, err = results(graded)
    assert "The source of quick no longer has why." in err
    assert "quick has changed since these were graded: ada." in err
    assert grades(graded, "ada") == {**(before or {}), "why": (None, 2, False)}
    assert (found["ada", MODULE]["score"], found["ada", MODULE]["max_score"]) == (5, 7)
    assert found["bob", MODULE]["score"] == 3.5
    rewrite(graded, mixed(RIGHT))
    found, err = results(graded, "--student", "ada")
    assert err.startswith("Points of quick changed (why 0 → 2).")
    assert (found["ada", MODULE]["score"], found["ada", MODULE]["max_score"]) == (5, 9)


def test_a_notebook_more_and_one_less(graded: Course) -> None:
    source = graded.folder("source") / MODULE
    (source / "more.ipynb").write_text(nbformat.writes(new_notebook(cells=MORE)), encoding="utf-8")
    found, err = results(graded)
    assert found["ada", MODULE]["score"] == 5
    found, err = results(graded, "--regrade", "--student", "ada")
    assert found["ada", MODULE]["score"] == 5, err
    assert found["ada", MODULE]["max_score"] == 14
    (source / "more.ipynb").unlink()
    found, err = results(graded)
    assert found["ada", MODULE]["score"] == 5
    assert found["ada", MODULE]["max_score"] == 9


def broken_json(there: Course) -> str:
    rewrite(there, "{")
    return f"{there.folder('source') / MODULE / NOTEBOOK} cannot be read as a notebook"


def doubled_id(there: Course) -> str:
    rewrite(there, changed(mixed(RIGHT), new_code_cell("1", id="x", metadata=about("square"))))
    return "quick.ipynb: Duplicate grade id: square"


def open_region(there: Course) -> str:
    rewrite(there, mixed(f"### BEGIN SOLUTION\n{RIGHT}"))
    return "no end solution statement found"


CAUSES = {f.__name__: f for f in (broken_json, doubled_id, open_region)}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_source_that_is_refused_stops_its_assignment_only(cause: str, tmp_path: Path) -> None:
    there = with_other(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(WRONG)})
    told = CAUSES[cause](there)
    found, err = results(there)
    assert found["ada", OTHER]["score"] == 3
    assert found["ada", MODULE]["status"] == found["bob", MODULE]["status"] == "failed"
    assert told in found["ada", MODULE]["error"]
    assert told in err
    assert err.count(told) == 1
    assert "--force" not in err
    assert "away" not in err


@pytest.mark.parametrize("name", ["a+b", "a [1]", "05_project"])
def test_names_of_folders_are_no_patterns(name: str, tmp_path: Path) -> None:
    there = with_other(tmp_path / "c++ [2]", {"ada": mixed(RIGHT)})
    (there.folder("source") / MODULE).rename(there.folder("source") / name)
    there.submitted("ada", MODULE).rename(there.submitted("ada", name))
    found, err = results(there)
    assert err == ""
    assert found["ada", name]["score"] == found["ada", OTHER]["score"] == 3
    page = (there.feedback("ada", name) / NOTEBOOK).with_suffix(".html")
    assert "<code>test-square</code></a>" in page.read_text(encoding="utf-8")
    if name == "05_project":
        assert nnkit("report", "--course", there.root)[0] == 0
        report = (there.root / "report.html").read_text(encoding="utf-8")
        assert "test-square" in report
        assert "05.delta" not in report


def test_a_locked_gradebook_is_told_as_that(graded: Course) -> None:
    rewrite(graded, changed(mixed(RIGHT), *MORE))
    (graded.submitted("bob", MODULE) / NOTEBOOK).write_text(mixed(RIGHT), encoding="utf-8")
    other = sqlite3.connect(graded.root / "gradebook.db", isolation_level=None)
    other.execute("begin exclusive")
    code, _, err = nnkit("grade", "--course", graded.root, "--workers", "1")
    other.close()
    assert code == 1
    assert "database is locked. Another program writes to it" in err
    assert "Traceback" not in err
    assert "remove" not in err


def test_a_damaged_gradebook_is_told_as_that(graded: Course) -> None:
    (graded.root / "gradebook.db").write_bytes(b"x" * 4096)
    code, _, err = nnkit("grade", "--course", graded.root, "--workers", "1")
    assert code == 1
    assert "gradebook.db cannot be used: file is not a database. The file is damaged" in err


def test_a_bad_address_is_told_as_that(tmp_path: Path) -> None:
    for address, told in (
        ("nonsense", "is no address of a database"),
        ("sqlite:////nowhere/at/all/g.db", "Its folder is missing"),
    ):
        hand_in(tmp_path, {"ada": mixed(RIGHT)}, f"{CONFIG}c.CourseDirectory.db_url = {address!r}")
        code, _, err = nnkit("grade", "--course", tmp_path, "--workers", "1")
        assert (code, "Traceback" in err) == (1, False)
        assert told in err
