"""What the instructor's own solution earns: which tests it passes, and who can decide them.

A test that the solution does not pass outside the sandbox, in full, is decided inside it only; that
is found out when an assignment is first graded in a version, kept beside the course's secret, and
told.  A stub and an empty notebook should pass no test.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote
from typing import Any

import numpy as np

import nnkit
from nnkit.grading.classroom.shown import plural
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded
from nnkit.grading.grader.cells import is_answer
from nnkit.grading.grader.grade import grade
from nnkit.grading.grader.notebook import read
from nnkit.grading.grader.sandboxed_tests import is_plain

FILE = ".nnkit-verified.json"
MAX_REASON = 300
PATIENCE = 4  # times the seconds that a test may take, where the solution ran out of them
log = logging.getLogger(__name__)
Test = tuple[str, str]
"""Notebook and grade id."""


@dataclass(frozen=True)
class Verification:
    """What the instructor's own solution came to in its plain tests.

    Attributes
    ----------
    inside : dict of (str, str) to str
        The tests that it passes inside the sandbox only, and why not outside.
    failed : dict of (str, str) to str
        Those that it does not pass at all, or not in full, and why.
    warned : tuple of (str, str)
        Those that write to stderr, which costs all points with nbgrader.
    stopped : tuple of (str, str)
        Those in which a sandbox was lost, for lack of time for instance.
    hollow : dict of (str, str) to str
        Those that ask next to nothing, and an answer with nothing in it that passes them.
    unseen : dict of (str, str) to str
        Those that the run outside passes whatever an answer does, and why.
    error : str
        Why it could not be graded.
    """

    inside: dict[Test, str] = field(default_factory=dict)
    failed: dict[Test, str] = field(default_factory=dict)
    warned: tuple[Test, ...] = ()
    stopped: tuple[Test, ...] = ()
    hollow: dict[Test, str] = field(default_factory=dict)
    unseen: dict[Test, str] = field(default_factory=dict)
    error: str = ""

    @property
    def lasting(self) -> bool:
        """Whether the same would be found at another time: no machine was too busy."""
        return not self.error and not any(
            t in self.inside or t in self.failed for t in self.stopped
        )

    @classmethod
    def of(cls, graded: Graded) -> Verification:
        """What the graded solution says."""
        inside, failed = {}, {}
        for verdict in graded.verdicts:
            test = verdict.notebook, verdict.grade_id
            if verdict.decided == "outside" or not verdict.max_points:
                continue
            reasons = graded.reasons[test]
            if (verdict.inside or 0) < verdict.max_points:
                failed[test] = _short(reasons.inside) or "it gives part of the points"
            # Where it fails on both sides, nobody may pass by forging one of them.
            if (verdict.outside or 0) < min(verdict.max_points, verdict.inside or 0):
                inside[test] = _short(reasons.outside) or "it gives part of the points"
        warned = tuple(test for test, reasons in graded.reasons.items() if reasons.warned)
        stopped = tuple(test for test, reasons in graded.reasons.items() if reasons.stopped)
        hollow = {test: reasons.passed_by for test, reasons in graded.reasons.items()}
        unseen = {test: reasons.unseen for test, reasons in graded.reasons.items()}
        return cls(
            inside,
            failed,
            warned,
            stopped,
            {test: what for test, what in hollow.items() if what and test not in failed},
            {test: why for test, why in unseen.items() if why and test not in {**inside, **failed}},
            graded.error or "",
        )


def _short(reason: str) -> str:
    """A reason on one line, which ends with the test's own line also where an error tells much."""
    text = " ".join(reason.split())
    what, of, line = text.partition(" in the line ")
    if len(text) <= MAX_REASON:
        shown = text
    elif of:
        shown = f"{what[: MAX_REASON // 2]} …{of}{line[:MAX_REASON]}"
    else:
        shown = f"{text[:MAX_REASON]} …"
    return f"{shown.rstrip('.')}." if shown.endswith("..") else shown


def needs_verification(assignment: Assignment) -> bool:
    """Whether an assignment has tests that two witnesses decide."""
    return any(
        is_plain(cell) for text in assignment.notebooks.values() for cell in read(text).cells
    )


def verify_solution(assignment: Assignment) -> Verification:
    """Grade the instructor's own solution."""
    return Verification.of(grade_solution(assignment))


def grade_solution(assignment: Assignment) -> Graded:
    """Grade the instructor's own solution; where it ran out of time, once more with more of it."""
    assignment = replace(assignment, verifies=True)
    graded = grade_own(assignment, assignment.notebooks)
    stopped = {test for test, reasons in graded.reasons.items() if reasons.stopped}
    if not stopped:
        return graded
    limits = replace(assignment.limits, seconds=PATIENCE * assignment.limits.seconds)
    again = grade_own(replace(assignment, limits=limits), assignment.notebooks)
    if again.error:
        return graded
    reasons = {
        test: replace(why, stopped=why.stopped or test in stopped)
        for test, why in again.reasons.items()
    }
    return replace(again, reasons=reasons)


def grade_own(assignment: Assignment, notebooks: Mapping[str, str]) -> Graded:
    """Grade notebooks of the instructor's own."""
    own = {name: text.encode() for name, text in notebooks.items()}
    alone = replace(assignment, students=(), many=False)
    return grade(alone, {**assignment.files, **own}, "solution", "")


