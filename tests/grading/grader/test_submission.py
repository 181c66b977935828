"""A damaged file is told by what is wrong with it; what would hide a module is left out."""

from __future__ import annotations

import json

import pytest

from nnkit.grading.grader.notebook import Node
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


def cells_of(*cells: dict[str, object], repairs: list[str] | None = None) -> list[Node]:
    return read_cells(json.dumps({"cells": cells}).encode(), repairs)


def code(source: str, **fields: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, **fields}


NAMED = {"nbgrader": {"grade_id": "delta\x1b", "solution": True}}


def test_a_cell_that_is_too_long_says_so_and_costs_itself() -> None:
    repairs: list[str] = []
    long = "x = 1\n" * 20_000
    texts = [
        cell.source
        for cell in cells_of(
            code(long, metadata=NAMED), code("y = 1"), {**code(long), "cell_type": "markdown"},
            repairs=repairs,
        )
    ]  # fmt: skip
    told = "This cell has 120,000 characters; 100,000 are allowed. Make it shorter and hand it in "
    assert texts == [f"raise ValueError('{told}again.')", "y = 1", f"{told}again."]
    assert repairs == [
        "the cell delta\\x1b has 120,000 characters; 100,000 are allowed: it was left out",
        "the cell number 3 has 120,000 characters; 100,000 are allowed: it was left out",
    ]


def test_all_cells_together_have_an_end() -> None:
    repairs: list[str] = []
    cells = cells_of(*[code("#" * 100_000)] * 10, code("z"), code(""), repairs=repairs)
    assert [len(cell.source) for cell in cells[:10]] == [100_000] * 10
    assert "This cell stands behind 1,000,000 characters of other cells" in cells[10].source
    assert cells[11].source == ""
    assert len(repairs) == 1


def test_pictures_that_are_too_many_are_left_out() -> None:
    picture = {"image/png": "a"}
    pasted: dict[str, object] = {
        "source": "",
        "attachments": {f"{i}.png": picture for i in range(300)},
    }
    repairs: list[str] = []
    first, second = cells_of(pasted, pasted, repairs=repairs)
    assert (len(first.attachments), "attachments" in second) == (300, False)
    assert repairs == [
        "the pictures pasted into the cell number 2 were left out: there are more than 500 in the "
        "notebook"
    ]


def test_too_many_cells_are_refused() -> None:
    many: dict[str, object] = {"cells": [{}] * 5001}
    for data in (many, {"nbformat": 3, "worksheets": [many]}):
        with pytest.raises(SubmissionError, match=r"has 5,001 cells; 5,000 are allowed\. Take out"):
            read_cells(json.dumps(data).encode())
