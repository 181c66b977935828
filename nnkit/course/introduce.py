"""`set_student`: a student says once who they are, and is told what that changes."""

from __future__ import annotations

from pathlib import Path

from nnkit.checks.exercise import Value
from nnkit.course import student as students
from nnkit.course.catalogue import exercises, modules
from nnkit.course.note import Note, complaints_as_cards


@complaints_as_cards('set_student("ada")')
def set_student(id: str) -> Note:
    """Say once who you are, with the id that your instructor knows you by.

    Your own numbers in the exercises follow from it.  It is kept in your home folder.

    Parameters
    ----------
    id : str
        Such as your user name at the university.

    Returns
    -------
    Note
        In a notebook it shows as a card.

    Raises
    ------
    TypeError
        If it is not a string.
    ValueError
        If it is empty, cannot be an id, or stands for one, as "your id" does.
    """
    before = students.student_id()
    students.set_student(id)
    given, now = students.trimmed(id), students.student_id() or ""
    if not students.same_id(given, now):
        return Note(f"You are {now} here, not {given}.", _elsewhere(given, now))
    if before is None:
        text = f"The exercises with numbers of your own now use {given}'s{_which()}."
    elif students.same_id(before, given):
        text = "Your numbers stay as they are."
    else:
        text = (
            f"You were {before} before. Your own numbers have changed{_which()}: run the cells "
            "that show them again, and work with the new ones."
        )
    return Note(f"You are {given} from now on.", "\n\n".join((text, *_doubts(given))))


def _which() -> str:
    """The numbers of the module in whose folder this is; empty elsewhere."""
    module = Path.cwd().name[:2]
    here = exercises(module).values() if module in modules() else ()
    own = (e.variant for e in here if isinstance(e, Value))
    ids = dict.fromkeys(f"`{variant.id}`" for variant in own if variant)
    return f", here those of {' and '.join(ids)}" if ids else ""


def _elsewhere(given: str, now: str) -> str:
    """Why another id counts than the one that was given."""
    if now == students.AUTHOR:
        return "This is the course's own notebook, with the author's numbers. Work in a copy of it."
    if students.assigned():
        why = f"This notebook was worked on by {given!r} and is graded for {now!r}."
    else:
        why = f"The JupyterHub knows you as {now!r}."
    return f"{why} Its numbers are those of {now!r}."


def _doubts(id: str) -> list[str]:
    """What often makes an id another one than the instructor's list has."""
    doubts = []
    if "@" in id:
        short = id.partition("@")[0]
        doubts.append(f'If your instructor\'s list has only `{short}`: set_student("{short}").')
    if len(id.split()) > 1:
        doubts.append("Your id has a blank in it. Is it written so in your instructor's list?")
    if id.isdigit() and id[0] == "0":
        doubts.append("The zeros at the front count. Does your instructor's list have them?")
    return doubts
