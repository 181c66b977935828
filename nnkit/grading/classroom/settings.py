"""What a course's nbgrader_config.py sets for the sandbox, and whether this machine offers it."""

from __future__ import annotations

from dataclasses import fields, replace

from traitlets import Bool, Dict, Float, Integer
from traitlets.config import Config, Configurable

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.grader.assignment import Assignment, Limits
from nnkit.grading.sandbox.confinement import support

_DEFAULT = Limits()


class SandboxSettings(Configurable):
    """Limits of the sandbox; set as ``c.SandboxedExecute.seconds = 20``, after the preprocessor."""

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

    @classmethod
    def of(cls, course: Course) -> SandboxSettings:
        """The settings of a course."""
        return cls(config=Config(SandboxSettings=course.config().SandboxedExecute))

    def limits(self, assignment: str) -> Limits:
        """The limits of an assignment."""
        common = Limits(**{f.name: getattr(self, f.name) for f in fields(Limits)})
        return replace(common, **self.single.get(assignment, {}))


def confinement_level(assignment: Assignment) -> str:
    """The level of confinement that an assignment is graded under.

    Raises
    ------
    CourseError
        If this machine does not offer what is needed; says what is missing and what to do.
    """
    if not assignment.confine:
        return "none"
    offered = support()
    if offered.missing:
        raise CourseError(
            "Students' code cannot be confined here, so nothing was graded.\n"
            + "\n".join(f"  {sentence}" for sentence in offered.missing)
            + "\nGrade on a Linux machine that has it, or go on with --unconfined if you trust "
            "every notebook: their code then has all the rights that you have."
        )
    return offered.level
