"""A damaged file is told by what is wrong with it; what would hide a module is left out."""

from __future__ import annotations

import json

import pytest

from nnkit.grading.grader.submission import (
    SubmissionError,
    is_notebook,
    other_files,
    read_cells,
)

WHOLE = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "a = 1"}]}, indent=1)
DAMAGED = {
    "conflict": (
        WHOLE.replace("a = 1", 'a"\n<<<<<<< HEAD\n='),
        "two versions that git could not merge",
    ),
    "cut in a string": (WHOLE[: WHOLE.index(" = 1")], "ends in the middle of the notebook"),
    "cut between": (WHOLE[:-3], "ends in the middle of the notebook"),
    "two notebooks": (
        WHOLE + "\n" + WHOLE,
        "two notebooks in one file, the second from line 10 on",
    ),
    "something behind": (WHOLE + "\n]", "ends before line 10"),
    "a comma": (WHOLE.replace('"cells"', ',"cells"'), r"damaged one \(line 3 is not JSON\)"),
    "a web page": ("<!DOCTYPE html><html></html>", "web page"),
    "a zip": ("PK\x03\x04\udcff", "zip archive"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_wrong_with_a_file_is_named(damage: str) -> None:
    text, told = DAMAGED[damage]
    with pytest.raises(SubmissionError, match=told):
        read_cells(text.encode("utf-8", "surrogateescape"))


def test_a_notebook_that_windows_wrote_is_read() -> None:
    assert [cell.source for cell in read_cells(WHOLE.encode("utf-16"))] == ["a = 1"]


def test_files_that_hide_a_module_are_left_out() -> None:
    names = ["numpy.py", "nnkit/x.py", "json.so", "random.csv", "mine.py", "data/os.py", "a.ipynb"]
    names += ["b.IPYNB", "c.ipynb.txt"]
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


def test_a_number_without_end_is_told_as_one() -> None:
    with pytest.raises(SubmissionError, match="a number has too many digits"):
        read_cells(b'{"cells": [], "x": ' + b"1" * 5000 + b"}")


@pytest.mark.parametrize("name", ["a.ipynb ", "a.ipynb.txt ", "A.IPYNB\u00a0"])
def test_blanks_behind_a_name_do_not_matter(name: str) -> None:
    assert is_notebook(name)
