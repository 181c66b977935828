"""The two files in which Moodle takes marks: an assignment's grading worksheet, and the gradebook.

The worksheet has an Identifier, ``Participant 12345``, who that is, Status, Grade, Maximum grade,
whether the grade can be changed, when it was last changed, and Feedback comments.  Its headings are
in the site's language, and Moodle wants them back so; what they mean shows in their order and in
what stands below them.  The gradebook has names, an ID number, an email address, and items such as
``Assignment: Title (Real)``.
"""

from __future__ import annotations

import re
from pathlib import Path

from nnkit.grading.lms.table import Table, read_table
from nnkit.grading.lms.template import Column, Person, Template

_PARTICIPANT = re.compile(r"(\D*[^\d\s]\D*?)\s*(\d+)")
_NUMBER = re.compile(r"\d+([.,]\d+)?")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+")
_ITEM = re.compile(r"(?:[^:]*: ?)?(.*\S)\s*\(([^()]+)\)|[^:]*: ?(.*\S)")
_NOT_POINTS = ("percentage", "letter", "feedback", "prozentsatz", "notenstufe")
_TOTALS = ("course total", "category total", "kurs gesamt")
_ID_NUMBER = re.compile(r"(?<![^\W_])id(?![a-z])|identif", re.IGNORECASE)
_USERNAME = (
    *("username", "user name", "anmeldename", "benutzername", "nom d'utilisateur", "nome utente"),
    *("nombre de usuario", "nome de usuário", "nome do utilizador", "gebruikersnaam"),
    *("nazwa użytkownika", "användarnamn", "brugernavn", "brukernavn", "uživatelské jméno"),
    *("ユーザ名", "ユーザー名", "用户名"),
)
_YES = ("yes", "ja", "oui", "sí", "si", "sì", "sim", "tak", "ano", "kyllä")
_NO = ("no", "nein", "non", "nee", "não", "nej", "nei", "nie", "ne", "ei")
# Groups and the like are others: only a map may mean them.
KINDS = ("ID number", "Email address", "Username", "Full name")
OTHER = "Other"


def read_moodle(path: Path, grade: str | None = None) -> Template:
    """Read a grading worksheet or a gradebook of Moodle.

    Parameters
    ----------
    path : Path
    grade : str or None
        The heading of the worksheet's column for grades, if it does not show.

    Raises
    ------
    CourseError
        If the file is neither.
    """
    table = read_table(
        path,
        lambda table: is_worksheet(table) or is_gradebook(table),
        "of Moodle: neither a grading worksheet (in the assignment: Submissions, Download grading "
        "worksheet), nor a gradebook (Grades, Export, Plain text file)",
    )
    return _worksheet(table, grade) if is_worksheet(table) else _gradebook(table)


def is_worksheet(table: Table) -> bool:
    """Whether a table is a grading worksheet: each row begins with a participant's number."""
    found = [_PARTICIPANT.fullmatch(said) for said in table.column(0)]
    prefixes = {match[1] if match else "" for match in found}
    return len(table.headings) > 2 and len(prefixes) == 1 and "" not in prefixes


def is_gradebook(table: Table) -> bool:
    """Whether a table is a gradebook: it tells who people are, and marks of something."""
    has_ids = _emails(table) is not None or any(map(_ID_NUMBER.search, table.headings))
    return bool(table.people) and len(table.headings) > 2 and has_ids and bool(_items(table))


def _emails(table: Table) -> int | None:
    for index in range(len(table.headings)):
        said = [text for text in table.column(index) if text]
        if said and all(_EMAIL.fullmatch(text) for text in said):
            return index
    return None


