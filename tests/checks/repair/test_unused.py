"""What a program never uses is told; what it uses is not."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.checks.repair import unused
from tests.checks.repair.cell import run_cell


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def f(W, a):\n    return W @ W.T", "The argument `a` is never used in your function."),
        (
            "def f(W, a):\n    return W1 @ a",
            "The argument `W` is never used: instead your function takes `W1` from the notebook.",
        ),
        ("def f(W, a):\n    return W1", "The arguments `W` and `a` are never used: instead"),
        ("def f(W, a):\n    a = 0.1\n    return W * a", "In line 2, `a = 0.1` overwrites"),
        (
            "def f(W, a):\n    z = W @ a\n    return W + a",
            "In line 2, `z` is given a value that `f` never uses.",
        ),
        ("def f(W, a):\n    z, _ = W, a\n    return z", ""),
        ("def f(W, a):\n    return np.sin(W) + a", ""),
        ("def f(only):\n    return 3", ""),
    ],
)
def test_function(source: str, told: str) -> None:
    found = unused(run_cell(source, W1=np.eye(2))["f"], ("W", "a"))
    assert found.startswith(told)
    assert bool(found) == bool(told)


def test_a_name_in_a_method_is_not_the_object_s() -> None:
    source = "class C:\n    def step(self, alpha):\n        weights = alpha\n"
    assert unused(run_cell(source)["C"], ()) == (
        "In line 3, `weights` is given a value that `step` never uses; it is not `self.weights`."
    )


def test_without_a_text_nothing_is_told() -> None:
    assert unused(len, ("x",)) == ""
