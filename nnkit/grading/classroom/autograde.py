"""`nbgrader autograde` through the engine: one preprocessor in place of nbgrader's `Execute`.

A course's nbgrader_config.py names it::

    from nnkit.grading.classroom.autograde import AUTOGRADE

    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = AUTOGRADE

and may set its limits, as ``c.SandboxedExecute.seconds = 20``; `nnkit grade` takes them from there
too.
"""

from __future__ import annotations

from dataclasses import replace
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
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.settings import SandboxSettings, confinement_level
from nnkit.grading.classroom.submissions import read_submission
from nnkit.grading.classroom.verification import verified, verify_solution
from nnkit.grading.classroom.worker import grade_submission
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
            only = replace(assignment, notebooks={name: assignment.notebooks[name]})
            secret, level = course.secret(), confinement_level(only)
            files = read_submission(course, student, module, only.limits.disk)
        except (CourseError, FilesError) as error:
            raise NbGraderException(str(error)) from None
        graded = grade_submission(only, files, student, secret, level)
        if graded.error:
            raise NbGraderException(graded.error)
        for repair in graded.record.repairs:
            self.log.warning("%s: %s", student, repair)
        return nbformat.reads(graded.notebooks[name].decode(), as_version=4), resources


AUTOGRADE = [
    SandboxedExecute if preprocessor is Execute else preprocessor
    for preprocessor in Autograde.autograde_preprocessors.default_args[0]
    if preprocessor is not ClearMetadataPreprocessor  # it would clear the grading record
]
