"""An example of an answer is somebody's code, and says nothing of who that is."""

from __future__ import annotations

import pytest

from nnkit.grading.classroom.analysis.example import MAX_LINES, anonymous, answer_in
from tests.grading.classroom.analysis.marked import notebook

ANSWER = '''\
import numpy as np
# by Ada Lovelace
def delta_hidden(W_next, delta_next, a):
    """Ada's."""
    ada_delta = W_next @ delta_next  # ada@example.org
    print("Ada Lovelace was here, s42")
    return ada_delta * a.max() * (1 - a)
'''
PEOPLE = ["s42", "ada@example.org", "Ada", "Lovelace", "max", "", "x"]


def test_what_names_somebody_is_taken_out_and_the_code_stays() -> None:
    shown = anonymous(ANSWER, "delta_hidden", PEOPLE)
    assert shown.splitlines() == [
        "def delta_hidden(W_next, delta_next, a):",
        "    somebody_delta = W_next @ delta_next",
        "    print('somebody somebody was here, somebody')",
        "    return somebody_delta * a.max() * (1 - a)",
    ]


@pytest.mark.parametrize("source", ["def f(:", "(" * 500, "\0"])
def test_what_does_not_parse_is_no_example(source: str) -> None:
    assert anonymous(source, "f", PEOPLE) == ""
    assert answer_in(notebook(source).encode(), "check-delta_hidden", "delta_hidden") == ""


def test_an_answer_of_comments_and_docstrings_alone_is_empty() -> None:
    assert anonymous('"""Ada."""\n# s42', "f", PEOPLE) in ("", "pass")
    assert anonymous('def f():\n    "Ada"', "f", PEOPLE) == "def f():\n    pass"


def test_a_long_answer_is_cut() -> None:
    lines = anonymous("\n".join(f"a = {i}" for i in range(99)), "a", []).splitlines()
    assert len(lines) == MAX_LINES + 1
    assert lines[-1] == "…"


def test_the_answer_is_the_last_cell_before_its_test_that_binds_the_name() -> None:
    text = notebook("%matplotlib inline\n" + ANSWER).encode()
    assert "ada_delta" in answer_in(text, "check-delta_hidden", "delta_hidden")
    assert answer_in(text, "check-delta_hidden", "another") == ""
    assert answer_in(text, "another", "delta_hidden") == ""


@pytest.mark.parametrize("text", [b"", b"[]", b'{"cells": [1]}', b"\xff"])
def test_a_damaged_notebook_has_no_answer(text: bytes) -> None:
    assert answer_in(text, "x", "x") == ""
