"""How a course lays out its folders: what nbgrader calls its ``directory_structure``."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from string import Formatter

USUAL = "{nbgrader_step}/{student_id}/{assignment_id}"
_GROUP = "(?P<{}>[^./][^/]*)"  # what is hidden is none
_FIELDS = ("nbgrader_step", "student_id", "assignment_id")


@dataclass(frozen=True)
class Layout:
    """A layout of folders.

    Attributes
    ----------
    root : Path
        The course's folder.
    structure : str
        As nbgrader has it, such as ``{nbgrader_step}/{student_id}/{assignment_id}``.
    """

    root: Path
    structure: str = USUAL

    @property
    def is_usual(self) -> bool:
        """Whether it is the one that nbgrader has without a setting."""
        return PurePath(self.structure) == PurePath(USUAL)

    def fault(self) -> str:
        """What is wrong with it, in a sentence; empty if nothing is."""
        try:
            filled = self.structure.format(**dict.fromkeys(_FIELDS, "x"))
        except (LookupError, ValueError):
            filled = ""
        missing = [f"{{{field}}}" for field in _FIELDS if f"{{{field}}}" not in self.structure]
        if filled and not missing and not PurePath(filled).is_absolute():
            return ""
        return f"it needs {', '.join(missing or ['a path'])}, as in {USUAL!r}"

    def place(self, step: str, student: str, assignment: str) -> Path:
        """The folder of an assignment; `step` is the name that the course gives to that folder."""
        filled = self.structure.format(
            nbgrader_step=step, student_id=student, assignment_id=assignment
        )
        return self.root / filled

    def found(self, step: str, student: str | None = None) -> list[tuple[Path, str, str]]:
        """The folders of a step that there are, each with its student and its assignment.

        Parameters
        ----------
        step : str
        student : str or None
            Only this student's; "." where nbgrader has no students, as in its source.
        """
        known = {"nbgrader_step": step, "student_id": student, "assignment_id": None}
        parts = [p for p in PurePath(self.structure).parts if p.format(**known) != "."]
        wildcards = "/".join(_filled(part, known, glob.escape, "*") for part in parts)
        pattern = "/".join(_filled(part, known, re.escape, _GROUP) for part in parts)
        places = []
        for path in sorted(self.root.glob(wildcards)):
            if match := re.fullmatch(pattern, path.relative_to(self.root).as_posix()):
                names = match.groupdict()
                places.append(
                    (path, names.get("student_id") or str(student), names["assignment_id"])
                )
        return places


def _filled(
    part: str,
    known: Mapping[str, str | None],
    escape: Callable[[str], str],
    unknown: str,
) -> str:
    """A part of the structure with what is known of its fields, and something for the others."""
    filled = ""
    for literal, field, _, _ in Formatter().parse(part):
        filled += escape(literal)
        if field:
            value = known[field]
            filled += unknown.format(field) if value is None else escape(value)
    return filled
