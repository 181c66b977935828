"""Where the instructor's cells stand among a student's: where the student has them, if that can be.

A test stays where it is if the answers that precede it in the source precede it there too, or if
one of these would take the place of what it tests.  A cell that is neither test nor answer stays
if no answer that has to do with its names has changed sides.  What else was moved, or is missing,
comes behind the cell that precedes it in the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations

from nnkit.course.catalogue import known
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
        """Where a cell can stay: the place of its last copy that can."""
        if index in self._answers or not grade_id(self._source[index]):
            return self.copies[index][-1]
        if not is_test(self._source[index]):
            return self._place_of_given(index)
        after = max((n for i, n in self._answers.items() if i < index), default=-1)
        copies = self.copies[index]
        fits = [n for n in copies if n > after and not self._is_spoilt(index, n)]
        fits = fits or [n for n in copies if self._is_right(index, n, after)]
        return fits[-1] if fits else None

    def _place_of_given(self, index: int) -> int | None:
        """Where a cell that is neither test nor answer can stay: between all answers, or some."""
        related = {i: n for i, n in self._answers.items() if self._are_related(index, i)}
        for answers in (self._answers, related):
            copies = self.copies[index]
            fits = [n for n in copies if all((i < index) == (p < n) for i, p in answers.items())]
            if fits:
                return fits[-1]
        return None

    def _are_related(self, given: int, answer: int) -> bool:
        """Whether one of two cells binds a name that the other uses or binds."""
        one, other = self._source[given], self._source[answer]
        if names_in(one.source).stars or names_in(other.source).stars:
            return True  # what these bind is not known
        return any(
            _binds(cell) & (names_in(of.source).used | _binds(of))
            for cell, of in ((one, other), (other, one))
        )

    def _is_spoilt(self, test: int, place: int) -> bool:
        """Whether an answer would be tested as a later cell of the source has left it."""
        last = (self._last(name, place) for name in self._tested_by(test))
        return any(n is not None and (self._indices[n] or 0) > test for n in last)

    def _is_right(self, test: int, place: int, after: int) -> bool:
        """Whether a test sees the answers that it tests there, and others further down."""
        answers = self._tested_by(test)
        last = {name: self._last(name, place) for name in answers}
        later = {name: self._last(name, after + 1) for name in answers}

        def is_answered(name: str, n: int | None) -> bool:
            return n is not None and self._indices[n] in (None, answers[name])

        def changes(name: str, n: int | None) -> bool:
            return n is not None and n != last[name] and self._indices[n] != answers[name]

        return all(is_answered(*one) for one in last.items()) and any(
            changes(*one) for one in later.items()
        )

    def _tested_by(self, test: int) -> dict[str, int]:
        """By name that a test uses the last answer before it in the source that binds it."""
        used = names_in(self._source[test].source).used
        return {name: i for i, names in self._asked if i < test for name in names & used}

    def _last(self, name: str, place: int) -> int | None:
        """The last cell before a place that binds a name."""
        binding = self._binding.get(name, [])
        before = bisect_left(binding, place)
        return binding[before - 1] if before else None

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
    exercises = filter(None, map(known, checked_exercises(test)))
    return set().union(*map(all_needs, exercises))