def _worksheet(table: Table, grade: str | None) -> Template:
    lower = [heading.casefold() for heading in table.headings]
    at = table.headings.index(grade) if grade in table.headings else _grade_column(table, lower)
    people = _people(table, range(1, at if at is not None else len(lower)))
    columns, modified, changeable = [], None, None
    if at is not None:
        most = table.column(at + 1)[0] if at + 1 < len(lower) else ""
        columns = [Column(at, table.headings[at], table.headings[at], most=most)]
        after = range(at + 2, len(lower))
        # "Last modified (submission)" comes first, "Last modified (grade)" later, in any language.
        modified = next((i for i in reversed(after) if lower[i].endswith((")", "）"))), None)
        changeable = next((i for i in after if {*_YES, *_NO} >= {*_folded(table, i)}), None)
    comments = modified + 1 if modified is not None and modified + 1 < len(lower) else None
    return Template(
        table=table,
        lms="Moodle",
        people=people,
        kinds=KINDS,
        number="Identifier",
        columns=columns,
        is_worksheet=True,
        comments=comments,
        modified=modified,
        changeable=changeable,
    )


def _grade_column(table: Table, lower: list[str]) -> int | None:
    """Where the grades are: before a column with one and the same maximum for all."""
    for index, heading in enumerate(lower[:-1]):
        if heading == "grade" and lower[index + 1] == "maximum grade":
            return index
    for index in reversed(range(1, len(lower) - 1)):
        most = set(table.column(index + 1))
        marks = all(text in ("", "-") or _NUMBER.fullmatch(text) for text in table.column(index))
        if marks and len(most) == 1 and all(map(_NUMBER.fullmatch, most)):
            return index
    return None


def _folded(table: Table, index: int) -> list[str]:
    return [text.casefold() for text in table.column(index)]


def can_be_changed(template: Template, person: Person) -> bool:
    """Whether Moodle says that a mark can be changed."""
    if template.changeable is None:
        return True
    return template.table.get(person.row, template.changeable).casefold() not in _NO


def _gradebook(table: Table) -> Template:
    items = _items(table)
    return Template(
        table=table,
        lms="Moodle",
        people=_people(table, range(items[0].index)),
        kinds=KINDS,
        number="Identifier",
        columns=[c for c in items if _has_points(table, c)],
    )


def _items(table: Table) -> list[Column]:
    """The columns with marks and comments."""
    found = [(i, heading, _ITEM.fullmatch(heading)) for i, heading in enumerate(table.headings)]
    return [Column(i, heading, m[1] or m[3]) for i, heading, m in found if m]


def _has_points(table: Table, column: Column) -> bool:
    """Whether a column has points, not totals, percentages, letters or comments."""
    of_what = column.heading.rpartition("(")[2].rstrip(")").casefold()
    if of_what in _NOT_POINTS or column.title.casefold() in _TOTALS:
        return False
    return all(text in ("", "-") or _NUMBER.fullmatch(text) for text in table.column(column.index))


def _people(table: Table, where: range) -> list[Person]:
    email = _emails(table)
    kinds = {i: _kind(table.headings[i], i, email) for i in where}
    worksheet = is_worksheet(table)
    names = [i for i in where if kinds[i] == OTHER][: 1 if worksheet else 2]
    people = []
    for row in table.people:
        name = " ".join(filter(None, (table.get(row, i) for i in names)))
        # A first name is no id: another student of the course may have it.
        ids = [(kinds[i], table.get(row, i)) for i in where if i not in names]
        if name:
            ids.append(("Full name", name))
        ids.sort(key=lambda pair: (*KINDS, OTHER).index(pair[0]))
        if worksheet and (found := _PARTICIPANT.fullmatch(table.get(row, 0))):
            ids = [("Identifier", found[2]), ("Identifier", found[0]), *ids]
        people.append(Person(row, name, tuple((kind, id) for kind, id in ids if id)))
    return people


def _kind(heading: str, index: int, email: int | None) -> str:
    if index == email:
        return "Email address"
    if _ID_NUMBER.search(heading):
        return "ID number"
    return "Username" if heading.casefold() in _USERNAME else OTHER
