"""What an instructor is told to write instead, for each kind of test that stays inside."""

from __future__ import annotations

import pytest

from nnkit.grading.classroom.advice import advice, hollow_advice


@pytest.mark.parametrize(
    ("source", "error", "told"),
    [
        ("%%capture out\nf()\nassert out.stdout", "NameError", "contextlib.redirect_stdout"),
        ("t = %timeit -o f()", "SyntaxError", "time.perf_counter()"),
        ("assert 'f' in In[-2]", "NameError", "without magics"),
        ("files = !ls", "SyntaxError", "without magics"),
        ("assert 'for' in inspect.getsource(f)", "TypeError", "(inspect.getsource)"),
        ("assert f.__code__.co_argcount == 1", "AttributeError", "(__code__)"),
        ("assert doctest.testmod().failed == 0", "AssertionError", "Instead of doctest"),
        (
            "tmp = squares\ndel squares\nraise AssertionError('no')",
            "AssertionError",
            "squares away",
        ),
        ("assert plt.gcf().axes[0].get_title() == 'A'", "IndexError", "axes = plt.gca()"),
        ("assert open('out.txt').read() == 'a'", "FileNotFoundError", "open('out.txt').read()"),
        ("assert np.loadtxt('a.csv')[0] == 1", "FileNotFoundError", "open('a.csv').read()"),
        ("assert('relative' in dir(marie))", "AssertionError", "compare marie.relative, or call"),
        ("assert root is sqrt", "AssertionError", "assert root == sqrt."),
        ("assert type(p) is P", "AssertionError", "p.x == 1 rather than type(p) is P."),
        ("assert expand(e) == x**2", "AssertionError", "list(expand(e)), str(expand(e))"),
        (
            "unit = 2\nassert f() == 6",
            "NameError: name 'unit' is not defined",
            "only a test binds",
        ),
        ("assert ask() == 8", "RuntimeError: input(): lost sys.stdin", "instead of input()"),
        ("f(rng)", "TypeError: a Generator cannot be sent to the student's code", "a seed"),
        ("f(m)", "TypeError: a Mock cannot be sent to the student's code", "rather than a Mock"),
        ("assert ok", "AssertionError", ""),
        ("for row in rows(", "AssertionError", ""),
    ],
)
def test_a_line_for_this_very_test(source: str, error: str, told: str) -> None:
    line = source.splitlines()[-1]
    said = advice(source, f"{error} in the line {line!r}.")
    assert told in said
    assert bool(told) == bool(said)


@pytest.mark.parametrize("reason", ["", "it gives part of the points", "KeyError in the line 'a"])
def test_a_reason_without_a_line(reason: str) -> None:
    assert advice("assert a == 1", reason) == ""


def test_what_is_said_after_the_line_is_no_part_of_it() -> None:
    reason = "AssertionError in the line 'assert d == e'. d is an object. Compare d.x."
    assert "list(d)" in advice("assert d == e", reason)


def test_a_name_that_an_earlier_test_binds() -> None:
    reason = "NameError: name 'A' is not defined in the line 'x = solved(A)'."
    assert advice("x = solved(A)", reason) == ""
    assert "uses A, which only a test binds" in advice("x = solved(A)", reason, "A = 3")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("assert callable(f)", "Rather than callable(f) compare what f(...) returns."),
        ("assert hasattr(bag, '__len__')", "use them: len(bag) == 3, list(bag) == [...]."),
        ("assert isinstance(row, Sized)", "use them: len(row) == 3, list(row) == [...]."),
        ("assert f(xs) is not xs", "compare f(xs) with what a right answer gives."),
        ("assert f", "Compare what it gives for some arguments"),
    ],
)
def test_what_to_ask_instead_of_next_to_nothing(source: str, told: str) -> None:
    assert told in hollow_advice(source)
