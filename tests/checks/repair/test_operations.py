"""Each operation that could have been meant is tried, and what is told fits it."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair import operations
from nnkit.checks.repair.change import Rule


@pytest.mark.parametrize(
    ("rule", "source", "meant"),
    [
        (operations.other_way_round, "y - a", "a - y"),
        (operations.with_number_other_way_round, "a - 1", "1 - a"),
        (operations.other_grouping, "a * 1 - a", "a * (1 - a)"),
        (operations.other_grouping, "x + h / 2", "(x + h) / 2"),
        (operations.other_grouping, "(w - alpha) * d", "w - alpha * d"),
        (operations.other_operation, "W * a", "W @ a"),
        (operations.one_side_too_many, "2 * e", "e"),
        (operations.minus_too_many, "-e", "e"),
        (operations.other_sign, "e", "-e"),
        (operations.other_comparison, "z >= 0", "z > 0"),
        (operations.other_comparison, "name == 'linear'", "name != 'linear'"),
    ],
)
def test_rule(rule: Rule, source: str, meant: str) -> None:
    node = ast.parse(source, mode="eval").body
    changes = {ast.unparse(changed): what for changed, what in rule(node, ("W", "a"))}
    assert meant in changes
    assert changes[meant].endswith((".", "?"))


@pytest.mark.parametrize(
    ("source", "words"),
    [("(w - a) * d", "the brackets in"), ("a * 1 - a", "brackets are missing in")],
)
def test_brackets_that_are_missing_and_those_that_are_too_many(source: str, words: str) -> None:
    node = ast.parse(source, mode="eval").body
    assert isinstance(node, ast.BinOp)
    [(_, what)] = operations.other_grouping(node, ())
    assert what.startswith(words)
