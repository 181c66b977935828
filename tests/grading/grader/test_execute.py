"""A cell gives the value of its last line, or an error; nbgrader's rule makes points of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.verdict import Verdict
from nnkit.grading.grader.execute import Outcome, earned_points, execute, lines_of
from nnkit.grading.grader.proxy import Proxy
from nnkit.grading.grader.session import Session
from tests.grading.grader.fake_sandbox import FakeSandbox

VERDICT = Verdict("02.affine", 1.5, 2, "partial", "")


@pytest.mark.parametrize(
    ("source", "value"),
    [("1\n2", 2), ("a = 3\na", 3), ("a = 3", None), ("3;", None), ("%time 3\n4", 4), ("", None)],
)
def test_the_value_is_that_of_the_last_line(source: str, value: object) -> None:
    assert execute(source, {}) == Outcome(value)


def test_an_error_has_its_line_and_what_was_printed_before() -> None:
    outcome = execute("print('a')\n\n1 / 0", {}, "<cell>")
    assert isinstance(outcome.error, ZeroDivisionError)
    assert (lines_of(outcome.error, "<cell>"), outcome.printed) == ([3], "a\n")
    assert lines_of(ValueError(), "<cell>") == []


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (None, 4),
        ("well done", 4),
        (True, 4),
        (False, 4),
        (np.True_, 4),
        (float("nan"), 0),
        (np.float32("nan"), 0),
        (-1, 0),
        (np.int64(-1), 0),
        (2j, 0),
        (np.array([1, 2]), 0),
        (np.timedelta64(5, "s"), 0),
        (Proxy.of(Session(FakeSandbox()), 3), 0),  # type: ignore[arg-type]
        (0, 0),
        (2.5, 2.5),
        (99, 4),
        (np.float32(1.5), 1.5),
        (VERDICT, 1.5),
    ],
)
def test_points_are_by_nbgraders_rule(value: Any, points: float) -> None:
    assert earned_points(Outcome(value), 4) == points


def test_an_error_earns_nothing() -> None:
    assert earned_points(Outcome(error=ValueError()), 4) == 0
