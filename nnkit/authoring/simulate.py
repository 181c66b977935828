"""Simulated students: real notebooks with the answers that the exercises know to be right or wrong.

A student's notebook is the released one.  Into its answer cells goes source code: that of
solutions/, that of a misconception, or that of an accepted variant.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from nbformat import NotebookNode

from nnkit.authoring.source import source_as
from nnkit.checks.exercise import Code, Exercise, Misconception, Value, Why
from nnkit.grading.grader.names import bound_by

NOTHING_WRITTEN = "YOUR ANSWER HERE"
WRITTEN = (
    "It follows from the chain rule: each layer multiplies by its own local gradient.",
    "Because the shapes have to fit: the rows of W belong to the neurons of the next layer.",
    "I tried it with small numbers and it came out like this, but I am not sure why.",
)
TROUBLES = ("blank", "syntax error", "raises", "loops for ever")
ROLES = ("perfect", "several misconceptions", "one misconception", "accepted variants")
STUB = re.compile(r"raise NotImplementedError\(.*\)")


@dataclass
class Handed:
    """A simulated submission.

    Attributes
    ----------
    notebook : NotebookNode
    role : str
        What kind of student this is.
    planted : dict of str to str
        The misconception in each exercise that has one, by the exercise's id.
    """

    notebook: NotebookNode
    role: str
    planted: dict[str, str] = field(default_factory=dict)


def role(index: int, module_index: int, modules: int) -> str:
    """The role of a student in a module.

    The first four students have no trouble, the next four have one each, in one module only
    (a loop that never ends costs time), and so on with students who have none.
    """
    trouble = index - len(ROLES)
    if 0 <= trouble < len(TROUBLES) and trouble % modules == module_index:
        return TROUBLES[trouble]
    return ROLES[(index + module_index) % len(ROLES)]


def hand_in(
    role: str,
    student: str,
    exercises: Sequence[Exercise],
    released: NotebookNode,
    solved: NotebookNode,
    random: Random,
) -> Handed:
    """The notebook that a student of this role hands in.

    Parameters
    ----------
    role : str
        One of `ROLES` and `TROUBLES`.
    student : str
        Whose numbers the exercises with individual numbers use.
    exercises : sequence of Exercise
        Those of the module.
    released, solved : NotebookNode
        The module's notebook from modules/ and from solutions/.
    random : Random
        Chooses the misconceptions and the variants.
    """
    handed = Handed(copy.deepcopy(released), role)
    if role == "blank":
        return handed
    solutions = {c.id: c.source for c in solved.cells}
    cells = {c.id: c for c in handed.notebook.cells}
    wrong = _misconceptions(role, exercises, random)
    for exercise in exercises:
        cell, solution = cells[exercise.name], _without_markers(solutions[exercise.name])
        if isinstance(exercise, Why):
            cell.source = cell.source.replace(NOTHING_WRITTEN, random.choice(WRITTEN))
        elif exercise.id in wrong:
            misconception = wrong[exercise.id]
            cell.source = _answered(exercise, solution, misconception.wrong, student)
            handed.planted[exercise.id] = misconception.name
        elif role == "accepted variants" and exercise.accepts:
            cell.source = _answered(exercise, solution, random.choice(exercise.accepts), student)
        elif isinstance(exercise, Value) and exercise.variant:
            cell.source = _answered(exercise, solution, exercise.reference, student)
        else:
            cell.source = solution
    programs = [e for e in exercises if isinstance(e, Code)]
    if role in _BROKEN and programs:
        exercise = programs[-1]
        stub = next(c.source for c in released.cells if c.id == exercise.name)
        cells[exercise.name].source = STUB.sub(_BROKEN[role], stub, count=1)
    return handed


_BROKEN = {
    "syntax error": "return (",
    "raises": "return resutl",
    "loops for ever": "while True: pass",
}


def _misconceptions(
    role: str, exercises: Sequence[Exercise], random: Random
) -> dict[str, Misconception]:
    """Which misconception shows where; earlier ones in a list are the more frequent."""
    share = {"one misconception": 0.0, "several misconceptions": 0.3}.get(role)
    candidates = [e for e in exercises if e.misconceptions]
    if share is None or not candidates:
        return {}
    count = max(1, round(share * len(candidates)))
    chosen = {}
    for exercise in random.sample(candidates, count):
        weights = [1 / (i + 1) for i in range(len(exercise.misconceptions))]
        chosen[exercise.id] = random.choices(exercise.misconceptions, weights)[0]
    return chosen


def _answered(exercise: Exercise, cell: str, answer: Any, student: str) -> str:
    """An answer cell with an answer in the place of the one that it has."""
    if isinstance(exercise, Code):
        source = source_as(exercise.name, answer)
    else:
        if isinstance(exercise, Value):
            answer = exercise.for_student(answer, student)
        source = f"{exercise.name} = {literal(answer)}"
    lines = cell.split("\n")
    for node in ast.parse(cell).body:
        if exercise.name in bound_by(node):
            return "\n".join([*lines[: node.lineno - 1], source, *lines[node.end_lineno :]])
    return source


def literal(value: Any) -> str:
    """A value as a student types it."""
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()!r})"
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, (list, tuple)):
        parts = [literal(v) for v in value]
        inner = ", ".join(parts) + ("," if isinstance(value, tuple) and len(parts) == 1 else "")
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(v)}" for key, v in value.items()) + "}"
    return repr(value)


def _without_markers(source: str) -> str:
    lines = source.split("\n")
    kept = [line for line in lines if not re.search(r"(BEGIN|END) SOLUTION", line)]
    return "\n".join(re.sub(r"\s*# SOLUTION\s*$", "", line) for line in kept)
