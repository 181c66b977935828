"""Whose notebook this is, and what that student has done so far.

The numbers of an exercise depend on who works on it, so a grader must know the student without
asking.  It looks, in this order, at the environment variable NNKIT_STUDENT, at the folder of the
course (``submitted/STUDENT/MODULE``), at JUPYTERHUB_USER, and at what the student set once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

AUTHOR = "author"
_acting: ContextVar[tuple[str, str] | None] = ContextVar("acting for", default=None)
_memory: dict[str, dict[str, Any]] = {}


def student_id() -> str | None:
    """The student's id, or None if it is not known yet."""
    return (
        (_acting.get() or ("",))[0]
        or os.environ.get("NNKIT_STUDENT")
        or _from_folder(Path.cwd())
        or os.environ.get("JUPYTERHUB_USER")
        or _load("student").get("id")
    )


def set_student(student: str) -> None:
    """Say once who you are, with the id that your instructor knows you by.

    Your own numbers in the exercises follow from it.  It is kept in your home folder.

    Parameters
    ----------
    student : str
        Such as your user name at the university.

    Raises
    ------
    TypeError
        If it is not a string.
    ValueError
        If it is empty.
    """
    if not isinstance(student, str):
        raise TypeError(f"an id in quotes is needed, such as 'ada'; got {student!r}")
    if not student.strip():
        raise ValueError("an id is needed, such as 'ada'; got an empty string")
    known = _from_folder(Path.cwd()) or os.environ.get("NNKIT_STUDENT")
    if known is None:
        _save("student", {"id": student.strip()})
    elif known != AUTHOR and known.strip().casefold() != student.strip().casefold():
        print(f"This notebook was worked on by {student!r} and is graded for {known!r}.")


def graded_now() -> bool:
    """Whether this runs in a grader rather than under a student's hands."""
    return (
        _acting.get() is not None
        or "NBGRADER_EXECUTION" in os.environ
        or "NNKIT_STUDENT" in os.environ
    )


def works_alone() -> bool:
    """Whether nothing is remembered beyond this notebook, as for a grader and an author."""
    return graded_now() or student_id() == AUTHOR


def secret() -> str:
    """What chooses the cases: the instructor's secret when grading, empty otherwise."""
    acting = _acting.get()
    return acting[1] if acting else os.environ.get("NNKIT_SECRET", "")


@contextmanager
def acting_for(student: str, secret: str) -> Iterator[None]:
    """Check for a student, with a secret, in this thread only."""
    token = _acting.set((student, secret))
    try:
        yield
    finally:
        _acting.reset(token)


def remember(exercise: str, points: float | None) -> None:
    """Keep the points of the last verdict about an exercise; None if there is no answer.

    A grader's run keeps them for itself only.
    """
    if points is None and exercise not in remembered():
        return
    if works_alone():
        _set(_memory.setdefault("session", {}), exercise, points)
        return
    done = _load("progress")
    # What was done before the student said who they are is theirs as well.
    _set(done.setdefault("", {}), exercise, None)
    _set(done.setdefault(student_id() or "", {}), exercise, points)
    _save("progress", done)


def remembered() -> dict[str, float]:
    """Points of the last verdicts, by exercise."""
    if works_alone():
        return dict(_memory.get("session", {}))
    done = _load("progress")
    return {**done.get("", {}), **done.get(student_id() or "", {})}


def _set(points_of: dict[str, float], exercise: str, points: float | None) -> None:
    if points is None:
        points_of.pop(exercise, None)
    else:
        points_of[exercise] = points


def _from_folder(folder: Path) -> str | None:
    """The student to whom nbgrader's folders give this working directory."""
    names = folder.parts
    if len(names) >= 3 and names[-3] in ("submitted", "autograded"):
        return names[-2]
    if len(names) >= 2 and names[-2] == "solutions":
        return AUTHOR
    return None


def _home() -> Path:
    return Path(os.environ.get("NNKIT_HOME") or Path.home() / ".nnkit")


def _load(what: str) -> dict[str, Any]:
    try:
        data = json.loads((_home() / f"{what}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        data = None
    return data if isinstance(data, dict) else _memory.setdefault(what, {})


def _save(what: str, data: dict[str, Any]) -> None:
    """Write a file in one step; where that is not possible, remember for this session."""
    _memory[what] = data
    try:
        _home().mkdir(parents=True, exist_ok=True)
        part = _home() / f".{what}.{os.getpid()}.part"
        part.write_text(json.dumps(data, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(_home() / f"{what}.json")
    except OSError:
        pass
