"""What the instructor's notebook has, an answer may have as well."""

from __future__ import annotations

import json

import pytest

from nnkit.grading.grader.caps import Caps
from nnkit.grading.grader.notebook import Node, read
from nnkit.grading.grader.sanitise import sanitise
from tests.grading.grader.victim import metadata

LONG = "table = '" + "1,2,3;" * 20_000 + "'"


def notebook(*sources: str) -> str:
    cells = [
        {"id": "t", "cell_type": "code", "source": text, "metadata": {}, "outputs": []}
        for text in sources
    ]
    cells[0]["metadata"] = metadata("answer")
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize(
    "sources",
    [("x = 1", LONG), (LONG, "x = 1"), ("x = 1", *["#" * 90_000] * 12), ("x = 1", *[""] * 5001)],
    ids=["a long cell", "a long answer", "many characters", "many cells"],
)
def test_the_instructors_own_notebook_is_read_whole(sources: tuple[str, ...]) -> None:
    text = notebook(*sources)
    repairs: list[str] = []
    clean = sanitise(text.encode(), read(text), repairs)
    assert [cell.source for cell in clean.cells] == list(sources)
    assert repairs == []


def test_without_one_the_caps_are_those_of_all_courses() -> None:
    assert Caps.of(()) == Caps.of([Node(source="x = 1")]) == (5_000, 100_000, 1_000_000, 500)
