"""Students' pages: which show old marks, and what lies beside them for nbgrader to release."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook

from nnkit.grading.classroom.all_marks import read_all_marks
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import Marks
from nnkit.grading.classroom.student_page import stamp
from nnkit.grading.classroom.submissions import Submission


def outdated_pages(
    course: Course, gradebook: Gradebook, submissions: Sequence[Submission]
) -> list[Submission]:
    """Graded submissions whose pages lack marks or comments that a person has given since."""
    found = []
    every = read_all_marks(gradebook, {submission.module for submission in submissions})
    for submission in submissions:
        student, module = submission.student, submission.module
        folder, marks = course.feedback(student, module), every.get((module, student), {})
        pages = {(folder / name).with_suffix(".html"): of for name, of in marks.items()}
        if not all(_shows(page, of) for page, of in pages.items() if page.exists()):
            found.append(replace(submission, recorded=True))
    return found


def _shows(page: Path, marks: Marks) -> bool:
    try:
        with page.open("rb") as file:
            file.seek(max(0, page.stat().st_size - 200))
            return stamp(marks).encode() in file.read()
    except OSError:  # making it anew tells what is wrong
        return False


def files_to_release(graded: Path) -> dict[str, bytes]:
    """What `nbgrader release_feedback` looks for beside a page, from the graded submission."""
    names = ("timestamp.txt", "submission_secret.txt")
    return {name: (graded / name).read_bytes() for name in names if (graded / name).is_file()}


def handed_in_as(submitted: Path, notebook: str, others: Collection[str]) -> list[str]:
    """Other names under which a student has handed in a notebook, or copies of it.

    `nbgrader fetch_feedback` looks for a page by the name that the student's file has.

    Parameters
    ----------
    submitted : Path
    notebook : str
        The name that it should have.
    others : collection of str
        Names of the assignment's other notebooks.
    """
    stem = notebook.removesuffix(".ipynb").lower()
    names = sorted(path.name for path in submitted.glob("*.ipynb"))
    unexpected = [name for name in names if name != notebook and name not in others]
    return [name for name in unexpected if not others or stem in name.lower()]
