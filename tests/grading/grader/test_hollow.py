"""Tests that an answer with nothing in it passes are found without a sandbox."""

from __future__ import annotations

from functools import partial

import pytest

from nnkit.grading.grader import hollow
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.cells import is_test
from nnkit.grading.grader.hollow import passed_by_hollow
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node
from nnkit.grading.grader.runner import Runner
from tests.grading.grader.test_deceived_proxies import GRANTED
from tests.grading.grader.victim import metadata

OBJECT, NONE = hollow.ANSWERS


def passed(answer: str, *tests: str, lost: str = "") -> list[str]:
    """By test what hollow answer passes it."""
    cells = [new_cell("code", text) for text in (answer, *tests)]
    cells[0].metadata = node(metadata("a"))
    for i, cell in enumerate(cells[1:]):
        cell.metadata = node(metadata(f"test-{i}", 2))
    source: Node = new_notebook(cells)
    is_lost = {lost: "it ended"}
    found = passed_by_hollow(
        partial(Runner, source), filter(is_test, cells), Limits(), lambda id: is_lost.get(id, "")
    )
    return [found.get(f"test-{i}", "") for i in range(len(tests))]


def test_each_test_that_asks_next_to_nothing_is_found_with_what_passes_it() -> None:
    by_name = {"callable": OBJECT, "is not": OBJECT, "truth": OBJECT, "inequality": OBJECT}
    by_name |= {"not equal": OBJECT, "shares_memory": OBJECT, "hashable": OBJECT}
    for name, (answer, _, test) in GRANTED.items():
        assert passed(answer, test) == [by_name.get(name, "")], name


@pytest.mark.parametrize(
    ("test", "by"),
    [
        ("assert f(2) is None", NONE),
        ("f(2)", OBJECT),
        ("0.5 * (f(2) is not None) + 1.5 * (f(2) == 4)", OBJECT),
        ("0.0", ""),
        ("assert f(2) == 4", ""),
        ("assert isinstance(f, type(f))", OBJECT),
        ("while f(2) != 4:\n    pass", ""),
        ("import sys\nsys.exit()", ""),
        ("assert helper(2)", OBJECT),
    ],
)
def test_what_asks_little(test: str, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hollow, "SECONDS", 0.05)
    assert passed("def f(x): return 4\ndef helper(x): return f", test) == [by]


def test_what_is_lost_is_left_out() -> None:
    assert passed("n = 3", "assert n", "assert n", lost="test-0") == ["", OBJECT]
