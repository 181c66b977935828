"""A new version of a notebook and a student's work in the old one, brought together.

Three versions meet: what the student began with (digests of its cells), what the student has now,
and what the course has now.  Cells are matched by grade id, or else by their id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from nnkit.grading.grader.cells import grade_id, is_answer
from nnkit.grading.grader.notebook import Node
from nnkit.working_copy.answers import is_as_released
from nnkit.working_copy.notebook import cell_digest, key

_OF_COURSE = ("nbgrader", "deletable", "editable")  # metadata that the course decides about


class NotSafeError(Exception):
    """The two versions cannot be brought together without a loss."""


@dataclass
class Merge:
    """Brings a student's notebook up to date.

    Parameters
    ----------
    mine, new : Node
        The student's notebook and the course's new one.
    base : mapping of str to str
        Digests of the cells that the student began with, in their order.

    Attributes
    ----------
    changed_below : list of str
        Grade ids of answers that stayed, although the course begins them otherwise now.

    Raises
    ------
    NotSafeError
        If something would be lost.
    """

    mine: Node
    new: Node
    base: Mapping[str, str]
    changed_below: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._new = {key(cell): cell for cell in self.new.cells}
        if len(self._new) < len(self.new.cells) or "" in self._new:
            raise NotSafeError
        self.mine = Node(self.mine, cells=self._with_lost_ids())
        self._mine: dict[str, Node] = {}
        self._own: list[Node] = []
        for cell in self.mine.cells:
            # Of a cell and its copy, which has the same grade id, the id tells the first.
            if key(cell) in self._new and cell.get("id") == self._new[key(cell)].get("id"):
                self._mine.setdefault(key(cell), cell)
        for cell in self.mine.cells:
            if key(cell) in self._new:
                self._mine.setdefault(key(cell), cell)
        lost = [k for k in self.base if k in self._new and k not in self._mine]
        own = [c for c in self.mine.cells if self._is_own(c) and key(c) not in self.base]
        if own and any(is_answer(self._new[k]) for k in lost):
            raise NotSafeError  # one of the student's cells may be the answer, without its id

    def _with_lost_ids(self) -> list[Node]:
        """The student's cells; one that says what the course gave has its id again.

        Editors and converters, and cutting and pasting, take ids away or give new ones.
        """
        have = {key(cell) for cell in self.mine.cells}
        lost: dict[str, list[str]] = {}
        for name, said in self.base.items():
            if name not in have:
                lost.setdefault(said, []).append(name)
        cells = []
        for cell in self.mine.cells:
            names = [] if key(cell) in self.base else lost.get(cell_digest(cell), [])
            cells.append(Node(cell, id=names.pop(0)) if names and not grade_id(cell) else cell)
        return cells

    def notebook(self) -> Node:
        """The notebook that has the course's new cells, and the student's work."""
        after: dict[str, list[Node]] = {"": []}  # the student's own cells, by the cell above
        above = ""
        for cell in self.mine.cells:
            if not self._is_own(cell):
                above = key(cell)
            elif (kept := self._kept(cell)) is not None:
                after.setdefault(above, []).append(kept)
        cells = list(after[""])
        for name in self._order():
            cells += [*self._updated(name), *after.get(name, ())]
        _make_ids_unique(cells, set(self._new))
        return Node(self.mine, cells=cells, nbformat=4, nbformat_minor=5)

    def _is_own(self, cell: Node) -> bool:
        """Whether a cell is none of the course's new version."""
        return self._mine.get(key(cell)) is not cell

    def _kept(self, cell: Node) -> Node | None:
        """One of the student's own cells; None for what the course took out, if it is untouched."""
        if key(cell) in self._new or key(cell) not in self.base:
            return cell
        locked = bool(grade_id(cell)) and not is_answer(cell)
        if locked or cell_digest(cell) == self.base[key(cell)] or not cell.source.strip():
            return None
        kept = Node(cell)
        kept.metadata = Node({k: v for k, v in cell.metadata.items() if k not in _OF_COURSE})
        return kept

    def _order(self) -> list[str]:
        """The order of the course's cells: the student's, if the course did not change its own."""
        mine = [key(cell) for cell in self.mine.cells if not self._is_own(cell)]
        before = [name for name in self.base if name in self._mine]
        now = [name for name in self._new if name in self._mine]
        if mine == now:
            return list(self._new)
        if before != now:
            if mine != before:
                raise NotSafeError  # both have moved cells
            return list(self._new)
        above = ""
        for name in self._new:
            if name not in self._mine:
                mine.insert(mine.index(above) + 1 if above else 0, name)
            above = name
        return mine

    def _updated(self, name: str) -> list[Node]:
        """What stands in the place of one of the course's cells."""
        new, mine = self._new[name], self._mine.get(name)
        if mine is None:
            return [new]
        old, now, given = self.base.get(name), cell_digest(mine), cell_digest(new)
        if now == given:
            return [_with_metadata(mine, new)]
        locked = bool(grade_id(new)) and not is_answer(new)
        untouched = now == old or is_as_released(mine)
        if locked or untouched or not mine.source.strip():
            return [new]
        if is_answer(new):
            if given != old:
                self.changed_below.append(name)
            return [_with_metadata(mine, new)]
        if given == old:
            return [_with_metadata(mine, new)]
        if mine.cell_type == "code":
            raise NotSafeError  # both have changed it, and it cannot run twice
        return [new, Node(mine, id=uuid4().hex[:8])]


def _with_metadata(mine: Node, new: Node) -> Node:
    """A student's cell with the metadata that the course gives it now."""
    kept = {k: v for k, v in mine.metadata.items() if k not in _OF_COURSE}
    return Node(mine, id=new.get("id"), metadata=Node({**kept, **new.metadata}))


def _make_ids_unique(cells: list[Node], taken_by_course: set[str]) -> None:
    """Give a new id to each of the student's cells whose id is another's."""
    used: set[str] = set()
    for cell in cells:
        id = str(cell.get("id") or "")
        if not id or id in used or (id in taken_by_course and key(cell) != id):
            cell.id = uuid4().hex[:8]
        used.add(str(cell.id))
