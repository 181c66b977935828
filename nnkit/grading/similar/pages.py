"""Pages that show answers side by side with what they share marked: made of text, nothing runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nnkit.grading.classroom.html_pages import template_environment
from nnkit.grading.classroom.write_file import write_file
from nnkit.grading.grader.notebook import encodable
from nnkit.grading.similar.answers import Answer
from nnkit.grading.similar.survey import Exercise, Survey, marked
from nnkit.grading.similar.table import Pair

MAX_SHOWN = 20_000  # characters of an answer


def write_pages(folder: Path, course: str, surveys: Sequence[Survey]) -> Path:
    """Write ``index.html`` and a page for each exercise that has pairs; return the first.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    course : str
    surveys : sequence of Survey
    """
    environment = template_environment("nnkit.grading.similar")
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        (survey.module, exercise.id): f"{survey.module}-{i + 1:02}.html"
        for survey in surveys
        for i, exercise in enumerate(survey.exercises)
        if exercise.comparison.pairs
    }
    template = environment.get_template("exercise.html.j2")
    for survey in surveys:
        for exercise in survey.exercises:
            page = pages.get((survey.module, exercise.id))
            if page:
                pairs = [_shown(pair, exercise) for pair in exercise.comparison.pairs]
                _write(folder / page, template.render(exercise=exercise, pairs=pairs))
    index = folder / "index.html"
    template = environment.get_template("index.html.j2")
    _write(index, template.render(course=course, surveys=surveys, pages=pages))
    return index


def _write(path: Path, text: str) -> None:
    write_file(path, encodable(text))


def _shown(pair: Pair, exercise: Exercise) -> tuple[Pair, list[tuple[str, list[tuple[bool, str]]]]]:
    """A pair with both answers in pieces, of which those are marked that both have."""
    texts = [(student, exercise.answers[student]) for student in pair.students]
    return pair, [(student, _pieces(answer, pair)) for student, answer in texts]


def _pieces(answer: Answer, pair: Pair) -> list[tuple[bool, str]]:
    text, place = answer.text[:MAX_SHOWN], 0
    pieces = []
    for start, end in marked(answer, pair):
        pieces += [(False, text[place:start]), (True, text[start:end])]
        place = end
    pieces.append((False, text[place:]))
    if len(answer.text) > MAX_SHOWN:
        pieces.append((False, f"\n… and {len(answer.text) - MAX_SHOWN} characters more"))
    return [(is_marked, piece.replace("\r\n", "\n")) for is_marked, piece in pieces if piece]
