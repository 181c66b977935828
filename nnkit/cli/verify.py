"""Show for `nnkit verify` what the instructor's solution, the stub and an empty notebook earn."""

from __future__ import annotations

import logging
import tempfile
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nnkit.checks.verdict import number
from nnkit.cli import show
from nnkit.cli.say import say
from nnkit.grading.classroom.advice import advice, hollow_advice
from nnkit.grading.classroom.configuration import SCRIPTS, lets_scripts_run
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.generate import generate
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.kernels import other_kernels
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.result import to_json
from nnkit.grading.classroom.verification import (
    Verification,
    emptied,
    grade_own,
    grade_solution,
    passed_by,
)
from nnkit.grading.classroom.worker import call_in, logged_here
from nnkit.grading.grader.assignment import Graded
from nnkit.grading.grader.cells import grade_id, is_manual, is_test
from nnkit.grading.grader.notebook import read

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verified:
    """What was found about one assignment.

    Attributes
    ----------
    name : str
    solution, stub, empty : Graded
    written : frozenset of str
        Grade ids of the answers that a person reads.
    sources : dict of (str, str) to str
        The code of tests, by notebook and grade id.
    kernels : str
        A sentence about the kernels that its notebooks name.
    """

    name: str
    solution: Graded
    stub: Graded
    empty: Graded
    written: frozenset[str] = frozenset()
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    kernels: str = ""

    @property
    def verification(self) -> Verification:
        """What the solution came to in its plain tests."""
        return Verification.of(self.solution)

    @property
    def scores(self) -> tuple[float, float, float, float]:
        """All points of tests, and those of the solution, the stub and the empty notebook."""
        inside = self.verification.inside
        tests = [v for v in self.solution.verdicts if v.grade_id not in self.written]
        own = [v.inside or 0.0 if (v.notebook, v.grade_id) in inside else v.points for v in tests]
        stub, empty = (sum(v.points for v in of.verdicts) for of in (self.stub, self.empty))
        return sum(v.max_points for v in tests), sum(own), stub, empty

    def problems(self) -> list[str]:
        """Sentences about what its author should mend."""
        found = [f"The solution cannot be graded: {e}" for e in [self.solution.error] if e]
        verification = self.verification
        plain = {(v.notebook, v.grade_id) for v in self.solution.verdicts if v.decided != "outside"}
        for verdict in self.solution.verdicts:
            test = verdict.notebook, verdict.grade_id
            short = verdict.points < verdict.max_points and verdict.grade_id not in self.written
            if test in verification.stopped:
                found.append(
                    f"{_named(test)}: your solution ran out of time, or its sandbox was lost. If "
                    "the machine is not busy, allow more: c.SandboxedExecute.seconds = 300."
                )
            elif test in verification.failed:
                found.append(f"{_named(test)}: your solution fails: {verification.failed[test]}")
            elif short and test not in plain:
                found.append(f"{_named(test)}: your solution fails: {verdict.message}")
        for what, graded in (("the stub", self.stub), ("an empty notebook", self.empty)):
            found += [
                f"{_named((v.notebook, v.grade_id))}: {what} earns {number(v.points)} of "
                f"{number(v.max_points)}: this test asks nothing, or too little."
                for v in passed_by(graded)
            ]
        return found

    def remarks(self) -> list[str]:
        """Sentences about how its tests are decided."""
        verification = self.verification
        found = [self.kernels] if self.kernels else []
        found += [
            f"{_named(test)}: decided inside the sandbox alone. Outside, your own solution gives: "
            f"{why} {self._advice(test, why)}".rstrip()
            for test, why in verification.inside.items()
            if test not in verification.failed
        ]
        found += [
            f"{_named(test)}: {why}, so that only the run inside decides it, which a student's "
            "code could deceive. Compare as well what only a right answer gives."
            for test, why in verification.unseen.items()
        ]
        explained = {
            (v.notebook, v.grade_id) for of in (self.stub, self.empty) for v in passed_by(of)
        }
        found += [
            f"{_named(test)}: {what} passes it, so that this test asks next to nothing. "
            f"{hollow_advice(self.sources.get(test, ''))}"
            for test, what in verification.hollow.items()
            if test not in explained
        ]
        found += [
            f"{_named(test)}: it writes to stderr, which costs all points with nbgrader and "
            "nothing here, unless you set c.SandboxedExecute.warnings_cost = True."
            for test in verification.warned
        ]
        return found

    def _advice(self, test: tuple[str, str], why: str) -> str:
        others = [text for of, text in self.sources.items() if of[0] == test[0] and of != test]
        return advice(self.sources.get(test, ""), why, "\n".join(others))

    def as_dict(self) -> dict[str, Any]:
        """What was found as plain data."""
        return {
            "assignment": self.name,
            "max_score": self.scores[0],
            **dict(zip(("solution", "stub", "empty"), self.scores[1:], strict=True)),
            "tests": [
                {
                    "notebook": v.notebook,
                    "grade_id": v.grade_id,
                    "decided": "inside"
                    if (v.notebook, v.grade_id) in self.verification.inside
                    else v.decided,
                    "max_points": v.max_points,
                    "outside": v.outside,
                    "inside": v.inside,
                }
                for v in self.solution.verdicts
                if v.grade_id not in self.written
            ],
            "problems": self.problems(),
            "remarks": self.remarks(),
        }


