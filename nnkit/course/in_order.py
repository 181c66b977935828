"""The exercises of a module in the order of its notebook, and wrong orders of lines."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from nnkit.checks.exercise import Exercise, Misconception


def in_order(*parts: ModuleType | Exercise) -> tuple[Exercise, ...]:
    """Exercises one by one, or all that a file defines, in the order of the file."""
    found: list[Exercise] = []
    for part in parts:
        found += [part] if isinstance(part, Exercise) else _defined_in(part)
    return tuple(found)


def orders(name: str, wrong: str, tell: str) -> Iterator[Misconception]:
    """One misconception for each of the wrong orders of lines that come from the same mistake.

    Parameters
    ----------
    name : str
        Of the first one; the others have a number behind it.
    wrong : str
        The orders, with spaces between them.
    tell : str
        What to tell the student.
    """
    for i, order in enumerate(wrong.split(), 1):
        yield Misconception(name if i == 1 else f"{name}-{i}", order, tell)


def _defined_in(file: ModuleType) -> list[Exercise]:
    return [value for value in vars(file).values() if isinstance(value, Exercise)]
