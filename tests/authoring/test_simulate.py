"""Simulated students hand in real notebooks, and the answers in them are what is said of them."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nnkit.authoring.simulate import ROLES, TROUBLES, hand_in, literal, role
from nnkit.checks.exercise import (
    Choice,
    Code,
    Exercise,
    Misconception,
    Right,
    Value,
    Variant,
    Why,
    Wrong,
)


def right(x: float) -> float:
    """Twice."""
    return 2 * x


def wrong(x: float) -> float:
    """Half."""
    return x / 2


wrong.__module__ = right.__module__ = "nnkit.course.m99_test"
STUB = 'def f(x):\n    """Twice x."""\n    raise NotImplementedError("Write your code here.")'
SOLVED = STUB.replace(
    'raise NotImplementedError("Write your code here.")',
    "### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
)
EXERCISES: list[Exercise] = [
    Value(
        "99.n",
        points=1,
        asks="n",
        reference=lambda drawn: 10 * drawn,
        variant=Variant("99.own", lambda draw: np.array([draw.integer(1, 9)])),
        misconceptions=[Misconception("not-scaled", lambda drawn: drawn, "Scale it.")],
    ),
    Choice(
        "99.c",
        points=1,
        asks="c",
        options=(Wrong("1", "the-first", "Not the first."), Right("2")),
    ),
    Why("99.because", points=1, asks="why"),
    Code("99.f", points=1, asks="f", reference=right, cases=lambda rng: [(1.0,)]),
]


def notebook(number: str, code: str, written: str) -> NotebookNode:
    cells = [
        new_code_cell("import numpy as np", id="imports"),
        new_code_cell(f"n = {number}", id="n"),
        new_code_cell('c = "b"  # SOLUTION' if number[0] != "." else "c = ...", id="c"),
        new_markdown_cell(written, id="because"),
        new_code_cell(code, id="f"),
        new_code_cell('check("99.f", f)', id="check-f"),
    ]
    made: NotebookNode = new_notebook(cells=cells)
    return made


RELEASED = notebook("...", STUB, "Why?\n\nYOUR ANSWER HERE")
SOLUTIONS = notebook("70  # SOLUTION", SOLVED, "Why?")


def sources(role: str, student: str = "s01", seed: int = 0) -> dict[str, str]:
    handed = hand_in(role, student, EXERCISES, RELEASED, SOLUTIONS, Random(seed))
    return {cell.id: cell.source for cell in handed.notebook.cells}


def test_perfect_student_solves_with_their_own_numbers() -> None:
    ada, bob = sources("perfect", "ada"), sources("perfect", "bob")
    assert ada["f"] == 'def f(x):\n    """Twice x."""\n    return 2 * x'
    assert ada["c"] == 'c = "b"'
    assert ada["because"].startswith("Why?\n\n")
    assert "YOUR ANSWER HERE" not in ada["because"]
    assert ada["n"].startswith("n = np.array([")
    assert ada["n"] != bob["n"]


def test_misconceptions_are_planted_and_listed() -> None:
    seen = set()
    for seed in range(20):
        handed = hand_in("one misconception", "ada", EXERCISES, RELEASED, SOLUTIONS, Random(seed))
        assert len(handed.planted) == 1
        seen |= set(handed.planted.items())
        text = {cell.id: cell.source for cell in handed.notebook.cells}
        assert (text["c"] == "c = 'a'") == ("99.c" in handed.planted)
    assert seen == {("99.n", "not-scaled"), ("99.c", "the-first")}


def test_blank_notebook_is_the_released_one() -> None:
    assert sources("blank") == {cell.id: cell.source for cell in RELEASED.cells}


@pytest.mark.parametrize(
    ("trouble", "line"),
    [
        ("syntax error", "    return ("),
        ("raises", "    return resutl"),
        ("loops for ever", "    while True: pass"),
    ],
)
def test_trouble_is_in_the_last_code_exercise_only(trouble: str, line: str) -> None:
    troubled, perfect = sources(trouble), sources("perfect")
    assert troubled["f"].splitlines()[-1] == line
    assert {k: v for k, v in troubled.items() if k not in ("f", "because")} == {
        k: v for k, v in perfect.items() if k not in ("f", "because")
    }


@pytest.mark.parametrize("modules", [1, 2, 10])
def test_each_trouble_comes_once(modules: int) -> None:
    roles = [[role(i, m, modules) for m in range(modules)] for i in range(24)]
    flat = [r for of in roles for r in of]
    assert all(flat.count(trouble) == 1 for trouble in TROUBLES)
    assert set(flat) == {*ROLES, *TROUBLES}


@pytest.mark.parametrize(
    "value",
    [
        1,
        0.1,
        np.float64(0.1),
        np.int64(3),
        "ab",
        True,
        (1,),
        (np.float32(0.5), [2]),
        {"W": np.array([[1.0, 2.5]])},
        [np.array([1, 2]), np.array([[0.1]])],
    ],
)
def test_literals_give_the_value_back(value: Any) -> None:
    back = eval(literal(value), {"np": np})
    np.testing.assert_equal(back, value)
    assert type(back) is (type(value.item()) if isinstance(value, np.generic) else type(value))
