"""The shapes of the two sides of an operation that failed are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.checks.exceptions import explain_exception

A: Any = np.ones((3, 2))
B: Any = np.ones((3, 1))


def error_of(code: Callable[[], object]) -> Exception:
    try:
        code()
    except Exception as error:
        return error
    raise AssertionError("no error")


def product(W: Any, b: Any, a: Any) -> Any:
    return W.T @ a + b


def called(W: Any, b: Any, a: Any) -> Any:
    return np.dot(W.T, a) + b


def changed(W: Any, b: Any, a: Any) -> Any:
    W -= 0.1 * a
    return W


def hidden(W: Any, b: Any, a: Any) -> Any:
    return np.tanh(W).T @ a


@pytest.mark.parametrize(
    ("code", "shapes"),
    [
        (product, "shapes:  W.T (2, 3), a (2, 1)"),
        (called, "shapes:  W.T (2, 3), a (2, 1)"),
        (changed, "shapes:  W (3, 2), 0.1 * a (2, 1)"),
    ],
)
def test_the_shapes_of_both_sides_are_told(code: Callable[..., Any], shapes: str) -> None:
    error = error_of(lambda: code(A.copy(), B, np.ones((2, 1))))
    assert f"\n    {shapes}\n" in explain_exception(error, "answer")


def test_nothing_is_run_again_to_tell_a_shape() -> None:
    error = error_of(lambda: hidden(A, B, np.ones((2, 1))))
    assert "shapes:" not in explain_exception(error, "answer")
