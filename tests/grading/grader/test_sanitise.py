"""The instructor's source says what a cell is for; of a submission only sources are taken."""

from __future__ import annotations

import json
from typing import Any

from nnkit.grading.grader.cells import grade_id
from nnkit.grading.grader.notebook import Node, read
from nnkit.grading.grader.sanitise import sanitise
from tests.grading.grader.victim import ASSIGNMENT, NAME

SOURCE = read(ASSIGNMENT.notebooks[NAME])


def repaired(change: Any) -> tuple[list[Node], list[str]]:
    data = json.loads(json.dumps(SOURCE))
    change(data["cells"])
    repairs: list[str] = []
    cells = sanitise(json.dumps(data).encode(), SOURCE, repairs).cells
    return cells, repairs


def ids(cells: list[Node]) -> list[str]:
    return [grade_id(cell) for cell in cells if grade_id(cell)]


def place(cells: list[Any], id: str) -> int:
    return next(i for i, cell in enumerate(cells) if cell["id"] == id)


def test_nothing_changed_is_nothing_repaired() -> None:
    cells, repairs = repaired(lambda cells: None)
    assert repairs == []
    assert [c.source for c in cells] == [c.source for c in SOURCE.cells]


def test_tests_come_back_where_they_belong() -> None:
    cells, repairs = repaired(lambda cells: [cells.pop(place(cells, "test-total"))])
    assert ids(cells) == ids(SOURCE.cells)
    assert repairs == ["the test cell test-total was missing and was put back"]


def test_tests_that_were_moved_or_edited_are_restored() -> None:
    def change(cells: list[Any]) -> None:
        cells.insert(0, cells.pop(place(cells, "test-parts")))
        cells[place(cells, "test-answer")]["source"] = "99"

    cells, repairs = repaired(change)
    assert ids(cells) == ids(SOURCE.cells)
    assert "99" not in [cell.source for cell in cells]
    assert repairs == [
        "the cell test-answer had been edited and was restored",
        "cells had been moved and were put back",
    ]


def test_an_answer_that_is_there_twice_counts_where_it_stands_last() -> None:
    def change(cells: list[Any]) -> None:
        again = {**cells[place(cells, "answer")], "source": "answer = 43"}
        cells.append(again)

    cells, repairs = repaired(change)
    assert [c.source for c in cells if grade_id(c) == "answer"] == ["answer = 43"]
    assert "answer = 42" in [c.source for c in cells]
    assert "the answer cell answer is there twice; both were run" in repairs


def test_metadata_are_the_sources() -> None:
    def change(cells: list[Any]) -> None:
        for cell in cells:
            cell["metadata"] = {"tags": ["x"], "nbgrader": {"grade_id": cell["id"], "points": 99}}
            cell["metadata"]["nbgrader"]["locked"] = True

    cells, _ = repaired(change)
    wanted = {grade_id(c): c.metadata.nbgrader for c in SOURCE.cells if grade_id(c)}
    assert {grade_id(c): c.metadata.nbgrader for c in cells if grade_id(c)} == wanted
    assert all(c.metadata == {} for c in cells if not grade_id(c))
