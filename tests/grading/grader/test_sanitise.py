"""The instructor's source says what a cell is for; of a submission only sources are taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnkit.grading.grader.cells import grade_id
from nnkit.grading.grader.notebook import Node, read
from nnkit.grading.grader.sanitise import sanitise
from tests.grading.grader.victim import ASSIGNMENT, NAME, metadata

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


def code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}


def sources(cells: list[Node]) -> list[str]:
    return [cell.source for cell in cells]


def test_a_cell_between_an_answer_and_its_test_runs_before_the_test() -> None:
    def change(cells: list[Any]) -> None:
        cells[place(cells, "answer")]["source"] = "answer = ..."
        cells.insert(place(cells, "test-answer"), code("answer = 42"))

    cells, repairs = repaired(change)
    at = sources(cells).index
    assert at("answer = ...") < at("answer = 42") < place(cells, "test-answer")
    assert repairs == []


def test_tests_stay_where_they_were_put_together_behind_the_answers() -> None:
    def change(cells: list[Any]) -> None:
        tests = [cell for cell in cells if cell["id"].startswith("test-")]
        cells[:] = [cell for cell in cells if cell not in tests]
        cells += [code("answer = 42"), *reversed(tests)]

    cells, repairs = repaired(change)
    assert ids(cells)[-5:] == [grade_id(c) for c in reversed(SOURCE.cells) if "test" in grade_id(c)]
    assert repairs == []


def test_of_several_copies_of_a_test_the_last_that_can_stay_counts() -> None:
    def change(cells: list[Any]) -> None:
        cells.insert(0, cells[place(cells, "test-answer")])
        at = place(cells[1:], "test-answer") + 2
        cells[at:at] = [code("answer = 6 * 7"), cells[0]]

    cells, repairs = repaired(change)
    assert sources(cells).index("answer = 6 * 7") + 1 == place(cells, "test-answer")
    assert repairs == ["a second copy of the cell test-answer was removed"]


def order_of(source: list[tuple[str, str]], submitted: str) -> tuple[str, list[str]]:
    """The order in which cells with one letter for an id stand; capitals are tests."""

    def cell(id: str, text: str) -> dict[str, Any]:
        about = metadata(id, 1.0 if id.isupper() else None) if id.isalpha() else {}
        return {**code(text), "id": id, "metadata": about}

    written = [cell(id, text) for id, text in source]
    known = {cell["id"]: cell for cell in written}
    own = [known.get(id) or {**code("a = b = 1"), "id": id} for id in submitted]
    repairs: list[str] = []
    notebook = read(json.dumps({"cells": written, "metadata": {}}))
    cells = sanitise(json.dumps({"cells": own}).encode(), notebook, repairs).cells
    return "".join(grade_id(c) or ("0" if c.source == "a = 3" else "*") for c in cells), repairs


PLAIN = [("a", "a = 1"), ("A", "assert a"), ("b", "b = 2"), ("B", "assert b")]
MOVED = ["cells had been moved and were put back"]


@pytest.mark.parametrize(
    ("submitted", "order", "told"),
    [
        ("a*Ab*B", "a*Ab*B", []),
        ("abBA", "abBA", []),
        ("ab*AB", "ab*AB", []),
        ("AabB", "aAbB", MOVED),
        ("ABab", "aAbB", MOVED),
        ("bBaA", "baBA", MOVED),
        ("bB*a*A", "bB*a*A", []),  # the student's own cells would change what B is about
    ],
)
def test_a_test_stays_unless_an_answer_before_it_would_come_later(
    submitted: str, order: str, told: list[str]
) -> None:
    assert order_of(PLAIN, submitted) == (order, told)


def test_tests_that_need_each_other_keep_their_order() -> None:
    needing = [("a", "a = 1"), ("A", "c = a"), ("b", "b = 2"), ("B", "assert c < b")]
    assert order_of(needing, "abBA") == ("aAbB", MOVED)
    checks = [("a", "affine = 1"), ("A", 'check("02.affine", affine)')]
    checks += [("b", "b = 2"), ("B", 'check("02.forward", b)')]
    assert order_of(checks, "abBA") == ("aAbB", MOVED)
    assert order_of(checks, "ab*AB") == ("ab*AB", [])


def test_a_later_cell_of_the_source_answers_no_earlier_test() -> None:
    again = [("a", "a = 1"), ("A", "assert a"), ("b", "a = 2"), ("B", "assert a"), ("0", "a = 3")]
    assert order_of(again, "abBA0") == ("aAbB0", MOVED)
    assert order_of(again, "abB0A") == ("aAbB0", MOVED)
    assert order_of(again, "abB0*A") == ("abB0*A", [])  # the student's own


def test_what_the_instructor_put_between_is_run_before_a_test_that_was_deleted() -> None:
    between = [("a", "a = 1"), ("0", "a = 3"), ("A", "assert a")]
    assert order_of(between, "a0") == (
        "a0A",
        ["the test cell A was missing and was put back"],
    )
