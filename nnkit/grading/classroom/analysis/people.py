"""A student over all modules: marks beside the class's, and misconceptions that come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from nbgrader.api import Gradebook

from nnkit.checks.verdict import Status
from nnkit.grading.classroom.analysis.misconceptions import FEW
from nnkit.grading.classroom.analysis.sections import Section
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.statistics import fifths


@dataclass(frozen=True)
class Loss:
    """A question that cost a student points, or that waits to be read."""

    id: str
    points: float
    max_points: float
    status: Status
    misconception: str
    unread: bool


@dataclass(frozen=True)
class InModule:
    """A student in one module.

    Attributes
    ----------
    module : str
    result : Result or None
        None if nothing was handed in.
    possible : float
        What could be earned without the answers that nobody has read yet.
    share, median : float or None
        Of what could be earned: the student's, and the class's median.
    fifth : int or None
        Of the class, 0 the lowest.
    losses : tuple of Loss
    """

    module: str
    result: Result | None = None
    possible: float = 0.0
    share: float | None = None
    median: float | None = None
    fifth: int | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def unread(self) -> float:
        """Points that wait for a person."""
        return self.result.max_score - self.possible if self.result else 0.0


@dataclass(frozen=True)
class History:
    """A student over all modules.

    Attributes
    ----------
    student, name : str
    modules : tuple of InModule
    returning : tuple of (str, tuple of str)
        Misconceptions that showed in more than one question, with these.
    """

    student: str
    name: str
    modules: tuple[InModule, ...]
    returning: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def score(self) -> float:
        """All points."""
        return sum(m.result.score for m in self.modules if m.result)

    @property
    def possible(self) -> float:
        """What could be earned with what was handed in and read."""
        return sum(m.possible for m in self.modules)

    @property
    def unread(self) -> float:
        """Points that wait for a person."""
        return sum(m.unread for m in self.modules)


def histories(
    results: Sequence[Result],
    sections: Sequence[Section],
    everybody: Sequence[str],
    names: Mapping[str, Sequence[str]],
) -> list[History]:
    """Each student over the modules.

    Parameters
    ----------
    results : sequence of Result
    sections : sequence of Section
    everybody : sequence of str
        The class; who handed nothing in has a page as well.
    names : mapping of str to sequence of str
        First and last names, as far as they are known.
    """
    by_key = {(r.module, r.student): r for r in results}
    classes = [(section, *_class(section)) for section in sections]
    found = []
    for student in everybody:
        modules = tuple(
            _in_module(section, by_key.get((section.module, student)), median, places)
            for section, median, places in classes
        )
        name = " ".join(word for word in names.get(student, ())[:2] if word)
        found.append(History(student, name, modules, _returning(modules)))
    return found


def people_in(gradebook: Gradebook) -> dict[str, tuple[str, ...]]:
    """First name, last name and address of each student; empty if the gradebook has none."""
    try:
        every = [(s.id, s.first_name, s.last_name, s.email) for s in gradebook.students]
    finally:
        gradebook.db.remove()
    return {id: tuple(word or "" for word in words) for id, *words in every}


def share(result: Result) -> float | None:
    """The points of a submission by what it could earn."""
    most = result.possible
    return result.score / most if most and result.status == "graded" else None


def _class(section: Section) -> tuple[float | None, dict[str, int]]:
    """The median share of a module, and each student's fifth."""
    shares = {r.student: s for r in section.table.results if (s := share(r)) is not None}
    values = np.array(list(shares.values()))
    if len(values) < FEW:
        return (float(np.median(values)) if len(values) else None), {}
    return float(np.median(values)), dict(zip(shares, map(int, fifths(values)), strict=True))


def _in_module(
    section: Section, result: Result | None, median: float | None, places: Mapping[str, int]
) -> InModule:
    if result is None:
        return InModule(section.module, median=median)
    return InModule(
        section.module,
        result,
        result.possible,
        share(result),
        median,
        places.get(result.student),
        _losses(result, {item.key: item.id for item in section.table.items}),
    )


def _returning(modules: Sequence[InModule]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Misconceptions that showed in more than one question, those in most questions first."""
    shown: dict[str, list[str]] = {}
    for loss in (loss for module in modules for loss in module.losses if loss.misconception):
        shown.setdefault(loss.misconception, []).append(loss.id)
    again = [(name, tuple(ids)) for name, ids in shown.items() if len(ids) > 1]
    return tuple(sorted(again, key=lambda pair: -len(pair[1])))


def _losses(result: Result, labels: Mapping[tuple[str, str], str]) -> tuple[Loss, ...]:
    return tuple(
        Loss(
            labels.get((v.notebook, v.grade_id or v.exercise), v.exercise),
            v.points,
            v.max_points,
            v.status,
            v.misconception or "",
            result.is_unread(v),
        )
        for v in result.record.verdicts
        if v.points < v.max_points
    )
