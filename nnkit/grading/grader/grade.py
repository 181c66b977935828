"""Grade one submission: the instructor's notebooks, a student's files, a secret in; result out.

A pure function of its arguments.  It needs no gradebook and no course directory.
"""

from __future__ import annotations

import atexit
import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Any

from nnkit.course import student as students
from nnkit.grading.grader import processes
from nnkit.grading.grader.archives import Unpacked, unpack
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded, Reasons
from nnkit.grading.grader.cells import grade_id, max_points
from nnkit.grading.grader.decide import not_handed_in
from nnkit.grading.grader.explain import NotDefined
from nnkit.grading.grader.files import put_over
from nnkit.grading.grader.find import NotHandedIn, find_notebook, in_folder_of
from nnkit.grading.grader.hollow import passed_by_hollow
from nnkit.grading.grader.libraries import load_libraries
from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.own_process import GradingLost, Lost, OwnProcess, Report
from nnkit.grading.grader.reference_run import ReferenceRun, reference_run
from nnkit.grading.grader.run import NotebookRun
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable
from nnkit.grading.grader.sandboxed_tests import (
    ENVIRONMENT,
    SandboxMark,
    is_plain,
    run_sandboxed_tests,
)
from nnkit.grading.grader.sanitise import bounded_repairs, is_answered, sanitise
from nnkit.grading.grader.submission import SubmissionError, other_files
from nnkit.grading.grader.unseen import unseen_in
from nnkit.grading.grader.variants import variants_in
from nnkit.grading.grader.whose import with_whose_numbers
from nnkit.grading.grader.witnesses import Witnesses

logger = logging.getLogger(__name__)

# Tests print to this process's stdout, and a cluster may run several threads of it.
_ONE_AT_A_TIME = threading.Lock()
# A test, or a cell before it.
_STOPPED = " was stopped: "
IN_OWN_PROCESS = processes.CAN_FORK


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
    with _ONE_AT_A_TIME:
        start = time.monotonic()
        reference = reference_run(assignment)
        try:
            result = _ask(assignment, reference, files, student, secret)
        except (SubmissionError, SandboxUnavailable, GradingLost) as error:
            logger.info("%.80r could not be graded: %.300r", student, str(error))
            return Graded(error=str(error), seconds=time.monotonic() - start)
        for repair in result.repairs:
            logger.info("%.80r: %.300r", student, repair)
        logger.debug("%.80r graded in %.2f s", student, time.monotonic() - start)
        return replace(result, seconds=time.monotonic() - start)


@dataclass
class _Kept:
    """The process that graded the last submission, and for what it was forked."""

    assignment: Assignment
    reference: ReferenceRun
    pictures: int
    process: OwnProcess[Graded]


_kept: _Kept | None = None


@atexit.register
def _end_kept() -> None:
    """End the process that was kept, which shares this one's fork server."""
    if _kept is not None:
        _kept.process.end()


def _ask(assignment: Assignment, reference: ReferenceRun, *submission: Any) -> Graded:
    """Grade a submission in another process, where processes can be forked."""
    global _kept
    work = partial(_grade_as, assignment, reference)
    if not IN_OWN_PROCESS:
        return work(lambda question: "", {}, *submission)
    forked_for = assignment, reference, len(reference.pictures)
    if _kept is None or (_kept.assignment, _kept.reference, _kept.pictures) != forked_for:
        if _kept is not None:
            _kept.process.end()
        if _has_plain_tests(reference):
            load_libraries(reference.notebooks.values(), assignment.files)
        _kept = _Kept(*forked_for, OwnProcess(work, assignment.limits))
    try:
        return _kept.process.ask(*submission)
    finally:
        # `check` changes nothing in the process, so that what it found out serves the next student.
        # What the tests of other courses do to it, nobody knows.
        if _has_plain_tests(reference):
            _kept.process.end()


def _has_plain_tests(reference: ReferenceRun) -> bool:
    return any(is_plain(cell) for source in reference.notebooks.values() for cell in source.cells)


def _grade_as(
    assignment: Assignment,
    reference: ReferenceRun,
    report: Report,
    lost: Lost,
    files: Mapping[str, bytes],
    student: str,
    secret: str,
) -> Graded:
    with students.acting_for(student, secret, assignment.students):
        return _grade(assignment, reference, files, student, report, lost)


