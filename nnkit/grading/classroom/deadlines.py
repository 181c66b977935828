"""When a module is due, and for whom later: the course's ``deadlines.csv``.

::

    module,student,due
    05_backpropagation,,2026-05-04 12:00 +02:00
    05_backpropagation,ada,2026-05-06 12:00 +02:00

A line without a student is the module's due date, one with a student an extension; a date without
a time zone is in UTC.  They become nbgrader's own due dates and extensions in the gradebook, and
what being late costs, nbgrader's own late submission plugin says.  For a module that has a line
the file decides; other modules keep what the gradebook has.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nnkit.grading.classroom.course import Course, CourseError, alike

if TYPE_CHECKING:
    from nbgrader.api import SubmittedAssignment

FILE = "deadlines.csv"
_COLUMNS = ["module", "student", "due"]
_DATE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?) *(?P<zone>UTC|Z|[-+]\d\d:?\d\d|\w+(/\w+)+)?"
)


@dataclass(frozen=True)
class Deadlines:
    """Due dates by module, and those of single students, in UTC."""

    due: dict[str, datetime] = field(default_factory=dict)
    extended: dict[tuple[str, str], datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course) -> Deadlines:
        """Those of a course; none if it has no such file.

        Raises
        ------
        CourseError
            If a line is wrong; says which, and what belongs there.
        """
        path = course.root / FILE
        due: dict[str, datetime] = {}
        extended: dict[tuple[str, str], datetime] = {}
        if not path.exists():
            return cls()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise CourseError(f"{path} is no text in UTF-8. Save it as CSV in UTF-8.") from None
        separator = ";" if ";" in text.partition("\n")[0] else ","
        rows = csv.reader(text.splitlines(), delimiter=separator)
        if [cell.strip().lower() for cell in next(rows, [])] != _COLUMNS:
            raise CourseError(f"{path} has to begin with the line {','.join(_COLUMNS)}")
        for row in rows:
            if not any(map(str.strip, row)):
                continue
            where = f"Line {rows.line_num} of {path}"
            if len(row) != len(_COLUMNS):
                raise CourseError(f"{where} has {len(row)} columns, not {len(_COLUMNS)}.")
            module, student, date = map(str.strip, row)
            if module not in course.modules():
                known = ", ".join(course.modules())
                raise CourseError(f"{where} names {module!r}, which is no module: {known}.")
            if student:
                extended[module, alike(student)] = _date(date, where)
            else:
                due[module] = _date(date, where)
        without = sorted({module for module, _ in extended} - due.keys())
        if without:
            raise CourseError(
                f"{path} has extensions for {', '.join(without)} but no due date: add a line with "
                f"no student, such as {without[0]},,2026-05-04 12:00"
            )
        return cls(due, extended)

    def apply(self, submission: SubmittedAssignment) -> None:
        """Set a submission's due date and extension in the gradebook, if the file has them."""
        module = submission.assignment.name
        due = self.due.get(module)
        if due is None:
            return
        submission.assignment.duedate = due
        until = self.extended.get((module, alike(submission.student_id)))
        submission.extension = max(until - due, timedelta(0)) if until else None

    def unknown(self, students: Collection[str]) -> list[str]:
        """Sentences about extensions for whom nobody knows."""
        known = set(map(alike, students))
        return [
            f"{FILE} has an extension of {module} for {student!r}, of whom submitted/ has nothing."
            for module, student in self.extended
            if student not in known
        ]


def _date(text: str, where: str) -> datetime:
    """A date in UTC; `nbgrader.utils.parse_utc` takes one with an unknown time zone for UTC."""
    found = _DATE.fullmatch(text)
    zone = found["zone"] if found else None
    try:
        if not found:
            raise ValueError
        date = datetime.fromisoformat(found["date"])
        if zone and "/" in zone:
            date = date.replace(tzinfo=ZoneInfo(zone))
        elif zone and zone not in ("UTC", "Z"):
            date = datetime.fromisoformat(found["date"] + zone)
        return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        raise CourseError(
            f"{where} has {text!r} as a date. Write one as in 2026-05-04 12:00 +02:00, or with "
            "Europe/Berlin or UTC at its end."
        ) from None


def why_late(submission: SubmittedAssignment) -> str:
    """How late a submission is, in a sentence; empty if it is in time."""
    late = submission.total_seconds_late
    if late <= 0:
        return ""
    by = _duration(timedelta(seconds=late))
    extended = ", with your extension" if submission.extension else ""
    return (
        f"Handed in {_shown(submission.timestamp)}, {by} after it was due "
        f"({_shown(submission.duedate)}{extended})."
    )


def _shown(date: datetime) -> str:
    return f"{date:%Y-%m-%d %H:%M} UTC"


def _duration(by: timedelta) -> str:
    hours, minutes = divmod(int(by.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    words = [f"{n} {word}{'s' * (n > 1)}" for n, word in parts if n]
    return " ".join(words) or "less than a minute"
