"""Cells that have lost their grade ids are recognised; what has none of the exercises is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from nnkit.grading.grader.cells import HIDDEN, checksum, grade_id
from nnkit.grading.grader.match import Match
from nnkit.grading.grader.notebook import Node, node, read
from nnkit.grading.grader.sanitise import is_answered, sanitise
from nnkit.grading.grader.submission import SubmissionError, read_cells
from tests.grading.grader.victim import metadata

RELEASED = {"square": "def square(x): ...", "why": "YOUR ANSWER HERE", "x": "x = ..."}
ANSWERS = {"square": "def square(x): return x * x", "why": "Because.", "x": "x = 3"}


def source() -> Node:
    written: Any = metadata("why", 2.0)
    written["nbgrader"] |= {"solution": True, "locked": False}
    hidden = f"### {HIDDEN[0]}\nassert square(2) == 4\n### {HIDDEN[1]}\n"
    cells = [
        cell("# Squares", "title", kind="markdown"),
        cell(ANSWERS["square"], "square", metadata("square")),
        cell(f"assert square(1) == 1\n{hidden}", "test-square", metadata("test-square", 3.0)),
        cell("Why?", "question", kind="markdown"),
        cell(ANSWERS["why"], "why", written, "markdown"),
        cell(ANSWERS["x"], "x", metadata("x")),
        cell('check("00.recall_dot", x)', "test-x", metadata("test-x", 1.0)),
    ]
    for one in cells:
        if one["id"] in RELEASED:
            there = node({**one, "source": RELEASED[one["id"]]})
            one["metadata"]["nbgrader"]["checksum"] = checksum(there)
    return read(json.dumps({"cells": cells, "metadata": {}}))


def cell(source: str, id: str, about: Any = None, kind: str = "code") -> dict[str, Any]:
    outputs: dict[str, Any] = {"outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "id": id, "metadata": about or {}, **outputs}


SOURCE = source()
TESTS = [grade_id(c) for c in SOURCE.cells if "test" in grade_id(c)]


def handed_in(*, answers: dict[str, str] = ANSWERS) -> list[dict[str, Any]]:
    """The cells of a submission: hidden tests are not in it."""
    cells: list[dict[str, Any]] = json.loads(json.dumps(SOURCE.cells))
    for one in cells:
        one["source"] = answers.get(one["id"], one["source"].split("### ")[0])
    return cells


def without_metadata(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "metadata": {}} for one in cells]


def without_ids(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in one.items() if k != "id"} for one in without_metadata(cells)]


def bytes_of(cells: list[dict[str, Any]]) -> bytes:
    return json.dumps({"cells": cells}).encode()


def sanitised(cells: list[dict[str, Any]]) -> tuple[dict[str, str], list[str]]:
    repairs: list[str] = []
    clean = sanitise(bytes_of(cells), SOURCE, repairs).cells
    return {grade_id(c): c.source for c in clean if grade_id(c)}, repairs


def whole(cells: dict[str, str]) -> bool:
    return cells == {grade_id(c): c.source for c in SOURCE.cells if grade_id(c)}


def ids_in_metadata(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As Colab keeps them."""
    return [
        {**bare, "metadata": {"id": one["id"]}}
        for one, bare in zip(cells, without_ids(cells), strict=True)
    ]


@pytest.mark.parametrize("lost", [without_metadata, ids_in_metadata])
def test_without_metadata_cells_are_known_by_their_ids(lost: Callable[..., Any]) -> None:
    cells, repairs = sanitised(lost(handed_in()))
    assert whole(cells)
    (told,) = repairs
    assert told == (
        "cells without their grade ids were found by their ids (5): "
        "square, test-square, why, x, test-x"
    )


def test_without_ids_they_are_known_by_text_names_and_place() -> None:
    cells, repairs = sanitised(without_ids(handed_in()))
    assert whole(cells)
    assert [told.split("found by ")[1] for told in repairs] == [
        "their text (2): test-square, test-x",
        "the names that they define (2): square, x",
        "their place (1): why",
    ]


def test_an_edited_check_is_known_by_what_it_checks() -> None:
    cells = without_ids(handed_in())
    cells[-1]["source"] = 'check("00.recall_dot", 1)  # mine'
    clean, repairs = sanitised(cells)
    assert whole(clean)
    assert "cells without their grade ids were found by what they check (1): test-x" in repairs
    assert "the cell test-x had been edited and was restored" in repairs


def test_answers_alone_are_known_by_their_names() -> None:
    cells = [c for c in without_ids(handed_in()) if c["source"] in ANSWERS.values()]
    clean, _ = sanitised(cells)
    assert (clean["square"], clean["x"]) == (ANSWERS["square"], ANSWERS["x"])
    assert set(TESTS) <= clean.keys()


def test_an_answer_that_was_typed_anew_is_known_by_its_names() -> None:
    cells = handed_in()
    cells[1] = cell(ANSWERS["square"], "new")
    clean, repairs = sanitised(cells)
    assert whole(clean)
    assert repairs == [
        "cells without their grade ids were found by the names that they define (1): square"
    ]


def test_a_cell_below_an_untouched_answer_is_the_answer() -> None:
    cells = handed_in(answers=RELEASED)
    for id, kind in [("x", "code"), ("why", "markdown"), ("square", "code")]:
        at = next(i for i, one in enumerate(cells) if one["id"] == id)
        cells[at + 1 : at + 1] = [cell(ANSWERS[id], f"own-{id}", kind=kind), cell("1 + 1", "else")]
    clean, repairs = sanitised(cells)
    assert whole(clean)
    assert repairs == []


def test_an_answered_cell_stays_the_answer() -> None:
    cells = handed_in()
    cells.insert(2, cell("def square(x): return 0", "own"))
    assert sanitised(cells)[0]["square"] == ANSWERS["square"]


@pytest.mark.parametrize("lost", [without_metadata, without_ids])
def test_a_notebook_of_something_else_is_refused(lost: Callable[..., Any]) -> None:
    other = lost([cell("y = 3", "y"), cell("print(y)", "print"), cell("# Home", "home")])
    with pytest.raises(SubmissionError, match="None of the exercises was found in the file"):
        sanitised(other)


def test_another_notebook_of_the_course_may_share_a_grade_id() -> None:
    other = [cell("", id, metadata(id)) for id in ("x", "y", "z")]
    other[0]["source"] = "x = 1"
    with pytest.raises(SubmissionError, match="None of the exercises"):
        sanitised(other)


def test_an_empty_notebook_is_not_answered() -> None:
    clean, repairs = sanitised([])
    assert clean.keys() == {grade_id(c) for c in SOURCE.cells if grade_id(c)}
    assert "the answer cell square is missing; it counts as not answered" in repairs


def test_whether_a_student_did_something() -> None:
    def answered(cells: list[dict[str, Any]]) -> bool:
        return is_answered(bytes_of(cells), SOURCE)

    stub = handed_in(answers=RELEASED)
    assert not answered(stub)
    assert answered(handed_in())
    assert answered([*stub, cell("x = 3", "own")])
    assert not answered([cell("y = 3", "y")])
    assert not is_answered(b"", SOURCE)


def test_a_students_code_warns_nobody() -> None:
    cells = read_cells(bytes_of([cell('x = "\\d"', "own")]))
    assert Match(cells, SOURCE).names[0].bound == {"x"}
