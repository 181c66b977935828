"""Fill marks into a file that a learning management system exported.

Only cells of people who are known and of columns that are clear change; nothing is created.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from nnkit.checks.verdict import number
from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.shown import harmless, printable
from nnkit.grading.lms.marks import Mark, two_decimals
from nnkit.grading.lms.match import Matches
from nnkit.grading.lms.moodle import can_be_changed
from nnkit.grading.lms.template import Column, Person, Template, column_of, named

log = logging.getLogger(__name__)

_COMMA, _POINT = re.compile(r"\d+,\d+"), re.compile(r"\d+\.\d+")
# With an English date, which Moodle can read whatever the site's language is.
_MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\w+, (\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}},?) \d{{4}}, \d{{1,2}}:\d\d( ?[AP]M)?",
    re.IGNORECASE,
)


_LATER = (
    "Moodle has another mark already; it will refuse the row if that was modified after the "
    "worksheet was downloaded"
)
_NO_DATE = (
    "Moodle has a mark and cannot read when it was last modified: it will refuse the row, unless "
    "you allow there to update records that were modified more recently"
)


@dataclass
class FillReport:
    """What was filled into a file, what is missing, and what else is to be known.

    Attributes
    ----------
    filled : dict of str to int
        How many marks, by module.
    missing : list of (str, list of str)
        Marks that are not in the file, and people without: why, and whose.
    remarks : list of (str, list of str)
        What else is to be known: what, and of whom.
    """

    filled: dict[str, int] = field(default_factory=dict)
    missing: list[tuple[str, list[str]]] = field(default_factory=list)
    remarks: list[tuple[str, list[str]]] = field(default_factory=list)

    def miss(self, why: str, whose: str) -> None:
        """A mark that is not in the file."""
        _add(self.missing, why, whose)

    def remark(self, what: str, whose: str) -> None:
        """Something to be known."""
        _add(self.remarks, what, whose)


def _add(to: list[tuple[str, list[str]]], what: str, whose: str) -> None:
    known = dict(to)
    if what not in known:
        to.append((what, known.setdefault(what, [])))
    known[what].append(printable(whose))


def find_columns(
    template: Template, modules: Sequence[str], asked: Mapping[str, str], report: FillReport
) -> dict[str, Column]:
    """By module its column.

    Parameters
    ----------
    template : Template
    modules : sequence of str
    asked : mapping of str to str
        What the instructor says.
    report : FillReport
        Gets a line for each module without one.

    Raises
    ------
    CourseError
        If no module has one, or two have the same.
    """
    if template.is_worksheet:
        if len(modules) > 1:
            raise CourseError(
                f"A grading worksheet is for one assignment: say which of {', '.join(modules)}."
            )
        if not template.columns:
            raise CourseError(
                "The worksheet has no column for points. If it is graded by a scale, marks cannot "
                f"be filled in; else say which it is with --column '{modules[0]}=HEADING'."
            )
    columns: dict[str, Column] = {}
    for module in modules:
        column = column_of(template, module, asked.get(module))
        if column is None:
            advice = f"no column has its name; say which with --column '{module}=HEADING'"
            report.miss(f"{advice}. There are: {named(template.columns)}", module)
            continue
        for other, same in columns.items():
            if same.index == column.index:
                raise CourseError(
                    f"{other} and {module} would both go to {column.heading!r}: say which does "
                    "with --column MODULE=HEADING, or name one module."
                )
        columns[module] = column
    if not columns:
        raise CourseError(
            f"No column has the name of {' or '.join(modules)}. There are: "
            f"{named(template.columns)}. Say which with --column '{modules[0]}=HEADING'."
        )
    return columns


def fill(
    template: Template,
    columns: Mapping[str, Column],
    marks: Sequence[Mark],
    matches: Matches,
    report: FillReport,
    *,
    unread: bool = False,
    waiting: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Put marks into a template's table.

    Parameters
    ----------
    template : Template
    columns : mapping of str to Column
    marks : sequence of Mark
    matches : Matches
    report : FillReport
        Gets what there is to say.
    unread : bool
        Fill in what is not final as well.
    waiting : mapping of str to sequence of str, optional
        By module students whose work is not graded, which is told elsewhere.
    """
    waiting = waiting or {}
    for sentence in matches.unclear:
        report.remark("To look at", sentence)
    for module, column in columns.items():
        of_module = [mark for mark in marks if mark.module == module]
        comma = _decimal_comma(template, column)
        report.filled[module] = sum(
            _one(template, column, mark, matches, report, unread=unread, comma=comma)
            for mark in of_module
        )
        filled = report.filled[module]
        log.info("Filled %d marks of %r into the column %r", filled, module, column.heading)
        _compare_most(column, of_module, report)
        others = matches.people.keys() - {mark.student for mark in of_module}
        for student in sorted(others - set(waiting.get(module, ()))):
            report.remark(f"nothing handed in for {module}: the cell stays as it is", student)
    for person in template.people:
        if person.row not in matches.rows:
            report.miss("in the file, but no student of this course", str(person))


