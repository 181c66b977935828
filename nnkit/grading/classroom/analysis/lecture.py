"""For the next lecture: what cost the class most, why, in whose answers, and where to reopen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nnkit.grading.classroom.analysis.example import anonymous, answer_in
from nnkit.grading.classroom.analysis.misconceptions import Observed
from nnkit.grading.classroom.analysis.sections import Row, Section
from nnkit.grading.classroom.course import Course

MOST = 3
_LOOKED_AT = 8  # answers among which the shortest is the example


@dataclass(frozen=True)
class Topic:
    """Something to talk about.

    Attributes
    ----------
    section : Section
    row : Row
    observed : Observed
        A misconception; where a course has no names for them, what its test told.
    example : str
        An answer, without whose it is.
    """

    section: Section
    row: Row
    observed: Observed
    example: str = ""


def topics(course: Course, sections: Sequence[Section], people: Sequence[str]) -> list[Topic]:
    """What cost the class most points, the costliest first, each with an answer.

    Parameters
    ----------
    course : Course
    sections : sequence of Section
    people : sequence of str
        Ids, names and addresses of the class, which no example may show.
    """
    found = [Topic(s, r, m) for s in sections for r in s.rows for m in r.misconceptions]
    found = found or [Topic(s, r, m) for s in sections for r in s.rows for m in _by_message(s, r)]
    costly = sorted((t for t in found if t.observed.lost), key=_cost)[:MOST]
    return [replace(t, example=_example(course, t, people)) for t in costly]


def _cost(topic: Topic) -> tuple[float, int, str, str]:
    of = topic.observed
    return -of.lost, -len(of.students), topic.row.id, of.name


def _by_message(section: Section, row: Row) -> Iterator[Observed]:
    """The answers to a question that lost points, grouped by the message of their verdicts."""
    students: dict[str, list[str]] = {}
    lost: dict[str, float] = {}
    for result, verdict in section.table.answers[row.item.key]:
        missed = row.item.max_points - verdict.points
        if missed > 0 and verdict.status in ("failed", "partial", "error"):
            message = verdict.message.partition("\n\n")[0].strip() or "The test failed."
            students.setdefault(message, []).append(result.student)
            lost[message] = lost.get(message, 0) + missed
    for message, who in students.items():
        yield Observed("", message, tuple(who), lost[message])


def _example(course: Course, topic: Topic, people: Sequence[str]) -> str:
    """The shortest of some answers that have a misconception, so that it can be read at once."""
    item = topic.row.item
    if item.exercise is None:
        return ""
    notebook, grade_id = item.key
    found = []
    for student in topic.observed.students[:_LOOKED_AT]:
        path = course.autograded(student, topic.section.module) / notebook
        try:
            answer = answer_in(path.read_bytes(), grade_id, item.exercise.name)
        except OSError:
            continue
        if shown := anonymous(answer, item.exercise.name, people):
            found.append(shown)
    return min(found, key=lambda text: (len(text), text), default="")
