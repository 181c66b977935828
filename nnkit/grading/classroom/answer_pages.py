"""Pages for who marks: one a question, with the answers of the whole class side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.formgrader import clean_rendered
from nnkit.grading.classroom.permissions import group_rights
from nnkit.grading.classroom.report import file_names, page_environment
from nnkit.grading.classroom.shown import in_lines
from nnkit.grading.classroom.written.answers import Answer, Part
from nnkit.grading.classroom.written.questions import WrittenQuestion
from nnkit.grading.grader.notebook import encodable

FOLDER = "report/answers"
"""Where in a course the pages are."""


def write_pages(
    course: Course,
    answers: Mapping[WrittenQuestion, Sequence[Answer]],
    opens: Callable[[WrittenQuestion], str],
    *,
    names: bool = False,
) -> list[Path]:
    """Write a page for each question; return their paths.

    Parameters
    ----------
    course : Course
    answers : mapping of WrittenQuestion to sequence of Answer
        In the order in which they stand on the page.
    opens : callable
        The command that opens formgrader at a question.
    names : bool
        Show whose an answer is.
    """
    template = page_environment().get_template("answers.html.j2")
    files = [*file_names(_labels([*answers])).values()]
    folder = course.root / FOLDER
    with group_rights(course):
        folder.mkdir(parents=True, exist_ok=True)
        for place, (question, of) in enumerate(answers.items()):
            page = template.render(
                course=course.root.name,
                question=question,
                asks=_dressed(question.asks),
                rubric=_dressed(question.rubric),
                model_answer=_shown(question.model_answer, question.is_code),
                opens=opens(question),
                groups=_groups(of),
                read=sum(a.points is not None for a in of),
                written=sum(not a.is_blank for a in of),
                total=len(of),
                names=names,
                before=quote(files[place - 1]) if place else "",
                after=quote(files[place + 1]) if place + 1 < len(files) else "",
            )
            (folder / files[place]).write_text(encodable(page), encoding="utf-8")
    return [folder / file for file in files]


def _labels(questions: Sequence[WrittenQuestion]) -> list[str]:
    """A name for each question's page."""
    short = [f"{q.module}-{q.grade_id}" for q in questions]
    return [
        name if short.count(name) == 1 else f"{q.module}-{q.notebook}-{q.grade_id}"
        for name, q in zip(short, questions, strict=True)
    ]


def _groups(answers: Sequence[Answer]) -> list[list[tuple[int, Answer, list[Markup]]]]:
    """Equal answers together, each with its number and its parts as they are shown."""
    numbered = enumerate(answers, 1)
    return [
        [(number, answer, [_part(part) for part in answer.parts]) for number, answer in group]
        for _, group in groupby(numbered, key=lambda pair: (pair[1].is_blank, pair[1].text))
    ]


def _part(part: Part) -> Markup:
    if not part.is_code:
        return _dressed(part.text, part.attachments)
    picture = Markup('<p><img class="nnkit-figure" alt="What it drew"{} src="data:{}"></p>')
    width = Markup(' width="{}"')
    return _shown(part.text, True) + Markup().join(
        picture.format(width.format(drawn.width) if drawn.width else "", drawn.data)
        for drawn in part.drawn
    )


def _shown(text: str, is_code: bool) -> Markup:
    if is_code and text:
        return Markup("<pre><code>{}</code></pre>").format(in_lines(text))
    return _dressed(text)


def _dressed(text: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """Markdown without anything that runs."""
    return Markup(clean_rendered(text, attachments or {}) if text else "")
