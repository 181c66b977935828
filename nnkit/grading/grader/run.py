"""Run one notebook: the student's cells in a sandbox, the tests here."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from nnkit.checks.exercise import Exercise
from nnkit.grading.grader.assignment import CellVerdict, Limits
from nnkit.grading.grader.bounds import bounded_memory
from nnkit.grading.grader.cells import (
    exercise_of,
    grade_id,
    is_manual,
    is_test,
    max_points,
    written_exercise,
)
from nnkit.grading.grader.decide import STOPPED, decide, manual_verdict
from nnkit.grading.grader.execute import Outcome, earned_points
from nnkit.grading.grader.explain import outputs_of, reason_of, shown_error
from nnkit.grading.grader.files import readable
from nnkit.grading.grader.kernel import Kernel
from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.notebook import Node, new_error, text_of
from nnkit.grading.grader.pictures import Pictures
from nnkit.grading.grader.references import Needs, needs_of, with_references
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost, SandboxUnavailable
from nnkit.grading.grader.variants import Variants
from nnkit.grading.grader.witnesses import Witnesses, shown_points

logger = logging.getLogger(__name__)
CHECK_MEMORY = 192 << 20
"""Bytes that deciding an exercise of the course may take on this side."""

MAX_FAULT = 300  # characters
_FAULT = "The grader itself stopped at this question. A person will look at it."


class NotebookRun:
    """One notebook, run cell by cell; a sandbox that is lost costs the cell or test it was lost in.

    Parameters
    ----------
    name : str
        The notebook's file.
    runner : Runner
    cells : list of Node
        The cells to run; they get their outputs.
    open_sandbox : callable
    variants : dict
        The student's own numbers, from `variants_in`.
    limits : Limits
    deadline : float
        When the time of the whole submission is used up, on the clock of `time.monotonic`.
    pictures : mapping of bytes to bytes
        Those that need not be drawn, by the name of the figure.
    witnesses : Witnesses, optional
        What plain tests came to among the student's cells; without, the runner decides alone.
    report : callable
        Takes the grade id of each test that is begun, and an empty one when it is decided; says
        why a test is left out.
    lost : mapping of str to str
        By grade id the tests that are left out, and why.

    Attributes
    ----------
    pictures : mapping of bytes to bytes
        All that the cells show.
    errors : dict of str to str
        By grade id what tests raised, for an instructor who verifies a solution.
    faults : list of str
        Sentences for the instructor about questions at which the grader itself stopped.
    """

    def __init__(
        self,
        name: str,
        runner: Runner,
        cells: list[Node],
        open_sandbox: Callable[[], Sandbox],
        variants: Variants,
        limits: Limits,
        deadline: float,
        pictures: Mapping[bytes, bytes] = MappingProxyType({}),
        witnesses: Witnesses | None = None,
        report: Callable[[str], str] = lambda id: "",
        lost: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._name, self._runner, self._cells = name, runner, cells
        self._kernel = Kernel(open_sandbox, variants, limits, deadline)
        self._verdicts: dict[str, CellVerdict] = {}
        self._witnesses = witnesses or Witnesses()
        self._report, self._lost = report, lost
        self.errors: dict[str, str] = {}
        self.faults: list[str] = []
        self.pictures = Pictures(pictures, self._kernel)

    def run(self) -> list[CellVerdict]:
        """Run all cells; return the verdicts on those that are graded."""
        verdicts = []
        try:
            for cell in self._cells:
                if is_test(cell):
                    verdicts.append(self._verdict_on(cell, self._report(grade_id(cell))))
                    self._report("")
                elif cell.cell_type == "code":
                    self._run_cell(cell)
                if is_manual(cell):
                    exercise = written_exercise(cell, self._cells)
                    id = exercise.id if exercise else grade_id(cell)
                    verdicts.append(manual_verdict(self._name, id, cell))
            # All answers are in by now, so nobody learns whether a figure is the instructor's.
            code = [c for c in self._cells if c.cell_type == "code" and not is_test(c)]
            with self._faults_kept("the pictures"):
                self.pictures.insert(code)
        finally:
            self._kernel.shut_down()
        return verdicts

    def _run_cell(self, cell: Node) -> None:
        try:
            with self._faults_kept(f"the cell {readable(grade_id(cell) or str(cell.get('id')))}"):
                self._kernel.run_cell(cell)
        except SandboxLost as lost:
            cell.outputs = [new_error(STOPPED, f"This cell was stopped: {lost}.")]
            self._kernel.shut_down()

    def _verdict_on(self, test: Node, why: str) -> CellVerdict:
        """The verdict on a test; a fault of the grader's costs that question only."""
        with self._faults_kept(f"the question {grade_id(test)}, which a person has to mark"):
            return self._run_test(test, why)
        test.outputs = [new_error(STOPPED, _FAULT)]
        id, most = _exercise_id(test), max_points(test)
        return CellVerdict(id, 0, most, "error", _FAULT, None, self._name, grade_id(test))

    @contextlib.contextmanager
    def _faults_kept(self, what: str) -> Iterator[None]:
        """Go on after a fault of the grader's own, which is kept for the instructor."""
        try:
            yield
        except SandboxUnavailable:
            raise  # nothing of the submission can be run
        except Exception as fault:
            why = f"{type(fault).__name__}: {text_of(fault)}"[:MAX_FAULT]
            self.faults.append(f"the grader stopped at {what}: {why}")
            logger.debug("The fault at %s", what, exc_info=fault)
            self._kernel.shut_down()  # it may wait for a reply

    def _run_test(self, test: Node, why: str) -> CellVerdict:
        start = time.monotonic()
        exercise = exercise_of(test)
        with_reference = False

        def run_test() -> Outcome:
            session = self._kernel.session()
            # What decides an exercise of the course needs little, whatever the answer gives.
            with bounded_memory(CHECK_MEMORY) if exercise else contextlib.nullcontext():
                return self._runner.run(test, session)

        try:
            why = self._lost.get(grade_id(test), why)
            outcome = _stopped(why) if why else run_test()
        except SandboxLost as lost:
            outcome = _stopped(str(lost))
            self._kernel.shut_down()
        if (
            exercise is not None
            and not why
            and earned_points(outcome, exercise.points) < exercise.points
        ):
            needs = self._needs(exercise, test)
            with bounded_memory(CHECK_MEMORY):
                better = with_references(outcome, exercise, needs, self._kernel, run_test)
            outcome, with_reference = better or outcome, better is not None
        if outcome.error is not None:
            self.errors[grade_id(test)] = reason_of(outcome.error, test)
        hidden = self._runner.hidden
        alone = decide(_exercise_id(test), test, outcome, self._cells, hidden)
        verdict, decided = self._witnesses.weigh(alone, test, hidden)
        if decided == "inside" or verdict.points != alone.points:
            test.outputs = shown_points(verdict)
        elif outcome.error is not None:
            test.outputs = [shown_error(outcome.error, verdict.message, test, hidden)]
        else:
            test.outputs = outputs_of(outcome, test, hidden)
        graded = CellVerdict(
            **vars(verdict),
            notebook=self._name,
            grade_id=grade_id(test),
            with_reference=with_reference,
            seconds=time.monotonic() - start,
            decided=decided,
            outside=alone.points if decided != "outside" else None,
            inside=self._witnesses.points(test),
        )
        self._verdicts[graded.exercise] = graded
        return graded

    def _needs(self, exercise: Exercise, test: Node) -> Needs:
        """What the student's answer to an exercise needs of the earlier ones."""
        place = next(i for i, cell in enumerate(self._cells) if cell is test)
        code = [c for c in self._cells[:place] if c.cell_type == "code" and not is_test(c)]
        answers = [cell for cell in code if exercise.name in names_in(cell.source).bound]
        if not answers:
            return needs_of(exercise, self._verdicts.values(), set(), "")
        answer = answers[-1]
        used = names_in(answer.source).used
        stopped = any(o.output_type == "error" and o.ename == STOPPED for o in answer.outputs)
        # What was stopped once would be stopped again.
        source = "" if stopped else answer.source
        return needs_of(exercise, self._verdicts.values(), used, source)


def _exercise_id(test: Node) -> str:
    exercise = exercise_of(test)
    return exercise.id if exercise else grade_id(test)


def _stopped(why: str) -> Outcome:
    return Outcome(error=TimeoutError(f"This question was stopped: {why}."))
