"""What the cells of a notebook need: answers that are not written, numbers of an unknown student.

Most is known only when a cell stops: a function that is not written raises NotImplementedError,
wherever it is called.  But a value that is still ``...``, and one that a cell before was to make
anew and has not, go wrong in other ways or in none; so a cell stops before it reads them.  Cells
of answers and checks run as they are: the student has written them, or has to see what they say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from types import CodeType, FrameType
from typing import Any

from nnkit.course import student
from nnkit.course.needs import Needs, NeedsError
from nnkit.course.statements import Statement, statements
from nnkit.course.unwritten import STUB, codes_of, exercise_ids, is_unwritten

_CHECKS = frozenset(["check", "hint"])
# What may be given an answer that is not written.
_LOOK = frozenset(["help", "type"])


class Requirements:
    """What the names of a notebook need just now.

    Attributes
    ----------
    names : dict
        The notebook's names and their values.
    modules : list of str
        Modules whose exercises were checked in it.
    waiting : dict of str to Needs
        Names that a cell was to make which needed something.
    failing : set of str
        Ids of exercises whose last check did not pass.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self.modules: list[str] = []
        self.waiting: dict[str, Needs] = {}
        self.failing: set[str] = set()
        self._made_with: dict[str, frozenset[str]] = {}

    def of_name(self, name: str) -> Needs:
        """What has to be there before a name can be read."""
        return self._still(name) if name in self.waiting else self.of_value(name)

    def of_value(self, name: str) -> Needs:
        """The exercise that gives a name its value, if that is still ``...``."""
        ids = exercise_ids(self.modules) if self.names.get(name) is Ellipsis else {}
        return Needs(frozenset([ids[name]])) if name in ids else Needs()

    def of_cell(self, cell: list[Statement], *, again: bool) -> list[Needs]:
        """What each statement of a cell needs.

        Parameters
        ----------
        cell : list of Statement
        again : bool
            Whether the cell has run before, with the values that its names have now.
        """
        if self._is_students(cell):
            return [Needs() for _ in cell]
        made = {name for statement in cell for name in statement.binds | statement.changes}
        bound: set[str] = set()
        needs = []
        for statement in cell:
            needs.append(Needs())
            for name in statement.reads - bound:
                if not (again and name in self.waiting) and not self._only_looks(statement, name):
                    needs[-1] |= self.of_name(name)
            # A cell does not wait for itself.
            needs[-1] = replace(needs[-1], cells=needs[-1].cells - made)
            bound |= statement.binds
        return needs

    def of_error(self, error: BaseException) -> Needs:
        """What was missing when a cell stopped; nothing if it stopped for another reason."""
        if isinstance(error, NeedsError):
            return error.needs
        frames = list(_frames(error))
        if not frames or frames[-1].f_globals is not self.names:
            return Needs()
        if isinstance(error, NameError) and error.name and error.name not in self.names:
            at_top = frames[-1].f_locals is self.names
            return self._of_missing(error.name, at_top=at_top)
        if isinstance(error, NotImplementedError) and str(error) == STUB:
            return self._of_stubs([frame.f_code for frame in frames])
        return Needs()

    def mentioned(self, tree: ast.Module | None) -> Needs:
        """All that is not written and that a cell mentions."""
        ids = exercise_ids(self.modules)
        found = (n for n in _loaded(tree) & ids.keys() if is_unwritten(self.names.get(n)))
        return Needs(frozenset(ids[name] for name in found))

    def made(self, names: set[str], tree: ast.Module | None) -> None:
        """A cell has made names; what is wrong in the answers that it mentions is in them."""
        self._made_with |= dict.fromkeys(names, self._answers_in(tree))

    def wrong_in(self, tree: ast.Module | None, error: BaseException) -> Needs:
        """The wrong answers on which a cell relied that stopped; nothing of an answer or check."""
        if tree is None or self._is_students(statements(tree)):
            return Needs()
        frames = list(_frames(error))
        if isinstance(error, (NameError, ImportError)) and frames[-1].f_locals is self.names:
            return Needs()  # no answer can mend it
        ids, codes = exercise_ids(self.modules), [frame.f_code for frame in frames]
        ran = {ids[n] for n in ids if any(c in codes for c in codes_of(self.names.get(n)))}
        return Needs(wrong=(self._answers_in(tree) | ran) & self.failing)

    def _answers_in(self, tree: ast.Module | None) -> frozenset[str]:
        """Ids of the exercises whose answers a cell mentions, or what was made with them."""
        ids, names = exercise_ids(self.modules), _loaded(tree)
        made_with = (self._made_with.get(name, frozenset()) for name in names - ids.keys())
        return frozenset(ids[name] for name in names & ids.keys()).union(*made_with)

    def _is_students(self, cell: list[Statement]) -> bool:
        """Whether a cell is an answer or checks one."""
        ids = exercise_ids(self.modules)
        nodes = (node for statement in cell for node in ast.walk(statement.node))
        mentioned = {getattr(node, "id", getattr(node, "attr", "")) for node in nodes}
        return bool(mentioned & _CHECKS) or any(s.binds & ids.keys() for s in cell)

    def _only_looks(self, statement: Statement, name: str) -> bool:
        """Whether a statement shows what a name is, as ``name`` or ``help(name)``."""
        node = statement.node
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Call):
            value = value.func if isinstance(value.func, ast.Name) else None
            return name not in self.waiting and value is not None and value.id in _LOOK
        return name not in self.waiting and isinstance(value, ast.Name)

    def _of_missing(self, name: str, *, at_top: bool) -> Needs:
        """What a name needs that is not there."""
        if name in self.waiting:
            return self._still(name)
        ids = exercise_ids(self.modules) if at_top else {}
        return Needs(frozenset([ids[name]])) if name in ids else Needs()

    def _of_stubs(self, codes: list[CodeType]) -> Needs:
        """The exercise whose code was running when a line was reached that is to be deleted."""
        ids = exercise_ids(self.modules)
        for code in reversed(codes):
            for name in ids:
                if any(code is own for own in codes_of(self.names.get(name))):
                    return Needs(frozenset([ids[name]]))
        return Needs()

    def _still(self, name: str) -> Needs:
        """What the cell still needs that makes a name; the cell itself if it could run now."""
        needs = self.waiting[name]
        unwritten = {
            id
            for answer, id in exercise_ids(self.modules).items()
            if id in needs.exercises and is_unwritten(self.names.get(answer, ...))
        }
        numbers = needs.numbers and student.student_id() is None
        missing = Needs(frozenset(unwritten), numbers, wrong=needs.wrong & self.failing)
        return missing or Needs(cells=frozenset([name]))


def _loaded(tree: ast.Module | None) -> set[str]:
    """The names that a cell mentions without giving them a value."""
    nodes = ast.walk(tree) if tree else ()
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _frames(error: BaseException) -> Iterator[FrameType]:
    """The frames that an error came through, the one where it arose last."""
    step = error.__traceback__
    while step is not None:
        yield step.tb_frame
        step = step.tb_next
