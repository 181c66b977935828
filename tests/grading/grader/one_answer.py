"""A submission of one answer and its tests, which are worth three points each."""

from __future__ import annotations

from collections.abc import Sequence

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.victim import metadata

VECTOR = """\
class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)
    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self.parts, other.parts)))
    def __rmul__(self, factor):
        return Vector(*(factor * a for a in self.parts))
    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))
    def __len__(self):
        return len(self.parts)
    def __getitem__(self, index):
        return self.parts[index]
    def norm(self):
        return (self @ self) ** 0.5
    def pairs(self):
        yield from enumerate(self.parts)"""


def result_of(
    answer: str,
    test: str | Sequence[str],
    source: str = VECTOR,
    given: Sequence[str] = (),
    **files: str,
) -> Graded:
    """The result of an answer.

    Parameters
    ----------
    answer : str
    test : str or sequence of str
    source : str
        The instructor's answer.
    given : sequence of str
        Cells before the answer.
    files : str
        Modules that the student handed in, by name.
    """
    tests = [test] if isinstance(test, str) else test

    def notebook(answer: str) -> str:
        cells = [new_code_cell(text, id=f"given{i}") for i, text in enumerate(given)]
        cells.append(new_code_cell(answer, id="vector", metadata=metadata("vector")))
        for i, text in enumerate(tests):
            id = f"test-vector{i or ''}"
            cells.append(new_code_cell(text, id=id, metadata=metadata(id, 3)))
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"v.ipynb": notebook(source)}, limits=Limits(seconds=6.0))
    beside = {f"{name}.py": text.encode() for name, text in files.items()}
    return grade(assignment, {"v.ipynb": notebook(answer).encode(), **beside}, "ada", "")
