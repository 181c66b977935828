"""What the student's code raises can be caught here as what it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

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
