"""A submission of one answer and one test, which is worth three points."""

from __future__ import annotations

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


def result_of(answer: str, test: str, source: str = VECTOR) -> Graded:
    def notebook(answer: str) -> str:
        cells = [
            new_code_cell(answer, id="vector", metadata=metadata("vector")),
            new_code_cell(test, id="test-vector", metadata=metadata("test-vector", 3)),
        ]
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"v.ipynb": notebook(source)}, limits=Limits(seconds=6.0))
    return grade(assignment, {"v.ipynb": notebook(answer).encode()}, "ada", "")
