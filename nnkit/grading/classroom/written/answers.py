"""What the students of a class wrote for a question, and the points that it has so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, NamedTuple

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.submissions import Submission, graded_notebooks
from nnkit.grading.classroom.written.questions import WrittenQuestion
from nnkit.grading.grader.cells import cells_in, grade_id
from nnkit.grading.grader.notebook import Node

# As `nnkit.plot` writes it.
_FIGURE = re.compile(
    r'<img class="nnkit-figure" alt="[^"<>]*" width="(\d{1,4})" [^<>]*'
    r'src="data:(image/webp;base64,[A-Za-z0-9+/=]+)"'
)


class Drawing(NamedTuple):
    """A picture: its type and its bytes as a data URL has them, and its width if it says one."""

    data: str
    width: int | None = None


@dataclass(frozen=True)
class Part:
    """A cell of an answer.

    Attributes
    ----------
    text : str
    is_code : bool
    attachments : dict
        The pictures of a text, as nbformat has them.
    drawn : tuple of Drawing
        What code drew.
    """

    text: str
    is_code: bool
    attachments: dict[str, Any] = field(default_factory=dict)
    drawn: tuple[Drawing, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a student wrote for a question.

    Attributes
    ----------
    student : str
    parts : tuple of Part
        The answer's cell, if something stands there, and cells of the student's own after it.
    points : float or None
        None if nobody has read it.
    is_blank : bool
    """

    student: str
    parts: tuple[Part, ...]
    points: float | None
    is_blank: bool

    @property
    def text(self) -> str:
        """Equal for answers that are equal, whatever their blanks and letter case."""
        return " ".join(" ".join(part.text for part in self.parts).split()).casefold()


def answers_to(
    course: Course, questions: Sequence[WrittenQuestion], results: Sequence[Result]
) -> dict[WrittenQuestion, list[Answer]]:
    """The answers of a class to the questions of a module.

    Parameters
    ----------
    course : Course
    questions : sequence of WrittenQuestion
        Of one module.
    results : sequence of Result
        Of the module; those that could not be graded have no answers.
    """
    found: dict[WrittenQuestion, list[Answer]] = {question: [] for question in questions}
    for result in results:
        if result.error:
            continue
        notebooks = graded_notebooks(course, Submission(result.student, result.module))
        cells = {name: cells_in(text) or [] for name, text in notebooks.items()}
        for question in questions:
            answer = _answer(question, result, cells.get(question.notebook, []))
            if answer is not None:
                found[question].append(answer)
    return {question: in_order(answers) for question, answers in found.items()}


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Equal answers beside each other, those that most students gave first, blank ones last.

    The order tells nothing of who wrote an answer.
    """
    every = list(answers)
    often = Counter(answer.text for answer in every)
    return sorted(every, key=lambda a: (a.is_blank, -often[a.text], len(a.text), a.text))


def _answer(question: WrittenQuestion, result: Result, cells: Sequence[Node]) -> Answer | None:
    """None if the graded version did not ask it."""
    verdicts = [v for v in result.record.verdicts if v.notebook == question.notebook]
    verdict = next((v for v in verdicts if v.grade_id == question.grade_id), None)
    if verdict is None:
        return None
    is_blank = verdict.status == "not attempted"
    parts = () if is_blank else _parts(question, cells)
    points = None if result.is_unread(verdict) else verdict.points
    return Answer(result.student, parts, points, is_blank or not parts)


def _parts(question: WrittenQuestion, cells: Sequence[Node]) -> tuple[Part, ...]:
    ids = [grade_id(cell) for cell in cells]
    if question.grade_id not in ids:
        return ()
    place = ids.index(question.grade_id)
    chosen = [] if question.is_task else [cells[place]]
    after = takewhile(lambda cell: not grade_id(cell), cells[place + 1 :])
    known, texts = question.cell_ids, question.texts
    chosen += [c for c in after if c.get("id") not in known and c.source.strip() not in texts]
    return tuple(
        Part(cell.source, cell.cell_type == "code", cell.get("attachments") or {}, _drawn(cell))
        for cell in chosen
        if cell.source.strip()
    )


def _drawn(cell: Node) -> tuple[Drawing, ...]:
    found = []
    for output in cell.get("outputs") or ():
        data = output.get("data") or {}
        if "image/png" in data:
            png = re.sub(r"[^\w+/=]", "", "".join(data["image/png"]), flags=re.ASCII)
            found.append(Drawing(f"image/png;base64,{png}"))
        elif figure := _FIGURE.search("".join(data.get("text/html", ""))):
            found.append(Drawing(figure[2], int(figure[1])))
    return tuple(found)
