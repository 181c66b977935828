"""The submissions of a course: which there are, and which are still to be graded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment

from nnkit.grading.classroom.all_marks import read_all_marks
from nnkit.grading.classroom.course import Course, CourseError, alike, is_folder
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.settings import SandboxSettings
from nnkit.grading.classroom.shown import listed
from nnkit.grading.grader.archives import is_archive
from nnkit.grading.grader.files import FilesError, fingerprint, links_in, submitted_files
from nnkit.grading.grader.submission import is_notebook


@dataclass(frozen=True)
class Submission:
    """What a student handed in for a module.

    Attributes
    ----------
    student, module : str
    recorded : bool
        Whether it is graded already, and only the student's page is missing.
    """

    student: str
    module: str
    recorded: bool = False


def find_submissions(
    course: Course, modules: Sequence[str], students: Sequence[str] = ()
) -> list[Submission]:
    """The submissions of a course, by module and student.

    Raises
    ------
    CourseError
        If a student, or nobody, handed in any of them.
    """
    folder = course.folder("submitted")
    if folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK):
        raise CourseError(f"You have no right to read {folder}: ask its owner.")
    found = [Submission(s, m) for m in modules for s in course.submissions(m, students)]
    for student in students:
        if not any(alike(submission.student) == alike(student) for submission in found):
            raise CourseError(f"{student!r} handed in none of {listed(modules)}.")
    if not found:
        place = course.submitted("STUDENT", modules[0]) / course.notebook(modules[0])
        raise CourseError(f"Nothing was handed in. A notebook belongs into {place}")
    return found


def misplaced_files(course: Course) -> list[str]:
    """What lies in submitted/ but is not graded there, in a sentence each: where it belongs."""
    sentences: list[str] = []
    modules = course.modules()
    if not course.layout.is_usual:
        return sentences
    top = course.folder("submitted")
    for path in sorted(p for depth in ("[!.]*", "[!.]*/[!.]*") for p in top.glob(depth)):
        is_student = path.parent == top
        if is_folder(path):
            if not is_student and (module := _meant(course, path)):
                sentences.append(f"{course.relative(path)} is taken for {module}.")
            links = [] if is_student else links_in(path)
            for link in links:
                what = "a link" if link.is_symlink() else "a pipe or a device"
                sentences.append(
                    f"{course.relative(link)} is {what} and is passed over: put the file itself in "
                    "its place."
                )
        elif is_notebook(path.name) or is_archive(path.name):
            place = _place(course, path.name, "" if is_student else path.parent.name)
            sentences.append(f"{course.relative(path)} is not graded: it belongs into {place}.")
        elif path.is_symlink() or (not is_student and path.name in modules):
            what = "a link that leads nowhere" if path.is_symlink() else "a file"
            sentences.append(
                f"{course.relative(path)} is {what}, and is not graded: put a folder with the "
                "notebook in its place."
            )
    return sentences


def _meant(course: Course, folder: Path) -> str | None:
    """The module that a folder is taken for though its name is written differently."""
    for module in course.modules():
        if folder.name != module and folder == course.submitted(folder.parent.name, module):
            return module
    return None


def similar_students(course: Course, gradebook: Gradebook) -> list[str]:
    """Students whose names are hard to tell apart, of the gradebook and of submitted/."""
    names = sorted({*course.students(), *(student.id for student in gradebook.students)})
    gradebook.db.remove()
    by_look: dict[str, list[str]] = {}
    for name in names:
        by_look.setdefault(alike(name), []).append(name)
    return [
        f"{' and '.join(map(ascii, same))} are two students who differ only in letter case, blanks "
        "or how an accent is written. If they are one, give the folder in submitted/ the name that "
        "the gradebook has."
        for same in by_look.values()
        if len(same) > 1
    ]


def _place(course: Course, name: str, student: str) -> Path:
    """Where a file belongs, as far as its name tells the student and the module."""
    for module in course.modules():
        for notebook in course.notebooks(module):
            for text in (module, notebook.removesuffix(".ipynb")):
                before, found, _ = name.lower().partition(text.lower())
                if found:
                    owner = student or name[: len(before)].strip("_-. ") or "STUDENT"
                    return course.relative(course.submitted(owner, module)) / notebook
    return course.relative(course.submitted(student or "STUDENT", course.word.upper()))


def pending(
    course: Course,
    submissions: Sequence[Submission],
    *,
    regrade: bool = False,
    feedback: bool = True,
) -> list[Submission]:
    """Those that are not graded yet, were handed in again, or lack their page; or all of them."""
    if regrade:
        return list(submissions)
    looked = [replace(s, recorded=_is_recorded(course, s)) for s in submissions]
    return [s for s in looked if not s.recorded or (feedback and not _has_feedback(course, s))]


def not_in_gradebook(gradebook: Gradebook, submissions: Sequence[Submission]) -> list[Submission]:
    """Those that the gradebook does not have, though they may be graded."""
    rows = gradebook.db.query(Assignment.name, SubmittedAssignment.student_id).filter(
        SubmittedAssignment.assignment_id == Assignment.id
    )
    known = {(module, student) for module, student in rows}
    gradebook.db.remove()
    return [s for s in submissions if (s.module, s.student) not in known]


def graded_notebooks(course: Course, submission: Submission) -> dict[str, bytes]:
    """The graded notebooks of a submission, by file name; empty if it is not graded."""
    folder = course.autograded(submission.student, submission.module)
    notebooks = [path for path in sorted(folder.glob("*.ipynb")) if not path.is_dir()]
    return {path.name: path.read_bytes() for path in notebooks}


def earlier_results(
    course: Course, gradebook: Gradebook, submissions: Sequence[Submission]
) -> list[Result]:
    """Results of those submissions that were graded before."""
    results = []
    every = read_all_marks(gradebook, {submission.module for submission in submissions})
    for submission in submissions:
        student, module = submission.student, submission.module
        try:
            notebooks = graded_notebooks(course, submission)
            marks = every.get((module, student))
            if notebooks and marks is not None:
                results.append(Result.of(student, module, GradingRecord.read_all(notebooks), marks))
        except OSError as error:
            why = f"{error.filename} cannot be read: {error.strerror}. Mend its permissions."
            results.append(Result(student, module, 0, 0, error=why))
    return results


def _is_recorded(course: Course, submission: Submission) -> bool:
    """Whether exactly what the student handed in was graded."""
    student, module = submission.student, submission.module
    try:
        notebooks = graded_notebooks(course, submission)
        if not notebooks:
            return False
        max_others = SandboxSettings.of(course).limits(module).disk
        now = fingerprint(submitted_files(course.submitted(student, module), max_others))
    except (FilesError, OSError):  # grading it tells what is wrong
        return False
    return all(GradingRecord.read(text).submitted == now for text in notebooks.values())


def _has_feedback(course: Course, submission: Submission) -> bool:
    folder = course.feedback(submission.student, submission.module)
    try:
        pages = [(folder / n).with_suffix(".html") for n in graded_notebooks(course, submission)]
        return all(page.exists() for page in pages)
    except OSError:  # making it tells what is wrong
        return False
