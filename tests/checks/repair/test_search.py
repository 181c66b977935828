"""The one change that makes a program right is found, and nothing is told if there is none."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.checks.repair import search
from nnkit.checks.repair.search import Score, repair
from tests.checks.repair.cell import run_cell

W = np.arange(1.0, 7).reshape(3, 2) / 7
A = np.arange(1.0, 9).reshape(2, 4) / 3


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found shall not depend on what else this process has in its memory to look after."""
    monkeypatch.setattr(search, "SECONDS", 30.0)


def right_for(reference: Callable[..., Any], *cases: tuple[Any, ...]) -> Score:
    def score(program: Any) -> float:
        try:
            results = [(program(*case), reference(*case)) for case in cases]
        except Exception:
            return 0.0
        if any(np.shape(got) != np.shape(expected) for got, expected in results):
            return 0.3
        return 1.0 if all(np.allclose(got, expected) for got, expected in results) else 0.6

    return score


PRODUCT = right_for(lambda W, a: W @ a, (W, A), (2 * W, A[:, :1]))
TOTAL = right_for(lambda a: sum(a), ([1, 2, 3],), ([4],))


@pytest.mark.parametrize(
    ("source", "score", "told"),
    [
        (
            "def f(W, a):\n    return a @ W",
            PRODUCT,
            "In line 2, the two sides of `@` stand the wrong way round in `a @ W`.",
        ),
        ("def f(W, a):\n    return W * a", PRODUCT, "In line 2, `*` is not the operation"),
        (
            "def f(a):\n    return np.mean(np.array(a))",
            TOTAL,
            "In line 2, `mean` is not what is needed in `np.mean(np.array(a))`.",
        ),
        ("def f(W, a):\n    return W.T @ a", PRODUCT, "`W` must not be transposed here."),
        (
            "def f(W, a):\n    z = W @ a\n",
            PRODUCT,
            "In line 2, the function ends without `return`",
        ),
        ("def f(W, a):\n    print(W @ a)", PRODUCT, "`print` shows the result to people"),
        (
            "def f(a):\n    total = 0\n    for x in a:\n        total += x\n        return total",
            TOTAL,
            "In line 5, the `return` stands inside the loop",
        ),
        (
            "def f(a):\n    total = 0\n    for x in a:\n        total = x\n    return total",
            TOTAL,
            "In line 4, `total = x` overwrites what was there",
        ),
        (
            "def f(a):\n    total = 0\n    for i in range(1, len(a)):\n        total += a[i]\n"
            "    return total",
            TOTAL,
            "look at where `range(1, len(a))` begins and ends",
        ),
        (
            "def f(a, kept=[]):\n    kept.append(sum(a))\n    return sum(kept)",
            right_for(lambda a: sum(a), ([1, 2, 3],), ([4],), ([5],)),
            "In line 1, the default `kept=[]` is made once",
        ),
    ],
)
def test_one_change_is_told(source: str, score: Score, told: str) -> None:
    assert told in repair(run_cell(source)["f"], score)


@pytest.mark.parametrize(
    "source",
    [
        "def f(W, a):\n    return 7",
        "def f(W, a):\n    return np.sin(W.T) * a.sum() + 3",
        "f = print",
        "f = lambda W, a: a @ W",
    ],
)
def test_nothing_is_told_where_no_single_change_is_enough(source: str) -> None:
    assert repair(run_cell(source)["f"], PRODUCT) == ""


def test_two_mistakes_are_told_where_mending_one_helps() -> None:
    total = right_for(lambda a: np.array([[sum(a)]]), ([1, 2, 3],), ([4, 1],))
    source = (
        "def f(a):\n    t = 0\n    for x in a:\n        t = x\n        return np.array([[t]])\n"
    )
    assert repair(run_cell(source)["f"], total) == ""
    source = "def f(W, a):\n    z = a @ W\n    return z - 1\n"
    told = repair(run_cell(source)["f"], PRODUCT)
    assert told.startswith("Two things. In line 2, the two sides of `@`")
    assert "And in line 3, `1` does not belong in `z - 1`." in told


def test_the_program_of_the_student_stays_as_it_is() -> None:
    space = run_cell("def f(W, a):\n    return a @ W")
    f, before = space["f"], dict(space)
    repair(f, PRODUCT)
    assert space == before
    assert space["f"] is f


def test_what_python_warns_of_in_a_change_is_not_shown() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        repair(run_cell("def f(W, a):\n    return 3\n")["f"], PRODUCT)
    assert not shown


def test_a_change_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SECONDS", 0.5)
    source = (
        "def f(n):\n    i = 0\n    while i < n:\n        i += 1\n"
        "    return np.array([i, i, i, 17])\n"
    )
    start = time.thread_time()
    assert repair(run_cell(source)["f"], right_for(lambda n: np.zeros(4), (5,))) == ""
    assert time.thread_time() - start < 10


def test_a_method_of_a_class_is_mended() -> None:
    source = "class C:\n    def twice(self, x):\n        return 3 * x\n"

    def score(program: Any) -> float:
        try:
            return float(program().twice(5) == 10)
        except Exception:
            return 0.0

    assert repair(run_cell(source)["C"], score) == (
        "In line 3, look at the number 3: another one is needed."
    )
