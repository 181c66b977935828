"""Each call that could have been meant is tried, and what is told fits it."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair import calls
from nnkit.checks.repair.change import Rule


@pytest.mark.parametrize(
    ("rule", "source", "meant"),
    [
        (calls.decimals, "np.zeros(n, int)", "np.zeros(n)"),
        (calls.reshaped, "W.reshape(n, m)", "W.T"),
        (calls.reshaped, "np.reshape(W, (n, m))", "W.T"),
        (calls.other_arguments, "f(a, y)", "f(y, a)"),
        (calls.other_range, "range(n)", "range(1, n)"),
        (calls.other_range, "range(n)", "reversed(range(n))"),
        (calls.other_axis, "d.sum(axis=0)", "d.sum(axis=1)"),
        (calls.other_axis, "d.sum(axis=1)", "d.sum(axis=1, keepdims=True)"),
        (calls.other_axis, "d.sum()", "d.sum(axis=1, keepdims=True)"),
        (calls.other_function, "d.mean(axis=1)", "d.sum(axis=1)"),
        (calls.without_call, "sigmoid(a)", "a"),
        (calls.without_call, "a.ravel()", "a"),
        (calls.decimals, "w.copy()", "w.astype(float)"),
        (calls.decimals, "np.zeros_like(w)", "np.zeros_like(w, dtype=float)"),
    ],
)
def test_rule(rule: Rule, source: str, meant: str) -> None:
    node = ast.parse(source, mode="eval").body
    changes = {ast.unparse(changed): what for changed, what in rule(node, ("W", "a"))}
    assert meant in changes
    assert changes[meant].endswith((".", "?"))


def test_rounding_is_called_by_its_name() -> None:
    node = ast.parse("np.round(x, 2)", mode="eval").body
    assert isinstance(node, ast.Call)
    assert [what for _, what in calls.without_call(node, ())] == [
        "`np.round(x, 2)` rounds on the way, and loses what comes after."
    ]


def test_a_condition_is_not_taken_for_a_value() -> None:
    node = ast.parse("np.where(a > 0, 1, 0.01)", mode="eval").body
    assert isinstance(node, ast.Call)
    [(changed, _)] = calls.other_arguments(node, ())
    assert ast.unparse(changed) == "np.where(a > 0, 0.01, 1)"