def _named(test: tuple[str, str]) -> str:
    return f"{test[1]} ({test[0]})"


def verify_assignments(
    course: Course, executor: Executor, names: list[str], *, unconfined: bool
) -> list[Verified]:
    """Grade the solution, the stub and an empty notebook of each assignment."""
    found = []
    for name in names:
        with open_gradebook(course) as gradebook:
            assignment = register(course, gradebook, name, show.remark)
        if unconfined:
            assignment = replace(assignment, confine=False)
        log.info("Grading the solution, the stub and an empty notebook of %r", name)
        solution = logged_here(call_in(executor, grade_solution, assignment).result())
        assignment = replace(assignment, inside=frozenset(Verification.of(solution).inside))
        others = (_stub(course, name), emptied(assignment.notebooks))
        waiting = [call_in(executor, grade_own, assignment, own) for own in others]
        stub, empty = [logged_here(one.result()) for one in waiting]
        cells = [(of, c) for of, text in assignment.notebooks.items() for c in read(text).cells]
        written = frozenset(grade_id(cell) for _, cell in cells if is_manual(cell))
        sources = {(of, grade_id(cell)): cell.source for of, cell in cells if is_test(cell)}
        kernels = other_kernels(read(text).metadata for text in assignment.notebooks.values())
        of_all = written, sources, kernels
        found.append(Verified(name, solution, stub, empty, *of_all))
    return found


def _stub(course: Course, name: str) -> dict[str, str]:
    """The notebooks as students get them."""
    from nbgrader.converters.base import NbGraderException

    with tempfile.TemporaryDirectory() as folder:
        try:
            made = generate(course, name, Path(folder))
        except NbGraderException as error:
            raise CourseError(f"nbgrader does not take {name}: {error}") from None
        return {path.name: path.read_text(encoding="utf-8") for path in made.glob("*.ipynb")}


def show_verified(found: list[Verified], course: Course) -> None:
    """A table, and below it what there is to say of each assignment, and of the course."""
    show.verified_table([(one.name, *one.scores) for one in found])
    for one in found:
        for sentence in (*one.problems(), *one.remarks()):
            say(f"{one.name}: {sentence}")
    if any(one.verification.inside for one in found):
        say(ADVICE)
    if lets_scripts_run(course.config()):
        say(f"\n{SCRIPTS}")


def as_json(found: list[Verified]) -> str:
    """What was found, for programs."""
    return to_json([one.as_dict() for one in found])


ADVICE = """
Each test runs twice: inside the sandbox after the student's cells, as with nbgrader, where their
code could deceive it; and outside, where it is handed plain data only. The smaller mark counts.
A test can be decided outside if it compares plain data: numbers, strings, arrays, and lists,
tuples, sets and dicts of these. What is decided inside alone is graded as nbgrader does."""
