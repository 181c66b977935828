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
from nnkit.grading.grader.sandboxed_tests import SandboxMark, is_plain, run_sandboxed_tests
from nnkit.grading.grader.sanitise import bounded_repairs, is_answered, sanitise
from nnkit.grading.grader.submission import SubmissionError, other_files
from nnkit.grading.grader.unseen import unseen_in
from nnkit.grading.grader.variants import Variants, variants_in
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
    """Grade what was handed in; a submission that cannot be graded raises `SubmissionError`."""
    with students.acting_for(student, secret, assignment.students):
        return _Submission(assignment, reference, files, student, report, lost).grade()


class _Submission:
    """What one student handed in, notebook by notebook.

    Parameters
    ----------
    assignment : Assignment
    reference : ReferenceRun
    files : mapping of str to bytes
    student : str
    report, lost
        See `nnkit.grading.grader.own_process.OwnProcess`.
    """

    def __init__(
        self,
        assignment: Assignment,
        reference: ReferenceRun,
        files: Mapping[str, bytes],
        student: str,
        report: Report,
        lost: Lost,
    ) -> None:
        self._assignment, self._reference, self._student = assignment, reference, student
        self._report, self._lost = report, lost
        self._repairs: list[str] = []
        self._reasons: dict[tuple[str, str], Reasons] = {}
        # Each of the two witnesses has all of the time.
        self._deadline = self._inside_deadline = time.monotonic() + assignment.limits.total
        unpacked = unpack(files, assignment.limits.disk, self._repairs)
        self._files = unpacked.files
        self._paths = _find_notebooks(reference, unpacked, assignment.hidden, self._repairs)
        around = reduce(in_folder_of, self._paths.values(), unpacked.around(self._paths.values()))
        self._all = _all_files(around, assignment, self._repairs)

    def grade(self) -> Graded:
        """Grade all notebooks that were handed in."""
        notebooks: dict[str, str] = {}
        verdicts: list[CellVerdict] = []
        for name, source in self._reference.notebooks.items():
            if name not in self._paths:
                verdicts += [not_handed_in(name, c) for c in source.cells if max_points(c)]
                continue
            handed_in = self._files[self._paths[name]]
            notebook = sanitise(handed_in, source, self._repairs, self._assignment.hidden)
            verdicts += self._run(name, source, notebook)
            notebooks[name] = json.dumps(notebook)
        if not notebooks:
            raise SubmissionError("None of its notebooks was handed in.")
        repairs = bounded_repairs(self._repairs)
        return Graded(notebooks, tuple(verdicts), repairs, reasons=self._reasons)

    def _run(self, name: str, source: Node, notebook: Node) -> list[CellVerdict]:
        """The verdicts on a notebook, whose cells get their outputs."""
        assignment, variants = self._assignment, variants_in(source, self._student)
        start = time.monotonic()
        marks = self._marks(source, notebook, variants)
        between = time.monotonic()
        self._deadline += between - start
        alone = frozenset(id for of, id in assignment.inside if of == name)
        run = NotebookRun(
            name,
            Runner(source, files=assignment.files, hidden=assignment.hidden),
            notebook.cells,
            self._open_sandbox,
            variants,
            assignment.limits,
            self._deadline,
            self._reference.pictures,
            Witnesses(marks, alone),
            partial(_report_of, self._report, name),
            {id: why for (of, id), why in self._lost.items() if of == name},
        )
        verdicts = with_whose_numbers(run.run, notebook.cells, self._student, self._repairs)
        self._repairs[:0] = run.faults  # where nothing cuts them off
        messages = {verdict.grade_id: verdict.message for verdict in verdicts}
        for id, mark in marks.items():
            self._reasons[name, id] = _reasons(mark, run.errors.get(id, ""), messages[id])
        asked = _asked(assignment, name, source, self._report, self._lost)
        for id, (passed_by, unseen) in asked.items():
            known = self._reasons[name, id]
            self._reasons[name, id] = replace(known, passed_by=passed_by, unseen=unseen)
        self._inside_deadline += time.monotonic() - between
        return verdicts

    def _marks(self, source: Node, notebook: Node, variants: Variants) -> dict[str, SandboxMark]:
        """What the plain tests of a notebook come to among the student's cells."""
        if not any(map(is_plain, source.cells)):
            return {}
        return run_sandboxed_tests(
            notebook.cells,
            partial(self._open_sandbox, **processes.GRADED),
            variants,
            self._assignment.limits,
            self._inside_deadline,
            warnings_cost=self._assignment.warnings_cost,
        )

    def _open_sandbox(self, **environment: str) -> Sandbox:
        assignment = self._assignment
        environment["NNKIT_STUDENT"] = self._student
        return Sandbox.start(environment, self._all, assignment.limits, confine=assignment.confine)


def _reasons(mark: SandboxMark, outside: str, message: str) -> Reasons:
    """Why a plain test failed, by its mark, what it raised outside, and what the student reads."""
    inside = mark.stopped or mark.error
    if outside.startswith(NotDefined.__name__):  # which the message says why
        outside = message.partition("\n")[0]
    stopped = bool(mark.stopped) or _STOPPED in outside or _STOPPED in inside
    return Reasons(outside, inside, mark.warned, stopped)


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


def _all_files(
    handed_in: Mapping[str, bytes], assignment: Assignment, repairs: list[str]
) -> dict[str, bytes]:
    """The files that lie beside the notebook when it runs: the student's and the instructor's."""
    own = other_files(handed_in, assignment.limits.disk, repairs)
    files = put_over(own, assignment.files)
    if left_out := sorted(own.keys() - files.keys()):
        shown = ", ".join(name[-80:] for name in left_out[:3])
        more = " …" if len(left_out) > 3 else ""
        repairs.append(
            "files were left out whose names are too long, or those of other files or folders: "
            f"{shown}{more}"
        )
    return files


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
