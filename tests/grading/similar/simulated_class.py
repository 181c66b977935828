"""A class with planted copies: who copied what is known.

Simulated students draw from the programs that the exercises know, right and wrong, so that equal
answers need not be copies.  Therefore each honest student writes the program in words of their own;
see `tests.grading.similar.variety`.  A copy is another student's text, disguised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random

import nbformat
from nbformat import NotebookNode

from nnkit.authoring.simulate import hand_in
from nnkit.checks.exercise import Code, Exercise
from nnkit.course.catalogue import exercises
from nnkit.grading.classroom.course import Course
from nnkit.grading.similar.answers import Answer, Module
from tests.grading.similar.variety import copied, honest

ROLES = ("perfect", "one misconception", "several misconceptions", *2 * ("accepted variants",))


@dataclass
class SimulatedClass:
    """Notebooks by student, and the planted copies.

    Attributes
    ----------
    copies : dict of frozenset of str to set of str
        By pair of students the exercises that one copied from the other.
    """

    module: Module
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    copies: dict[frozenset[str], set[str]] = field(default_factory=dict)

    def answers(self) -> Iterator[tuple[str, dict[str, Answer]]]:
        """By exercise what each student answered."""
        for exercise in exercises(self.module.slug).values():
            cells = {s: _cell(notebook, exercise) for s, notebook in self.notebooks.items()}
            yield (
                exercise.id,
                {s: Answer(c.source, c.cell_type == "code") for s, c in cells.items()},
            )


def simulate(course: Course, slug: str, students: int, pairs: int, seed: int = 0) -> SimulatedClass:
    """A class in which the one of each pair copied seven of ten programs from the other."""
    released, solved = _notebooks(course, slug)
    known = list(exercises(slug).values())
    programs = [exercise for exercise in known if isinstance(exercise, Code)]
    made = SimulatedClass(Module.of(course, slug))
    for i in range(students):
        student = f"s{i + 1:03d}"
        random = Random(f"{seed}/{student}/{slug}")
        role = random.choice(ROLES)
        notebook = hand_in(role, student, known, released, solved, random).notebook
        for exercise in programs:
            cell = _cell(notebook, exercise)
            cell.source = honest(cell.source, random)
        made.notebooks[student] = notebook
    random = Random(f"{seed}/{slug}")
    drawn = random.sample(sorted(made.notebooks), 2 * pairs)
    for author, copier in zip(drawn[:pairs], drawn[pairs:], strict=True):
        taken = {exercise.id for exercise in programs if random.random() < 0.7}
        for exercise in programs:
            if exercise.id in taken:
                theirs = _cell(made.notebooks[author], exercise).source
                _cell(made.notebooks[copier], exercise).source = copied(theirs, random)
        made.copies[frozenset((author, copier))] = taken
    return made


@cache
def _notebooks(course: Course, slug: str) -> tuple[NotebookNode, NotebookNode]:
    paths = (course.folder(step) / slug / course.notebook(slug) for step in ("release", "source"))
    released, solved = (nbformat.read(path, as_version=4) for path in paths)
    return released, solved


def _cell(notebook: NotebookNode, exercise: Exercise) -> NotebookNode:
    cell: NotebookNode = next(c for c in notebook.cells if c.id == exercise.name)
    return cell
