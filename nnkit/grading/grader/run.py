"""One way through a notebook: the student's cells in a sandbox, the tests here.

Trusts nothing of the sandbox: one that is lost, or that lies, costs what it was asked.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from nnkit.checks.exercise import Code, Exercise
from nnkit.checks.verdict import Status, Verdict
from nnkit.course.catalogue import find
from nnkit.grading.grader import runner
from nnkit.grading.grader.assignment import CellVerdict, Limits
from nnkit.grading.grader.cells import checksum, is_read, is_test, points, role
from nnkit.grading.grader.notebook import Node, new_error
from nnkit.grading.grader.outputs import OutputValidator
from nnkit.grading.grader.proxy import RemoteError, Session
from nnkit.grading.grader.runner import Answer, NotDefined, Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost

CHECK = re.compile(r'\bcheck\(\s*["\']([^"\']+)["\']')
STOPPED = "Stopped"


class Run:
    """One way through a notebook, cell by cell, that survives the loss of its sandbox.

    Parameters
    ----------
    name : str
        The notebook's file.
    runner : Runner
    cells : list of Node
        The cells to run; they get their outputs.
    open_sandbox : callable
    limits : Limits
    until : float
        When the time of the whole submission is used up, on the clock of `time.monotonic`.
    pictures : mapping of bytes to bytes
        Those that need not be drawn, by the name of the figure.

    Attributes
    ----------
    pictures : dict of bytes to bytes
        All that the cells show.
    """

    def __init__(
        self,
        name: str,
        runner: Runner,
        cells: list[Node],
        open_sandbox: Callable[[], Sandbox],
        limits: Limits,
        until: float,
        pictures: Mapping[bytes, bytes] = MappingProxyType({}),
    ) -> None:
        self._name, self._runner, self._cells = name, runner, cells
        self._open, self._seconds, self._until = open_sandbox, limits.seconds, until
        self._received = OutputValidator(limits.output)
        self._done: list[Node] = []
        self._verdicts: dict[str, CellVerdict] = {}
        self._session: Session | None = None
        self._numbers: dict[str, Any] = {}
        self.pictures = dict(pictures)

    def whole(self, numbers: dict[str, Any]) -> list[CellVerdict]:
        """Run all cells; return what every question came to.

        Parameters
        ----------
        numbers : dict
            The student's own, from `own_numbers`.
        """
        self._numbers = numbers
        verdicts = []
        try:
            for cell in self._cells:
                if is_test(cell):
                    verdicts.append(self._question(cell))
                elif cell.cell_type == "code":
                    self._run(cell)
                if is_read(cell):
                    verdicts.append(_read_by_a_person(self._name, self._id(cell), cell))
            self._draw()
        finally:
            self._end()
        return verdicts

    def _id(self, cell: Node) -> str:
        """The exercise's id of a written answer; for one that is in no catalogue the grade id."""
        checked = [id for c in self._cells for id in CHECK.findall(c.source)]
        for id in {f"{id[:2]}.{role(cell)}" for id in checked}:
            with contextlib.suppress(ValueError):
                return find(id).id
        return role(cell)

    def _run(self, cell: Node) -> None:
        """Run one of the student's cells in the sandbox."""
        try:
            cell.outputs = self._received.outputs(self._connected().run(cell.source))
            self._done.append(cell)
        except SandboxLost as lost:
            cell.outputs = [new_error(STOPPED, f"This cell was stopped: {lost}.")]
            self._end()

    def _draw(self) -> None:
        """Put pictures in the place of the figures that cells have shown.

        All answers are in by now, so nobody learns of it whether a figure is the instructor's.
        """
        for cell in self._cells:
            if cell.cell_type == "code" and not is_test(cell):
                cell.outputs = [self._received.draw(o, self._picture) for o in cell.outputs]

    def _picture(self, figure: bytes) -> bytes:
        """The picture of a figure; a ValueError says why there is none."""
        if figure not in self.pictures:
            self.pictures[figure] = self._drawn(figure)
        if not self.pictures[figure]:
            raise ValueError("it could not be drawn")
        return self.pictures[figure]

    def _drawn(self, figure: bytes) -> bytes:
        """The picture of a figure, from the sandbox; empty if there is none."""
        try:
            picture = self._connected().ask("draw", figure=figure).get("picture")
        except SandboxLost:
            self._end()
            return b""
        except Exception:  # of whatever kind the student's code raised it
            return b""
        return picture if isinstance(picture, bytes) and self._received.has_room(picture) else b""

    def _question(self, cell: Node) -> CellVerdict:
        """Run one test cell here."""
        start = time.monotonic()
        exercise, most = _exercise(cell), points(cell)
        with_reference = False
        try:
            answer = self._ask(cell)
            again = self._with_references(cell, exercise, answer)
            if again is not None:
                answer, with_reference = again, True
        except SandboxLost as lost:
            answer = Answer(error=TimeoutError(f"This question was stopped: {lost}."))
            self._end()
        verdict = self._verdict(cell, exercise, answer)
        if answer.error is not None:
            cell.outputs = [new_error(type(answer.error).__name__, verdict.message)]
        else:
            cell.outputs = self._runner.outputs(answer, cell, most)
        decided = CellVerdict(
            **vars(verdict),
            notebook=self._name,
            grade_id=role(cell),
            with_reference=with_reference,
            seconds=time.monotonic() - start,
        )
        self._verdicts[decided.exercise] = decided
        return decided

    def _ask(self, cell: Node) -> Answer:
        session = self._connected()
        answer = self._runner.run(cell, session)
        session.sandbox.demand()
        return answer

    def _with_references(
        self, cell: Node, exercise: Exercise | None, answer: Answer
    ) -> Answer | None:
        """The answer with references in place of what it needs and is wrong, if that is better."""
        if exercise is None or not isinstance(answer.value, Verdict):
            return None
        if answer.value.points >= answer.value.max_points:
            return None
        needs = map(find, _all_needs(exercise))
        wrong = [need for need in needs if isinstance(need, Code) and self._failed(need)]
        if not wrong:
            return None
        session = self._connected()
        before = {need.name: _look(session, need.name) for need in wrong}
        for need in wrong:
            session.define(need.name, need.reference)
        again = self._ask(cell)
        for name, value in before.items():
            session.define(name, value)
        if not isinstance(again.value, Verdict) or again.value.points <= answer.value.points:
            return None
        names = " and ".join(f"{need.name}()" for need in wrong)
        return replace(again, value=again.value.with_note(f"With the reference {names}."))

    def _failed(self, exercise: Exercise) -> bool:
        decided = self._verdicts.get(exercise.id)
        return decided is not None and decided.points < decided.max_points

    def _verdict(self, cell: Node, exercise: Exercise | None, answer: Answer) -> Verdict:
        """What to report of a question."""
        most, earned = points(cell), runner.points(answer, points(cell))
        if isinstance(answer.value, Verdict):
            return replace(answer.value, points=earned, max_points=most)
        id = exercise.id if exercise else role(cell)

        def verdict(status: Status, message: str = "") -> Verdict:
            return Verdict(id, earned, most, status, message)

        match answer.error:
            case None:
                status: Status = "partial" if earned else "failed"
                return verdict("passed" if earned >= most else status)
            case NotImplementedError():
                return verdict("not attempted", "Still to do.")
            case NotDefined():
                return self._not_defined(answer.error, verdict)
            case AssertionError():
                return verdict("failed", self._runner.told_error(answer.error, cell))
            case TimeoutError() if not isinstance(answer.error, RemoteError):
                return verdict("error", str(answer.error))
        return verdict("error", self._runner.told_error(answer.error, cell))

    def _not_defined(self, error: NotDefined, verdict: Callable[..., Verdict]) -> Verdict:
        """Tell why a name is missing: what stopped the cell in which it belongs."""
        cell = next((c for c in self._cells if role(c) == error.cell), None)
        if cell is None or cell.cell_type != "code" or not cell.source.strip():
            return verdict("not attempted", f"Still to do: {error}.")
        stops = [o for o in cell.outputs if o.output_type == "error"]
        if not stops:
            return verdict("error", f"The cell for this answer ran, but {error}.")
        kind, text = stops[0].ename, stops[0].evalue
        if kind == "NotImplementedError":
            return verdict("not attempted", "Still to do.")
        if kind == STOPPED:
            return verdict("error", text)
        # The name of the file that IPython makes of a cell says nothing to a student.
        text = re.sub(r"\(\S+, (line \d+)\)", r"(\1)", text)
        return verdict("error", f"The cell of `{error.name}` stopped with a {kind}: {text}")

    def _connected(self) -> Session:
        """A session with a sandbox in which all cells so far have run, and time for the next."""
        while self._session is None:
            self._time_left()
            self._session = Session(self._open())
            culprit = None
            try:
                for id, numbers in self._numbers.items():
                    self._allow(self._session)
                    self._session.ask("numbers", id=id, value=numbers)
                for culprit in list(self._done):
                    self._allow(self._session)
                    self._session.run(culprit.source)
            except SandboxLost:
                self._end()
                if culprit is None or time.monotonic() > self._until:
                    raise
                self._done.remove(culprit)
        self._allow(self._session)
        return self._session

    def _allow(self, session: Session) -> None:
        """Start the time of the next cell or question."""
        self._time_left()
        session.deadline = min(time.monotonic() + self._seconds, self._until)

    def _time_left(self) -> None:
        if time.monotonic() > self._until:
            raise SandboxLost("the time of the whole submission was used up before")

    def _end(self) -> None:
        if self._session is not None:
            self._session.sandbox.end()
            self._session = None


def _exercise(cell: Node) -> Exercise | None:
    """The exercise that a test cell checks, if it calls `check`."""
    found = CHECK.findall(cell.source)
    try:
        return find(found[-1]) if found else None
    except ValueError:
        return None


def _all_needs(exercise: Exercise) -> list[str]:
    """What an exercise needs, and what that needs."""
    ids: list[str] = []
    for need in exercise.needs:
        ids += [i for i in (*_all_needs(find(need)), need) if i not in ids]
    return ids


def _look(session: Session, name: str) -> Any:
    """What a name stands for, in a form that can be put back."""
    try:
        value = session.look(name)
    except Exception:  # it is not there, or it is a module
        return None
    return None if value is Ellipsis else value


def _read_by_a_person(notebook: str, id: str, cell: Node) -> CellVerdict:
    """A written answer, which waits for a person unless nothing was written."""
    name, most = role(cell), points(cell)
    about = cell.metadata.nbgrader
    if about.get("solution") and about.get("checksum") == checksum(cell):
        told = "Nothing was written."
        return CellVerdict(id, 0, most, "not attempted", told, None, notebook, name)
    told = "Waits for a person to read it."
    return CellVerdict(id, 0, most, "manual", told, None, notebook, name)
