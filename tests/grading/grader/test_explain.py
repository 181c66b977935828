"""What is told under a test cell helps its student on, and shows no hidden test."""

from __future__ import annotations

import pytest

from nnkit.checks.verdict import MIME, Verdict
from nnkit.grading.grader.cells import HIDDEN
from nnkit.grading.grader.execute import Outcome, execute
from nnkit.grading.grader.explain import (
    MAX_MESSAGE,
    NotDefined,
    explain_error,
    file_of,
    outputs_of,
    shown_error,
)
from nnkit.grading.grader.notebook import Node, new_cell, node
from nnkit.grading.grader.remote_error import NotHandedOverError, RemoteError

SOURCE = "visible = 1\n### BEGIN HIDDEN TESTS\nassert f == 42\n### END HIDDEN TESTS"


def cell(source: str) -> Node:
    made = new_cell("code", source)
    made.metadata = node({"nbgrader": {"grade_id": "test-f", "grade": True, "points": 3}})
    return made


def told(source: str, **names: object) -> str:
    """What is told of a test cell that stops."""
    error = execute(source, names, file_of(cell(source))).error
    assert error is not None
    return explain_error(error, cell(source), HIDDEN)


def test_what_cannot_be_written_down_stops_nothing() -> None:
    test = "assert f == 9, f"
    shown = f"AssertionError: (what cannot be shown)\nin the test:  {test}"
    assert told(test, f=10**4500) == told(test, f=[10**4500]) == shown


def test_what_cannot_be_handed_over_is_told_without_the_name_of_a_class() -> None:
    def f() -> None:
        raise NotHandedOverError("what f returned: too much")

    assert told("f()", f=f) == "what f returned: too much\nin the test:  f()"


def test_a_hidden_test_is_not_shown() -> None:
    assert told(SOURCE, f=3) == "A hidden test failed."
    assert told(SOURCE) == "A hidden test failed."
    printed = Outcome(printed="42\n")
    assert outputs_of(printed, cell(SOURCE), HIDDEN) == []
    (shown,) = outputs_of(printed, cell("f"), HIDDEN)
    assert (shown.name, shown.text) == ("stdout", "42\n")


def test_a_helper_that_a_hidden_line_calls_shows_nothing() -> None:
    names: dict[str, object] = {}
    execute("def same(a, b):\n    assert a == b, f'{a} is not {b}'", names)
    hidden = "same(1, 1)\n### BEGIN HIDDEN TESTS\nsame(9, 49)\n### END HIDDEN TESTS"
    assert told(hidden, **names) == "A hidden test failed."
    assert "9 is not 49" in told("same(9, 49)", **names)


def test_a_helper_that_is_hidden_shows_nothing() -> None:
    region = "### BEGIN HIDDEN TESTS\ndef same(a):\n    assert a == 49, a\n### END HIDDEN TESTS\n"
    assert told(f"{region}same(9)") == "A hidden test failed."


def test_a_hidden_line_that_stands_in_the_open_too_is_hidden() -> None:
    hidden = (
        "n = 3\nassert n == 3\n### BEGIN HIDDEN TESTS\nn = 4\nassert n == 3\n### END HIDDEN TESTS"
    )
    assert told(hidden) == "A hidden test failed."


def test_a_visible_test_is_shown_with_its_line() -> None:
    test = "x = 1\nassert x == 2, 'no'"
    assert told(test) == "AssertionError: no\nin the test:  assert x == 2, 'no'"
    assert told("assert 0") == "AssertionError\nin the test:  assert 0"


def test_an_error_of_the_students_has_their_line_and_not_the_tests() -> None:
    error = RemoteError("no")
    assert explain_error(error, cell("f()"), HIDDEN) == "Your code stopped with a RemoteError: no"
    error.own_line = "    line 2, in f:  1 / 0"
    assert explain_error(error, cell("f()"), HIDDEN).endswith("no\nline 2, in f:  1 / 0")
    assert explain_error(NotDefined("f", "f"), cell("f()"), HIDDEN) == "f is not defined."


def test_an_error_of_the_students_in_a_hidden_test_tells_nothing() -> None:
    def f(x: int) -> None:
        error = type(f"Got{x}", (RemoteError,), {})(f"called with {x}")
        error.own_line = f"line 2, in f:  raise {x}"
        raise error

    test = cell("### BEGIN HIDDEN TESTS\nassert f(77) == 77\n### END HIDDEN TESTS\nf(5)")
    error = execute(test.source, {"f": f}, file_of(test)).error
    assert error is not None
    message = explain_error(error, test, HIDDEN)
    assert message == "Your code stopped with an error in a hidden test."
    assert "77" not in str(shown_error(error, message, test, HIDDEN))


def test_a_message_is_bounded_and_keeps_its_notes() -> None:
    error = ValueError("\ud800" + "x" * MAX_MESSAGE)
    error.add_note("Tests compare plain data.")
    message = explain_error(error, cell(""), HIDDEN)
    assert len(message) < MAX_MESSAGE + 30
    assert message.startswith("ValueError: ?xx")
    assert message.endswith("xx\nTests compare plain data.")


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (1.5, {"text/plain": "1.5"}),
        (99, {"text/plain": "3"}),
        (True, None),
        ("done", None),
        (None, None),
    ],
)
def test_points_are_shown_where_a_test_gives_a_number(
    value: object, data: dict[str, str] | None
) -> None:
    outputs = outputs_of(Outcome(value), cell("f"), HIDDEN)
    assert [output.data for output in outputs] == ([data] if data else [])


def test_a_verdict_is_shown_as_its_card() -> None:
    (output,) = outputs_of(Outcome(Verdict("02.f", 2, 3, "partial", "Nearly.")), cell("f"), HIDDEN)
    assert "Nearly." in output.data["text/html"]
    assert output.data[MIME]["points"] == 2
