"""What a course's nbgrader_config.py sets for the sandbox, and whether this machine offers it."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

from traitlets import Bool, Dict, Float, Integer, TraitError
from traitlets.config import Config, Configurable

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.shown import listed
from nnkit.grading.grader.assignment import Assignment, Limits
from nnkit.grading.sandbox.confinement import support

_DEFAULT = Limits()
_MOST = 1 << 62  # bytes and characters: the kernel's limits are numbers of 64 bits
_NO_LIMIT = 7 * 24 * 3600.0  # a week: the kernel's own limits take no infinity


class SandboxSettings(Configurable):
    """Limits of the sandbox; set as ``c.SandboxedExecute.seconds = 20``, after the preprocessor."""

    seconds = Float(_DEFAULT.seconds, help="Seconds for one cell or question.").tag(config=True)
    total = Float(_DEFAULT.total, help="Seconds for a submission.").tag(config=True)
    memory = Integer(_DEFAULT.memory, help="Bytes of memory.").tag(config=True)
    disk = Integer(_DEFAULT.disk, help="Bytes of files.").tag(config=True)
    output = Integer(_DEFAULT.output, help="Characters of output of a notebook.").tag(config=True)
    single = Dict(help="Limits of single assignments, such as {'ps1': {'seconds': 120}}.").tag(
        config=True
    )
    unconfined = Bool(False, help="Run students' code with all the rights of the grader.").tag(
        config=True
    )

    warnings_cost = Bool(
        False,
        help="Give no points for a plain test that writes to stderr, as nbgrader does.",
    ).tag(config=True)

    @classmethod
    def of(cls, course: Course) -> SandboxSettings:
        """The settings of a course.

        Raises
        ------
        CourseError
            If a value is of the wrong kind.
        """
        given = course.config().SandboxedExecute
        own = {name: given[name] for name in cls.class_trait_names(config=True) if name in given}
        try:
            return cls(config=Config(SandboxSettings=own))
        except TraitError as error:
            why = str(error).replace("SandboxSettings", "SandboxedExecute")
            raise CourseError(f"In nbgrader_config.py: {why}") from None

    def limits(self, assignment: str) -> Limits:
        """The limits of an assignment.

        Raises
        ------
        CourseError
            If one of them is none.
        """
        single = self.single.get(assignment, {})
        if not isinstance(single, dict):
            raise CourseError(
                f"c.SandboxedExecute.single in nbgrader_config.py gives {assignment} no limits by "
                f"name, such as {{'seconds': 120}}, but {single!r}."
            )
        chosen = {f.name: getattr(self, f.name) for f in fields(Limits)}
        for name, value in single.items():
            if name not in chosen:
                raise CourseError(
                    f"c.SandboxedExecute.single in nbgrader_config.py limits {name!r} of "
                    f"{assignment}; there are {', '.join(chosen)}."
                )
            chosen[name] = value
        return Limits(**{name: _checked(name, value) for name, value in chosen.items()})


def _checked(name: str, value: Any) -> Any:
    """A limit; as in nbgrader, -1 seconds are no limit."""
    if value == -1 and name in ("seconds", "total"):
        return _NO_LIMIT
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not 0 < value < math.inf:
        none = ", or -1 for no limit" if name in ("seconds", "total") else ""
        raise CourseError(
            f"The limit c.SandboxedExecute.{name} in nbgrader_config.py is {value!r}; "
            f"it has to be a number above 0{none}."
        )
    return value if name in ("seconds", "total") else min(value, _MOST)


def check_settings(course: Course) -> list[str]:
    """Sentences about limits in a course's configuration that change nothing here.

    Raises
    ------
    CourseError
        If a limit of all assignments is none.
    """
    SandboxSettings.of(course).limits("")
    config = course.config()
    remarks = [
        f"c.{section}.timeout in nbgrader_config.py is nbgrader's limit for its own kernel and "
        f"changes nothing here: set c.SandboxedExecute.seconds = {config[section]['timeout']!r}."
        for section in ("ExecutePreprocessor", "Execute")
        if "timeout" in config.get(section, {}) and "seconds" not in config.SandboxedExecute
    ]
    settings = SandboxSettings.class_trait_names(config=True)
    unknown = [name for name in config.SandboxedExecute if name not in (*settings, "enabled")]
    remarks += [
        f"c.SandboxedExecute.{name} in nbgrader_config.py is no setting; there are "
        f"{', '.join(sorted(settings))}."
        for name in unknown
    ]
    single = SandboxSettings.of(course).single
    known = course.assignments()
    remarks += [
        f"c.SandboxedExecute.single in nbgrader_config.py limits {name!r}, which is no assignment; "
        f"there are {listed(known)}."
        for name in single
        if known and name not in known
    ]
    return remarks


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
