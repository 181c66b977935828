"""Grading is a function of an assignment, a student's files, the student, and a secret."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.course import student as students
from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.one_answer import result_of
from tests.grading.grader.victim import metadata

LIMITS = Limits(seconds=6.0)


def notebook(answer: str, test: str, name: str = "n") -> str:
    cells = [
        new_code_cell(answer, id=name, metadata=metadata(name)),
        new_code_cell(test, id=f"test-{name}", metadata=metadata(f"test-{name}", 3)),
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


RIGHT = notebook("n = 3", "assert n == 3")
TWO = Assignment({"a.ipynb": RIGHT, "b.ipynb": RIGHT}, limits=LIMITS)


def points(result: Graded) -> list[float]:
    return [verdict.points for verdict in result.verdicts]


def test_a_notebook_that_is_missing_costs_its_own_points() -> None:
    result = grade(TWO, {"b.ipynb": RIGHT.encode()}, "ada", "")
    assert (points(result), [*result.notebooks]) == ([0, 3], ["b.ipynb"])
    assert result.repairs == ("a.ipynb was not handed in",)
    assert [verdict.notebook for verdict in result.verdicts] == ["a.ipynb", "b.ipynb"]
    assert 0 < result.seconds < 30
    ran = json.loads(result.notebooks["b.ipynb"])["cells"]
    assert ran[1]["outputs"] == []


def test_what_cannot_be_graded_is_a_result_too_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "nnkit.grading.grader.grade")
    result = grade(TWO, {"notes.txt": b""}, "ada", "")
    assert result.error == "None of its notebooks was handed in."
    assert (result.notebooks, result.verdicts) == ({}, ())
    assert caplog.messages == [f"'ada' could not be graded: {result.error!r}"]


def test_the_student_and_the_secret_hold_for_this_call_only() -> None:
    test = "from nnkit.course import student\nassert student.student_id() == 'ada'\n"
    text = notebook("n = 3", test + "assert student.secret() == 'cases'")
    assignment = Assignment({"a.ipynb": text}, limits=LIMITS)
    before = dict(os.environ), students.student_id(), students.secret()
    # Inside the sandbox there is no such module.
    won = [
        [v.outside for v in grade(assignment, {"a.ipynb": text.encode()}, student, secret).verdicts]
        for student, secret in (("ada", "cases"), ("bob", "cases"), ("ada", ""))
    ]
    assert won == [[3], [0], [0]]
    assert (dict(os.environ), students.student_id(), students.secret()) == before


def test_a_students_files_are_there_but_not_in_place_of_the_instructors() -> None:
    answer = "n = int(open('mine.csv').read()) + int(open('given.csv').read())"
    text = notebook(answer, "assert n == 3")
    assignment = Assignment({"a.ipynb": text}, {"given.csv": b"1"}, LIMITS)
    files = {"a.ipynb": text.encode(), "mine.csv": b"2", "given.csv": b"7"}
    assert points(grade(assignment, files, "ada", "")) == [3]


def test_a_module_that_only_the_student_has_is_tested() -> None:
    given = ["from mine import twice\nunit = 1"]
    for body, worth in (("2 * x", 3), ("x", 0)):
        mine = f"def twice(x):\n    return {body}"
        result = result_of("pass", "assert twice(unit) == 2", "pass", given, mine=mine)
        assert points(result) == [worth]


def test_the_time_of_a_whole_submission_is_bounded() -> None:
    no_time = replace(TWO, limits=replace(LIMITS, total=0.0))
    result = grade(no_time, {"a.ipynb": RIGHT.encode()}, "ada", "")
    assert points(result) == [0, 0]
    assert "used up" in result.verdicts[0].message


def test_practice_and_review_change_no_mark() -> None:
    """They rest in the sandbox; a cell that goes on with their numbers may stop, and costs nothing."""
    before = [
        "from nnkit import check, practice, review",
        'task = practice("02.my_hidden")\ntask',
        "task.check([0.5, 0.5])",
        "W, b, x = task.numbers",
        "session = review()\nsession.check(1, 'b')",
    ]
    answers = [notebook(f"n = {n}", "assert n == 3") for n in (3, 4)]
    assignment = Assignment({"a.ipynb": RIGHT}, limits=LIMITS)
    for text in answers:
        book = nbformat.reads(text, as_version=4)
        book.cells[:0] = [new_code_cell(cell) for cell in before]
        practised = str(nbformat.writes(book))
        results = [grade(assignment, {"a.ipynb": t.encode()}, "ada", "") for t in (text, practised)]
        marks = [points(result) for result in results]
        assert marks[0] == marks[1] == ([3] if "n = 3" in text else [0])
        assert results[1].notebooks["a.ipynb"].count("Practice rests while the grader works.") == 3
