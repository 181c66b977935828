"""What may be missing is tried, and every rule has nodes to be tried on."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair import expressions
from nnkit.checks.repair.change import Rule


@pytest.mark.parametrize(
    ("rule", "source", "meant"),
    [
        (expressions.wrapped, "q", "np.sqrt(q)"),
        (expressions.something_missing, "e", "e / W.shape[1]"),
        (expressions.something_missing, "e", "e * (a * (1 - a))"),
    ],
)
def test_rule(rule: Rule, source: str, meant: str) -> None:
    node = ast.parse(source, mode="eval").body
    changes = {ast.unparse(changed): what for changed, what in rule(node, ("W", "a"))}
    assert meant in changes
    assert changes[meant].endswith((".", "?"))
