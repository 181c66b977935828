"""The families of misconceptions: what is the same mistake in many exercises, and its page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nnkit.checks.exercise import Exercise, Misconception
from nnkit.course.catalogue import every_exercise, find, modules

FOLDER = Path(__file__).parent / "misconceptions"


@dataclass(frozen=True)
class Family:
    """One mistake, under all the names that it has in the catalogue.

    Attributes
    ----------
    name : str
        The page's name.
    chapter : str
    names : tuple of str
        Names of misconceptions that belong to it.
    example : tuple of str
        An exercise's id and a misconception's name, for what a student is told.
    apart : tuple of str
        Where one of the names means something else, as ``"03.doubled/order-reversed"``.
    """

    name: str
    chapter: str
    names: tuple[str, ...]
    example: tuple[str, ...]
    apart: tuple[str, ...] = ()

    def has(self, exercise: Exercise, misconception: Misconception) -> bool:
        """Whether a misconception of an exercise belongs to the family."""
        name = misconception.name
        return name in self.names and f"{exercise.id}/{name}" not in self.apart

    @property
    def text(self) -> str:
        """What is written about it, as Markdown with a title."""
        return (FOLDER / f"{self.name}.md").read_text(encoding="utf-8")

    @property
    def title(self) -> str:
        """The title of its text."""
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def summary(self) -> str:
        """The mistake in a sentence, which stands below the title."""
        return self.text.split("\n\n")[1].replace("\n", " ")


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of their pages."""
    data = tomllib.loads((FOLDER / "families.toml").read_text(encoding="utf-8"))
    return tuple(
        Family(
            name,
            chapter,
            tuple(row["names"]),
            tuple(row["example"]),
            tuple(row.get("apart", ())),
        )
        for chapter, rows in data.items()
        for name, row in rows.items()
    )


def occurrences(family: Family) -> dict[str, list[Exercise]]:
    """By module's slug the exercises in which a family occurs."""
    found: dict[str, list[Exercise]] = {}
    for exercise in every_exercise():
        if any(family.has(exercise, m) for m in _misconceptions(exercise)):
            found.setdefault(modules()[exercise.module], []).append(exercise)
    return found


def told(family: Family) -> str:
    """What a student with the family's example is told."""
    id, name = family.example
    return next(m.tell for m in _misconceptions(find(id)) if m.name == name)


def all_misconceptions() -> Iterator[tuple[Exercise, Misconception]]:
    """Each misconception of the course with its exercise."""
    for exercise in every_exercise():
        for misconception in _misconceptions(exercise):
            yield exercise, misconception


def _misconceptions(exercise: Exercise) -> tuple[Misconception, ...]:
    return getattr(exercise, "misconceptions", ())
