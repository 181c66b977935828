"""What nbgrader's metadata say is read as nbgrader reads it."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.utils import compute_checksum

from nnkit.grading.grader.cells import CHECK, cells_in, checked_exercises, checksum, grade_id
from nnkit.grading.grader.notebook import new_cell, node

FLAGS = {"grade": st.booleans(), "solution": st.booleans(), "locked": st.booleans()}
METADATA = st.fixed_dictionaries(
    {"grade_id": st.text(), "points": st.integers(0, 9) | st.floats(0, 9)}, optional=FLAGS
)


@given(METADATA, st.text(), st.sampled_from(["code", "markdown"]))
def test_checksum_is_nbgraders(about: dict[str, Any], source: str, kind: str) -> None:
    cell = {"cell_type": kind, "source": source, "metadata": {"nbgrader": about}}
    try:
        theirs = compute_checksum(nbformat.from_dict(cell))
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            checksum(node(cell))
        return
    assert checksum(node(cell)) == theirs


def test_the_cells_of_a_notebook_have_their_source_in_one_piece() -> None:
    cell = {"cell_type": "code", "metadata": {}, "source": ["a = 1\n", "b"], "outputs": [{}]}
    [found] = cells_in(json.dumps({"cells": [cell]}).encode()) or []
    assert (found.source, found.cell_type, grade_id(found)) == ("a = 1\nb", "code", "")


@pytest.mark.parametrize(
    "damage",
    [
        {"source": 1},
        {"metadata": []},
        {"metadata": {"nbgrader": [1]}},
        {"metadata": {"nbgrader": {"points": "two"}}},
        {"outputs": [1]},
        {"outputs": [{"data": 1}]},
    ],
)
def test_a_damaged_notebook_has_no_cells(damage: dict[str, Any]) -> None:
    cell = {"cell_type": "code", "metadata": {}, "source": ""}
    assert cells_in(json.dumps({"cells": [cell]}).encode()) is not None
    assert cells_in(json.dumps({"cells": [cell | damage]}).encode()) is None


@pytest.mark.parametrize(
    ("source", "checked"),
    [
        ('check("05.delta", delta)', [("05.delta", "delta")]),
        ("x = 1\ncheck( '05.delta' ,\n  delta)", [("05.delta", "delta")]),
        ('check("05.delta")\ncheck("05.b", b)', [("05.delta", ""), ("05.b", "b")]),
        ('# check("05.delta", delta)', []),
        ("print(\"check('05.delta', delta)\")", []),
        ('recheck("05.delta", delta)', []),
    ],
)
def test_the_exercise_that_a_cell_checks(source: str, checked: list[tuple[str, str]]) -> None:
    assert CHECK.findall(source) == checked
    assert checked_exercises(new_cell("code", source)) == [id for id, _ in checked]
    assert checked_exercises(new_cell("markdown", source)) == []