def passed_by(graded: Graded) -> list[CellVerdict]:
    """The tests that a notebook earned something in."""
    return [verdict for verdict in graded.verdicts if verdict.points]


def emptied(notebooks: Mapping[str, str]) -> dict[str, str]:
    """Notebooks whose answers are empty cells."""
    found = {}
    for name, text in notebooks.items():
        notebook = json.loads(text)
        for cell, parsed in zip(notebook["cells"], read(text).cells, strict=True):
            if is_answer(parsed):
                cell["source"] = ""
        found[name] = json.dumps(notebook)
    return found


def verified(
    folder: Path,
    assignments: Mapping[str, Assignment],
    in_worker: Callable[[Assignment], Verification],
    remark: Callable[[str], None],
) -> dict[str, Assignment]:
    """Assignments that know which of their tests are decided inside the sandbox.

    Parameters
    ----------
    folder : Path
        The course's, where it is kept what was found.
    assignments : mapping of str to Assignment
        By name.
    in_worker : callable
        Verifies one, as `verify_solution` does.
    remark : callable
        Takes sentences for the instructor about what was not known before.
    """
    known = _read(folder / FILE)
    found: dict[str, Assignment] = {}
    for name, assignment in assignments.items():
        found[name] = assignment
        if not needs_verification(assignment):
            continue
        key = _fingerprint(assignment)
        inside = _inside(known.get(name), key)
        if inside is None:
            verification = in_worker(assignment)
            for sentence in sentences(name, verification):
                remark(sentence)
            if verification.error:
                continue
            inside = frozenset(verification.inside)
            if verification.lasting:
                kept = {"of": key, "inside": sorted(map(list, inside))}
                _write(folder / FILE, {**_read(folder / FILE), name: kept})
        found[name] = replace(assignment, inside=inside)
    return found


def sentences(name: str, verification: Verification) -> list[str]:
    """What an instructor is told of an assignment."""
    if verification.error:
        return [f"{name}: your own solution could not be graded: {verification.error}"]
    found = [
        f"{name}: your own solution ran out of time in the test {id} of {notebook}, or its sandbox "
        "was lost. If the machine is busy, grade later; if not, allow more in nbgrader_config.py, "
        "for instance c.SandboxedExecute.seconds = 300."
        for notebook, id in verification.stopped
    ]
    found += [
        f"{name}: nobody can pass the test {id} of {notebook} in the sandbox, your own solution "
        f"does not: {why.rstrip('.')}. `nnkit verify {quote(name)}` shows it again."
        for (notebook, id), why in verification.failed.items()
        if (notebook, id) not in verification.stopped
    ]
    see = f"`nnkit verify {quote(name)}`"
    if decided := [test for test in verification.inside if test not in verification.failed]:
        found.append(
            f"{name}: {_tests(decided, 'is', 'are')} decided inside the sandbox alone, where a "
            "student's code could deceive them, because your own solution does not pass them "
            f"outside: {_listed(decided)}. {see} says why, and how to write them."
        )
    if unseen := [*verification.unseen]:
        found.append(
            f"{name}: {_tests(unseen, 'asks', 'ask')} what can be seen inside the sandbox alone, "
            f"where a student's code could deceive them: {_listed(unseen)}. {see} says what."
        )
    if hollow := [*verification.hollow]:
        found.append(
            f"{name}: {_tests(hollow, 'asks', 'ask')} next to nothing, for answers with nothing in "
            f"them pass: {_listed(hollow)}. {see} says which, and how to write them."
        )
    return found


def _tests(tests: Sequence[Test], one: str, several: str) -> str:
    return plural(len(tests), f"test {one}", f"tests {several}")


def _listed(tests: Sequence[Test]) -> str:
    return ", ".join(id for _, id in tests[:5]) + (" …" if len(tests) > 5 else "")


def _fingerprint(assignment: Assignment) -> str:
    """A hash of all that decides what a solution earns."""
    versions = nnkit.__version__, platform.python_version(), np.__version__
    digest = hashlib.sha256(f"{versions} {assignment.limits} {assignment.hidden}".encode())
    digest.update(repr((assignment.confine, assignment.warnings_cost)).encode())
    notebooks = {name: text.encode() for name, text in assignment.notebooks.items()}
    for name, data in sorted({**assignment.files, **notebooks}.items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _inside(kept: Any, key: str) -> frozenset[Test] | None:
    """What is kept of an assignment; None if that is nothing, damaged, or of another version."""
    match kept:
        case {"of": of, "inside": [*tests]} if of == key:
            pairs = [(test[0], test[1]) for test in tests if isinstance(test, list) and test[1:]]
            return frozenset(pairs) if len(pairs) == len(tests) else None
    return None


def _write(path: Path, data: dict[str, Any]) -> None:
    """Replace the file, which may be another instructor's in a folder that a group shares."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        new.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        # Students need not know which tests they could deceive.
        new.chmod(0o660 if path.parent.stat().st_mode & 0o020 else 0o600)
        new.replace(path)
    except OSError as error:  # then it is found out anew in each run
        with suppress(OSError):
            new.unlink(missing_ok=True)
        log.warning("%s cannot be written: %s", path, error.strerror)
