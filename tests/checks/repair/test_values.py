"""Each variable, number or index that could have been meant is tried."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair import values
from nnkit.checks.repair.change import Rule


@pytest.mark.parametrize(
    ("rule", "source", "meant"),
    [
        (values.transposed, "W", "W.T"),
        (values.transposed, "W.T", "W"),
        (values.other_number, "1", "2"),
        (values.other_number, "True", "False"),
        (values.number_for_argument, "3", "len(W)"),
        (values.other_name, "a", "W"),
        (values.other_index, "W[i]", "W[i + 1]"),
        (values.other_slice, "W[1:]", "W[:]"),
        (values.other_order, "(db, dW)", "(dW, db)"),
    ],
)
def test_rule(rule: Rule, source: str, meant: str) -> None:
    node = ast.parse(source, mode="eval").body
    changes = {ast.unparse(changed): what for changed, what in rule(node, ("W", "a"))}
    assert meant in changes
    assert changes[meant].endswith((".", "?"))
