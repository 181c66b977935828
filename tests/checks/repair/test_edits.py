"""Each edit is one change, and the program is as it was afterwards."""

from __future__ import annotations

import ast

from nnkit.checks.repair.edits import edits

SOURCE = """
def f(W, a, y):
    z = W @ a
    total = 0
    for i in range(len(y)):
        total += y[i] * a[i, 0]
    return z - total, a.T * (1 - a)
"""


def test_each_edit_is_another_program_and_none_stays() -> None:
    tree = ast.parse(SOURCE)
    before = ast.unparse(tree)
    programs = [ast.unparse(tree) for _ in edits(tree)]
    assert len(programs) > 100
    assert before not in programs
    assert ast.unparse(tree) == before


def test_what_stands_twice_is_changed_in_both_places() -> None:
    tree = ast.parse("def f(a, b):\n    return a * (1 - a)")
    programs = [ast.unparse(tree) for _ in edits(tree)]
    assert "def f(a, b):\n    return b * (1 - b)" in programs


def test_all_sums_get_the_same_axis() -> None:
    tree = ast.parse("def f(a, b):\n    return a.sum(axis=0), b.sum(axis=0)")
    programs = [ast.unparse(tree) for _ in edits(tree)]
    assert "def f(a, b):\n    return (a.sum(axis=1), b.sum(axis=1))" in programs


def test_nothing_is_added_to_itself() -> None:
    tree = ast.parse("def f(a, x):\n    for n in a:\n        x = x + n\n        x.append(n)")
    programs = [ast.unparse(tree) for _ in edits(tree)]
    assert not [p for p in programs if "x + x" in p or "append(x)" in p]
