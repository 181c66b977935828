"""What the cells of a notebook need: answers that are not written, numbers of an unknown student.

A name needs an answer if it is one that is not written yet, if a function of the notebook that it
stands for reads such a name, or if the cell that makes it was skipped.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from types import CodeType
from typing import Any

from nnkit.course import student
from nnkit.course.needs import Needs
from nnkit.course.statements import Statement, catches, reads
from nnkit.course.unwritten import codes_of, exercise_ids, is_unwritten

# A cell that calls one of these runs as it is: they have cards of their own.
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
    judged : dict of str to object
        Answers that a check has found to be written, by name.
    skipped : dict of str to Needs
        Names that a cell was to make that was skipped.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self.modules: list[str] = []
        self.judged: dict[str, Any] = {}
        self.skipped: dict[str, Needs] = {}

    def may_miss(self, tree: ast.Module) -> bool:
        """Whether a cell mentions anything that is missing; if not, it needs no closer look."""
        mentioned = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree)}
        if "variant" in mentioned and student.student_id() is None:
            return True
        return any(self._of_name(name, {}, set()) for name in mentioned)

    def of_cell(self, cell: list[Statement], *, again: bool) -> list[Needs]:
        """What each statement of a cell needs.

        Parameters
        ----------
        cell : list of Statement
        again : bool
            Whether the cell has run before, with the values that its names have now.
        """
        called = {name for s in cell for code in s.codes for name in code.co_names}
        answers = exercise_ids(self.modules)
        if called & _CHECKS or any(s.binds & answers.keys() for s in cell):
            return [Needs() for _ in cell]
        knows = "set_student" in called
        made = frozenset(name for s in cell for name in s.binds)
        own: dict[str, tuple[CodeType, ...]] = {}
        needs = []
        for statement in cell:
            found = self._of_statement(statement, own, again)
            # A cell does not wait for itself.
            needs.append(Needs(found.exercises, found.numbers and not knows, found.cells - made))
            own |= dict.fromkeys(statement.binds, statement.later)
        return needs

    def _of_statement(
        self, statement: Statement, own: dict[str, tuple[CodeType, ...]], again: bool
    ) -> Needs:
        node = statement.node
        if isinstance(node, (ast.Try, ast.TryStar)) and node.handlers:
            return Needs()  # whoever wrote it reckons with an error
        visited = {name for name in statement.reads if again and name in self.skipped}
        if _only_looks(node):
            visited |= {name for name in statement.reads if name not in self.skipped}
        return self._of_codes(statement.codes, statement.reads, own, visited)

    def _of_codes(
        self,
        codes: Iterable[CodeType],
        names: Iterable[str],
        own: dict[str, tuple[CodeType, ...]],
        visited: set[str],
    ) -> Needs:
        asks = any("variant" in code.co_names for code in codes)
        needs = Needs(numbers=asks and student.student_id() is None)
        for name in names:
            needs |= self._of_name(name, own, visited)
        return needs

    def _of_functions(
        self, codes: Iterable[CodeType], own: dict[str, tuple[CodeType, ...]], visited: set[str]
    ) -> Needs:
        """What functions need when they are called; nothing if they reckon with errors."""
        risky = [code for code in codes if not catches(code)]
        return self._of_codes(risky, reads(risky), own, visited)

    def _of_name(self, name: str, own: dict[str, tuple[CodeType, ...]], visited: set[str]) -> Needs:
        """What has to be there before a name can be used.

        Parameters
        ----------
        name : str
        own : dict of str to tuple of code
            Names that the cell itself binds, with the code of those that are functions.
        visited : set of str
            Names that need no look any more.
        """
        if name in visited:
            return Needs()
        visited.add(name)
        if name in own:
            return self._of_functions(own[name], own, visited)
        if name in self.skipped:
            return self._still(name)
        value = self.names.get(name)
        if self._is_unwritten(name):
            return Needs(frozenset([exercise_ids(self.modules)[name]]))
        return self._of_functions(codes_of(value), own, visited)

    def _still(self, name: str) -> Needs:
        """What the cell still needs that makes a name; the cell itself if it could run now."""
        needs = self.skipped[name]
        ids = exercise_ids(self.modules)
        open_ = {ids[n] for n in ids if ids[n] in needs.exercises and self._is_unwritten(n)}
        numbers = needs.numbers and student.student_id() is None
        still = Needs(frozenset(open_), numbers)
        return still or Needs(cells=frozenset([name]))

    def _is_unwritten(self, name: str) -> bool:
        value = self.names.get(name)
        return (
            is_unwritten(value)
            and self.judged.get(name) is not value
            and name in exercise_ids(self.modules)
        )


def _only_looks(node: ast.stmt) -> bool:
    """Whether a statement shows what a name is, as ``name`` or ``help(name)``."""
    value = node.value if isinstance(node, ast.Expr) else None
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in _LOOK
    return isinstance(value, ast.Name)
