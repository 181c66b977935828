"""Which student of a course is which person of a learning management system.

Ids are compared, never names that look similar: a mark in another student's row is worse than one
that is told to be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nnkit.grading.classroom.course import alike
from nnkit.grading.lms.students import Student
from nnkit.grading.lms.template import Person, Template


@dataclass
class Matches:
    """Who is who.

    Attributes
    ----------
    people : dict of str to Person
        By student.
    refused : dict of str to str
        By student why it is not clear who it is, in a sentence.
    unclear : list of str
        Remarks on what was decided although there is another way to see it.
    rows : set of int
        Of all people who are, or could be, a student.
    """

    people: dict[str, Person] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)


def match(
    students: Sequence[Student],
    template: Template,
    mapped: Mapping[str, str],
    numbers: Mapping[str, str],
) -> Matches:
    """Find each student's row.

    Parameters
    ----------
    students : sequence of Student
    template : Template
    mapped : mapping of str to str
        By student who it is there, as the instructor says: by an id of any kind.
    numbers : mapping of str to str
        By student the number that the names of collected files had.
    """
    ids = _Ids(template)
    matches = Matches()
    for student in students:
        if student.id in mapped:
            _say(matches, student, mapped[student.id], ids.of_any_kind(mapped[student.id]))
        else:
            _by_own_ids(matches, ids, template, student, numbers.get(student.id))
    _refuse_shared(matches)
    return matches


class _Ids:
    """People by the kind of an id and by the id."""

    def __init__(self, template: Template) -> None:
        self.exact: dict[tuple[str, str], list[Person]] = {}
        self.alike: dict[tuple[str, str], list[Person]] = {}
        self.kinds: list[str] = []
        for person in template.people:
            for kind, id in person.ids:
                self.exact.setdefault((kind, id), []).append(person)
                self.alike.setdefault((kind, alike(id)), []).append(person)
                if kind not in self.kinds:
                    self.kinds.append(kind)

    def of_kind(self, kind: str, id: str) -> list[Person]:
        """People with an id; if none has it, people whose id differs in letter case only."""
        found = self.exact.get((kind, id)) or self.alike.get((kind, alike(id)), [])
        return _distinct(found)

    def of_any_kind(self, id: str) -> list[Person]:
        return _distinct(person for kind in self.kinds for person in self.of_kind(kind, id))


def _distinct(people: Iterable[Person]) -> list[Person]:
    return list({person.row: person for person in people}.values())


def _by_own_ids(
    matches: Matches, ids: _Ids, template: Template, student: Student, number: str | None
) -> None:
    """Try the number that is known for certain, then one kind of id after the other."""
    own = [id for id in (student.id, student.email) if id]
    tried = [(template.number, number)] if number else []
    if template.lms == "Canvas" and student.lms_id:
        tried.append((template.number, student.lms_id))
    certain = len(tried)
    tried += [(kind, id) for kind in template.kinds for id in own]
    for n, (kind, id) in enumerate(tried):
        if not (found := ids.of_kind(kind, id)):
            continue
        _say(matches, student, id, found)
        others = [p for k, i in tried[n + 1 :] for p in ids.of_kind(k, i) if p not in found]
        if n >= certain and len(found) == 1 and others:
            matches.unclear.append(
                f"{student.id} is taken for {found[0].name or found[0]}, who has it as {kind}; "
                f"{others[0].name or others[0]} has it too, as another id. If that is wrong, say "
                "who it is in a file for --map."
            )
        return


def _say(matches: Matches, student: Student, id: str, found: Sequence[Person]) -> None:
    matches.rows |= {person.row for person in found}
    if len(found) == 1:
        matches.people[student.id] = found[0]
    elif found:
        who = " and ".join(map(str, found[:3]))
        matches.refused[student.id] = f"{id} could be {who}"
    else:
        matches.refused[student.id] = f"nobody there has the id {id}, which the map says"


def _refuse_shared(matches: Matches) -> None:
    """Take back what would put two students' marks into one row."""
    owners: dict[int, list[str]] = {}
    for student, person in matches.people.items():
        owners.setdefault(person.row, []).append(student)
    for same in owners.values():
        for student in same if len(same) > 1 else ():
            others = " and ".join(other for other in same if other != student)
            person = matches.people.pop(student)
            matches.refused[student] = f"{person} could be {others} as well"
