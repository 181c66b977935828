"""A student's own numbers as plain data, which `Server.set_variant` makes into what they were."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from nnkit.checks.problem import Problem
from nnkit.course.catalogue import find_variant
from nnkit.grading.grader.cells import VARIANT
from nnkit.grading.grader.notebook import Node

Variants = dict[str, tuple[str, Any]]
"""By id what kind of thing they are (``"Problem"``, a named tuple's name, or nothing), and data."""


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
            found[id] = "Problem", {f.name: getattr(numbers, f.name) for f in fields(numbers)}
        elif isinstance(numbers, tuple) and hasattr(numbers, "_asdict"):
            found[id] = type(numbers).__name__, numbers._asdict()
        else:
            found[id] = "", numbers
    return found
