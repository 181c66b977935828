"""What nbgrader's metadata say is read as nbgrader reads it."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.utils import compute_checksum

from nnkit.grading.grader.cells import checksum
from nnkit.grading.grader.notebook import node

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
