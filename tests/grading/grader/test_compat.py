"""Small assignments in which a proxy alone decides otherwise than nbgrader does.

In each the submission is the instructor's own notebook.  With both witnesses it gets what nbgrader
gives, but for partial credit in NumPy's numbers; what the sandbox forbids is told when the assignment is verified.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.classroom.verification import (
    Verification,
    grade_own,
    sentences,
    verify_solution,
)
from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from tests.grading.grader.victim import metadata

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = json.loads((HERE / "compat.json").read_text(encoding="utf-8"))
# By exercise an answer, a wrong one, its tests, and what of these nbgrader passes when it is wrong.
EXERCISES: dict[str, dict[str, Any]] = json.loads(
    (HERE / "compat_notebook.json").read_text(encoding="utf-8")
)
# The sandbox has no other processes.
FORBIDDEN = {"multiprocessing", "shell_binds_in_given", "shell_in_test"}
# nbgrader cannot read what NumPy 2 shows of its numbers, and gives everybody all points.
PARTIAL = {"points_partial_numpy": 0.5}
WARNS = {"points_warning_in_answer"}
NEEDS = {"pandas": ("series", "dataframe", "frame"), "sympy": ("sympy",)}


def assignment(name: str) -> Assignment:
    cells = []
    for i, (role, source) in enumerate(CASES[name]["cells"]):
        about = {} if role == "given" else metadata(f"{name}-{i}", 1 if role == "test" else None)
        cells.append(new_code_cell(source, id=f"cell-{i}", metadata=about))
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    text = str(nbformat.writes(notebook))
    return Assignment({f"{name}.ipynb": text}, limits=Limits(seconds=20.0))


def share(graded: Graded, verification: Verification | None = None) -> float:
    """The share of the points that the instructor's own notebook gets, as it will be decided."""
    inside = verification.inside if verification else {}
    verdicts = graded.verdicts
    points = [(v.inside or 0) if (v.notebook, v.grade_id) in inside else v.points for v in verdicts]
    return sum(points) / sum(v.max_points for v in verdicts)


@pytest.mark.parametrize("name", CASES)
def test_with_two_witnesses_the_score_is_nbgraders(name: str) -> None:
    for module, parts in NEEDS.items():
        if any(part in name.split("_") for part in parts):
            pytest.importorskip(module)
    given = replace(assignment(name), warnings_cost=name in WARNS)
    graded = grade_own(given, given.notebooks)
    verification = Verification.of(graded)
    if name in FORBIDDEN:
        (sentence,) = sentences(name, verification)
        assert "nobody can pass the test" in sentence
        assert share(graded, verification) == 0
    elif name in PARTIAL:
        assert share(graded, verification) == PARTIAL[name]
        assert [*verification.failed.values()] == ["it gives part of the points"]
    else:
        assert share(graded, verification) == CASES[name]["nbgrader"]
        if CASES[name]["nbgrader"]:
            assert not verification.failed


@pytest.mark.parametrize("name", ["enum", "counter", "multiprocessing"])
def test_so_it_is_graded_once_it_is_verified(name: str) -> None:
    given = assignment(name)
    graded = grade_own(given, given.notebooks)
    verification = Verification.of(graded)
    decided = replace(given, inside=frozenset(verification.inside))
    again = grade_own(decided, given.notebooks)
    assert share(again) == share(graded, verification)
    assert {v.decided for v in again.verdicts} == {"inside" if verification.inside else "both"}


def test_what_writes_to_stderr_is_told() -> None:
    (name,) = WARNS
    given = assignment(name)
    graded = grade_own(given, given.notebooks)
    assert [id for _, id in Verification.of(graded).warned] == [f"{name}-1"]
    assert share(graded) == 1


def all_exercises(answer: str) -> str:
    """A notebook with all exercises, and to each one of its answers."""
    cells = []
    for name, exercise in EXERCISES.items():
        if "given" in exercise:
            cells.append(new_code_cell(exercise["given"]))
        cells.append(new_code_cell(exercise[answer], metadata=metadata(name)))
        for i, test in enumerate(exercise["tests"]):
            cells.append(new_code_cell(test, metadata=metadata(f"{name}-{i}", 1)))
    for i, cell in enumerate(cells):
        cell.id = f"cell-{i}"
    return str(nbformat.writes(new_notebook(cells=cells)))


def test_a_notebook_with_tests_of_many_kinds() -> None:
    given = Assignment({"all.ipynb": all_exercises("answer")}, limits=Limits(seconds=20.0))
    verification = verify_solution(given)
    assert not verification.failed
    decided = replace(given, inside=frozenset(verification.inside))
    wrong = grade_own(decided, {"all.ipynb": all_exercises("wrong")})
    different = {}
    for verdict in wrong.verdicts:
        name, _, number = verdict.grade_id.rpartition("-")
        nbgrader = EXERCISES[name].get("wrong_gets", [0] * 9)[int(number)]
        if verdict.points != nbgrader:
            different[verdict.grade_id] = verdict.points
    assert not different
