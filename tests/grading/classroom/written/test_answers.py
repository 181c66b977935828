"""The answers of a class to a question are found, and stand in an order that names nobody."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

from matplotlib.figure import Figure

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.written.answers import (
    Answer,
    Drawing,
    Part,
    _drawn,
    answers_to,
    in_order,
)
from nnkit.grading.classroom.written.questions import written_questions
from nnkit.grading.grader.assignment import CellVerdict
from nnkit.grading.grader.notebook import Node
from nnkit.plot.show import forms
from tests.grading.classroom.class_of import MODULE, NOTEBOOK
from tests.grading.classroom.written.asked import MODEL, notebook, source


def graded(course: Course, student: str, text: str, status: str = "manual") -> Result:
    """A graded submission, of which a person has read `plot`."""
    path = course.autograded(student, MODULE) / NOTEBOOK
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    verdicts = (
        CellVerdict("why", 0, 2, status, "", None, NOTEBOOK, "why"),  # type: ignore[arg-type]
        CellVerdict("plot", 1.5, 3, "manual", "", None, NOTEBOOK, "plot"),
        CellVerdict("project", 0, 4, "manual", "", None, NOTEBOOK, "project"),
    )
    record = GradingRecord(verdicts=verdicts)
    return Result(student, MODULE, 1.5, 9, record, read=frozenset({(NOTEBOOK, "plot")}))


def test_what_each_student_wrote(tmp_path: Path) -> None:
    course = Course(tmp_path)
    source(course)
    results = [
        graded(course, "ada", notebook(MODEL, "draw(2)", "My drawing", "and why")),
        graded(course, "bob", notebook("YOUR ANSWER HERE"), "not attempted"),
        graded(course, "cy", "{"),
        Result("dan", MODULE, 0, 9, error="The file is empty."),
    ]
    found = answers_to(course, written_questions(course, MODULE), results)
    why, plot, project = ({a.student: a for a in of} for of in found.values())
    assert why["ada"] == Answer("ada", (Part(MODEL, False),), None, False)
    assert why["bob"] == Answer("bob", (), 0, True)
    assert [*why] == ["ada", "bob", "cy"]
    assert why["cy"].is_blank
    assert plot["ada"] == Answer("ada", (Part("draw(2)", True),), 1.5, False)
    assert plot["bob"].is_blank
    assert project["ada"].parts == (Part("My drawing", False), Part("and why", False))
    assert project["bob"].is_blank


def test_what_code_drew() -> None:
    png = {"data": {"image/png": ["iVBO\n", 'Rw0K"><b>Gg==']}}
    figure = {"data": forms(Figure(figsize=(3, 2)), "<A> & b"), "text/plain": "A"}
    first, second = _drawn(Node({"outputs": [{"text": "printed"}, png, figure]}))
    assert first == Drawing("image/png;base64,iVBORw0KbGg==")
    assert second.width == 300
    assert b64decode(second.data.removeprefix("image/webp;base64,")).startswith(b"RIFF")
    assert _drawn(Node({"outputs": [{"data": {"text/html": ["<b>", "1</b>"]}}]})) == ()
    assert _drawn(Node({"source": "text"})) == ()


def test_equal_answers_stand_beside_each_other_and_blank_ones_last() -> None:
    def answer(student: str, text: str) -> Answer:
        return Answer(student, (Part(text, False),) if text else (), None, not text)

    texts = {"a": "", "b": "once", "c": "So it  is.", "d": "the longest of all", "e": "so\nit IS."}
    order = in_order(answer(student, text) for student, text in texts.items())
    assert [a.student for a in order] == ["c", "e", "b", "d", "a"]
