"""What a student's code may call on this side is lent for a question, and bounded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.grading.grader import lent
from nnkit.grading.grader.bounds import bounded_memory
from nnkit.grading.grader.lent import Loan, call_lent


def test_a_loan_ends_with_all_that_came_of_it() -> None:
    def adder(n: int) -> Callable[[int], int]:
        return lambda x: x + n

    loan = Loan("adder")
    function = loan.of(adder)
    add_two = function(2)
    assert add_two(3) == 5
    loan.end()
    for kept in (function, add_two):
        with pytest.raises(RuntimeError, match="own `adder` was lent for a question that is over"):
            kept(1)


def test_a_call_returns_what_it_gives() -> None:
    assert call_lent(lambda a, b: a - b, [5], {"b": 3}) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_what_takes_too_much_memory_is_told() -> None:
    told = pytest.raises(MemoryError, match="with these arguments it takes too much memory")
    with bounded_memory(64 << 20), told:
        call_lent(lambda at: at.sum(axis=0), [np.empty((0, 2**26))], {})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timers")
def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lent, "SECONDS", 0.05)

    def count(to: Any) -> int:
        return sum(1 for _ in range(to))

    with pytest.raises(TimeoutError, match="with these arguments it takes longer than"):
        call_lent(count, [10**12], {})
