"""Notebooks as a course releases them and as students leave them, in a few words each."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from nnkit.grading.grader.cells import checksum
from nnkit.grading.grader.notebook import Node, node
from nnkit.working_copy.notebook import read, written

STUB = 'def f(x):\n    raise NotImplementedError("Write your code here")'
SOLVED = "def f(x):\n    return 2 * x"


def cell(kind: str, id: str, source: str, **metadata: Any) -> Node:
    made: dict[str, Any] = {"cell_type": kind, "id": id, "metadata": metadata, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return node(made)


def text(id: str, source: str) -> Node:
    return cell("markdown", id, source)


def code(id: str, source: str) -> Node:
    return cell("code", id, source)


def answer(id: str, source: str, kind: str = "code") -> Node:
    return _graded(cell(kind, id, source), solution=True, grade=kind != "code")


def check(name: str) -> Node:
    made = cell("code", f"check-{name}", f'check("05.{name}", {name})')
    return _graded(made, solution=False, grade=True)


def own(source: str) -> Node:
    return code(uuid4().hex[:8], source)


def _graded(made: Node, *, solution: bool, grade: bool) -> Node:
    nbgrader = {"grade_id": made.id, "solution": solution, "grade": grade, "locked": not solution}
    nbgrader |= {"cell_type": made.cell_type, "points": 1} if grade else {"cell_type": "code"}
    made.metadata = node({"nbgrader": {**nbgrader, "schema_version": 3, "task": False}})
    made.metadata.nbgrader.checksum = checksum(made)
    return made


def notebook(*cells: Node) -> bytes:
    return written(node({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}))


def lesson(title: str = "# Title") -> list[Node]:
    """The cells of a small module."""
    return [
        text("title", title),
        code("imports", "import nnkit"),
        text("exercise-f", "### Exercise 05.f\n\nTwice x."),
        answer("f", STUB),
        check("f"),
        text("exercise-why", "### Exercise 05.why\n\nWhy?"),
        answer("why", "YOUR ANSWER HERE", "markdown"),
    ]


LESSON = notebook(*lesson())


def changed(content: bytes, **sources: str) -> bytes:
    """A notebook with other text in some of its cells; ids have _ in place of -."""
    made = read(content)
    for each in made.cells:
        each.source = sources.get(each.id.replace("-", "_"), each.source)
    return written(made)


def inserted(content: bytes, after: str, *cells: Node) -> bytes:
    made = read(content)
    at = [each.id for each in made.cells].index(after) + 1
    made.cells[at:at] = cells
    return written(made)


def run(content: bytes) -> bytes:
    """A notebook after its cells were run: outputs, and nothing else, are new."""
    made = json.loads(content)
    for each in made["cells"]:
        if each["cell_type"] == "code":
            shown = {"output_type": "stream", "name": "stdout", "text": "hello"}
            each |= {"outputs": [shown], "execution_count": 1}
    made["metadata"]["language_info"] = {"name": "python", "version": "3.11"}
    return json.dumps(made).encode()


def sources(content: bytes) -> dict[str, str]:
    return {each.id: each.source for each in read(content).cells}
