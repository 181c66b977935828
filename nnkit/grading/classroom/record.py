"""What grading notes in the metadata of a graded notebook, beside the gradebook's points."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from nnkit.grading.grader.assignment import CellVerdict


@dataclass(frozen=True)
class GradingRecord:
    """What is noted.

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

    def of(self, notebook: str) -> GradingRecord:
        """The record of one of the notebooks: of the verdicts, its own."""
        return replace(self, verdicts=tuple(v for v in self.verdicts if v.notebook == notebook))

    def put_into(self, notebooks: dict[str, NotebookNode]) -> dict[str, bytes]:
        """Notebooks as they are written, each with the note and its own verdicts."""
        written = {}
        for name, notebook in notebooks.items():
            own = self.of(name)
            verdicts = [verdict.as_dict() for verdict in own.verdicts]
            about = {**vars(own), "repairs": [*own.repairs], "questions": verdicts}
            del about["verdicts"]
            notebook.metadata["nnkit"] = about
            # nbformat would validate it once more; and to indent takes Python eight times as long.
            text = json.dumps(notebook, ensure_ascii=False)
            written[name] = f"{text}\n".encode()
        return written

    @classmethod
    def read(cls, text: str) -> GradingRecord:
        """The note in a notebook; an empty one if there is none."""
        try:
            about: dict[str, Any] = json.loads(text)["metadata"]["nnkit"]
            verdicts = tuple(map(CellVerdict.from_dict, about.pop("questions")))
            return cls(**{**about, "repairs": tuple(about["repairs"])}, verdicts=verdicts)
        except (KeyError, TypeError, ValueError):
            return cls()
