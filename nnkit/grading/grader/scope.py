"""What a name means in a test cell: the student's, or the instructor's.

A test cell sees the names that the student was asked to define or change, through the sandbox, and
the names that the instructor's other cells define, from the instructor's source.  Nothing else of
the student's.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from nnkit.grading.grader.cells import grade_id, is_answer, is_test
from nnkit.grading.grader.execute import execute
from nnkit.grading.grader.explain import NotDefined
from nnkit.grading.grader.names import Names, names_in, without_imports
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.proxy import is_proxy
from nnkit.grading.grader.session import IsModule, Session
from nnkit.grading.grader.working_directory import WorkingDirectory


class NoCell(LookupError):
    """No cell of the instructor's binds a name."""


class Unavailable(TypeError):
    """A test needs something that cannot be had on this side; says what."""

    says_all = True


@dataclass
class Bindings:
    """What a cell of the instructor's bound when it ran here, and what stopped it, if anything."""

    names: dict[str, Any] = field(default_factory=dict)
    error: Exception | None = None


class Scope:
    """The names of one notebook, at each of its cells.

    A cell of the instructor's is run when a test first needs a name that it binds, with the names
    that it needs itself as they were there.  One that binds nothing is never run here.

    Parameters
    ----------
    source : Node
        The instructor's notebook.
    folder : WorkingDirectory
        Where cells run; it has to be entered for all that is done here.
    fixed : mapping of str to object
        What some names mean, whatever a cell says.

    Attributes
    ----------
    namespace : dict of str to object
        In which tests run.
    """

    def __init__(self, source: Node, folder: WorkingDirectory, fixed: Mapping[str, Any]) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self._cells, self._folder, self._fixed = source.cells, folder, fixed
        self._bindings: dict[int, Bindings] = {}  # by the index of a cell that has run
        self._exported: dict[str, frozenset[str]] = {}
        self._touching: dict[str, list[int]] = {}  # by name the cells that bind or change it
        self._stars: list[int] = []
        self._pandas = False  # loaded first, so that its objects can be handed over
        for i, cell in enumerate(self._cells):
            if cell.cell_type == "code":
                names = names_in(cell.source)
                self._stars += [i] * bool(names.stars)
                self._pandas |= any(
                    m.partition(".")[0] == "pandas" for m, _ in names.imports.values()
                )
                for name in names.bound | names.changed:
                    self._touching.setdefault(name, []).append(i)

    def bind(self, wanted: Set[str], place: int, session: Session) -> dict[str, Exception]:
        """Bind names as they are before a cell; return, for those that are not there, why.

        Parameters
        ----------
        wanted : set of str
        place : int
            The index of the cell.
        session : Session
        """
        if self._pandas:
            self._folder.module("pandas")
        found: dict[str, Any] = dict(self._fixed)
        missing: dict[str, Exception] = {}
        todo = sorted(wanted)
        for name in todo:  # grows: a function of the instructor's finds names when it is called
            if name in found or name in missing:
                continue
            try:
                found[name], needed = self._resolve(name, place, session)
                todo += sorted(needed)
            except NoCell:
                pass  # a builtin, or the cell binds it itself
            except Exception as error:
                missing[name] = error
        for name in missing:
            self.namespace.pop(name, None)
        self.namespace.update(found)
        return missing

    def record(self, place: int, error: Exception | None = None) -> None:
        """Remember what a cell that has just run has bound or changed."""
        names = names_in(self._cells[place].source)
        bound = names.bound.union(names.changed, *map(self._exports, names.stars))
        space = self.namespace
        self._bindings[place] = Bindings({n: space[n] for n in bound if n in space}, error)

    def forget_proxies(self) -> None:
        """Forget what stayed in a sandbox that is lost; cells that made it run again."""
        for index, bindings in list(self._bindings.items()):
            plain = {n: value for n, value in bindings.names.items() if not _holds_proxy(value)}
            if len(plain) < len(bindings.names) and not is_test(self._cells[index]):
                del self._bindings[index]
            bindings.names = plain

    def _resolve(self, name: str, place: int, session: Session) -> tuple[Any, Set[str]]:
        """A name as the last cell before a place binds or changes it, and names it needs later."""
        changed_by: Node | None = None  # the last answer that changes it
        for index in sorted({*self._touching.get(name, ()), *self._stars}, reverse=True):
            cell = self._cells[index]
            names = names_in(cell.source)
            binds = name in names.bound or any(name in self._exports(m) for m in names.stars)
            if index >= place or not (binds or name in names.changed):
                continue
            imported = self._imports(name, names)
            if is_answer(cell):
                if imported:
                    return self._import(name, names), frozenset()
                changed_by = changed_by or cell
                if not binds:
                    continue
            students = not imported and name in names.imports
            changed = changed_by is not None and binds and not imported
            if is_answer(cell) or students or changed:
                try:
                    value = self._from_student(name, cell, changed_by or cell, session)
                except Unavailable:
                    # What an answer did to a module, as np.seterr() does, it did not do here.
                    value = None if is_answer(cell) else self._run(index, session).names.get(name)
                    if not isinstance(value, ModuleType):
                        raise
                return value, frozenset()
            if binds or is_test(cell):
                bindings = self._run(index, session)
                if name in bindings.names:
                    return bindings.names[name], names.used
                if bindings.error is not None:
                    raise bindings.error
        raise NoCell(name)

    def _imports(self, name: str, names: Names) -> bool:
        """Whether a cell gets a name from a module that is here too; no student can change that."""
        if name in names.imports:
            return self._folder.can_import(names.imports[name][0])
        return name not in names.bound and any(name in self._exports(m) for m in names.stars)

    def _import(self, name: str, names: Names) -> Any:
        """A name that a cell imports, from the module that is here."""
        stars = (f"from {m} import {name}" for m in names.stars if name in self._exports(m))
        space: dict[str, Any] = {}
        exec(names.imports[name][1] if name in names.imports else next(stars), space)
        return space[name]

    def _from_student(self, name: str, cell: Node, answer: Node, session: Session) -> Any:
        """Get a name from the student, which a cell binds and an answer binds or changes."""
        try:
            return session.get(name, is_class=name in names_in(cell.source).classes)
        except NameError:
            raise NotDefined(name, grade_id(answer)) from None
        except IsModule as found:
            raise Unavailable(f"{found}, which a test cannot use here.") from None

    def _run(self, index: int, session: Session) -> Bindings:
        """Run a cell of the instructor's, once, after what it needs itself."""
        if index not in self._bindings and is_test(self._cells[index]):
            return Bindings()  # its time is over, or its sandbox was lost
        if index not in self._bindings:
            self._bindings[index] = Bindings()  # also if the sandbox is lost on the way
            source = self._cells[index].source
            self.bind(names_in(source).used, index, session)
            source = without_imports(source, lambda name: not self._folder.can_import(name))
            self.record(index, execute(source, self.namespace).error)
        return self._bindings[index]

    def _exports(self, module: str) -> frozenset[str]:
        """The names that ``from module import *`` binds."""
        if module not in self._exported:
            found = self._folder.module(module)
            public = [name for name in vars(found) if name[0] != "_"] if found else []
            self._exported[module] = frozenset(getattr(found, "__all__", public))
        return self._exported[module]


def _holds_proxy(value: Any) -> bool:
    """Whether a value is or holds a proxy."""
    if isinstance(value, dict):
        value = [*value.values()]
    parts = value if isinstance(value, (list, tuple, set)) else [value]
    return any(map(is_proxy, parts))