def _one(
    template: Template,
    column: Column,
    mark: Mark,
    matches: Matches,
    report: FillReport,
    *,
    unread: bool,
    comma: bool,
) -> bool:
    """Fill in one mark; whether that was done."""
    whose = f"{mark.student} ({number(round(mark.score, 2))} in {mark.module})"
    person = matches.people.get(mark.student)
    if person is None:
        if mark.student in matches.refused:
            report.miss(
                "it is not clear who in the file it is", f"{whose}: {matches.refused[mark.student]}"
            )
        else:
            report.miss("nobody in the file has this id", whose)
        return False
    if mark.unread and not unread:
        report.remark("not final, a person has to read it first (--unread fills it in)", whose)
        return False
    before = template.table.get(person.row, column.index)
    if before.upper() in template.kept:
        report.remark(f"the file says {before}, which stays", whose)
        return False
    said = two_decimals(mark.score).replace(".", "," if comma else ".")
    if mark.score > mark.max_score:
        report.remark("more points than there are", f"{whose}, of {number(mark.max_score)}")
    if template.is_worksheet:
        _look_at_worksheet(template, column, person, before, mark, report)
    template.table.put(person.row, column.index, said)
    return True


def _look_at_worksheet(
    template: Template, column: Column, person: Person, before: str, mark: Mark, report: FillReport
) -> None:
    """Say what Moodle would refuse, and fill in comments where there are none."""
    whose = f"{mark.student}, {person}"
    if not can_be_changed(template, person):
        report.remark("Moodle has locked this mark and will refuse the row", whose)
    if (most := _value(column.most)) is not None and mark.score > most:
        report.remark(f"Moodle takes {column.most} at most and will refuse the row", whose)
    date = "" if template.modified is None else template.table.get(person.row, template.modified)
    if _value(before) != round(mark.score, 2) and (_value(before) is not None or date.strip("-")):
        report.remark(_LATER if _DATE.fullmatch(date) else _NO_DATE, whose)
    if mark.comments and template.comments is None:
        report.remark("the file has no column for comments", whose)
    elif mark.comments and template.comments is not None:
        text = harmless("<br>".join(_comment(*comment) for comment in mark.comments))
        there = template.table.get(person.row, template.comments)
        if not there:
            template.table.put(person.row, template.comments, text)
        elif there != text:
            report.remark("the file has a comment already, which stays", whose)


def _comment(name: str, text: str) -> str:
    """A comment as Moodle shows it: as HTML."""
    lines = escape(text.strip(), quote=False).splitlines()
    return f"{escape(name, quote=False)}: {'<br>'.join(lines)}"


def _value(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _decimal_comma(template: Template, column: Column) -> bool:
    """Whether numbers are written with a comma: as the file does nearest to the column."""
    table = template.table
    everywhere = [cell.text.strip() for row in table.rows[1:] for cell in row]
    for said in ([column.most], table.column(column.index), everywhere):
        commas = sum(bool(_COMMA.fullmatch(text)) for text in said)
        points = sum(bool(_POINT.fullmatch(text)) for text in said)
        if commas != points:
            return commas > points
    return False


def _compare_most(column: Column, marks: Sequence[Mark], report: FillReport) -> None:
    """Say if the other system counts other points."""
    most = _value(column.most)
    if most is None or not marks or most == marks[0].max_score:
        return
    report.remark(
        "the file has other points possible than the course; marks are filled in unscaled",
        f"{marks[0].module}: {number(marks[0].max_score)} here, {column.most} in {column.heading}",
    )


def with_asked(asked: Sequence[str], modules: Sequence[str]) -> dict[str, str]:
    """By module the column that the instructor says.

    Parameters
    ----------
    asked : sequence of str
        ``MODULE=HEADING`` each, or HEADING where there is one module.
    modules : sequence of str

    Raises
    ------
    CourseError
        If it is not clear for which module one is.
    """
    found: dict[str, str] = {}
    for text in asked:
        name, equals, heading = text.partition("=")
        fitting = [m for m in modules if equals and name in (m, m[:2])]
        if fitting:
            found[fitting[0]] = heading
        elif len(modules) == 1:
            found[modules[0]] = text
        else:
            raise CourseError(
                f"Say for which module --column {text!r} is: --column 'MODULE={text}'."
            )
    return found
