"""Which answers of a notebook are not written yet."""

from __future__ import annotations

import dis
import inspect
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from nnkit.course.catalogue import every_exercise, exercises, modules
from nnkit.course.statements import with_inner

# What nbgrader_config.py puts in the place of a solution.
STUB = "Write your code here, then delete this line."


def exercise_ids(seen: list[str]) -> dict[str, str]:
    """Ids of the exercises of a notebook by the names of their answers.

    Parameters
    ----------
    seen : list of str
        Modules whose exercises were checked in it. The folder tells too; if neither does, it may
        be any module's.
    """
    here = [m for m in dict.fromkeys([*reversed(seen), Path.cwd().name[:2]]) if m in modules()]
    found = [e for m in here for e in exercises(m).values()] if here else every_exercise()
    ids: dict[str, str] = {}
    for exercise in found:
        ids.setdefault(exercise.name, exercise.id)
    return ids


def is_unwritten(value: Any) -> bool:
    """Whether a value is what a notebook holds before its student has answered."""
    return value is Ellipsis or any(map(_is_stub, codes_of(value)))


def codes_of(value: Any) -> list[CodeType]:
    """The code of a function, or of the methods of a class, that is written in the notebook."""
    functions = vars(value).values() if inspect.isclass(value) else [value]
    return [
        inner
        for function in functions
        if isinstance(function, FunctionType) and function.__module__ == "__main__"
        for inner in with_inner(function.__code__)
    ]


def _is_stub(code: CodeType) -> bool:
    """Whether code still holds the line to be deleted, where it can be reached."""
    return any(i.argval == STUB for i in dis.get_instructions(code))
