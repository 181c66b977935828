"""What is too large to be looked at is refused before anything is computed with it."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Circumstances, Code
from nnkit.checks.judge import judge
from nnkit.checks.sizes import MOST_QUOTED, TooLarge, quoted, refuse_too_large, shortened
from nnkit.checks.verdict import MOST_MESSAGE
from nnkit.course.catalogue import find

HOLDS_ITSELF: list[Any] = []
HOLDS_ITSELF += [HOLDS_ITSELF, HOLDS_ITSELF]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (np.empty((0, 2**26)), r"an array of shape \(0, 67108864\)"),
        ([np.empty(200_000), {"b": (np.empty(60_000),)}], r"an array of shape \(60000,\)"),
        ("a" * 200_000, "200,000 characters of text"),
        ({"a" * 60_000, "b" * 60_000}, "120,000 characters of text"),
        ([[]] * 40_001, "more than 40,000 entries"),
        (HOLDS_ITSELF, "more than 40,000 entries"),
    ],
)
def test_what_is_too_large_is_refused(value: Any, why: str) -> None:
    with pytest.raises(TooLarge, match=f"{why}.* looked at"):
        refuse_too_large(value)


def test_all_else_is_not() -> None:
    alone: list[Any] = []
    alone.append(alone)
    for value in (None, 10**5000, [np.zeros((64, 1797))] * 2, "a" * 1000, alone, object()):
        refuse_too_large(value)


def test_a_value_is_quoted_in_short() -> None:
    assert quoted("it's") == repr("it's")
    assert quoted([1, 2]) == "[1, 2]"
    assert len(quoted("a" * 10**7)) == MOST_QUOTED
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abcd …"


HOSTILE = {
    "an empty array that is wide": np.empty((0, 2**26)),
    "a column": np.ones((10**6, 1)),
    "a number of many digits": 10**4000,
    "a long text": "a" * 10**7,
    "lists without end": [[]] * 10**5,
    "a range without end": range(10**12),
    "many numbers": [10**4000, 7] * 3,
    "no number": float("nan"),
}
# Of each kind, with functions that are used otherwise than by a call, and own numbers.
KINDS = (
    *("04.parents_first", "08.slope_along", "08.momentum_step", "00.seeded", "05.delta_hidden"),
    *("05.repaired_backward", "01.my_slopes", "00.my_sums", "00.table_shape", "04.too_early"),
    *("00.run_order", "03.descent_order"),
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_exercise_stumbles_over_it(name: str) -> None:
    value = HOSTILE[name]
    for exercise in map(find, KINDS):
        answer = (lambda *case: value) if isinstance(exercise, Code) else value
        start = time.process_time()
        verdict = judge(exercise, answer, Circumstances("ada", ""))
        assert time.process_time() - start < 2, exercise.id
        assert verdict.points == 0, exercise.id
        assert len(verdict.message) <= MOST_MESSAGE


def test_what_is_too_large_is_told() -> None:
    code, value = find("05.delta_hidden"), find("00.table_shape")
    wide = HOSTILE["an empty array that is wide"]
    message = judge(code, lambda *case: wide, Circumstances()).message
    assert message.startswith("What `delta_hidden` returns is, or holds, an array of shape (0, 67")
    assert "In the case with `W_next` " in message
    message = judge(value, wide, Circumstances("ada")).message
    assert message.startswith(f"Your `{value.name}` is, or holds, an array of shape (0, 67108864)")


def test_the_arguments_of_a_function_are_told_in_short() -> None:
    names: dict[str, Any] = {}
    exec(f"def f({'a' * 10**6}, b, c, d): ...", names)
    message = judge(find("05.delta_hidden"), names["f"], Circumstances()).message
    assert "but yours takes `(aaa" in message
    assert len(message) < 500
