"""What a cell reads and binds."""

from __future__ import annotations

import ast
import warnings

import pytest

from nnkit.course.statements import Statement, bound_in_text, statements


def only(source: str) -> Statement:
    (statement,) = statements(ast.parse(source))
    return statement


@pytest.mark.parametrize(
    ("source", "read", "bound"),
    [
        ("z = W @ a + b", {"W", "a", "b"}, {"z"}),
        ("x = x + 1", {"x"}, {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("for x in xs:\n    y = x", {"xs"}, {"x", "y"}),
        ("W[0] = 1", {"W"}, set()),
        ("a, (b, *c) = d", {"d"}, {"a", "b", "c"}),
        ("with f() as g:\n    g()", {"f"}, {"g"}),
        ("import numpy as np, os.path", set(), {"np", "os"}),
        ("[a * k for k in ks if (last := k)]", {"a", "ks"}, {"last"}),
        ("for s in seeds:\n    r = s\n    [r * k for k in ks]", {"seeds", "ks"}, {"s", "r"}),
        ("x = [x * k for k in ks]", {"x", "ks"}, {"x"}),
        ("draw(lambda p: f(p, q))", {"draw", "f", "q"}, set()),
        ("def f(x, y=z):\n    return g(x)", {"z"}, {"f"}),
        ("class A(B):\n    c = d\n    def f(self): return g(self, c)", {"B", "d"}, {"A"}),
        ("await f(x)", {"f", "x"}, set()),
        ("f'{x:.2f}'", {"x"}, set()),
    ],
)
def test_names_that_are_read_at_once_and_those_that_are_bound(
    source: str, read: set[str], bound: set[str]
) -> None:
    statement = only(source)
    own = {"__name__", "__module__", "__qualname__"}  # of every class
    assert statement.reads - own == read
    assert statement.binds == bound


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("losses[name] = net.fit(x)", {"losses"}),
        ("net.weights[0] -= g", {"net"}),
        ("for x in xs:\n    seen.append(x)", {"seen"}),
        ("del parts[0]", {"parts"}),
        ("y = x.T @ parts[0]", set()),
        ("def f():\n    x[0] = 1", set()),
    ],
)
def test_names_whose_objects_are_changed(source: str, changed: set[str]) -> None:
    assert only(source).changes == changed


def test_names_that_a_text_binds_which_is_no_python() -> None:
    text = (
        "%%time\ndef f(x:\n    y = 1\nclass Net\nasync def g():\nn4 = 0.97 +\na, b_2 = 1, (\n"
        "total += )\nk: int = (\nif x == 3\nprint(end=1"
    )
    assert bound_in_text(text) == {"f", "Net", "g", "n4", "a", "b_2", "total", "k"}


def test_what_does_not_compile_has_no_statements_and_nobody_is_warned() -> None:
    assert statements(ast.parse("return 1")) == []
    with warnings.catch_warnings(record=True) as seen:
        assert statements(ast.parse("x is 1"))
    assert seen == []
