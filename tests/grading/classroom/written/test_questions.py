"""A question that a person marks is known with its text, its model answer and its rubric."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.checks.exercise import Why
from nnkit.course.catalogue import every_exercise, modules
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.written.questions import written_questions
from tests.grading.classroom.class_of import MODULE, NOTEBOOK
from tests.grading.classroom.written.asked import MODEL, QUESTION, SCHEME, source


def test_text_model_answer_and_rubric(tmp_path: Path) -> None:
    course = Course(tmp_path)
    source(course)
    why, plot, project = written_questions(course, MODULE)
    assert (why.grade_id, why.id, why.max_points) == ("why", "why", 2)
    assert why.asks == f"{QUESTION}\n\nIt is short."
    assert (why.model_answer, why.rubric, why.is_code) == (MODEL, "", False)
    assert (plot.asks, plot.model_answer, plot.is_code) == ("## Then", "draw(1 < 2)", True)
    assert (project.asks, project.model_answer, project.rubric) == ("Draw it.", "", SCHEME)
    path = course.source(MODULE) / NOTEBOOK
    text = path.read_text(encoding="utf-8").replace("draw(1 < 2)", "YOUR ANSWER HERE")
    path.write_text(text.replace(MODEL, ""), encoding="utf-8")
    assert next(q.model_answer for q in written_questions(course, MODULE)) == ""
    path.write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be read as a notebook"):
        written_questions(course, MODULE)


def test_another_courses_grade_id_may_hold_a_dot(tmp_path: Path) -> None:
    course = Course(tmp_path)
    source(course)
    path = course.source(MODULE) / NOTEBOOK
    text = path.read_text(encoding="utf-8").replace('"why"', '"q1.why"')
    path.write_text(text, encoding="utf-8")
    assert written_questions(course, MODULE)[0].id == "q1.why"


def test_this_courses_whys_have_all_of_it() -> None:
    course = Course(Path(__file__).parents[4])
    found = {q.id: q for slug in modules().values() for q in written_questions(course, slug)}
    whys = {e.id: e for e in every_exercise() if isinstance(e, Why)}
    assert found.keys() == whys.keys()
    for id, question in found.items():
        assert question.asks.startswith(f"### Exercise {id}")
        assert len(question.model_answer) > 200
        assert "SOLUTION" not in question.model_answer
        assert len(question.rubric.splitlines()) == len(whys[id].rubric)
        points = [float(part.partition(" ")[0]) for part in whys[id].rubric]
        assert sum(points) == question.max_points
