"""Grade one submission: the instructor's source, the student's file and a secret in, a result out.

A pure function of its arguments.  It needs no gradebook and no course directory.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, fields, replace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_solution

from nnkit.checks import student as students
from nnkit.checks.catalogue import find, find_variant
from nnkit.checks.exercise import Code, Exercise
from nnkit.checks.problem import Problem
from nnkit.checks.verdict import Verdict
from nnkit.grading.engine import exam as exams
from nnkit.grading.engine.exam import Answer, Exam
from nnkit.grading.engine.sandbox import Limits, Sandbox, SandboxLost
from nnkit.grading.engine.sanitise import SubmissionError, is_test, role, sanitise
from nnkit.grading.engine.standin import Link

VARIANT = re.compile(r'\bvariant\(\s*["\']([^"\']+)["\']')
CHECK = re.compile(r'\bcheck\(\s*["\']([^"\']+)["\']')


@dataclass(frozen=True)
class Assignment:
    """What the engine needs to know of an assignment.

    Attributes
    ----------
    source : str
        The instructor's notebook, with solutions and tests.
    files : dict of str to bytes
        The instructor's files beside the notebook, by path.
    limits : Limits
    confine : bool
    """

    source: str
    files: dict[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    confine: bool = True


@dataclass
class Question:
    """What one test cell, or one written answer, came to.

    Attributes
    ----------
    grade_id : str
    points : float or None
        None if a person has to read it.
    max_points : float
    verdict : Verdict
    with_reference : bool
    seconds : float
    """

    grade_id: str
    points: float | None
    max_points: float
    verdict: Verdict
    with_reference: bool = False
    seconds: float = 0.0


@dataclass
class Graded:
    """The result of one submission.

    Attributes
    ----------
    notebook : str
        The notebook with its outputs and verdicts; empty if there was none to grade.
    questions : list of Question
    repairs : list of str
    error : str or None
        Why it could not be graded.
    seconds : float
    """

    notebook: str = ""
    questions: list[Question] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    error: str | None = None
    seconds: float = 0.0


def grade(assignment: Assignment, submission: bytes, student: str, secret: str) -> Graded:
    """Grade one submission.

    Parameters
    ----------
    assignment : Assignment
    submission : bytes
        The notebook as it was handed in.
    student : str
        Whose numbers the exercises use.
    secret : str
        Chooses the cases.

    Returns
    -------
    Graded
        Also for a submission that cannot be graded; then with an `error`.
    """
    start = time.monotonic()
    source = nbformat.reads(assignment.source, as_version=4)
    try:
        clean = sanitise(submission, source)
    except SubmissionError as error:
        return Graded(error=str(error))
    run = _Run(assignment, Exam(source), clean.notebook.cells, student)
    with students.acting_for(student, secret):
        questions = run.whole()
    return Graded(
        notebook=nbformat.writes(clean.notebook),
        questions=questions,
        repairs=clean.repairs,
        seconds=time.monotonic() - start,
    )


class _Run:
    """One way through a notebook, cell by cell, that survives the loss of its sandbox."""

    def __init__(
        self, assignment: Assignment, exam: Exam, cells: list[NotebookNode], student: str
    ) -> None:
        self._assignment, self._exam, self._cells = assignment, exam, cells
        self._student = student
        self._done: list[NotebookNode] = []
        self._verdicts: dict[str, Verdict] = {}
        self._link: Link | None = None
        self._numbers = _own_numbers(exam.source, student)

    def whole(self) -> list[Question]:
        """Run all cells; return what every question came to."""
        questions = []
        try:
            for cell in self._cells:
                if is_test(cell):
                    questions.append(self._question(cell))
                elif cell.cell_type == "code":
                    self._run(cell)
                if role(cell) and not is_test(cell) and "points" in cell.metadata.nbgrader:
                    questions.append(_written(cell))
        finally:
            self._end()
        return questions

    def _run(self, cell: NotebookNode) -> None:
        """Run one of the student's cells in the sandbox."""
        try:
            link = self._connected()
            link.allow(self._assignment.limits.seconds)
            found, _ = link.run(cell.source)
            cell.outputs = [nbformat.from_dict(o) for o in found]
            self._done.append(cell)
        except SandboxLost as lost:
            cell.outputs = [_stopped(f"This cell was stopped: {lost}.")]
            self._end()

    def _question(self, cell: NotebookNode) -> Question:
        """Run one test cell here."""
        start = time.monotonic()
        exercise = _exercise(cell)
        try:
            answer = self._ask(cell)
            with_reference = False
            again = self._with_references(cell, exercise, answer)
            if again is not None:
                answer, with_reference = again, True
            cell.outputs = exams.outputs(answer, cell)
        except SandboxLost as lost:
            told = f"This question was stopped: {lost}."
            answer = Answer(error=TimeoutError(told))
            with_reference = False
            cell.outputs = [_stopped(told)]
            self._end()
        most = float(cell.metadata.nbgrader.get("points", 0))
        points = exams.points(answer, most)
        verdict = _verdict(cell, exercise, answer, points, most)
        if exercise is not None:
            self._verdicts[exercise.id] = verdict
        seconds = time.monotonic() - start
        return Question(role(cell), points, most, verdict, with_reference, seconds)

    def _ask(self, cell: NotebookNode) -> Answer:
        link = self._connected()
        link.allow(self._assignment.limits.seconds)
        return self._exam.run(cell, link)

    def _with_references(
        self, cell: NotebookNode, exercise: Exercise | None, answer: Answer
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
        link = self._connected()
        before = {need.name: _look(link, need.name) for need in wrong}
        for need in wrong:
            link.define(need.name, need.reference)
        again = self._ask(cell)
        for name, value in before.items():
            link.define(name, value)
        if not isinstance(again.value, Verdict) or again.value.points <= answer.value.points:
            return None
        names = " and ".join(f"{need.name}()" for need in wrong)
        return replace(again, value=again.value.with_note(f"With the reference {names}."))

    def _failed(self, exercise: Exercise) -> bool:
        verdict = self._verdicts.get(exercise.id)
        return verdict is not None and verdict.points < verdict.max_points

    def _connected(self) -> Link:
        """A link to a sandbox in which all cells so far have run."""
        while self._link is None:
            a = self._assignment
            self._link = Link(Sandbox(self._student, a.files, a.limits, a.confine))
            try:
                for id, numbers in self._numbers.items():
                    self._link.allow(a.limits.seconds)
                    self._link.ask("numbers", id=id, value=numbers)
                for cell in list(self._done):
                    culprit = cell
                    self._link.allow(a.limits.seconds)
                    self._link.run(cell.source)
            except SandboxLost:
                self._done.remove(culprit)
                self._end()
        return self._link

    def _end(self) -> None:
        if self._link is not None:
            self._link.sandbox.end()
            self._link = None


def _own_numbers(source: NotebookNode, student: str) -> dict[str, Any]:
    """The student's own numbers that the notebook asks for, as plain data."""
    ids = {id for cell in source.cells for id in VARIANT.findall(cell.source)}
    found = {}
    for id in sorted(ids):
        try:
            numbers = find_variant(id).numbers(student)
        except ValueError:  # the notebook may be another course's
            continue
        if isinstance(numbers, Problem):
            numbers = {"problem": {f.name: getattr(numbers, f.name) for f in fields(numbers)}}
        found[id] = numbers
    return found


def _exercise(cell: NotebookNode) -> Exercise | None:
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


def _look(link: Link, name: str) -> Any:
    try:
        return link.look(name)
    except NameError:
        return None


def _verdict(
    cell: NotebookNode, exercise: Exercise | None, answer: Answer, points: float, most: float
) -> Verdict:
    """What to report of a question."""
    if isinstance(answer.value, Verdict):
        return replace(answer.value, points=points, max_points=most)
    id = exercise.id if exercise else role(cell)
    if answer.error is not None:
        if isinstance(answer.error, NotImplementedError):
            return Verdict(id, 0, most, "not attempted", "Still to do.")
        if isinstance(answer.error, TimeoutError):
            return Verdict(id, 0, most, "error", str(answer.error))
        kind = "failed" if isinstance(answer.error, AssertionError) else "error"
        return Verdict(id, 0, most, kind, exams.told_error(answer.error, cell))  # type: ignore[arg-type]
    status = "passed" if points >= most else "partial" if points else "failed"
    return Verdict(id, points, most, status, "")  # type: ignore[arg-type]


def _written(cell: NotebookNode) -> Question:
    """A written answer waits for a person."""
    name, most = role(cell), float(cell.metadata.nbgrader["points"])
    assert is_solution(cell)
    return Question(name, None, most, Verdict(name, 0, most, "manual", "Read by a person."))


def _stopped(text: str) -> NotebookNode:
    return new_output("error", ename="Stopped", evalue=text, traceback=[text])
