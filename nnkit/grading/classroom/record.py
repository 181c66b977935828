"""What is kept of a graded submission: a record in its notebooks, marks in the gradebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nnkit.grading.grader.assignment import CellVerdict, Graded
from nnkit.grading.grader.files import fingerprint
from nnkit.grading.grader.notebook import encodable


@dataclass(frozen=True)
class GradingRecord:
    """How a submission was graded, as kept in the metadata of its graded notebooks.

    Attributes
    ----------
    submitted : str
        Fingerprint of the files that were graded.
    seconds : float
    repairs : tuple of str
    confinement : str
        The level under which the student's code ran.
    verdicts : tuple of CellVerdict
    """

    submitted: str = ""
    seconds: float = 0.0
    repairs: tuple[str, ...] = ()
    confinement: str = "none"
    verdicts: tuple[CellVerdict, ...] = ()

    @classmethod
    def of(cls, graded: Graded, files: Mapping[str, bytes], confinement: str) -> GradingRecord:
        """The record of a submission whose files were just graded."""
        return cls(
            fingerprint(dict(files)),
            round(graded.seconds, 3),
            tuple(map(encodable, graded.repairs)),
            confinement,
            tuple(replace(v, message=encodable(v.message)) for v in graded.verdicts),
        )

    @classmethod
    def read(cls, notebook: bytes) -> GradingRecord:
        """The record in a graded notebook; an empty one if there is none."""
        try:
            data = _metadata(notebook)["nnkit"]
            return cls(
                data["submitted"],
                data["seconds"],
                tuple(data["repairs"]),
                data["confinement"],
                tuple(map(CellVerdict.from_dict, data["questions"])),
            )
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
            return cls()

    @classmethod
    def read_all(cls, notebooks: Mapping[str, bytes]) -> GradingRecord:
        """The record of a submission from its graded notebooks, of which there is at least one."""
        records = [cls.read(text) for _, text in sorted(notebooks.items())]
        return replace(records[0], verdicts=tuple(v for r in records for v in r.verdicts))

    def write(self, name: str, notebook: dict[str, Any]) -> bytes:
        """A notebook's text with this record in it; of the verdicts, the notebook's own."""
        own = [verdict.as_dict() for verdict in self.verdicts if verdict.notebook == name]
        data = {**vars(self), "repairs": [*self.repairs], "questions": own}
        del data["verdicts"]
        notebook["metadata"]["nnkit"] = data
        # nbformat would validate it once more; and to indent takes Python eight times as long.
        # What a student wrote may hold halves of characters.
        return f"{json.dumps(notebook, ensure_ascii=False)}\n".encode("utf-8", "replace")


def _metadata(notebook: bytes) -> Any:
    """The metadata of a notebook; those that this package writes have them first.

    Then the cells, which are nearly all of it, need not be read.
    """
    if notebook.startswith(_HEAD) and notebook.endswith(_END):
        return _DECODER.raw_decode(notebook[len(_HEAD) :].decode())[0]
    return json.loads(notebook)["metadata"]


_HEAD, _END = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": ', b"]}\n"
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Marks:
    """What the gradebook has on one notebook of a submission.

    Attributes
    ----------
    score, max_score, penalty : float
        The score is without the penalty for handing in late.
    points : dict of str to (float, float)
        By grade id the points of a cell, and how many it can earn.
    comments : dict of str to str or None
        By grade id.
    read : tuple of str
        Grade ids of the cells that a person gave points for, sorted.
    late : str
        How late it was handed in, in a sentence; empty if that costs nothing.
    """

    score: float
    max_score: float
    penalty: float
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    late: str = ""
