"""What a question asks that a person marks, with its model answer and its rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from nbgrader.preprocessors import ClearMarkScheme, ClearSolutions

from nnkit.checks.exercise import Why
from nnkit.course.catalogue import exercises_of
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.waiting import exercise_id
from nnkit.grading.grader.cells import grade_id, is_answer, is_manual, max_points
from nnkit.grading.grader.notebook import Node, read


@dataclass(frozen=True)
class WrittenQuestion:
    """A question that a person marks.

    Attributes
    ----------
    module, notebook, grade_id : str
    id : str
        The catalogue's id of the exercise, or the grade id.
    max_points : float
    asks, model_answer, rubric : str
        Markdown; empty where the instructor's notebook has none. The model answer is code where
        the answer is.
    is_code, is_task : bool
    cell_ids, texts : frozenset of str
        Of the instructor's cells: others are a student's own.
    """

    module: str
    notebook: str
    grade_id: str
    id: str
    max_points: float
    asks: str
    model_answer: str
    rubric: str
    is_code: bool
    is_task: bool
    cell_ids: frozenset[str]
    texts: frozenset[str]


def written_questions(course: Course, module: str) -> list[WrittenQuestion]:
    """The questions of a module that a person marks, in order.

    Raises
    ------
    CourseError
        If a notebook of the module cannot be read.
    """
    found: list[WrittenQuestion] = []
    for name in course.notebooks(module):
        path = course.source(module) / name
        try:
            cells = read(path.read_text(encoding="utf-8")).cells
            for place, cell in enumerate(cells):
                if is_manual(cell) and grade_id(cell):
                    found.append(_question(course.config(), module, name, cells, place))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CourseError(f"{path} cannot be read as a notebook.") from None
    return found


def _question(
    config: Any, module: str, name: str, cells: Sequence[Node], place: int
) -> WrittenQuestion:
    cell = cells[place]
    solutions, scheme = ClearSolutions(config=config), ClearMarkScheme(config=config)
    region = partial(
        _split, begin=scheme.begin_mark_scheme_delimeter, end=scheme.end_mark_scheme_delimeter
    )
    without_scheme, rubric = region(cell.source)
    is_task = bool(cell.metadata.nbgrader.get("task"))
    asks, model_answer = without_scheme, ""
    if not is_task:
        begin, end = solutions.begin_solution_delimeter, solutions.end_solution_delimeter
        left, solution = _split(without_scheme, begin, end)
        stubs = {"", solutions.text_stub, *solutions.code_stub.values()}
        model_answer = solution or ("" if left.strip() in stubs else left)
        asks = _before(cells[:place])
    id = exercise_id(module, grade_id(cell))
    return WrittenQuestion(
        module,
        name,
        grade_id(cell),
        id,
        max_points(cell),
        asks.strip(),
        model_answer.strip(),
        rubric.strip() or _rubric(module, id),
        cell.cell_type == "code",
        is_task,
        frozenset(c.id for c in cells if "id" in c),
        frozenset(c.source.strip() for c in cells),
    )


def _rubric(module: str, id: str) -> str:
    """What the catalogue says that a good answer has."""
    exercise = exercises_of(module).get(id)
    parts = exercise.rubric if isinstance(exercise, Why) else ()
    return "\n".join(f"- {part}" for part in parts)


def _split(text: str, begin: str, end: str) -> tuple[str, str]:
    """The lines outside of marked regions, and those inside."""
    outside: list[str] = []
    inside: list[str] = []
    into = outside
    for line in text.split("\n"):
        if begin in line or end in line:
            into = inside if begin in line else outside
        else:
            into.append(line)
    return "\n".join(outside), "\n".join(inside)


def _before(cells: Sequence[Node]) -> str:
    """The text that stands before an answer, from its heading on."""
    texts: list[str] = []
    for cell in reversed(cells):
        if cell.cell_type != "markdown" or is_answer(cell):
            if texts or is_answer(cell):
                break
            continue
        texts.insert(0, cell.source)
        if cell.source.lstrip().startswith("#"):
            break
    return "\n\n".join(texts)
