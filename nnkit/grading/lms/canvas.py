"""The gradebook that Canvas exports, and takes back.

Its columns are Student (or LastName and FirstName), ID, SIS User ID, SIS Login ID, sometimes Root
Account and others, Section, the instructor's own, then an assignment each, ``Title (12345)``, then
totals.  Below the headings stands a row with what cannot be posted yet ("Manual Posting"), if there
is any, then one with "Points Possible", which says "(read only)" of totals, in the user's language.
"""

from __future__ import annotations

import re
from pathlib import Path

from nnkit.grading.lms.table import Table, read_table
from nnkit.grading.lms.template import Column, Person, Template

KINDS = ("ID", "SIS User ID", "SIS Login ID")
_ASSIGNMENT = re.compile(r"(.*\S)\s*\((\d+)\)")
_NOT_A_PERSON = re.compile(r"Muted|Manual Posting.*", re.IGNORECASE)
# Canvas makes one in each course; in other languages the login tells it.
_TEST_STUDENT = ("Student, Test", "Test Student")
_TEST_LOGIN = re.compile(r"[0-9a-f]{40}")
# Excused, and not assigned to this student.
_KEPT = frozenset({"EX", "N/A"})


def read_gradebook(path: Path) -> Template:
    """Read Canvas's gradebook.

    Raises
    ------
    CourseError
        If the file is something else.
    """
    table = read_table(
        path,
        is_gradebook,
        "the gradebook of Canvas, whose first row begins with Student and ID (in Canvas: Grades, "
        "Export)",
    )
    names = [
        table.headings.index(n) for n in ("Student", "LastName", "FirstName") if _has(table, n)
    ]
    points = [n for n in table.people if "Points Possible" in table.get(n, 0)]
    people = [
        Person(row, ", ".join(filter(None, (table.get(row, c) for c in names))), _ids(table, row))
        for row in table.people
        if row not in points and not _says_only(table, row)
    ]
    return Template(
        table=table,
        lms="Canvas",
        people=[person for person in people if not _is_test_student(person)],
        kinds=KINDS,
        number="ID",
        columns=_columns(table, points[0] if points else None),
        kept=_KEPT,
    )


def is_gradebook(table: Table) -> bool:
    """Whether a table is Canvas's gradebook."""
    return _has(table, "ID") and table.headings[0] in ("Student", "LastName")


def _is_test_student(person: Person) -> bool:
    login = dict(person.ids).get("SIS Login ID", "")
    return person.name in _TEST_STUDENT or bool(_TEST_LOGIN.fullmatch(login))


def _has(table: Table, heading: str) -> bool:
    return heading in table.headings


def _ids(table: Table, row: int) -> tuple[tuple[str, str], ...]:
    found = [(k, table.get(row, table.headings.index(k))) for k in KINDS if _has(table, k)]
    return tuple((kind, id) for kind, id in found if id)


def _says_only(table: Table, row: int) -> bool:
    """Whether a row is about columns, not about a person."""
    said = [cell.text.strip() for cell in table.rows[row] if cell.text.strip()]
    return all(_NOT_A_PERSON.fullmatch(text) for text in said)


def _columns(table: Table, points: int | None) -> list[Column]:
    columns = []
    for index, heading in enumerate(table.headings):
        most = table.get(points, index) if points is not None else ""
        found = _ASSIGNMENT.fullmatch(heading)
        # Instead of points, in whatever language: (read only).
        if found and not most.startswith("("):
            columns.append(Column(index, heading, found[1], found[2], most))
    return columns
