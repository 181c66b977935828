"""Each rule gives what could have been meant."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair import expressions


@pytest.mark.parametrize(
    ("rule", "source", "meant"),
    [
        (expressions.other_way_round, "y - a", "a - y"),
        (expressions.with_number_other_way_round, "a - 1", "1 - a"),
        (expressions.other_grouping, "a * 1 - a", "a * (1 - a)"),
        (expressions.other_grouping, "x + h / 2", "(x + h) / 2"),
        (expressions.other_operation, "W * a", "W @ a"),
        (expressions.one_side_too_many, "2 * e", "e"),
        (expressions.minus_too_many, "-e", "e"),
        (expressions.other_sign, "e", "-e"),
        (expressions.other_comparison, "z >= 0", "z > 0"),
        (expressions.transposed, "W", "W.T"),
        (expressions.transposed, "W.T", "W"),
        (expressions.reshaped, "W.reshape(n, m)", "W.T"),
        (expressions.reshaped, "np.reshape(W, (n, m))", "W.T"),
        (expressions.other_number, "1", "2"),
        (expressions.other_number, "True", "False"),
        (expressions.number_for_argument, "3", "len(W)"),
        (expressions.other_name, "a", "W"),
        (expressions.other_index, "W[i]", "W[i + 1]"),
        (expressions.other_slice, "W[1:]", "W[:]"),
        (expressions.other_order, "(db, dW)", "(dW, db)"),
        (expressions.other_arguments, "f(a, y)", "f(y, a)"),
        (expressions.other_range, "range(n)", "range(1, n)"),
        (expressions.other_range, "range(n)", "reversed(range(n))"),
        (expressions.other_axis, "d.sum(axis=0)", "d.sum(axis=1)"),
        (expressions.other_axis, "d.sum(axis=1)", "d.sum(axis=1, keepdims=True)"),
        (expressions.other_axis, "d.sum()", "d.sum(axis=1, keepdims=True)"),
        (expressions.other_function, "d.mean(axis=1)", "d.sum(axis=1)"),
        (expressions.without_call, "sigmoid(a)", "a"),
        (expressions.without_call, "a.ravel()", "a"),
        (expressions.decimals, "w.copy()", "w.astype(float)"),
        (expressions.decimals, "np.zeros_like(w)", "np.zeros_like(w, dtype=float)"),
        (expressions.wrapped, "q", "np.sqrt(q)"),
        (expressions.something_missing, "e", "e / W.shape[1]"),
        (expressions.something_missing, "e", "e * (a * (1 - a))"),
    ],
)
def test_rule(rule: expressions.Rule, source: str, meant: str) -> None:
    node = ast.parse(source, mode="eval").body
    changes = {ast.unparse(changed): what for changed, what in rule(node, ("W", "a"))}
    assert meant in changes
    assert changes[meant].endswith((".", "?"))


def test_rounding_is_called_by_its_name() -> None:
    node = ast.parse("np.round(x, 2)", mode="eval").body
    assert isinstance(node, ast.Call)
    assert [what for _, what in expressions.without_call(node, ())] == [
        "`np.round(x, 2)` rounds on the way, and loses what comes after."
    ]
