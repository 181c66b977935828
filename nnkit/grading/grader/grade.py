"""Grade one submission: the instructor's notebooks, a student's files, a secret in; result out.

A pure function of its arguments.  It needs no gradebook and no course directory.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial, reduce

from nnkit.course import student as students
from nnkit.grading.grader.archives import Unpacked, unpack
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded
from nnkit.grading.grader.cells import max_points
from nnkit.grading.grader.decide import not_handed_in
from nnkit.grading.grader.files import put_over
from nnkit.grading.grader.find import NotHandedIn, find_notebook, in_folder_of
from nnkit.grading.grader.reference_run import ReferenceRun, reference_run
from nnkit.grading.grader.run import NotebookRun
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable
from nnkit.grading.grader.sanitise import is_answered, sanitise
from nnkit.grading.grader.submission import SubmissionError, other_files
from nnkit.grading.grader.variants import variants_in
from nnkit.grading.grader.whose import with_whose_numbers

logger = logging.getLogger(__name__)

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
    with _ONE_AT_A_TIME, students.acting_for(student, secret, assignment.students):
        reference = reference_run(assignment)
        start = time.monotonic()
        try:
            result = _grade(assignment, reference, files, student)
        except (SubmissionError, SandboxUnavailable) as error:
            logger.info("%.80r could not be graded: %.300r", student, str(error))
            return Graded(error=str(error), seconds=time.monotonic() - start)
        for repair in result.repairs:
            logger.info("%.80r: %.300r", student, repair)
        logger.debug("%.80r graded in %.2f s", student, time.monotonic() - start)
        return replace(result, seconds=time.monotonic() - start)


def _grade(
    assignment: Assignment, reference: ReferenceRun, files: Mapping[str, bytes], student: str
) -> Graded:
    """Grade what was handed in; a submission that cannot be graded raises `SubmissionError`."""
    repairs: list[str] = []
    notebooks: dict[str, str] = {}
    verdicts: list[CellVerdict] = []
    limits, hidden = assignment.limits, assignment.hidden
    deadline = time.monotonic() + limits.total
    unpacked = unpack(files, limits.disk, repairs)
    found = unpacked.files
    paths = _find_notebooks(reference, unpacked, hidden, repairs)
    around = reduce(in_folder_of, paths.values(), unpacked.around(paths.values()))
    beside = _files_beside(around, assignment, repairs)

    def open_sandbox() -> Sandbox:
        environment = {"NNKIT_STUDENT": student}
        return Sandbox.start(environment, beside, limits, confine=assignment.confine)

    for name, source in reference.notebooks.items():
        if name not in paths:
            verdicts += [not_handed_in(name, c) for c in source.cells if max_points(c)]
            continue
        notebook = sanitise(found[paths[name]], source, repairs, hidden)
        run = NotebookRun(
            name,
            Runner(source, files=assignment.files, hidden=hidden),
            notebook.cells,
            open_sandbox,
            variants_in(source, student),
            limits,
            deadline,
            reference.pictures,
        )
        verdicts += with_whose_numbers(run.run, notebook.cells, student, repairs)
        notebooks[name] = json.dumps(notebook)
    if not notebooks:
        raise SubmissionError("None of its notebooks was handed in.")
    return Graded(notebooks, tuple(verdicts), tuple(repairs))


def _files_beside(
    handed_in: Mapping[str, bytes], assignment: Assignment, repairs: list[str]
) -> dict[str, bytes]:
    """The files that lie beside the notebook when it runs: the student's and the instructor's."""
    own = other_files(handed_in, assignment.limits.disk, repairs)
    beside = put_over(own, assignment.files)
    if left_out := sorted(own.keys() - beside.keys()):
        shown = ", ".join(name[-80:] for name in left_out[:3])
        more = " …" if len(left_out) > 3 else ""
        repairs.append(
            "files were left out whose names are too long, or those of other files or folders: "
            f"{shown}{more}"
        )
    return beside


def _find_notebooks(
    reference: ReferenceRun,
    unpacked: Unpacked,
    hidden: tuple[str, str],
    repairs: list[str],
) -> dict[str, str]:
    """The paths of the notebooks that were handed in, by the names that they should have."""
    paths, files = {}, unpacked.files
    for name, source in reference.notebooks.items():
        answered = partial(is_answered, source=source, hidden=hidden)
        others = reference.notebooks.keys() - {name}
        try:
            paths[name] = find_notebook(files, name, repairs, answered, others)
        except NotHandedIn:
            if not others and unpacked.faults:
                raise SubmissionError(f"{name} is needed. {_why_not_unpacked(unpacked)}") from None
            if not others:
                raise
            repairs.append(f"{name} was not handed in")
    return paths


def _why_not_unpacked(unpacked: Unpacked) -> str:
    faults = [f"{name} was not unpacked: {why}." for name, why in unpacked.faults.items()]
    return " ".join(faults[:3])
