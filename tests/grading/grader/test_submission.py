"""What was handed in is found, also if it was renamed; what would hide a module is left out."""

from __future__ import annotations

import json

import pytest

from nnkit.grading.grader.submission import (
    SubmissionError,
    find_notebook,
    other_files,
    read_cells,
)


def test_a_renamed_notebook_is_found_and_reported() -> None:
    repairs: list[str] = []
    assert find_notebook({"a.ipynb": b"1", "b.ipynb": b"2"}, "a.ipynb", repairs) == b"1"
    assert repairs == []
    assert find_notebook({"mine.ipynb": b"1", "sub/b.ipynb": b""}, "a.ipynb", repairs) == b"1"
    assert repairs == ["mine.ipynb was graded as a.ipynb"]


@pytest.mark.parametrize("names", [(), ("b.ipynb", "c.ipynb"), ("data.csv",)])
def test_none_or_several_cannot_be_graded(names: tuple[str, ...]) -> None:
    with pytest.raises(SubmissionError, match=r"a\.ipynb is needed"):
        find_notebook(dict.fromkeys(names, b""), "a.ipynb", [])


def test_files_that_hide_a_module_are_left_out() -> None:
    names = ["numpy.py", "nnkit/x.py", "json.so", "random.csv", "mine.py", "data/os.py", "a.ipynb"]
    repairs: list[str] = []
    left = other_files(dict.fromkeys(names, b""), 99, repairs)
    assert sorted(left) == ["data/os.py", "mine.py", "random.csv"]
    assert len(repairs) == 3


def test_files_that_are_too_large_are_refused() -> None:
    with pytest.raises(SubmissionError, match="MB"):
        other_files({"a.csv": bytes(100)}, 99, [])


def test_a_cell_has_its_form_whatever_stands_in_the_file() -> None:
    cells = [
        {"cell_type": "code", "source": ["a\n", 3, "b"], "outputs": 7, "metadata": {"tags": ["x"]}},
        {"cell_type": "raw", "source": None, "attachments": {"a.png": {"image/png": "x"}}},
        {"cell_type": "code", "source": "\ud800", "metadata": {"nbgrader": {"grade_id": "a"}}},
        "no cell",
    ]
    first, second, third = read_cells(json.dumps({"cells": cells}).encode())
    assert (first.source, first.outputs, first.metadata) == ("a\nb", [], {})
    assert (second.cell_type, second.source) == ("markdown", "")
    assert second.attachments == {"a.png": {"image/png": "x"}}
    assert third.source == "?"
    assert third.metadata.nbgrader == {"grade_id": "a", "locked": True}
