"""A student's own numbers as plain data, which `Server.set_variant` makes into what they were."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

from nnkit.checks.problem import Problem
from nnkit.course.catalogue import find_variant
from nnkit.grading.grader.cells import VARIANT
from nnkit.grading.grader.notebook import Node


class OwnNumbers(NamedTuple):
    """A student's own numbers as they are sent.

    Attributes
    ----------
    kind : str
        ``"Problem"``, a named tuple's name, or empty for plain data.
    data : object
    shown : str
        What a notebook shows of a named tuple, which may have a text of its own for it.
    """

    kind: str
    data: Any
    shown: str = ""


Variants = dict[str, OwnNumbers]
"""A student's own numbers by id."""


def variants_in(source: Node, student: str | None) -> Variants:
    """The student's own numbers that a notebook asks for."""
    ids = {id for cell in source.cells for id in VARIANT.findall(cell.source)}
    found: Variants = {}
    for id in sorted(ids):
        try:
            numbers = find_variant(id).numbers(student)
        except (ValueError, LookupError):  # another course's notebook, or nobody's numbers
            continue
        if isinstance(numbers, Problem):
            data = {f.name: getattr(numbers, f.name) for f in fields(numbers)}
            found[id] = OwnNumbers("Problem", data)
        elif isinstance(numbers, tuple) and hasattr(numbers, "_asdict"):
            found[id] = OwnNumbers(type(numbers).__name__, numbers._asdict(), repr(numbers))
        else:
            found[id] = OwnNumbers("", numbers)
    return found
