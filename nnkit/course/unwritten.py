"""Which answers of a notebook are not written yet."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from nnkit.course.catalogue import exercises, modules

# What nbgrader_config.py puts in the place of a solution.
STUB = "Write your code here, then delete this line."


def exercise_ids(seen: list[str]) -> dict[str, str]:
    """Ids of the exercises of a notebook by the names of their answers.

    Parameters
    ----------
    seen : list of str
        Modules whose exercises were checked in it. The folder tells too; if neither does, there
        are none.
    """
    here = [m for m in [*reversed(seen), Path.cwd().name[:2]] if m in modules()]
    found = [exercise for module in here for exercise in exercises(module).values()]
    return {exercise.name: exercise.id for exercise in reversed(found)}


def is_unwritten(value: Any) -> bool:
    """Whether a value is what a notebook holds before its student has answered."""
    return value is Ellipsis or any(
        instruction.argval == STUB
        for code in codes_of(value)
        for instruction in dis.get_instructions(code)
    )


def codes_of(value: Any) -> Iterator[CodeType]:
    """The code of a function or of the methods of a class, and of the functions within."""
    functions = vars(value).values() if inspect.isclass(value) else [value]
    functions = [inspect.unwrap(f) for f in functions if isinstance(f, FunctionType)]
    waiting = [f.__code__ for f in functions if isinstance(f, FunctionType)]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
