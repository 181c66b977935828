"""Each rule gives the block that could have been meant, and the line of the mistake."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair import statements

LOOP = "for x in xs:\n    t += x"


@pytest.mark.parametrize(
    ("rule", "source", "meant", "line"),
    [
        (statements.after_the_loop, f"{LOOP}\n    return t", f"{LOOP}\nreturn t", 3),
        (statements.into_the_loop, f"{LOOP}\ny.append(t)", f"{LOOP}\n    y.append(t)", 3),
        (statements.returned_nothing, "p = p.append(x)", "p.append(x)", 1),
        (statements.returned_nothing, "return p.append(x)", "p.append(x)\nreturn p", 1),
        (statements.in_other_order, "a = f(a)\nb = g(a)", "b = g(a)\na = f(a)", 1),
        (statements.one_too_many, "a = 1\nb = 2", "b = 2", 1),
        (statements.copied, "best = w", "best = w.copy()", 1),
        (statements.not_in_place, "w -= s", "w = w - s", 1),
        (statements.not_in_place, "w -= s", "w += s", 1),
        (statements.not_in_place, "g[p] = s", "g[p] += s", 1),
    ],
)
def test_rule(rule: statements.Rule, source: str, meant: str, line: int) -> None:
    changes = {
        ast.unparse(ast.fix_missing_locations(ast.Module(block, []))): at
        for block, at, _ in rule(ast.parse(source).body)
    }
    assert changes[meant] == line


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("def f(x):\n    x + 1", "return x + 1"),
        ("def f(x):\n    y = x + 1", "y = x + 1\n    return y"),
        ("def f(x):\n    print(x, 2)", "return (x, 2)"),
        ("def f(x, y=[]):\n    return y", "y = []\n    return y"),
    ],
)
def test_of_the_whole(source: str, meant: str) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    blocks = [block for block, _, _ in statements.of_the_whole(function)]
    function.body = blocks[-1]
    assert ast.unparse(ast.fix_missing_locations(function)).endswith(meant)
