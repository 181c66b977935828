"""The students of a course, and a file that says who they are in a learning management system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.api import Student as Row

from nnkit.grading.classroom.course import Course, CourseError, alike
from nnkit.grading.lms.table import Table, read_table
from nnkit.grading.lms.template import words

_HEADINGS = frozenset(
    words(
        "student students id ids here there course nnkit lms canvas moodle sis user login number "
        "participant identifier name full email address"
    )
)


@dataclass(frozen=True)
class Student:
    """A student of a course, as the gradebook knows them; of a new one only the id is known.

    Attributes
    ----------
    id, first_name, last_name, email : str
    lms_id : str
        nbgrader's `lms_user_id`: the number that Canvas gives a person.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, if they are known."""
        return f"{self.first_name} {self.last_name}".strip()


def known_students(course: Course, gradebook: Gradebook) -> list[Student]:
    """All students of a course: of its gradebook, and with a folder in submitted/."""
    try:
        found = {row.id: _student(row) for row in gradebook.db.query(Row)}
    finally:
        gradebook.db.remove()
    by_look = {alike(id) for id in found}
    for folder in sorted(course.folder("submitted").glob("[!.]*")):
        if folder.is_dir() and alike(folder.name) not in by_look:
            found[folder.name] = Student(folder.name)
    return sorted(found.values(), key=lambda student: student.id)


def _student(row: Row) -> Student:
    said = (row.first_name, row.last_name, row.email, row.lms_user_id)
    return Student(row.id, *(text or "" for text in said))


def read_map(path: Path | None) -> dict[str, str]:
    """Who students are elsewhere: by a CSV file's first column what its second says.

    Raises
    ------
    CourseError
        If it is no such file, or says two things of one student.
    """
    if path is None:
        return {}
    wanted = "a map: CSV with two columns, the student's id here and the id there"
    table = read_table(path, _has_two_columns, wanted)
    found: dict[str, str] = {}
    for row in range(len(table.rows)):
        student, there = table.get(row, 0), table.get(row, 1)
        is_heading = row == 0 and _HEADINGS.issuperset(words(f"{student} {there}"))
        if is_heading or (not student and not there):
            continue
        if not student or not there:
            raise CourseError(f"{path} says in row {row + 1} only one of two ids. Add the other.")
        if found.setdefault(student, there) != there:
            raise CourseError(
                f"{path} says of {student} that it is {found[student]} and that it is {there}. "
                "Take out one of the two rows."
            )
    _check_one_each(path, found)
    return found


def _check_one_each(path: Path, found: dict[str, str]) -> None:
    """Refuse a map that says of two students that they are one person."""
    owners: dict[str, str] = {}
    for student, there in found.items():
        other = owners.setdefault(alike(there), student)
        if other != student:
            raise CourseError(
                f"{path} says of {other} and of {student} that they are {there}. Mend one of the "
                "two rows."
            )


def _has_two_columns(table: Table) -> bool:
    return max(map(len, table.rows)) == 2
