"""The exercises of a module in the order of its notebook."""

from __future__ import annotations

from types import ModuleType

from nnkit.checks.exercise import Exercise


def in_order(*parts: ModuleType | Exercise) -> tuple[Exercise, ...]:
    """Exercises one by one, or all that a file defines, in the order of the file."""
    found: list[Exercise] = []
    for part in parts:
        found += [part] if isinstance(part, Exercise) else _defined_in(part)
    return tuple(found)


def _defined_in(file: ModuleType) -> list[Exercise]:
    return [value for value in vars(file).values() if isinstance(value, Exercise)]
