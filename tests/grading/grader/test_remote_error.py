"""What the student's code raises can be caught here as what it is."""

from __future__ import annotations

import unittest
from typing import Any

import numpy as np
import pytest

from nnkit.checks.exceptions import explain_exception
from nnkit.grading.grader.remote_error import RemoteError
from tests.grading.grader.fake_sandbox import session_with
from tests.grading.grader.one_answer import result_of


def raised(description: object) -> Exception:
    """The exception for a description."""
    session, _ = session_with(call={"error": description})
    with pytest.raises(RemoteError) as error:
        session.request("call")
    return error.value


BUILTIN = ("builtins", "Exception")


def kind(name: str, *bases: tuple[Any, ...], module: str = "__main__") -> dict[str, Any]:
    return {"kind": (module, name, *(bases or [BUILTIN])), "text": "no"}


@pytest.mark.parametrize(
    ("module", "cls"),
    [
        ("builtins", ValueError),
        ("builtins", KeyError),
        ("numpy.linalg", np.linalg.LinAlgError),
        ("builtins", UnicodeDecodeError),
        ("builtins", RecursionError),
    ],
)
def test_a_known_kind_is_caught_as_such(module: str, cls: type[Exception]) -> None:
    error = raised({**kind(cls.__name__, module=module), "line": "x = 1", "unfinished": ""})
    assert isinstance(error, cls)
    assert (str(error), error.own_line) == ("no", "x = 1")  # type: ignore[attr-defined]


def test_a_kind_that_the_student_defined_derives_from_what_it_derived_from() -> None:
    refused = ("__main__", "Refused", ("builtins", "ValueError", BUILTIN))
    error = raised(kind("TooDear", refused, ("builtins", "KeyError", BUILTIN)))
    assert isinstance(error, ValueError)
    assert isinstance(error, KeyError)
    assert [c.__name__ for c in type(error).__mro__][:2] == ["TooDear", "Refused"]


def test_a_forged_text_stops_nothing() -> None:
    assert str(raised({"kind": BUILTIN, "text": 10**4500, "line": [10**4500]}))


def test_a_class_is_always_the_same() -> None:
    session, _ = session_with(call={"error": kind("TooDear")})
    assert session._errors.class_of(kind("TooDear")["kind"]) is type(
        session._errors.error(kind("TooDear"))
    )


def test_a_class_of_the_instructors_is_caught_as_such() -> None:
    class Refused(Exception): ...

    session, _ = session_with()
    session.classes = {"Refused": Refused}
    assert isinstance(session._errors.error(kind("Refused")), Refused)
    assert not isinstance(session._errors.error(kind("Refused", module="mine")), Refused)


@pytest.mark.parametrize(
    ("module", "cls"),
    [
        ("builtins", StopIteration),
        ("builtins", StopAsyncIteration),
        ("builtins", GeneratorExit),
        ("builtins", KeyboardInterrupt),
        ("builtins", SystemExit),
        ("unittest.case", unittest.SkipTest),
    ],
)
def test_what_steers_a_loop_or_a_test_steers_nothing_here(
    module: str, cls: type[BaseException]
) -> None:
    for description in (kind(cls.__name__, module=module), kind("E", (module, cls.__name__))):
        error = raised(description)
        assert not isinstance(error, cls)
        assert type(error).__name__ in (cls.__name__, "E")


@pytest.mark.parametrize(
    "description",
    [
        None,
        3,
        {},
        {"kind": 3, "text": 4, "line": None},
        {"kind": ("builtins", "a b"), "text": "\ud800"},
        {"kind": ("builtins", "\ud800")},
        {"kind": ("nnkit.grading.grader.explain", "NotDefined", BUILTIN)},
        {"kind": ("nnkit.grading.grader.remote_error", "RemoteError", BUILTIN)},
        {"kind": ("builtins", "ExceptionGroup", BUILTIN)},
        {"kind": ("builtins", "print")},
        {"kind": ("builtins", ["ValueError"])},
        {"kind": ("builtins", "ValueError", 3)},
        {"kind": ["builtins", "ValueError"]},
        {"kind": ("__main__", "E", ("__main__", "E"), ("__main__", "F", ("__main__", "E")))},
        {"kind": ("__main__", "x" * 10_000, BUILTIN), "text": "x" * 10_000},
    ],
)
def test_whatever_a_sandbox_says_is_an_ordinary_error(description: object) -> None:
    error = raised(description)
    assert isinstance(error, Exception)
    assert len(str(error).encode()) < 3000
    assert len(type(error).__name__) <= 80


def test_an_error_that_needs_more_keeps_its_name() -> None:
    error = raised({"kind": ("builtins", "ExceptionGroup", BUILTIN), "text": "two"})
    assert (type(error).__name__, str(error)) == ("ExceptionGroup", "two")


@pytest.mark.parametrize(
    "kind", ["NotDefined", "SubmissionError", "SandboxLost", "ExceptionGroup", "print", "a b", ""]
)
def test_an_exception_of_any_name_costs_its_question_only(kind: str) -> None:
    answer = f"def f(n):\n    raise type({kind!r}, (Exception,), {{}})('\\ud800' + 'x' * 10**6)"
    result = result_of(answer, ["assert f(1) == 1", "assert 1"], "def f(n): return n")
    assert [q.points for q in result.verdicts] == [0, 3]
    assert len(result.verdicts[0].message.encode()) < 10_000


def test_an_overwritten_name_comes_along() -> None:
    description = {**kind("TypeError", module="builtins"), "text": "'int' object is not callable"}
    error = raised({**description, "overwritten": ["len", "You gave `len` another meaning."]})
    assert explain_exception(error, "f").startswith("`f` stopped. You gave `len` another meaning.")
    error = raised({**description, "overwritten": ["w", "You gave `w` another meaning."]})
    assert "its star" in explain_exception(error, "f")
    assert "another" in explain_exception(error, "f", ["w"])


@pytest.mark.parametrize("lie", [3, ["len"], ["len", 3], {"len": "x"}, "len", ["len", "a", "b"]])
def test_a_lie_about_it_is_nothing(lie: object) -> None:
    error = raised({**kind("TypeError", module="builtins"), "overwritten": lie})
    assert error.overwritten is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("test", ["assert f([1]) == 1", "f([1])"])
def test_in_a_plain_test_it_is_told_too(test: str) -> None:
    result = result_of("len = 4\ndef f(a):\n    return len(a)", test, "def f(a):\n    return 1")
    assert "You gave `len` another meaning in a cell: `len = 4`" in result.verdicts[0].message
    result = result_of("len = 4\nf = len([1])", "assert f", "f = 1")
    assert "You gave `len` another meaning in a cell: `len = 4`" in result.verdicts[0].message
