"""Grade one submission: the instructor's notebooks, a student's files, a secret in; result out.

A pure function of its arguments.  It needs no gradebook and no course directory.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from nnkit.checks.problem import Problem
from nnkit.course import student as students
from nnkit.course.catalogue import find_variant
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded
from nnkit.grading.grader.cells import points, role
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.reference_run import reference_run
from nnkit.grading.grader.run import Run
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable
from nnkit.grading.grader.sanitise import SubmissionError, beside, choose, sanitise

VARIANT = re.compile(r'\bvariant\(\s*["\']([^"\']+)["\']')

# Tests print to this process's stdout, and a cluster may run several threads of it.
_ONE_AT_A_TIME = threading.Lock()


def grade(assignment: Assignment, files: Mapping[str, bytes], student: str, secret: str) -> Graded:
    """Grade one submission.

    Parameters
    ----------
    assignment : Assignment
    files : mapping of str to bytes
        What the student handed in, by path.
    student : str
        Whose numbers the exercises use.
    secret : str
        Chooses the cases.

    Returns
    -------
    Graded
        Also for a submission that cannot be graded; then with an `error`.
    """
    with _ONE_AT_A_TIME, students.acting_for(student, secret):
        return _grade(assignment, files, student)


def _grade(assignment: Assignment, files: Mapping[str, bytes], student: str) -> Graded:
    known = reference_run(assignment)
    start = time.monotonic()
    repairs: list[str] = []
    graded: dict[str, str] = {}
    verdicts: list[CellVerdict] = []
    limits = assignment.limits
    until = start + limits.total

    def open_sandbox() -> Sandbox:
        everything = {**others, **assignment.files}
        knows = {"NNKIT_STUDENT": student}
        return Sandbox.confined(knows, everything, limits, confine=assignment.confine)

    try:
        others = beside(files, limits.disk, repairs)
        for name, source in known.notebooks.items():
            if len(assignment.notebooks) > 1 and name not in files:
                repairs.append(f"{name} was not handed in")
                verdicts += [_not_handed_in(name, c) for c in source.cells if points(c)]
                continue
            notebook = sanitise(choose(files, name, repairs), source, repairs, assignment.hidden)
            run = Run(
                name,
                Runner(source, files=assignment.files, hidden=assignment.hidden),
                notebook.cells,
                open_sandbox,
                limits,
                until,
                known.pictures,
            )
            verdicts += run.whole(variants(source, student))
            graded[name] = json.dumps(notebook)
        if not graded:
            raise SubmissionError("None of its notebooks was handed in.")
    except (SubmissionError, SandboxUnavailable) as error:
        return Graded(error=str(error), seconds=time.monotonic() - start)
    seconds = time.monotonic() - start
    return Graded(graded, tuple(verdicts), tuple(repairs), None, seconds)


def variants(source: Node, student: str | None) -> dict[str, Any]:
    """The student's own numbers that a notebook asks for: by id their kind and plain data."""
    ids = {id for cell in source.cells for id in VARIANT.findall(cell.source)}
    found: dict[str, Any] = {}
    for id in sorted(ids):
        try:
            numbers = find_variant(id).numbers(student)
        except (ValueError, LookupError):  # another course's notebook, or nobody's numbers
            continue
        if isinstance(numbers, Problem):
            found[id] = ["Problem", {f.name: getattr(numbers, f.name) for f in fields(numbers)}]
        elif isinstance(numbers, tuple) and hasattr(numbers, "_asdict"):
            found[id] = [type(numbers).__name__, numbers._asdict()]
        else:
            found[id] = ["", numbers]
    return found


def _not_handed_in(notebook: str, cell: Node) -> CellVerdict:
    told = f"{notebook} was not handed in."
    id = role(cell)
    return CellVerdict(id, 0, points(cell), "not attempted", told, None, notebook, id)
