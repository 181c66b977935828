"""What the student's code raises can be caught here as what it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exceptions import explain_exception
from nnkit.grading.grader.remote_error import RemoteError
from tests.grading.grader.fake_sandbox import Ref, session_with
from tests.grading.grader.one_answer import result_of


def raised(description: object, **classes: list[str]) -> Exception:
    """The exception for a description; `classes` names the bases of those that are defined."""
    titles = dict(enumerate({n for bases in classes.values() for n in bases}))
    numbers = {name: i for i, name in titles.items()}

    def get(name: str) -> dict[str, Any]:
        found = name in classes
        return {"value": Ref(numbers[name]), "is_class": True} if found else {"missing": True}

    def get_attribute(target: Ref, name: str) -> dict[str, Any]:
        title = titles[target.number]
        bases = tuple(Ref(numbers[n]) for n in classes.get(title, ()))
        return {"value": bases if name == "__mro__" else title}

    session, _ = session_with(call={"error": description}, get=get, get_attribute=get_attribute)
    with pytest.raises(RemoteError) as error:
        session.request("call")
    return error.value


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ValueError", ValueError),
        ("KeyError", KeyError),
        ("LinAlgError", np.linalg.LinAlgError),
        ("UnicodeDecodeError", UnicodeDecodeError),
        ("Exception", RemoteError),
    ],
)
def test_a_known_kind_is_caught_as_such(name: str, kind: type[Exception]) -> None:
    error = raised({"kind": name, "text": "no", "line": "x = 1", "unfinished": ""})
    assert isinstance(error, kind)
    assert (str(error), error.own_line) == ("no", "x = 1")  # type: ignore[attr-defined]


def test_a_kind_that_the_student_defined_derives_from_what_it_derived_from() -> None:
    mro = ["TooDear", "Refused", "ValueError", "Exception", "BaseException", "object"]
    error = raised({"kind": "TooDear", "text": "9"}, TooDear=mro)
    assert isinstance(error, ValueError)
    assert [c.__name__ for c in type(error).__mro__][:2] == ["TooDear", "Refused"]


@pytest.mark.parametrize(
    "description",
    [
        None,
        3,
        {},
        {"kind": 3, "text": 4, "line": None},
        {"kind": "a b", "text": "\ud800"},
        {"kind": "SandboxLost"},
        {"kind": "NotDefined"},
        {"kind": "ExceptionGroup"},
        {"kind": "print"},
        {"kind": "KeyboardInterrupt"},
        {"kind": "x" * 10_000, "text": "x" * 10_000},
    ],
)
def test_whatever_a_sandbox_says_is_an_ordinary_error(description: object) -> None:
    error = raised(description)
    assert isinstance(error, Exception)
    assert len(str(error).encode()) < 3000
    assert len(type(error).__name__) <= 80


@pytest.mark.parametrize(
    "kind", ["NotDefined", "SubmissionError", "SandboxLost", "ExceptionGroup", "print", "a b", ""]
)
def test_an_exception_of_any_name_costs_its_question_only(kind: str) -> None:
    answer = f"def f(n):\n    raise type({kind!r}, (Exception,), {{}})('\\ud800' + 'x' * 10**6)"
    result = result_of(answer, ["assert f(1) == 1", "assert 1"], "def f(n): return n")
    assert [q.points for q in result.verdicts] == [0, 3]
    assert len(result.verdicts[0].message.encode()) < 10_000


def test_an_overwritten_name_comes_along() -> None:
    description = {"kind": "TypeError", "text": "'int' object is not callable"}
    error = raised({**description, "overwritten": ["len", "You gave `len` another meaning."]})
    assert explain_exception(error, "f").startswith("`f` stopped. You gave `len` another meaning.")
    error = raised({**description, "overwritten": ["w", "You gave `w` another meaning."]})
    assert "its star" in explain_exception(error, "f")
    assert "another" in explain_exception(error, "f", ["w"])


@pytest.mark.parametrize("lie", [3, ["len"], ["len", 3], {"len": "x"}, "len", ["len", "a", "b"]])
def test_a_lie_about_it_is_nothing(lie: object) -> None:
    error = raised({"kind": "TypeError", "text": "no", "overwritten": lie})
    assert error.overwritten is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("test", ["assert f([1]) == 1", "f([1])"])
def test_in_a_plain_test_it_is_told_too(test: str) -> None:
    result = result_of("len = 4\ndef f(a):\n    return len(a)", test, "def f(a):\n    return 1")
    assert "You gave `len` another meaning in a cell: `len = 4`" in result.verdicts[0].message
    result = result_of("len = 4\nf = len([1])", "assert f", "f = 1")
    assert "You gave `len` another meaning in a cell: `len = 4`" in result.verdicts[0].message