def _grade(
    assignment: Assignment,
    reference: ReferenceRun,
    files: Mapping[str, bytes],
    student: str,
    report: Report,
    lost: Lost,
) -> Graded:
    """Grade what was handed in; a submission that cannot be graded raises `SubmissionError`."""
    repairs: list[str] = []
    notebooks: dict[str, str] = {}
    verdicts: list[CellVerdict] = []
    limits, hidden = assignment.limits, assignment.hidden
    deadline = inside_deadline = time.monotonic() + limits.total
    reasons: dict[tuple[str, str], Reasons] = {}
    unpacked = unpack(files, limits.disk, repairs)
    found = unpacked.files
    paths = _find_notebooks(reference, unpacked, hidden, repairs)
    around = reduce(in_folder_of, paths.values(), unpacked.around(paths.values()))
    beside = _files_beside(around, assignment, repairs)

    def open_sandbox(**environment: str) -> Sandbox:
        environment["NNKIT_STUDENT"] = student
        return Sandbox.start(environment, beside, limits, confine=assignment.confine)

    for name, source in reference.notebooks.items():
        if name not in paths:
            verdicts += [not_handed_in(name, c) for c in source.cells if max_points(c)]
            continue
        notebook = sanitise(found[paths[name]], source, repairs, hidden)
        variants = variants_in(source, student)
        start = time.monotonic()
        marks: dict[str, SandboxMark] = {}
        if any(map(is_plain, source.cells)):
            opens = partial(open_sandbox, **ENVIRONMENT)
            costs = assignment.warnings_cost
            marks = run_sandboxed_tests(
                notebook.cells, opens, variants, limits, inside_deadline, warnings_cost=costs
            )
        alone = frozenset(id for of, id in assignment.inside if of == name)
        between = time.monotonic()
        deadline += between - start
        run = NotebookRun(
            name,
            Runner(source, files=assignment.files, hidden=hidden),
            notebook.cells,
            open_sandbox,
            variants,
            limits,
            deadline,
            reference.pictures,
            Witnesses(marks, alone),
            partial(_report_of, report, name),
            {id: why for (of, id), why in lost.items() if of == name},
        )
        decided = with_whose_numbers(run.run, notebook.cells, student, repairs)
        verdicts += decided
        repairs[:0] = run.faults  # where nothing cuts them off
        told = {verdict.grade_id: verdict.message for verdict in decided}
        for id, mark in marks.items():
            outside, inside = run.errors.get(id, ""), mark.stopped or mark.error
            if outside.startswith(NotDefined.__name__):  # which the message says why
                outside = told[id].partition("\n")[0]
            stopped = bool(mark.stopped) or _STOPPED in outside or _STOPPED in inside
            reasons[name, id] = Reasons(outside, inside, mark.warned, stopped)
        for id, (passed_by, unseen) in _asked(assignment, name, source, report, lost).items():
            reasons[name, id] = replace(reasons[name, id], passed_by=passed_by, unseen=unseen)
        inside_deadline += time.monotonic() - between
        notebooks[name] = json.dumps(notebook)
    if not notebooks:
        raise SubmissionError("None of its notebooks was handed in.")
    return Graded(notebooks, tuple(verdicts), bounded_repairs(repairs), reasons=reasons)


def _asked(
    assignment: Assignment, notebook: str, source: Node, report: Report, lost: Lost
) -> dict[str, tuple[str, str]]:
    """By grade id what hollow answer passes a plain test, and what it asks that is not seen."""
    tests = [c for c in source.cells if is_plain(c) and max_points(c)] * assignment.verifies
    if not tests:
        return {}

    def is_lost(id: str) -> str:
        question = f"{notebook}, hollow", id
        return lost.get(question, "") or report(question)

    runner_of = partial(Runner, source, files=assignment.files, hidden=assignment.hidden)
    passed_by = passed_by_hollow(runner_of, tests, assignment.limits, is_lost)
    report(None)
    names = [names_in(cell.source) for cell in source.cells if cell.cell_type == "code"]
    modules = {"__builtins__"}.union(*(of.imports for of in names))
    return {
        grade_id(test): (passed_by.get(grade_id(test), ""), unseen_in(test.source, modules))
        for test in tests
    }


def _report_of(report: Report, notebook: str, id: str) -> str:
    """Report a question of one notebook; without an id that none is under way."""
    return report((notebook, id) if id else None)


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
