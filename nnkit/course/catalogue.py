"""All exercises, by id.  Those of a module stand in ``nnkit/course/mNN_slug/``.

A module is imported when one of its exercises is asked for, so a grader can keep a module's
answers out of a process that must not see them.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path

from nnkit.checks.exercise import Exercise, Value, Variant

_FOLDER = str(Path(__file__).parent)


@cache
def modules() -> dict[str, str]:
    """Slugs of the course's modules by their two digits: ``{"02": "02_forward_propagation"}``."""
    names = sorted(m.name for m in pkgutil.iter_modules([_FOLDER]))
    return {name[1:3]: name[1:] for name in names if re.fullmatch(r"m\d\d_\w+", name)}


@cache
def exercises(module: str) -> dict[str, Exercise]:
    """The exercises of a module, in the order of the notebook, by id.

    Parameters
    ----------
    module : str
        Two digits, such as ``"02"``, or the whole slug.

    Raises
    ------
    ValueError
        If there is no such module.
    """
    slug = modules().get(module[:2])
    if slug is None:
        known = ", ".join(modules().values())
        raise ValueError(f"there is no module {module!r}; there are {known}")
    found = importlib.import_module(f"nnkit.course.m{slug}").EXERCISES
    by_id: dict[str, Exercise] = {}
    for exercise in found:
        if exercise.id in by_id:
            raise ValueError(f"two exercises have the id {exercise.id!r}")
        by_id[exercise.id] = exercise
    return by_id


def every_exercise() -> list[Exercise]:
    """The exercises of the whole course."""
    return [exercise for module in modules() for exercise in exercises(module).values()]


def find(id: str) -> Exercise:
    """The exercise with an id.

    Raises
    ------
    TypeError
        If the id is not a string.
    ValueError
        If there is none; names the nearest one.
    """
    if not isinstance(id, str):
        raise TypeError(f'the exercise\'s id comes first, such as check("02.z", z); got {id!r}')
    known = exercises(id) if id[:2] in modules() else {e.id: e for e in every_exercise()}
    if id in known:
        return known[id]
    near = difflib.get_close_matches(id, known, 1)
    raise ValueError(f"there is no exercise {id!r}" + (f"; is {near[0]!r} meant?" if near else ""))


def find_variant(id: str) -> Variant:
    """The individual numbers with an id, such as ``"07.problem1"``.

    Raises
    ------
    ValueError
        If no exercise uses numbers of that name.
    """
    found = {
        e.variant.id: e.variant
        for e in exercises(id).values()
        if isinstance(e, Value) and e.variant is not None
    }
    if id not in found:
        raise ValueError(f"there are no individual numbers {id!r}; there are {', '.join(found)}")
    return found[id]
