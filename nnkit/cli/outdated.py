"""Say which marks are of an earlier version, or above what can be earned now: in every run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from shlex import quote

from nbgrader.api import Gradebook

from nnkit.checks.verdict import number
from nnkit.cli import show
from nnkit.grading.classroom.above import Above, above_maximum
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.registration import is_registered
from nnkit.grading.classroom.shown import listed, printable
from nnkit.grading.classroom.submissions import Submission
from nnkit.grading.classroom.versions import graded_by_earlier_version


def show_outdated(
    course: Course,
    gradebook: Gradebook,
    modules: Sequence[str],
    graded_before: Sequence[Submission],
) -> None:
    """What is to be graded again.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
        Open.
    modules : sequence of str
    graded_before : sequence of Submission
        Those that were not graded just now.
    """
    for module in sorted({s.module for s in graded_before}):
        if is_registered(course, gradebook, module) is False:
            show.remark(
                f"{printable(module)} has changed since it was graded, so points and marks are of "
                f"its earlier version. `nnkit grade {quote(module)} --regrade` grades by the "
                "present one; what a person gave stays."
            )
    show.earlier_versions(graded_by_earlier_version(course, gradebook, graded_before))
    found = above_maximum(gradebook, modules)
    for (module, exercise), marks in groupby(found, key=lambda mark: (mark.module, mark.exercise)):
        show.remark(_above(module, exercise, list(marks)))


def _above(module: str, exercise: str, marks: Sequence[Above]) -> str:
    who = [f"{printable(m.student)} {number(m.points)}" for m in marks]
    most = marks[0].max_points
    above = (
        f"Above the maximum, {printable(module)} {printable(exercise)}: {listed(who, 8)}, though"
    )
    if not most:
        return (
            f"{above} it is no longer asked. They count, and nobody else can earn them, until the "
            "exercise is back in the source."
        )
    mend = []
    if not all(mark.by_hand for mark in marks):
        mend.append(f"`nnkit grade {quote(module)} --regrade` grades what tests decide")
    if any(mark.by_hand for mark in marks):
        mend.append("what a person gave is changed in formgrader")
    return (
        f"{above} only {number(most)} can be earned. They count until that is mended: "
        f"{'; '.join(mend)}."
    )
