"""What is done with a class that a student wrote, one line of Python after the other.

A check says it in text, so that it can be done where the student's objects are: all at once, in
another process, from which only plain data comes back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from functools import lru_cache
from types import CodeType
from typing import Any

Step = tuple[str, str]
"""The name under which what a line gives is told, and the line; without a name a statement."""


def run_steps(
    steps: Iterable[Step], names: dict[str, Any], keep: Callable[[Any], Any] = copy.deepcopy
) -> dict[str, Any]:
    """Run steps and return what those with a name gave.

    Parameters
    ----------
    steps : iterable of Step
    names : dict of str to object
        What the lines may use: the class, and the arguments of a case.
    keep : callable
        Keeps what a step gave as it is at that moment; a later one may change it.
    """
    results = {}
    for name, line in steps:
        if name:
            results[name] = keep(eval(_compiled(line, "eval"), names))
        else:
            exec(_compiled(line, "exec"), names)
    return results


@lru_cache(maxsize=2000)
def _compiled(line: str, mode: str) -> CodeType:
    """A line, compiled once: the same cases are run for every answer."""
    return compile(line, "<string>", mode)
