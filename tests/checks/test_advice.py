"""The errors that students meet are told in the words of the course."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.checks.advice import advice
from nnkit.checks.exceptions import explain_exception

A: Any = np.ones((3, 2))
B: Any = np.ones((3, 1))
WHOLE: Any = np.array([1, 2])
NUMBERS: Any = [1.0, 2.0]
NOTHING: Any = None


def error_of(code: Callable[[], object]) -> Exception:
    try:
        code()
    except Exception as error:
        return error
    raise AssertionError("no error")


def in_place() -> None:
    global WHOLE
    WHOLE -= 0.4


def grown() -> None:
    b = np.ones((2, 1))
    b += np.ones((2, 3))


def decides() -> float:
    return 1.0 if A > 0 else 0.0


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (lambda: A @ B, "Here they are 2 and 3"),
        (lambda: np.dot(A, B), "shapes are (3,2) and (3,1), and 2 is not 3"),
        (lambda: A @ 3.0, "is written `*`"),
        (lambda: A + np.ones((2, 1)), "Here they are (3,2) and (2,1)"),
        (grown, "shape (2,3) and cannot be written into an array of shape (2,1)"),
        (lambda: np.ones(3).reshape(2, 2), "3 of them do not fill the shape (2,2)"),
        (in_place, "whole numbers cannot take decimals"),
        (lambda: math.exp(A), "`np.exp(a)` works on whole arrays"),
        (decides, "`np.where(a > 0"),
        (lambda: NUMBERS - 0.1, "A list is not an array"),
        (lambda: 0.1 * NUMBERS, "A list is not an array"),
        (lambda: NUMBERS - NUMBERS, "A list is not an array"),
        (lambda: -NUMBERS, "A list is not an array"),
        (lambda: NUMBERS + 0.1, "A list is not an array"),
        (lambda: NUMBERS @ NUMBERS, "A list is not an array"),
        (lambda: NUMBERS[0, 1], "`A[i][j]`"),
        (lambda: NUMBERS.shape, "A list has no `shape`"),
        (lambda: NOTHING * 2, "lacks its `return`"),
        (lambda: A * error_of, "brackets of a call"),
        (lambda: A * ..., "There is still a `...`"),
    ],
)
def test_an_error_is_told_in_the_words_of_the_course(
    code: Callable[[], object], words: str
) -> None:
    error = error_of(code)
    told = explain_exception(error, "answer")
    assert words in told
    assert str(error).strip().splitlines()[0] in told, "Python's own words stay"


@pytest.mark.parametrize("text", ["name 'resutl' is not defined", "division by zero", ""])
def test_nothing_is_added_to_what_is_clear(text: str) -> None:
    assert advice(text) == ""
