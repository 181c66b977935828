"""Record graded submissions in the gradebook and in autograded/.

A submission is recorded in one transaction, and its folder in autograded/ changes in one step
afterwards: whoever is stopped in between has recorded it wholly or not at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import select

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.deadlines import Deadlines
from nnkit.grading.classroom.gradebook import cells_of, transaction
from nnkit.grading.classroom.permissions import not_yours, require_writable, share
from nnkit.grading.classroom.release_files import timestamp_text
from nnkit.grading.classroom.worker import GradedSubmission
from nnkit.grading.grader.files import put_over, write_files

_STAGING = ".nnkit-recording-"


class LatePenalty(NamedTuple):
    """A late penalty that changed though nothing was graded."""

    student: str
    module: str
    before: float
    now: float


@dataclass
class Recorder:
    """Writes graded submissions into the gradebook and into autograded/.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
        Open.

    Attributes
    ----------
    deadlines : Deadlines

    Raises
    ------
    CourseError
        If the gradebook may only be read.
    """

    course: Course
    gradebook: Gradebook

    def __post_init__(self) -> None:
        database = self.gradebook.engine.url
        if database.drivername == "sqlite" and database.database:
            file = Path(database.database)
            if not os.access(file, os.W_OK):
                raise CourseError(not_yours(file))
        self._penalties = AssignLatePenalties(config=self.course.config())
        self._penalties.init_plugin()
        self.deadlines = Deadlines.of(self.course)
        for left in self.course.root.glob(f"{_STAGING}*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)

    def record(
        self, student: str, module: str, graded: GradedSubmission, files: Mapping[str, bytes]
    ) -> None:
        """Record one submission.

        Parameters
        ----------
        student, module : str
        graded : GradedSubmission
        files : mapping of str to bytes
            What was handed in, and the instructor's files; all but notebooks are kept.
        """
        with tempfile.TemporaryDirectory(dir=self.course.root, prefix=_STAGING) as scratch:
            staged = Path(scratch) / "new"
            kept = {n: text for n, text in files.items() if not n.endswith(".ipynb")}
            write_files(staged, put_over(kept, graded.notebooks))
            target = self.course.autograded(student, module)
            target.parent.mkdir(parents=True, exist_ok=True)
            for folder in (target.parent, target):  # before the gradebook changes
                require_writable(folder)
            with transaction(self.gradebook):
                self._update(student, module, graded, _timestamp(files))
            if target.exists():
                target.rename(Path(scratch) / "old")
            staged.rename(target)
        share(self.course, target)

    def _update(
        self, student: str, module: str, graded: GradedSubmission, timestamp: datetime | None
    ) -> None:
        when = {"timestamp": timestamp} if timestamp else {}
        self.gradebook.update_or_create_student(student)
        submission = self.gradebook.update_or_create_submission(module, student, **when)
        self.deadlines.apply(submission)
        cells = cells_of(self.gradebook, submission)
        for there in submission.notebooks:
            _set_points(there, graded)
            _set_comments(there, graded)
            self.gradebook.db.flush()
            there.late_submission_penalty = self._penalty(
                student, there, submission.total_seconds_late
            )
        del cells

    def recompute_penalties(self, modules: Sequence[str]) -> tuple[list[LatePenalty], list[str]]:
        """What being late costs by the present dates and rule, of what is graded; nothing runs.

        Returns
        -------
        list of LatePenalty
            Those that changed.
        list of str
            Why others could not be computed; they stay.
        """
        db = self.gradebook.db
        found: list[LatePenalty] = []
        faults: list[str] = []
        with transaction(self.gradebook):
            wanted = select(SubmittedAssignment).join(Assignment)
            has_penalty = SubmittedNotebook.late_submission_penalty.is_not(None)
            costly = set(db.scalars(select(SubmittedNotebook.assignment_id).where(has_penalty)))
            for submission in db.scalars(wanted.where(Assignment.name.in_(modules))).all():
                self.deadlines.apply(submission)
                if submission.total_seconds_late > 0 or submission.id in costly:
                    try:
                        found += self._recomputed(submission)
                    except CourseError as error:  # the course's own rule stopped
                        faults.append(f"{submission.student_id}: {error}")
        return found, faults

    def _recomputed(self, submission: SubmittedAssignment) -> Iterator[LatePenalty]:
        student, late = submission.student_id, submission.total_seconds_late
        penalties = [self._penalty(student, there, late) for there in submission.notebooks]
        before = sum(there.late_submission_penalty or 0 for there in submission.notebooks)
        for there, penalty in zip(submission.notebooks, penalties, strict=True):
            there.late_submission_penalty = penalty
        now = sum(penalty or 0 for penalty in penalties)
        if before != now:
            yield LatePenalty(student, submission.assignment.name, before, now)

    def _penalty(self, student: str, notebook: SubmittedNotebook, late: float) -> float | None:
        if late <= 0:
            return None
        plugin = self._penalties.plugin_inst
        try:
            penalty = plugin.late_submission_penalty(student, notebook.score, late)
        except Exception as error:
            raise CourseError(
                f"The course's own {type(plugin).__name__} stopped with a "
                f"{type(error).__name__}: {error}"
            ) from error
        return None if penalty is None else min(max(penalty, 0), notebook.score)


def _timestamp(files: Mapping[str, bytes]) -> datetime | None:
    """When a submission was handed in, as the file says that nbgrader puts beside it."""
    text = timestamp_text(files)
    try:
        return parse_utc(text) if text else None
    except (ValueError, OverflowError, TypeError):
        raise CourseError(
            f"Its timestamp.txt says {text[:60]!r}, which is no date. Write one as in "
            "'2026-05-04 12:00:00 UTC', or remove the file if it does not matter when it was "
            "handed in."
        ) from None


def _set_points(there: SubmittedNotebook, graded: GradedSubmission) -> None:
    """The points of each cell; those that a person gave stay, and wait for another look."""
    name = f"{there.name}.ipynb"
    verdicts = {v.grade_id: v for v in graded.record.verdicts if v.notebook == name}
    for grade in there.grades:
        verdict = verdicts.get(grade.name)
        if verdict is None:  # of an exercise that the course no longer has: its marks stay
            grade.needs_manual_grade = False
            continue
        unread = verdict.status == "manual"
        grade.auto_score = None if unread else verdict.points
        grade.needs_manual_grade = unread or grade.manual_score is not None


def _set_comments(there: SubmittedNotebook, graded: GradedSubmission) -> None:
    """Say where nothing was written, as nbgrader does; what a person wrote stays."""
    name = f"{there.name}.ipynb"
    if name in graded.notebooks:
        for comment in there.comments:
            untouched = (name, comment.name) in graded.unanswered
            comment.auto_comment = "No response." if untouched else None
