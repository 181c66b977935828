"""A program stops after its time, in a loop and in a recursion; a quick one is left alone."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from nnkit.checks.repair.time_limit import TimeLimit, limited


def run(source: str, seconds: float) -> Any:
    names: dict[str, Any] = TimeLimit(seconds).into({})
    exec(compile(limited(ast.parse(source)), "<program>", "exec"), names)
    return names["f"]


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    while True:\n        pass",
        "def f():\n    try:\n        while True:\n            pass\n    finally:\n        pass",
        "def f(n=0):\n    return f(n) if n > 9 else [f(n + 1) for _ in range(9)]",
    ],
)
def test_it_stops(source: str) -> None:
    with pytest.raises((TimeoutError, RecursionError)):
        run(source, 0.05)()


def test_a_quick_program_gives_its_result() -> None:
    assert (
        run("def f(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t", 5)(4) == 6
    )


def test_the_program_itself_is_not_changed() -> None:
    tree = ast.parse("def f():\n    return 1")
    limited(tree)
    assert ast.unparse(tree) == "def f():\n    return 1"


def test_what_others_hang_on_a_tree_is_not_copied() -> None:
    """IPython's tracebacks give each node its parent, also those that all trees share."""

    class Parent:
        def __deepcopy__(self, memo: object) -> None:
            raise AssertionError("a whole other tree would be copied with it")

    tree = ast.parse("def f(x):\n    return x")
    shared: Any = ast.parse("x", mode="eval").body.ctx  # type: ignore[attr-defined]
    shared.parent = Parent()
    try:
        assert "return x" in ast.unparse(limited(tree))
    finally:
        del shared.parent
    assert ast.unparse(tree) == "def f(x):\n    return x"
