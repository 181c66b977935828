"""All exercises, by id.  Those of a module stand in ``nnkit/course/mNN_slug/``.

A module is imported when one of its exercises is asked for, so a grader can keep a module's
answers out of a process that must not see them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from nnkit.checks.exercise import Exercise, Value, Variant
from nnkit.checks.ids import match_id, split_id

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
    numbers: dict[str, Variant] = {}
    for exercise in found:
        if exercise.id in by_id:
            raise ValueError(f"two exercises have the id {exercise.id!r}")
        by_id[exercise.id] = exercise
        variant = exercise.variant if isinstance(exercise, Value) else None
        if variant is not None and numbers.setdefault(variant.id, variant) is not variant:
            raise ValueError(f"two exercises draw different numbers as {variant.id!r}")
    return by_id


def exercises_of(assignment: str) -> dict[str, Exercise]:
    """The exercises of an assignment by id; none if it is not a module of this course."""
    return exercises(assignment) if assignment in modules().values() else {}


def find_module(name: str) -> str:
    """The two digits of a module, however it is called: ``"5"``, ``"05_slug"``, ``"slug"``.

    Raises
    ------
    ValueError
        If there is none.
    """
    digits, plain = split_id(name)
    for known, slug in modules().items():
        if digits == known or (not digits and plain == split_id(slug)[1]):
            return known
    raise ValueError(f"there is no module {name!r}; there are {', '.join(modules().values())}")


def every_exercise() -> list[Exercise]:
    """The exercises of the whole course."""
    return [exercise for module in modules() for exercise in exercises(module).values()]


def find(id: str) -> Exercise:
    """The exercise with an id, however it is typed; see `nnkit.checks.ids`.

    Raises
    ------
    TypeError
        If the id is not a string.
    ValueError
        If there is none; names the nearest one.
    """
    if not isinstance(id, str):
        raise TypeError(f'the exercise\'s id comes first, such as check("02.z", z); got {id!r}')
    module, _ = split_id(id)
    if module in modules():
        with suppress(ValueError):
            own = exercises(module)
            return own[match_id(id, own)]
    every = {e.id: e for e in every_exercise()}  # perhaps it stands in another module
    return every[match_id(id, every)]


def known(id: str) -> Exercise | None:
    """The exercise with an id, as `find` takes it; None for another course's."""
    with suppress(ValueError):
        return find(id)
    return None


def find_variant(id: str) -> Variant:
    """The individual numbers with an id, such as ``"07.problem1"``, however it is typed.

    Raises
    ------
    ValueError
        If no exercise uses numbers of that name.
    """
    module, _ = split_id(id)
    among = exercises(module).values() if module in modules() else every_exercise()
    found = {
        e.variant.id: e.variant for e in among if isinstance(e, Value) and e.variant is not None
    }
    return found[match_id(id, found, "there are no individual numbers")]
