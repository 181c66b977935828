"""What a cell reads and binds."""

from __future__ import annotations

import ast
import warnings

import pytest

from nnkit.course.statements import Statement, catches, reads, statements, with_inner


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


def test_what_a_function_reads_it_reads_later() -> None:
    statement = only("def f(x):\n    def inner(y): return g(y)\n    return inner(x) + h")
    assert reads(statement.later) == {"g", "h"}
    assert {code.co_name for code in statement.later} == {"f", "inner"}
    methods = only("class A:\n    def f(self): return g(self)").later
    assert reads(methods) == {"g"}


def test_the_inner_functions_of_code() -> None:
    code = compile("def f():\n    return [lambda: 1]", "<cell>", "exec")
    assert {"<module>", "f", "<lambda>"} <= {inner.co_name for inner in with_inner(code)}


@pytest.mark.parametrize(
    ("body", "caught"),
    [
        ("try:\n        g()\n    except ValueError:\n        pass", True),
        ("try:\n        g()\n    finally:\n        h()", False),
        ("with g():\n        pass", False),
    ],
)
def test_code_that_reckons_with_errors(body: str, caught: bool) -> None:
    assert catches(only(f"def f():\n    {body}").later[0]) is caught


def test_what_does_not_compile_has_no_statements_and_nobody_is_warned() -> None:
    assert statements(ast.parse("return 1")) == []
    with warnings.catch_warnings(record=True) as seen:
        assert statements(ast.parse("x is 1"))
    assert seen == []
