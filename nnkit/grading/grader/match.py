"""Which of the instructor's cells each cell of a submission is.

A grade id says it.  Where a program has dropped nbgrader's metadata, the cell's id, its text, the
names that it binds, or its place between cells that are known say it instead.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from itertools import takewhile

from nnkit.grading.grader.cells import (
    HIDDEN,
    checked_exercises,
    checksum,
    grade_id,
    is_answer,
    without_hidden,
)
from nnkit.grading.grader.names import Names, names_in
from nnkit.grading.grader.notebook import Node


class Match:
    """Which of the instructor's cells each cell of a submission is.

    Parameters
    ----------
    cells : sequence of Node
        Those of the submission.
    source : Node
        The instructor's notebook.
    hidden : (str, str)
        Between what tests are hidden from students.

    Attributes
    ----------
    indices : list of int or None
        For each cell that of the instructor's cell; None for the student's own.  Several cells
        with one grade id have the same.
    names : list of Names
        For each cell the names that its code binds.
    found_by : dict of str to list of int
        By what cells without a grade id were recognised, and which of the instructor's they are.
    """

    def __init__(
        self, cells: Sequence[Node], source: Node, hidden: tuple[str, str] = HIDDEN
    ) -> None:
        self._cells, self._source, self._hidden = cells, source.cells, hidden
        self.names = names_of(cells)
        self.found_by: dict[str, list[int]] = {}
        ids = {grade_id(cell): i for i, cell in enumerate(self._source) if grade_id(cell)}
        self.indices: list[int | None] = [ids.get(grade_id(cell)) for cell in cells]
        self._at: dict[int, int] = {}  # where the first of them stands
        for n, index in enumerate(self.indices):
            if index is not None:
                self._at.setdefault(index, n)
        self._find("their ids", _ids, lambda cell: [str(cell.get("id"))])
        self._find("their text", self._texts, lambda cell: [_text(cell, cell.source)])
        self._find("what they check", _checks, _checks)
        self._certain = sum(bool(grade_id(self._source[index])) for index in self._at)
        self._find_by_names()
        self._find_by_place()
        own = (cell for n, cell in enumerate(cells) if self.indices[n] is None)
        self._unknown = sum(bool(grade_id(cell)) for cell in own)
        self._pass_on_untouched()

    @property
    def is_of_source(self) -> bool:
        """Whether the submission is a version of the instructor's notebook."""
        named = [i for i, c in enumerate(self._source) if is_answer(c) and self._answers(i)]
        by_names = self.found_by.get("the names that they define", [])
        if by_names and 2 * len(by_names) >= len(named):
            return True
        return self._certain > self._unknown  # notebooks of one course may share some grade ids

    @property
    def is_answered(self) -> bool:
        """Whether a student has done anything to the instructor's notebook."""
        return self.is_of_source and any(
            index is None or (is_answer(self._source[index]) and not self._untouched(n, index))
            for n, index in enumerate(self.indices)
            if self._cells[n].source.strip()
        )

    def _find(
        self,
        by: str,
        keys: Callable[[Node], list[str]],
        key: Callable[[Node], list[str]],
    ) -> None:
        """Match cells that are left by a key that they share with a cell of the source."""
        wanted: dict[str, list[int]] = {}
        for index in self._missing():
            for text in filter(None, keys(self._source[index])):
                wanted.setdefault(text, []).append(index)
        for n, cell in enumerate(self._cells):
            if self.indices[n] is None:
                left = (i for text in key(cell) for i in wanted.get(text, ()))
                first = next((i for i in left if i not in self._at), None)
                if first is not None:
                    self._take(n, first, by)

    def _find_by_names(self) -> None:
        """An answer is the last cell before the next known one that binds a name of it."""
        for index in reversed(self._missing()):
            if not is_answer(self._source[index]):
                continue
            names, end = self._answers(index), self._next_place(index)
            fits = [n for n in range(end) if self.indices[n] is None and names & self._binds(n)]
            if fits:
                self._take(fits[-1], index, "the names that they define")

    def _find_by_place(self) -> None:
        """An answer is the first of its kind between the cells around it, if these are known."""
        for index in self._missing():
            around = {-1: -1, len(self._source): len(self._cells), **self._at}
            if is_answer(self._source[index]) and {index - 1, index + 1} <= around.keys():
                places = range(around[index - 1] + 1, around[index + 1])
                kind = self._source[index].cell_type
                fits = [n for n in places if self._is_own(n, kind) and not self._binds(n)]
                if fits:
                    self._take(fits[0], index, "their place")

    def _pass_on_untouched(self) -> None:
        """Where an answer cell is as released, a cell of the student's below it is the answer."""
        for n, index in enumerate(list(self.indices)):
            if index is None or not is_answer(self._source[index]) or not self._untouched(n, index):
                continue
            names, kind = self._answers(index), self._source[index].cell_type
            below = takewhile(lambda m: self.indices[m] is None, range(n + 1, len(self._cells)))
            fits = [m for m in below if self._is_own(m, kind)]
            if names:
                fits = [m for m in fits if names & self._binds(m)]
            if fits:
                self.indices[n], self.indices[fits[-1]] = None, index

    def _take(self, n: int, index: int, by: str) -> None:
        self.indices[n] = index
        self._at[index] = n
        if grade_id(self._source[index]):
            self.found_by.setdefault(by, []).append(index)

    def _missing(self) -> list[int]:
        """The instructor's cells that are not found."""
        return [i for i in range(len(self._source)) if i not in self._at]

    def _next_place(self, index: int) -> int:
        """Where the first known cell stands that follows in the source and has a grade id."""
        labelled = (i for i in range(index + 1, len(self._source)) if grade_id(self._source[i]))
        return next((self._at[i] for i in labelled if i in self._at), len(self._cells))

    def _answers(self, index: int) -> set[str]:
        """The names that an answer cell of the instructor's binds."""
        cell = self._source[index]
        return names_in(cell.source).bound if cell.cell_type == "code" else set()

    def _binds(self, n: int) -> set[str]:
        return self.names[n].bound

    def _is_own(self, n: int, kind: str) -> bool:
        """Whether a cell is of that kind, the student's own, and has something in it."""
        cell = self._cells[n]
        return self.indices[n] is None and cell.cell_type == kind and bool(cell.source.strip())

    def _untouched(self, n: int, index: int) -> bool:
        """Whether an answer cell is as it was released."""
        source_cell = self._source[index]
        there = Node(self._cells[n], cell_type=source_cell.cell_type, metadata=source_cell.metadata)
        return bool(source_cell.metadata.nbgrader.get("checksum") == checksum(there))

    def _texts(self, cell: Node) -> list[str]:
        """What a cell that is no answer says, to the instructor and to students."""
        if is_answer(cell):
            return []
        return [_text(cell, t) for t in (cell.source, without_hidden(cell.source, self._hidden))]


def names_of(cells: Sequence[Node]) -> list[Names]:
    """The names of each cell's code, without a warning about it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [names_in(c.source) if c.cell_type == "code" else Names() for c in cells]


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for blanks at the ends of lines."""
    return _stripped(one) == _stripped(other)


def _stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _text(cell: Node, text: str) -> str:
    return f"{cell.cell_type} {_stripped(text)}" if text.strip() else ""


def _ids(cell: Node) -> list[str]:
    return [str(cell.get("id", "")), grade_id(cell)]


def _checks(cell: Node) -> list[str]:
    return [" ".join(ids)] if (ids := checked_exercises(cell)) else []
