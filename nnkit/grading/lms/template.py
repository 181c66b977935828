"""What is in a file that a learning management system exported, whichever system it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.table import Table

# What a title says besides a name.
_KINDS = (
    *(
        "assignment",
        "exercise",
        "exercises",
        "homework",
        "hw",
        "lab",
        "lesson",
        "module",
        "notebook",
    ),
    *("part", "problem", "problems", "set", "sheet", "task", "the", "unit", "week"),
    *("aufgabe", "blatt", "hausaufgabe", "modul", "übung", "übungsblatt", "woche"),
)


@dataclass(frozen=True)
class Person:
    """Somebody in a learning management system.

    Attributes
    ----------
    row : int
        Of the table.
    name : str
    ids : tuple of (str, str)
        The kind of each id and the id, in the order in which they are tried.
    """

    row: int
    name: str
    ids: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        kind, id = self.ids[0] if self.ids else ("row", str(self.row + 1))
        return f"{self.name} ({kind} {id})" if self.name else f"{kind} {id}"


@dataclass(frozen=True)
class Column:
    """A column for marks.

    Attributes
    ----------
    index : int
    heading, title : str
        All that stands at its head, and of that the assignment's name.
    key : str
        The assignment's number, if the heading has it.
    most : str
        How many points it can have, if the file says that.
    """

    index: int
    heading: str
    title: str
    key: str = ""
    most: str = ""


@dataclass(frozen=True)
class Template:
    """A file to fill in.

    Attributes
    ----------
    table : Table
    lms : str
        Canvas or Moodle.
    people : list of Person
    kinds : tuple of str
        Kinds of ids, in the order in which they are compared with those of the course.
    number : str
        The kind of id that the names of downloaded files have.
    columns : list of Column
    is_worksheet : bool
        Whether it is for one assignment, so that its column is known.
    kept : frozenset of str
        What a cell may say that is no mark and stays.
    comments, modified, changeable : int or None
        The columns of a worksheet with comments, with the time of the mark, and with whether the
        mark can be changed.
    """

    table: Table
    lms: str
    people: list[Person]
    kinds: tuple[str, ...]
    number: str
    columns: list[Column]
    is_worksheet: bool = False
    kept: frozenset[str] = frozenset()
    comments: int | None = None
    modified: int | None = None
    changeable: int | None = None


def words(text: str) -> list[str]:
    """The words of a name, without case, and without what stands between them."""
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


def column_of(template: Template, module: str, asked: str | None) -> Column | None:
    """The column of a module.

    Parameters
    ----------
    template : Template
    module : str
    asked : str or None
        What the instructor says it is: a heading, a title or a number.

    Raises
    ------
    CourseError
        If there is none that was asked for, or several could be meant.
    """
    columns = template.columns
    if asked is None and template.is_worksheet and len(columns) == 1:
        return columns[0]
    if asked is not None:
        found = [c for c in columns if asked.strip() in (c.heading, c.title, c.key)]
        if not found:
            raise CourseError(f"There is no column {asked!r}. There are: {named(columns)}.")
    else:
        found = _alike(columns, module)
    if len(found) > 1:
        raise CourseError(
            f"{module} could be {named(found)}: say which with --column '{module}=HEADING'."
        )
    return found[0] if found else None


def _alike(columns: Sequence[Column], module: str) -> list[Column]:
    """The columns whose title is the module's name, at most with the kind of work beside it."""
    name = words(module)
    short = name[1:] if len(name) > 1 and name[0].isdigit() else name
    for wanted in (name, short):
        if found := [c for c in columns if words(c.title) == wanted]:
            return found
    # "Homework 5: Backpropagation", but not "Backpropagation survey".
    return [c for c in columns if _without_kinds(words(c.title)) == _without_kinds(short) != []]


def _without_kinds(title: list[str]) -> list[str]:
    return [word for word in title if word not in _KINDS and not word.isdigit()]


def named(columns: Sequence[Column]) -> str:
    """Columns in a sentence."""
    return ", ".join(repr(c.heading) for c in columns) or "none for marks"
