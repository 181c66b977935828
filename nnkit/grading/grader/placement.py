"""Where the instructor's cells stand among a student's: where the student has them, if that can be.

A test stays where it is if the answers that precede it in the source precede it there too.  What
else was moved, or is missing, comes behind the cell that precedes it in the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations

from nnkit.course.catalogue import find
from nnkit.grading.grader.cells import checked_exercises, grade_id, is_answer, is_test
from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.references import all_needs

# A place behind the cell of that index; the second number is 0 for that cell itself.
Place = tuple[int, int]


class Placement:
    """Where each cell of the source with a grade id stands among the cells of a submission.

    Parameters
    ----------
    source : sequence of Node
        The instructor's cells.
    indices : sequence of int or None
        For each cell of the submission that of the instructor's.
    bound : sequence of set of str
        For each cell of the submission the names that it binds or changes.

    Attributes
    ----------
    copies : dict of int to list of int
        By the index in the source where cells with its grade id stand.
    kept : dict of int to int
        By the index in the source where a cell stands that stays there.  An answer stays where
        its last copy is.
    restored : dict of int to Place
        By the index in the source where the others are put.
    """

    def __init__(
        self,
        source: Sequence[Node],
        indices: Sequence[int | None],
        bound: Sequence[set[str]],
    ) -> None:
        self._source, self._indices = source, indices
        self.copies: dict[int, list[int]] = {}
        self._binding: dict[str, list[int]] = {}  # by name the cells that bind it, but for tests
        for n, index in enumerate(indices):
            if index is not None:
                self.copies.setdefault(index, []).append(n)
            if index is None or not is_test(source[index]):
                for name in bound[n]:
                    self._binding.setdefault(name, []).append(n)
        code = ((i, c) for i, c in enumerate(source) if is_answer(c) and c.cell_type == "code")
        self._asked = [(i, _binds(cell)) for i, cell in code]
        self._answers = {i: c[-1] for i, c in self.copies.items() if is_answer(source[i])}
        self.kept: dict[int, int] = {}
        for index in self.copies:
            place = self._own_place(index)
            if place is not None:
                self.kept[index] = place
        tests = sorted(i for i in self.kept if is_test(source[i]))
        for one, other in self._disordered(tests):
            self.kept.pop(one, None)
            self.kept.pop(other, None)
        self.restored = self._restore()

    def _own_place(self, index: int) -> int | None:
        """Where a cell can stay; the last copy that can."""
        if index in self._answers or not grade_id(self._source[index]):
            return self.copies[index][-1]
        after = max((n for i, n in self._answers.items() if i < index), default=-1)
        if is_test(self._source[index]):
            fits = [n for n in self.copies[index] if n > after and not self._is_spoilt(index, n)]
        else:
            later = [n for i, n in self._answers.items() if i > index]
            end = min(later, default=len(self._indices))
            fits = [n for n in self.copies[index] if after < n < end]
        return fits[-1] if fits else None

    def _is_spoilt(self, test: int, place: int) -> bool:
        """Whether an answer would be tested as a later cell of the source has left it."""
        asked = set[str]().union(*(names for i, names in self._asked if i < test))
        for name in asked & names_in(self._source[test].source).used:
            binding = self._binding.get(name, [])
            last = bisect_left(binding, place) - 1
            if last >= 0 and (self._indices[binding[last]] or 0) > test:
                return True
        return False

    def _disordered(self, tests: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs of tests that stand the wrong way round, though the later needs the earlier."""
        pairs = combinations(tests, 2)
        source = self._source
        return [
            (one, other)
            for one, other in pairs
            if self.kept[one] > self.kept[other] and _needs(source[other], source[one])
        ]

    def _restore(self) -> dict[int, Place]:
        """The places of cells that are missing or do not stay, each behind what precedes it."""
        restored: dict[int, Place] = {}
        before, after = (-1, 0), -1  # the cell before it in the source, the last answer so far
        for index, cell in enumerate(self._source):
            if index in self.kept:
                before = (self.kept[index], 0)
                if index in self._answers:
                    after = max(after, self.kept[index])
            elif grade_id(cell):
                before = restored[index] = (max(before[0], after), len(restored) + 1)
        return restored


def _binds(cell: Node) -> set[str]:
    names = names_in(cell.source)
    return names.bound | names.changed


def _needs(test: Node, earlier: Node) -> bool:
    """Whether a test needs what an earlier one binds, or its exercise that of the earlier one."""
    if names_in(test.source).used & _binds(earlier):
        return True
    return bool(_needed(test).intersection(checked_exercises(earlier)))


def _needed(test: Node) -> set[str]:
    needed: set[str] = set()
    for id in checked_exercises(test):
        try:
            needed.update(all_needs(find(id)))
        except ValueError:
            continue
    return needed
