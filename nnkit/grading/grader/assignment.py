"""What goes into the grading of one submission and what comes out: plain data that can travel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from nnkit.checks.verdict import Verdict
from nnkit.grading.grader.cells import HIDDEN

Decided = Literal["outside", "both", "inside"]
"""Who decides a test: the test runner, outside the sandbox; a run inside it; or the two."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    seconds : float
        Wall-clock time of one cell, and of all calls of one test cell together.
    total : float
        Seconds for the whole submission.
    memory, disk, output : int
        Bytes; of output those of a whole notebook.
    """

    seconds: float = 60.0
    total: float = 900.0
    memory: int = 1 << 30
    disk: int = 64 << 20
    output: int = 10_000_000


@dataclass(frozen=True)
class Assignment:
    """What grading needs to know of an assignment.

    Attributes
    ----------
    notebooks : dict of str to str
        The instructor's notebooks, with solutions and all tests, by file name.
    files : dict of str to bytes
        The instructor's other files, by path.
    limits : Limits
    hidden : (str, str)
        Between what tests are hidden from students.
    confine : bool
        False runs students' code with all the rights of the grader.
    many : bool
        Whether a process grades so many submissions that it pays to run the instructor's notebooks
        before the first.
    students : tuple of str
        Ids of the class: whose numbers somebody else may have used.
    inside : frozenset of (str, str)
        Notebook and grade id of the tests that are decided inside the sandbox only.
    warnings_cost : bool
        Whether a plain test that writes to stderr earns nothing, as with nbgrader.
    verifies : bool
        Whether the solution itself is graded, to find out what its plain tests ask; see `Reasons`.
    """

    notebooks: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    hidden: tuple[str, str] = HIDDEN
    confine: bool = True
    many: bool = False
    students: tuple[str, ...] = ()
    inside: frozenset[tuple[str, str]] = frozenset()
    warnings_cost: bool = False
    verifies: bool = False


@dataclass(frozen=True)
class CellVerdict(Verdict):
    """The verdict on one graded cell of a submission; for a person's to read its status is manual.

    Attributes
    ----------
    exercise : str
        The exercise's id; for a test cell that calls no `check`, the grade id.
    notebook, grade_id : str
        Where the cell stands.
    with_reference : bool
        Whether the points were earned with references in place of what the exercise needs.
    seconds : float
        What deciding took.
    decided : {"outside", "both", "inside"}
    outside, inside : float or None
        Points by each of the two witnesses of a plain test.
    """

    notebook: str = ""
    grade_id: str = ""
    with_reference: bool = False
    seconds: float = 0.0
    decided: Decided = "outside"
    outside: float | None = None
    inside: float | None = None

    @property
    def differs(self) -> bool:
        """Whether a person has to look: what passes inside could not be decided outside."""
        return self.decided == "both" and (self.inside or 0) > (self.outside or 0)

    def as_dict(self) -> dict[str, Any]:
        """The verdict as plain data, with the keys of a grading result."""
        return {
            **super().as_dict(),
            "notebook": self.notebook,
            "grade_id": self.grade_id,
            "with_reference": self.with_reference,
            "seconds": round(self.seconds, 4),
            "decided": self.decided,
            "outside": self.outside,
            "inside": self.inside,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> CellVerdict:
        """The verdict from what `as_dict` made of it."""
        fields = dict(data)
        return cls(exercise=fields.pop("id"), points=fields.pop("points") or 0, **fields)


@dataclass(frozen=True)
class Reasons:
    """What is found out about a plain test: for who verifies a solution, never for a student.

    Attributes
    ----------
    outside, inside : str
        What the test raised on either side of the border, with hidden tests and expected values.
    warned : bool
        Whether it wrote to stderr inside.
    stopped : bool
        Whether a sandbox was lost in it on either side, which may come from a busy machine.
    passed_by : str
        An answer with nothing in it that earns something; see `hollow`.
    unseen : str
        What it asks that cannot be seen outside; see `unseen`.
    """

    outside: str = ""
    inside: str = ""
    warned: bool = False
    stopped: bool = False
    passed_by: str = ""
    unseen: str = ""


@dataclass(frozen=True)
class Graded:
    """The result of one submission.

    Attributes
    ----------
    notebooks : dict of str to str
        The notebooks with outputs and verdicts, by file name; empty if there was none to grade.
    verdicts : tuple of CellVerdict
    repairs : tuple of str
        What had been changed or was missing and was put right.
    error : str or None
        Why it could not be graded, in a sentence.
    seconds : float
    reasons : dict of (str, str) to Reasons
        By notebook and grade id why plain tests failed.
    """

    notebooks: dict[str, str] = field(default_factory=dict)
    verdicts: tuple[CellVerdict, ...] = ()
    repairs: tuple[str, ...] = ()
    error: str | None = None
    seconds: float = 0.0
    reasons: dict[tuple[str, str], Reasons] = field(default_factory=dict)
