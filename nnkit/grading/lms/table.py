"""A CSV file whose cells can be changed, while all else stays as it is, byte by byte.

The standard library reads such files, but writes all cells anew: with other quotes, line ends and
numbers than a learning management system gave them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from nnkit.grading.classroom.course import CourseError

_BOM = "\ufeff"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = ",;\t"


class Cell(NamedTuple):
    """One cell: what it says, and where it stands in the text."""

    text: str
    start: int
    end: int

    @property
    def is_quoted(self) -> bool:
        """Whether it stands between quotes."""
        return self.end - self.start > len(self.text)


@dataclass
class Table:
    """A CSV file.

    Attributes
    ----------
    text : str
        The whole file, with its line ends.
    delimiter : str
    rows : list of list of Cell
        The first are the headings.
    """

    text: str
    delimiter: str
    rows: list[list[Cell]]
    _changed: dict[tuple[int, int], str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str, delimiter: str) -> Table:
        """Find the cells of a text.

        Raises
        ------
        ValueError
            If a quote is not closed, or something follows one; says in which line.
        """
        bom = len(_BOM) if text.startswith(_BOM) else 0
        cell = re.compile(
            rf'("[^"]*+(?:""[^"]*+)*+"|(?!")[^{delimiter}\r\n]*+)({delimiter}|\r\n|\r|\n|\Z)'
        )
        rows: list[list[Cell]] = [[]]
        at = bom
        while at < len(text) or rows[-1]:
            found = cell.match(text, at)
            if not found:
                raise ValueError(f"line {text.count(chr(10), 0, at) + 1}")
            said = found[1]
            if said.startswith('"'):
                said = said[1:-1].replace('""', '"')
            rows[-1].append(Cell(said, found.start(1), found.end(1)))
            at = found.end()
            if found[2] != delimiter:
                rows.append([])
        return cls(text, delimiter, rows[:-1])

    @property
    def headings(self) -> list[str]:
        """What the first row says, without blanks around it."""
        return [cell.text.strip() for cell in self.rows[0]] if self.rows else []

    def get(self, row: int, column: int) -> str:
        """What a cell says; nothing if the row is shorter."""
        cells = self.rows[row]
        return cells[column].text.strip() if column < len(cells) else ""

    def column(self, column: int) -> list[str]:
        """What a column says below its heading, without rows that are empty."""
        return [self.get(row, column) for row in self.people]

    @cached_property
    def people(self) -> list[int]:
        """The rows below the headings that say anything."""
        return [
            n for n, row in enumerate(self.rows) if n and any(cell.text.strip() for cell in row)
        ]

    def put(self, row: int, column: int, text: str) -> None:
        """Change what a cell says."""
        self._changed[row, column] = text

    def written(self) -> bytes:
        """The file with its changes."""
        parts, at = [], 0
        for (row, column), said in sorted(self._changed.items()):
            cells = self.rows[row]
            missing = column - len(cells) + 1
            cell = Cell("", cells[-1].end, cells[-1].end) if missing > 0 else cells[column]
            parts += [self.text[at : cell.start], self.delimiter * max(0, missing)]
            parts.append(self._quoted(said, always=cell.is_quoted))
            at = cell.end
        return "".join([*parts, self.text[at:]]).encode()

    def _quoted(self, said: str, *, always: bool) -> str:
        if always or said != said.strip() or any(c in said for c in (self.delimiter, *'"\r\n')):
            doubled = said.replace('"', '""')
            return f'"{doubled}"'
        return said


def read_table(path: Path, is_right: Callable[[Table], bool], wanted: str) -> Table:
    """Read a file, by the delimiter with which it is what is wanted.

    Parameters
    ----------
    path : Path
    is_right : callable
        Whether a table is what is wanted.
    wanted : str
        What that is, in words.

    Raises
    ------
    CourseError
        If it is something else; says what, and what to do.
    """
    text = read_text(path)
    faults = []
    for delimiter in DELIMITERS:
        try:
            table = Table.parse(text, delimiter)
        except ValueError as error:
            faults.append(f": a quote is wrong in {error}")
            continue
        if table.rows and is_right(table):
            return table
    fault = faults[0] if len(faults) == len(DELIMITERS) else ""
    raise CourseError(f"{path} is not {wanted}{fault}.")


def read_text(path: Path) -> str:
    """The text of a file; a byte order mark stays in it.

    Raises
    ------
    CourseError
        If it is no text in UTF-8; says what it is, and what to do.
    """
    data = path.read_bytes()
    why = ""
    if not data.strip():
        why = "is empty"
    elif data.startswith(b"PK"):
        why = "is an Excel workbook or a zip archive, not CSV"
    elif data.startswith(_WIDE) or b"\0" in data[:200]:
        why = "is in UTF-16, as Excel saves 'Unicode Text', which no system takes back"
    elif data.lstrip()[:1] == b"<":
        why = "is a web page, not CSV"
    if why:
        raise CourseError(
            f"{path} {why}. Export the file again, and give it as the system made it."
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError(
            f"{path} is not in UTF-8 (line {line}): a program has saved it in another encoding. "
            "Export the file again and give it as the system made it, or save it as 'CSV UTF-8'."
        ) from None
