"""`nbgrader autograde` through the engine: one preprocessor in place of nbgrader's `Execute`.

A course's nbgrader_config.py names it::

    from nnkit.grading.classroom.autograde import AUTOGRADE

    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = AUTOGRADE

and may set its limits, as ``c.SandboxedExecute.seconds = 20``; `nnkit grade` takes them from there
too.
"""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, Execute, GetGrades, NbGraderPreprocessor
from traitlets import Bool, Dict, Float, Integer

from nnkit.grading.grader.assignment import Limits

_DEFAULT = Limits()


class SandboxedExecute(NbGraderPreprocessor):
    """Run a submission in a sandbox and its tests outside, instead of all in one kernel."""

    seconds = Float(_DEFAULT.seconds, help="Seconds for one cell or question.").tag(config=True)
    total = Float(_DEFAULT.total, help="Seconds for a submission.").tag(config=True)
    memory = Integer(_DEFAULT.memory, help="Bytes of memory.").tag(config=True)
    disk = Integer(_DEFAULT.disk, help="Bytes of files.").tag(config=True)
    output = Integer(_DEFAULT.output, help="Characters of output of a notebook.").tag(config=True)
    single = Dict(
        help="Limits of single assignments, such as {'07_problems': {'seconds': 120}}."
    ).tag(config=True)
    unconfined = Bool(False, help="Run students' code with all the rights of the grader.").tag(
        config=True
    )

    def limits(self, assignment: str) -> Limits:
        """The limits of an assignment."""
        common = Limits(**{f.name: getattr(self, f.name) for f in fields(Limits)})
        return replace(common, **self.single.get(assignment, {}))

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Grade a notebook; `SaveAutoGrades` finds the points in its outputs."""
        from nnkit.grading.classroom.batch import level
        from nnkit.grading.classroom.course import Course
        from nnkit.grading.classroom.gradebook import register
        from nnkit.grading.classroom.record import GradingRecord
        from nnkit.grading.grader.files import files_in, fingerprint
        from nnkit.grading.grader.grade import grade

        about = resources["nbgrader"]
        course = Course(Path(CourseDirectory(config=self.config).root).resolve())
        module, student, name = about["assignment"], about["student"], f"{about['notebook']}.ipynb"
        files = files_in(course.submitted(student, module))
        assignment = register(course, module)
        only = replace(assignment, notebooks={name: assignment.notebooks[name]})
        confinement = level(only)
        graded = grade(only, files, student, course.secret())
        if graded.error:
            raise NbGraderException(graded.error)
        for repair in graded.repairs:
            self.log.warning("%s: %s", student, repair)
        run = nbformat.reads(graded.notebooks[name], as_version=4)
        note = GradingRecord(
            fingerprint(files), graded.seconds, graded.repairs, confinement, graded.verdicts
        )
        note.put_into({name: run})
        return run, resources


AUTOGRADE = [
    SandboxedExecute if preprocessor is Execute else preprocessor
    for preprocessor in Autograde.autograde_preprocessors.default_args[0]
    if preprocessor is not ClearMetadataPreprocessor  # it would clear our note
]

FEEDBACK = [GetGrades, ClearHiddenTests, CSSHTMLHeaderPreprocessor]
