"""`nnkit.course` for the sandbox: what a student calls is there, but no exercise and no answer."""

from __future__ import annotations

import sys
from collections import namedtuple
from types import ModuleType
from typing import Any

from nnkit.checks.ids import match_id
from nnkit.checks.problem import Problem

_variants: dict[str, Any] = {}


def install_course_stub() -> None:
    """Put the stub in the place of `nnkit.course`."""
    import nnkit

    course = ModuleType("nnkit.course")
    functions: dict[str, Any] = {"check": later, "hint": later, "progress": later}
    functions |= {"practice": Resting(), "review": Resting()}
    vars(course).update(functions, variant=variant, set_student=set_student)
    sys.modules["nnkit.course"] = nnkit.course = course


def later(*args: Any, **kwargs: Any) -> str:
    """Stand in for `check`, `hint` and `progress`."""
    return "The grader checks this."


class Resting:
    """Stand in for `practice` and `review`, and for all that they give: nothing is asked here."""

    def __call__(self, *args: Any, **kwargs: Any) -> Resting:
        """Give itself, however it is called."""
        return self

    def __getattr__(self, name: str) -> Resting:
        if name.startswith("_"):
            raise AttributeError(name)  # what IPython looks for
        return self

    def __repr__(self) -> str:
        return "Practice rests while the grader works."


def variant(id: str) -> Any:
    """The student's own numbers, which the grader has sent."""
    return _variants[match_id(id, _variants, "there are no individual numbers")]


def set_student(student: str) -> None:
    """Do nothing: the grader knows who the student is."""


def set_variant(id: str, kind: str, data: Any, shown: str) -> None:
    """Take over a student's own numbers; see `nnkit.grading.grader.variants`."""
    if kind == "Problem":
        data = Problem(**data)
    elif kind:  # a named tuple's
        data = _named_tuple(kind, data, shown)
    _variants[id] = data


def _named_tuple(name: str, values: dict[str, Any], shown: str) -> Any:
    """A named tuple that a notebook shows as the course's own is shown."""

    class OwnNumbers(namedtuple(name, values)):  # type: ignore[misc]
        __slots__ = ()

        def __repr__(self) -> str:
            return shown if self is made else super().__repr__()

    OwnNumbers.__name__ = OwnNumbers.__qualname__ = name
    made = OwnNumbers(**values)
    return made
