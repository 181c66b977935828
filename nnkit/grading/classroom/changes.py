"""Marks that changed because a submission was graded again: whose, by how much, because of what.

They are kept in the course's ``changes.csv``, so that the earlier marks are never lost.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import read_marks
from nnkit.grading.classroom.permissions import share
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.recording import LatePenalty
from nnkit.grading.classroom.shown import harmless
from nnkit.grading.classroom.submissions import Submission, graded_notebooks
from nnkit.grading.grader.cells import cells_in, grade_id, max_points

FILE = "changes.csv"
LATE, DATES = "late penalty", "dates, rule"


@dataclass(frozen=True)
class Change:
    """What became of the mark of one exercise.

    Attributes
    ----------
    when : str
        UTC, as in 2026-05-04 12:00:00.
    student, module, exercise : str
        The exercise is "late penalty" where that changed.
    before, of_before, now, of_now : float
        Points, and how many there are; of an exercise that is new or gone 0.
    because : str
        Which of its inputs changed: answer, test, points; module if it is none of these.
    """

    when: str
    student: str
    module: str
    exercise: str
    before: float
    of_before: float
    now: float
    of_now: float
    because: str


@dataclass(frozen=True)
class Cell:
    """The mark of a graded cell, and what it depends on."""

    exercise: str
    points: float
    most: float
    answer: str = ""
    test: str = ""


@dataclass(frozen=True)
class Marked:
    """The marks of a graded submission, and what they depend on.

    Attributes
    ----------
    submitted : str
        Fingerprint of what was graded.
    penalty : float
        For handing in late.
    cells : dict of (str, str) to Cell
        By notebook and grade id.
    """

    submitted: str
    penalty: float
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)


def marked(course: Course, gradebook: Gradebook, submission: Submission) -> Marked | None:
    """The marks of a submission as they are now; None if it is not graded, or cannot be read."""
    student, module = submission.student, submission.module
    try:
        notebooks = graded_notebooks(course, submission)
        if not notebooks:
            return None
        record, marks = GradingRecord.read_all(notebooks), read_marks(gradebook, student, module)
    except (MissingEntry, OSError):
        return None
    names = {(v.notebook, v.grade_id): v.exercise for v in record.verdicts}
    cells = {}
    for name, of in marks.items():
        inputs = _inputs(notebooks.get(name, b""))
        for id, (earned, most) in of.points.items():
            cell = inputs.get(id, Cell("", 0, most or 0.0))
            exercise = names.get((name, id), id)
            cells[name, id] = replace(cell, exercise=exercise, points=earned or 0.0)
    return Marked(record.submitted, sum(of.penalty for of in marks.values()), cells)


def _inputs(notebook: bytes) -> dict[str, Cell]:
    """By grade id what each mark in a graded notebook depends on.

    How many points there were, the gradebook forgets when the source changes.
    """
    found: dict[str, Cell] = {}
    answer = ""
    for cell in cells_in(notebook) or ():
        about = cell.metadata.get("nbgrader") or {}
        if about.get("solution"):
            answer = cell.source
        if about.get("grade") or about.get("task"):
            test = "" if about.get("solution") else cell.source
            found[grade_id(cell)] = Cell("", 0, max_points(cell), answer, test)
    return found


def changes(student: str, module: str, before: Marked, now: Marked) -> list[Change]:
    """How the marks of a submission changed."""
    when = _now()
    found = []
    for key in dict.fromkeys((*before.cells, *now.cells)):
        then, here = before.cells.get(key), now.cells.get(key)
        named = here or then
        assert named is not None
        old, new = then or Cell(named.exercise, 0, 0), here or Cell(named.exercise, 0, 0)
        if (old.points, old.most) != (new.points, new.most):
            because = _because(then, here, handed_in_again=before.submitted != now.submitted)
            numbers = old.points, old.most, new.points, new.most
            found.append(Change(when, student, module, named.exercise, *numbers, because))
    if before.penalty != now.penalty:
        numbers = -before.penalty, 0.0, -now.penalty, 0.0
        found.append(Change(when, student, module, LATE, *numbers, DATES))
    return found


def _because(then: Cell | None, now: Cell | None, *, handed_in_again: bool) -> str:
    if then is None or now is None:
        return "module"
    differs = {
        "answer": then.answer != now.answer,
        "test": then.test != now.test,
        "points": then.most != now.most,
    }
    because = [what for what, is_so in differs.items() if is_so]
    # Another answer of the student's may decide, which this one needs.
    return ", ".join(because) or ("answer" if handed_in_again else "module")


@dataclass
class Log:
    """The changes of a run, kept as they come.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
    submissions : sequence of Submission
        What is to be graded: the marks that they have now are remembered.
    """

    course: Course
    gradebook: Gradebook
    submissions: Sequence[Submission]

    def __post_init__(self) -> None:
        self.found: list[Change] = []
        self.unkept = ""  # why what changed is not in the file
        self._to_keep: list[Change] = []
        self._before: dict[tuple[str, str], Marked] = {}
        for submission in self.submissions:
            then = marked(self.course, self.gradebook, replace(submission, recorded=False))
            if then is not None:
                self._before[submission.student, submission.module] = then

    def graded(self, student: str, module: str) -> None:
        """Compare a submission that was graded with what it had, and keep what changed."""
        before = self._before.pop((student, module), None)
        if before is None:
            return
        now = marked(self.course, self.gradebook, Submission(student, module))
        if now is not None:
            self._keep(changes(student, module, before, now))

    def penalties(self, found: Sequence[LatePenalty]) -> None:
        """Keep late penalties that changed though nothing was graded."""
        self._keep(
            [
                Change(_now(), p.student, p.module, LATE, -p.before, 0.0, -p.now, 0.0, DATES)
                for p in found
            ]
        )

    def _keep(self, found: Sequence[Change]) -> None:
        self.found += found
        self._to_keep += found
        try:
            keep(self.course, self._to_keep)
        except OSError as error:  # another program may have it open; the class goes on
            self.unkept = f"{error.filename}: {error.strerror}"
        else:
            self._to_keep.clear()
            self.unkept = ""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


def keep(course: Course, found: Sequence[Change]) -> None:
    """Append changes to the course's file."""
    if not found:
        return
    path = course.root / FILE
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(f.name for f in fields(Change))
        for change in found:
            values = astuple(change)
            writer.writerow([harmless(v) if isinstance(v, str) else v for v in values])
    if is_new:
        share(course, path)


def kept(course: Course, modules: Sequence[str]) -> list[Change]:
    """The changes of the marks of some modules, the oldest first.

    Raises
    ------
    CourseError
        If the file is damaged.
    """
    path = course.root / FILE
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        try:
            found = list(_rows(csv.DictReader(file)))
        except (csv.Error, KeyError, TypeError, ValueError):
            raise CourseError(
                f"{path} has a line that is no change of a mark. Mend it, or move the file away: "
                "a new one is begun with the next change."
            ) from None
    return [change for change in found if change.module in modules]


def _rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    numbers = {"before", "of_before", "now", "of_now"}
    for row in rows:
        texts = {f.name: str(row[f.name]).removeprefix("'") for f in fields(Change)}
        yield Change(**{k: float(v) if k in numbers else v for k, v in texts.items()})  # type: ignore[arg-type]
