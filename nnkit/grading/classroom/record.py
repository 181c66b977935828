"""What grading notes in the metadata of a graded notebook, beside the gradebook's points."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from nbformat import NotebookNode

from nnkit.grading.grader.assignment import Question


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
    questions : tuple of Question
    """

    submitted: str = ""
    seconds: float = 0.0
    repairs: tuple[str, ...] = ()
    confinement: str = "none"
    questions: tuple[Question, ...] = field(default=())

    def of(self, notebook: str) -> GradingRecord:
        """What is noted in one of the notebooks: of the questions, its own."""
        return replace(self, questions=tuple(q for q in self.questions if q.notebook == notebook))

    def put_into(self, notebooks: dict[str, NotebookNode]) -> dict[str, bytes]:
        """Notebooks as they are written, each with the note and its own questions."""
        written = {}
        for name, notebook in notebooks.items():
            notebook.metadata["nnkit"] = asdict(self.of(name))
            # nbformat would validate it once more; and to indent takes Python eight times as long.
            text = json.dumps(notebook, ensure_ascii=False)
            written[name] = f"{text}\n".encode()
        return written

    @classmethod
    def read(cls, text: str) -> GradingRecord:
        """The note in a notebook; an empty one if there is none."""
        try:
            about: dict[str, Any] = json.loads(text)["metadata"]["nnkit"]
            questions = tuple(Question(**q) for q in about.pop("questions"))
            return cls(**{**about, "repairs": tuple(about["repairs"])}, questions=questions)
        except (KeyError, TypeError, ValueError):
            return cls()
