"""Whose notebook this is, and what that student has done so far.

The numbers of an exercise depend on who works on it, so a grader must know the student without
asking.  It looks, in this order, at the environment variable NNKIT_STUDENT, at the folder of the
course (``submitted/STUDENT/MODULE``), at JUPYTERHUB_USER, and at what the student set once.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from nnkit.checks.draw import folded_id


@dataclass(frozen=True)
class _Acting:
    """For whom a grader checks; see `acting_for`."""

    student: str
    secret: str
    classmates: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


AUTHOR = "author"
CHECKED, PRACTICE, REVIEW = "/checked", "/practice", "/review"
"""Kinds of records in the progress file: when checked last, how practice and review went."""

MOST_EARLIER = 5
LONGEST_ID = 100
_QUOTES = "'\"`“”„‘’«»"
_acting: ContextVar[_Acting | None] = ContextVar("acting for", default=None)
_memory: dict[str, dict[str, Any]] = {}


def student_id() -> str | None:
    """The student's id, or None if it is not known yet."""
    return (
        (acting.student if (acting := _acting.get()) else "")
        or os.environ.get("NNKIT_STUDENT")
        or _from_folder(Path.cwd())
        or os.environ.get("JUPYTERHUB_USER")
        or _kept()
    )


def _kept() -> str | None:
    """The id that was set once; one that stands for an id, as earlier versions took, is none."""
    id = _load("student").get("id")
    return id if isinstance(id, str) and id and not _is_placeholder(id) else None


def set_student(student: str) -> None:
    """Keep in the home folder who the student is, unless a folder or a grader says it.

    Raises
    ------
    TypeError
        If the id is not a string.
    ValueError
        If it is empty, cannot be an id, or stands for an id rather than being one.
    """
    if not isinstance(student, str):
        raise TypeError(f"an id in quotes is needed, such as 'ada'; got {student!r}")
    given = trimmed(student)
    if not given:
        raise ValueError("an id is needed, such as 'ada'; got an empty string")
    if _is_placeholder(given):
        raise ValueError(
            f"{given!r} is no id of a person: write the id that your instructor knows you by, "
            'such as your user name at the university: set_student("ada")'
        )
    _refuse_impossible(given)
    if assigned() is None:
        earlier = [id for id in earlier_ids() if id != given]
        _save("student", {"id": given, "earlier": earlier[-MOST_EARLIER:]})


def trimmed(id: str) -> str:
    """An id without blanks and invisible characters around it, which copied text brings along."""
    invisible = "".join(c for c in {*id} if c.isspace() or unicodedata.category(c) == "Cf")
    return id.strip(invisible) if invisible else id


def _refuse_impossible(id: str) -> None:
    """Refuse what cannot be an id, because it has to be the name of a folder of the course.

    Raises
    ------
    ValueError
    """
    if len(id) > LONGEST_ID:
        raise ValueError(
            f"an id has {LONGEST_ID} characters at most; got {len(id)}: {id[:20]!r}..."
        )
    inner = trimmed(id.strip(_QUOTES))
    if inner != id and inner and id[0] in _QUOTES and id[-1] in _QUOTES:
        raise ValueError(f'{id} has a second pair of quotes in it; write set_student("{inner}")')
    wrong = next((c for c in id if c in "/\\" or unicodedata.category(c) == "Cc"), None)
    if wrong is not None:
        raise ValueError(f"an id is in one line and has no {wrong!r}; got {id!r}")


def assigned() -> str | None:
    """The student to whom a grader or nbgrader's folders give this notebook; None for nobody."""
    return _from_folder(Path.cwd()) or os.environ.get("NNKIT_STUDENT")


def earlier_ids() -> list[str]:
    """The ids that were set on this machine, or by the notebook that is graded."""
    acting = _acting.get()
    if acting:
        return [*acting.named]
    kept = _load("student")
    earlier = kept.get("earlier")
    ids = [*(earlier if isinstance(earlier, list) else ()), kept.get("id")]
    return [id for id in dict.fromkeys(ids) if isinstance(id, str)]


def same_id(one: str, other: str) -> bool:
    """Whether two ids give the same numbers."""
    return folded_id(one) == folded_id(other)


def _is_placeholder(id: str) -> bool:
    """Whether it is what a text says in the place of an id."""
    plain = "".join(c for c in id.casefold() if c.isalnum())
    return not plain or plain in _PLACEHOLDERS or (id[0] == "<" and id[-1] == ">")


_PLACEHOLDERS = frozenset(
    f"{AUTHOR} id yourid myid student studentid yourstudentid name yourname myname username "
    "yourusername me you none null nobody unknown".split()
)


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
    return acting.secret if acting else os.environ.get("NNKIT_SECRET", "")


def classmates() -> tuple[str, ...]:
    """The ids of the class that is graded; none in a student's notebook."""
    acting = _acting.get()
    return acting.classmates if acting else ()


@contextmanager
def acting_for(
    student: str, secret: str, classmates: Sequence[str] = (), named: Sequence[str] = ()
) -> Iterator[None]:
    """Check for a student, in this thread only.

    Parameters
    ----------
    student, secret : str
        Whose numbers are used, and what chooses the cases.
    classmates : sequence of str
        The ids of the class.
    named : sequence of str
        Those that the notebook calls `set_student` with.
    """
    token = _acting.set(_Acting(student, secret, tuple(classmates), tuple(named)))
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
    student = student_id() or ""
    if graded_now() or student == AUTHOR:
        _set(_memory.setdefault("session", {}), exercise, points)
        return
    done = _load("progress")
    # What was done before the student said who they are is theirs as well.
    _set(done.setdefault("", {}), exercise, None)
    _set(done.setdefault(student, {}), exercise, points)
    _entries(done, CHECKED, student)[exercise] = time()
    _save("progress", done)


def record(what: str, exercise: str, entry: Any) -> None:
    """Keep something else about an exercise in the progress file, such as how practice went.

    Parameters
    ----------
    what : str
        Begins with a slash, which no id of a student has.
    exercise : str
    entry : object
        Plain data; takes the place of what was there.
    """
    if works_alone():
        _memory.setdefault(what, {})[exercise] = entry
        return
    done = _load("progress")
    _entries(done, what, student_id() or "")[exercise] = entry
    _save("progress", done)


def recorded(what: str) -> dict[str, Any]:
    """What `record` has kept, by exercise."""
    if works_alone():
        return dict(_memory.get(what, {}))
    return dict(_entries(_load("progress"), what, student_id() or ""))


def seconds(entry: Any) -> float:
    """A time that was recorded; 0 for what is none, as if it were long ago."""
    return float(entry) if isinstance(entry, (int, float)) else 0.0


def _entries(done: dict[str, Any], what: str, student: str) -> dict[str, Any]:
    """The entries of one kind of a student; whatever else stands in their place is dropped."""
    of: Any = done
    for key in (what, student):
        if not isinstance(of.get(key), dict):
            of[key] = {}
        of = of[key]
    entries: dict[str, Any] = of
    return entries


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
    text = json.dumps(data, indent=1, sort_keys=True)
    part = _home() / f".{what}.{os.getpid()}.part"
    with suppress(OSError):
        try:
            part.write_text(text, encoding="utf-8")
        except FileNotFoundError:  # the first time
            _home().mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8")
        part.replace(_home() / f"{what}.json")
