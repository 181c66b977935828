"""`nbgrader autograde` through the engine: one preprocessor in place of nbgrader's `Execute`.

`nnkit.grading.configure` sets it in a course's nbgrader_config.py, which may set its limits, as
``c.SandboxedExecute.seconds = 20``; `nnkit grade` takes them from there too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.own_files import read_submission
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.settings import SandboxSettings, confinement_level
from nnkit.grading.classroom.shown import in_lines, printable
from nnkit.grading.classroom.verification import verified, verify_solution
from nnkit.grading.classroom.worker import GradedSubmission, grade_submission
from nnkit.grading.grader.files import FilesError


class SandboxedExecute(SandboxSettings, NbGraderPreprocessor):
    """Run a submission in a sandbox and its tests outside, instead of all in one kernel."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Grade a notebook; `SaveAutoGrades` finds the points in its outputs."""
        about = resources["nbgrader"]
        course = Course(Path(CourseDirectory(config=self.config).root).resolve())
        module, student, name = about["assignment"], about["student"], f"{about['notebook']}.ipynb"
        try:
            with open_gradebook(course) as gradebook:
                assignment = register(course, gradebook, module)
            remark = self.log.warning
            verified_now = verified(course.root, {module: assignment}, verify_solution, remark)
            assignment = verified_now[module]
            secret, level = course.secret(), confinement_level(assignment)
            files = read_submission(course, student, module, assignment.limits.disk)
        except (CourseError, FilesError) as error:
            raise NbGraderException(str(error)) from None
        graded, is_new = _graded(name, assignment, files, student, secret, level)
        if graded.error:
            raise NbGraderException(in_lines(graded.error))
        for repair in graded.record.repairs if is_new else ():
            self.log.warning("%s: %s", printable(student), in_lines(repair))
        return nbformat.reads(graded.notebooks[name].decode(), as_version=4), resources


@dataclass
class _Last:
    """The submission that was graded last: nbgrader asks for its notebooks one by one."""

    asked: tuple[Any, ...] = ()
    graded: GradedSubmission = field(default_factory=GradedSubmission)
    given: set[str] = field(default_factory=set)


_last = _Last()


def _graded(name: str, *asked: Any) -> tuple[GradedSubmission, bool]:
    """A graded submission, and whether it was graded just now: once for all its notebooks."""
    is_new = _last.asked != asked or name in _last.given
    if is_new:
        _last.graded = grade_submission(*asked)
        _last.asked, _last.given = asked, set()
    _last.given.add(name)
    return _last.graded, is_new


AUTOGRADE = [
    SandboxedExecute if preprocessor is Execute else preprocessor
    for preprocessor in Autograde.autograde_preprocessors.default_args[0]
    if preprocessor is not ClearMetadataPreprocessor  # it would clear the grading record
]
