"""A notebook answered with somebody else's numbers is told as that, and earns nothing for it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.checks.exercise import Value
from nnkit.checks.verdict import MIME
from nnkit.course.catalogue import find
from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.victim import metadata

NAMES = ("z_first", "a_first", "delta_hidden")


def notebook(student: str, names: Sequence[str] = NAMES, first: str = "import numpy") -> str:
    """A notebook of module 07, answered with a student's numbers."""
    cells = [new_code_cell(first, id="first")]
    for name in names:
        exercise = find(f"07.{name}")
        assert isinstance(exercise, Value)
        answer = f"{name} = {exercise.expected(student).tolist()}"
        test = f'check("07.{name}", {name})'
        cells.append(new_code_cell(answer, id=name, metadata=metadata(name)))
        about = metadata(f"c-{name}", exercise.points)
        cells.append(new_code_cell(test, id=f"c-{name}", metadata=about))
    cells.insert(1, new_code_cell("from nnkit import check, set_student", id="imports"))
    return str(nbformat.writes(new_notebook(cells=cells)))


ASSIGNMENT = Assignment(
    {"a.ipynb": notebook("author")},
    limits=Limits(seconds=6.0),
    students=("ada", "bob", "cy", "cy@uni.edu"),
)


def graded(student: str, text: str) -> Graded:
    return grade(ASSIGNMENT, {"a.ipynb": text.encode()}, student, "secret")


def cards(result: Graded) -> list[str]:
    cells = json.loads(result.notebooks["a.ipynb"])["cells"]
    shown = [o["data"] for cell in cells for o in cell.get("outputs", []) if "data" in o]
    for data in shown:
        assert data[MIME]["message"].split(".")[0] in data["text/html"].replace("&#x27;", "'")
    return [data["text/html"] for data in shown]


def test_with_ones_own_numbers_all_is_well() -> None:
    result = graded("bob", notebook("bob"))
    assert [v.status for v in result.verdicts] == ["passed"] * 3
    assert result.repairs == ()
    assert all("with bob&#x27;s numbers" in card for card in cards(result))


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("ada", "another student's numbers"),
        ("author", "the numbers of the course's own notebook"),
        ("", "the numbers of an empty id"),
        ("bob@uni.edu", "bob@uni.edu's numbers, and you are bob"),
    ],
)
def test_with_somebody_elses_it_is_told_to_both(who: str, told: str) -> None:
    result = graded("bob", notebook(who))
    for verdict in result.verdicts:
        assert (verdict.points, verdict.status, verdict.misconception) == (0, "failed", None)
        assert told in verdict.message
        assert "ada" not in verdict.message
    assert result.repairs == (
        f"3 answers are right for the numbers of {who!r}, not of 'bob'; that gives no points: "
        "07.z_first, 07.a_first, 07.delta_hidden",
    )
    assert all(told in card.replace("&#x27;", "'") for card in cards(result))


def test_an_id_that_the_notebook_names_is_tried() -> None:
    first = 'import nnkit\nnnkit.set_student("b0b")'
    result = graded("bob", notebook("b0b", first=first))
    assert "right for the numbers of 'b0b'" in result.repairs[0]
    assert "b0b's numbers, and you are bob" in result.verdicts[0].message


def test_what_is_wrong_for_everybody_is_just_wrong() -> None:
    text = notebook("bob")
    answer = re.findall(r"z_first = [^\"]*", text)[0]
    result = graded("bob", text.replace(answer, "z_first = [[7], [7], [7]]"))
    assert [v.status for v in result.verdicts] == ["failed", "passed", "passed"]
    assert result.repairs == ()
    assert result.verdicts[0].hints
