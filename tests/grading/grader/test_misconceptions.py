"""What `check` says of code in a notebook, the engine says too, though a border lies between."""

from __future__ import annotations

from collections.abc import Sequence

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.authoring.source import source_as
from nnkit.checks.exercise import Circumstances, Code
from nnkit.checks.judge import judge
from nnkit.course.catalogue import every_exercise
from nnkit.grading.grader.assignment import Assignment, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.victim import metadata

CODE = [e for e in every_exercise() if isinstance(e, Code)]
IMPORTS = "import numpy as np\n\nimport nnkit\nfrom nnkit import *\nfrom nnkit import check"


def notebook(exercise: Code, answers: Sequence[str]) -> str:
    """A notebook that answers an exercise several times, and checks each answer."""
    cells = [new_code_cell(IMPORTS, id="imports")]
    for i, source in enumerate(answers):
        test, about = f'check("{exercise.id}", {exercise.name})', f"check-{i}"
        cells += [
            new_code_cell(source, id=f"answer-{i}", metadata=metadata(f"answer-{i}")),
            new_code_cell(test, id=about, metadata=metadata(about, exercise.points)),
        ]
    return str(nbformat.writes(new_notebook(cells=cells)))


@pytest.mark.parametrize("exercise", CODE, ids=[e.id for e in CODE])
def test_misconceptions_are_named_and_variants_accepted_across_the_border(exercise: Code) -> None:
    wrong = [misconception.wrong for misconception in exercise.misconceptions]
    answers = [source_as(exercise.name, answer) for answer in (*wrong, *exercise.accepts)]
    stubs = notebook(exercise, [f"def {exercise.name}(): ..."] * len(answers))
    assignment = Assignment({"a.ipynb": stubs}, limits=Limits(seconds=20.0))
    handed_in = {"a.ipynb": notebook(exercise, answers).encode()}
    # Before the grading process is forked, which then knows the cases and what they come to.
    points = [judge(exercise, answer, Circumstances("ada", "secret")).points for answer in wrong]
    points += [exercise.points] * len(exercise.accepts)
    names = [misconception.name for misconception in exercise.misconceptions]
    questions = grade(assignment, handed_in, "ada", "secret").verdicts
    assert [question.points for question in questions] == points
    assert [question.misconception for question in questions[: len(wrong)]] == names
