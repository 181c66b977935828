"""What `check` says of code in a notebook, the engine says too, though a border lies between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.authoring.source import source_as
from nnkit.checks.exercise import Code
from nnkit.course.catalogue import every_exercise
from nnkit.grading.grader.assignment import Assignment, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.victim import metadata

CODE = [e for e in every_exercise() if isinstance(e, Code)]
IMPORTS = "import numpy as np\n\nimport nnkit\nfrom nnkit import *\nfrom nnkit import check"


def notebook(exercise: Code, source: str) -> str:
    test = f'check("{exercise.id}", {exercise.name})'
    cells = [
        new_code_cell(IMPORTS, id="imports"),
        new_code_cell(source, id="answer", metadata=metadata(exercise.name)),
        new_code_cell(test, id="check", metadata=metadata("check", exercise.points)),
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


@pytest.mark.parametrize("exercise", CODE, ids=[e.id for e in CODE])
def test_misconceptions_are_named_and_variants_accepted_across_the_border(exercise: Code) -> None:
    source = notebook(exercise, f"def {exercise.name}(): ...")
    assignment = Assignment({"a.ipynb": source}, limits=Limits(seconds=20.0))

    def graded(answer: Callable[..., Any]) -> tuple[float | None, str | None]:
        handed = notebook(exercise, source_as(exercise.name, answer))
        (question,) = grade(assignment, {"a.ipynb": handed.encode()}, "ada", "secret").verdicts
        return question.points, question.misconception

    for misconception in exercise.misconceptions:
        points = int(2 * misconception.credit * exercise.points) / 2
        earned, name = graded(misconception.wrong)
        assert name == misconception.name
        # What is right all the same may earn more than the credit.
        assert earned is not None
        assert points <= earned < exercise.points
    for accepted in exercise.accepts:
        assert graded(accepted) == (exercise.points, None)
