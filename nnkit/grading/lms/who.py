"""Which student of a course has handed in a file that Canvas or Moodle handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nnkit.grading.classroom.course import alike
from nnkit.grading.grader.files import LONGEST_NAME
from nnkit.grading.lms.collected import Collected
from nnkit.grading.lms.downloads import Download
from nnkit.grading.lms.moodle import OTHER
from nnkit.grading.lms.students import Student
from nnkit.grading.lms.template import Template, words

# How a new student is called, if a roster tells it.
_LOGINS = ("SIS Login ID", "SIS User ID", "Username", "ID number", "Email address")
# A number that is of one assignment, and what several people may have, such as a group.
_NO_IDS = ("Identifier", OTHER)
UNKNOWN = "no student of the course has this id or name"


@dataclass(frozen=True)
class People:
    """What tells which student somebody is.

    Attributes
    ----------
    students : sequence of Student
        Of the course.
    mapped : mapping of str to str
        By student who it is in the other system.
    roster : Template or None
        A file of that system with everybody's ids.
    collected : Collected
    may_add : bool
        Whether people whom the course does not know become students of it.
    """

    students: Sequence[Student]
    mapped: Mapping[str, str]
    roster: Template | None
    collected: Collected
    may_add: bool = False

    def who(self, download: Download, module: str, namesakes: int) -> tuple[str, str]:
        """The student, or why that is not clear.

        Parameters
        ----------
        download : Download
            Any file of theirs.
        module : str
        namesakes : int
            How many people in the archive have this name.
        """
        ids = self._ids_of(download)
        looks = {alike(id) for id in (download.number, *ids, download.name) if id}
        by_map = [student for student, there in self.mapped.items() if alike(there) in looks]
        if by_map:
            found = by_map
        elif why := self._other_name(download):
            return "", why
        elif before := self.collected.student_of(download.lms, download.number, module):
            found = [before]
        else:
            found = self._by_ids(download, ids) or self._by_name(download.name)
            if namesakes > 1 and found and not self._by_ids(download, ids):
                return "", f"{namesakes} people are called {download.name}"
            numbers = self.collected.numbers(download.lms, [module])
            if len(found) == 1 and numbers.get(found[0], download.number) != download.number:
                return "", f"{found[0]} had another number there before, {numbers[found[0]]}"
        if len(found) > 1:
            return "", f"it could be {' or '.join(found)}"
        if not found and not (download.name and self._adds()):
            return "", UNKNOWN
        if not found and download.lms == "Moodle" and namesakes > 1 and not ids:
            return "", f"{namesakes} people are called {download.name}"
        student = found[0] if found else self._new(download)
        return (student, "") if _is_name(student) else ("", f"{student!r} can be no folder's name")

    def _rows(self, download: Download) -> list[dict[str, str]]:
        """What the roster has on somebody: by kind their ids."""
        if self.roster is None or self.roster.lms != download.lms:
            return []
        number = (self.roster.number, download.number)
        return [dict(reversed(p.ids)) for p in self.roster.people if number in p.ids]

    def _ids_of(self, download: Download) -> list[str]:
        """All that the roster has but the number, which in Moodle is of one assignment."""
        rows = self._rows(download)
        return [id for row in rows for kind, id in row.items() if kind not in _NO_IDS]

    def _other_name(self, download: Download) -> str:
        """Why it is somebody else, if the roster has another name for Canvas's number.

        Who changes the own name to ``x_101`` has files that look like those of number 101.
        """
        if download.lms != "Canvas" or self.roster is None or self.roster.lms != "Canvas":
            return ""
        number, look = (self.roster.number, download.number), "".join(words(download.name))
        names = [person.name for person in self.roster.people if number in person.ids]
        if not look or not names or look in {"".join(words(name)) for name in names}:
            return ""
        return f"{download.number} is {names[0]} in the roster"

    def _by_ids(self, download: Download, ids: Sequence[str]) -> list[str]:
        canvas = download.lms == "Canvas"
        looks = {alike(id) for id in (*ids, download.number if canvas else "") if id}
        return [
            student.id
            for student in self.students
            if not looks.isdisjoint({alike(student.id), alike(student.email)})
            or (canvas and student.lms_id == download.number)
        ]

    def _by_name(self, name: str) -> list[str]:
        """Students whose name, or id, a name of the other system is, without blanks and commas."""
        look = "".join(words(name))
        found = []
        for student in self.students:
            first, last = student.first_name, student.last_name
            names = (student.id, f"{first} {last}", f"{last} {first}")
            if look and look in {"".join(words(text)) for text in names}:
                found.append(student.id)
        return found

    def _adds(self) -> bool:
        """Whether new students come in: if told so, and into a course that is made of such."""
        made = {
            student
            for (_, student), origin in self.collected.origins.items()
            if student in (origin.number, origin.name)
        }
        return self.may_add or all(student.id in made for student in self.students)

    def _new(self, download: Download) -> str:
        """The id of a new student."""
        logins = [row[kind] for row in self._rows(download) for kind in _LOGINS if kind in row]
        return (logins or [download.number if download.lms == "Canvas" else download.name])[0]


def _is_name(student: str) -> bool:
    """Whether a folder can have this name."""
    return (
        bool(student.strip(". "))
        and not student.startswith(".")
        and not any(c in student for c in '/\\:*?"<>|')
        and len(student.encode()) <= LONGEST_NAME
    )
