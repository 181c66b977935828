"""Test cells, run on this side with proxies for what the student wrote.

A test cell sees names that the student was asked to define or change, through the sandbox, and
names that the instructor's other cells define, from the instructor's source.  Nothing else of the
student's.
"""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

from nnkit.checks.verdict import Verdict, number
from nnkit.grading.grader.cells import HIDDEN, is_answer, is_test, role, without_hidden
from nnkit.grading.grader.names import names, readable
from nnkit.grading.grader.notebook import Node, new_error, new_output
from nnkit.grading.grader.proxy import IsModule, Proxy, RemoteError, Session, clean
from nnkit.grading.grader.working_directory import WorkingDirectory

FILE = "<test cell>"
MOST_TOLD = 4000


class NotDefined(NameError):
    """A test needs a name that the student did not define.

    Attributes
    ----------
    cell : str
        The answer cell in which it belongs.
    """

    def __init__(self, name: str, cell: str) -> None:
        super().__init__(f"{name} is not defined", name=name)
        self.cell = cell


class NoCell(LookupError):
    """No cell of the instructor's binds a name."""


class Unavailable(TypeError):
    """A test needs something that cannot be had on this side; says what."""


@dataclass
class Bindings:
    """What a cell of the instructor's bound when it ran here, and what stopped it, if anything."""

    names: dict[str, Any] = field(default_factory=dict)
    error: Exception | None = None


@dataclass
class Answer:
    """What a test cell said.

    Attributes
    ----------
    value : object
        The value of its last line, if that is an expression.
    error : Exception or None
    printed : str
    """

    value: Any = None
    error: Exception | None = None
    printed: str = ""


@dataclass
class Runner:
    """The instructor's side of one notebook.

    A cell of the instructor's is run when a test first needs a name that it binds, with the names
    that it needs itself as they were there.  One that binds nothing is never run here.

    Parameters
    ----------
    source : Node
        The instructor's notebook.
    fixed : mapping of str to object
        What some names mean, whatever a cell says.
    files : mapping of str to bytes
        The instructor's other files, among which tests run.
    hidden : (str, str)
        Between what tests are hidden from students.
    """

    source: Node
    fixed: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    hidden: tuple[str, str] = HIDDEN
    _namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    _made: dict[int, Bindings] = field(default_factory=dict)
    _exported: dict[str, frozenset[str]] = field(default_factory=dict)
    _session: Session | None = None

    def __post_init__(self) -> None:
        self._places = {role(cell): i for i, cell in enumerate(self.source.cells)}
        self._touches: dict[str, list[int]] = {}  # by name the cells that bind or change it
        self._stars: list[int] = []
        for i, cell in enumerate(self.source.cells):
            if cell.cell_type == "code":
                about = names(cell.source)
                self._stars += [i] * bool(about.stars)
                for name in about.bound | about.changed:
                    self._touches.setdefault(name, []).append(i)
        self._folder = WorkingDirectory(self.files)
        self._seeds = any("seed(" in cell.source for cell in self.source.cells)

    def run(self, test: Node, session: Session) -> Answer:
        """Run one test cell.

        Raises
        ------
        SandboxLost
            If the sandbox is lost on the way.
        """
        if session is not self._session:
            self._forget(session)
            session.seeded = self._seeds
        session.notes.clear()
        place = self._places[role(test)]
        with self._folder:
            lacking = self._provide(names(test.source).used, place, session)
            answer = _execute(test.source, self._namespace)
        self._made[place] = self._kept(place)
        error = answer.error
        if isinstance(error, NameError) and not isinstance(error, RemoteError):
            answer.error = lacking.get(error.name or "", error)
        if isinstance(error, FileNotFoundError) and not isinstance(error, RemoteError):
            session.notes.append("Tests do not see files that the student's code wrote.")
        for note in dict.fromkeys(session.notes):
            if answer.error is not None:
                answer.error.add_note(note)
        return answer

    def outputs(self, answer: Answer, test: Node, most: float) -> list[Node]:
        """What the graded notebook shows under a test cell: the verdict, never a hidden test."""
        shown = []
        if answer.printed and self._visible(test) == test.source:
            shown.append(new_output("stream", name="stdout", text=answer.printed))
        if answer.error is not None:
            told = self.told_error(answer.error, test)
            kind = type(answer.error).__name__
            shown.append(new_error(kind, told))
        elif isinstance(answer.value, Verdict):
            shown.append(new_output("execute_result", data=answer.value.bundle()))
        elif _is_number(answer.value):
            text = number(points(answer, most))
            shown.append(new_output("execute_result", data={"text/plain": text}))
        return shown

    def told_error(self, error: Exception, test: Node) -> str:
        """Tell why a test cell failed, without its hidden tests and what they expect."""
        text = "\n".join([self._told(error, test)[:MOST_TOLD], *getattr(error, "__notes__", ())])
        return clean(text)

    def _told(self, error: Exception, test: Node) -> str:
        kind = type(error).__name__
        if isinstance(error, RemoteError):
            text = f"Your code stopped with a {kind}: {error}"
            return f"{text}\n{error.own_line.strip()}" if error.own_line else text
        if isinstance(error, NotDefined):
            return f"{error}."
        at = _line(error)
        lines = test.source.splitlines()
        line = lines[at - 1].strip() if 0 < at <= len(lines) else ""
        if line and line not in self._visible(test):
            return "A hidden test failed."
        text = f"{kind}: {error}" if str(error) else kind
        return f"{text}\nin the test:  {line}" if line else text

    def _visible(self, test: Node) -> str:
        return without_hidden(test.source, self.hidden)

    def _forget(self, session: Session) -> None:
        """Forget proxies of a sandbox that is lost; cells that made them run again."""
        self._session = session
        for index, made in list(self._made.items()):
            alive = {name: value for name, value in made.names.items() if not _holds(value)}
            if len(alive) < len(made.names) and not is_test(self.source.cells[index]):
                del self._made[index]
            made.names = alive

    def _provide(self, wanted: Set[str], place: int, session: Session) -> dict[str, Exception]:
        """Bind names as they are at a place; return, for those that are not there, why."""
        found: dict[str, Any] = dict(self.fixed)
        lacking: dict[str, Exception] = {}
        todo = sorted(wanted)
        for name in todo:  # grows: a function of the instructor's finds names when it is called
            if name in found or name in lacking:
                continue
            try:
                found[name], also = self._find(name, place, session)
                todo += sorted(also)
            except NoCell:
                pass  # a builtin, or the cell binds it itself
            except Exception as error:
                lacking[name] = error
        for name in lacking:
            self._namespace.pop(name, None)
        self._namespace.update(found)
        return lacking

    def _find(self, name: str, place: int, session: Session) -> tuple[Any, Set[str]]:
        """A name as the last cell before a place binds or changes it, and names it needs later."""
        changed_by: Node | None = None  # the last answer that changes it
        for index in sorted({*self._touches.get(name, ()), *self._stars}, reverse=True):
            cell = self.source.cells[index]
            about = names(cell.source)
            binds = name in about.bound or any(name in self._exports(m) for m in about.stars)
            if index >= place or not (binds or name in about.changed):
                continue
            if is_answer(cell):
                changed_by = changed_by or cell
                if not binds:
                    continue
            imported = name in about.imports
            own = imported and not self._folder.has(about.imports[name][0])
            if is_answer(cell) or own or (changed_by is not None and not imported):
                return self._take(name, cell, changed_by or cell, session), frozenset()
            if binds or is_test(cell):
                made = self._run_given(index, session)
                if name in made.names:
                    return made.names[name], about.used
                if made.error is not None:
                    raise made.error
        raise NoCell(name)

    def _take(self, name: str, cell: Node, answer: Node, session: Session) -> Any:
        """Take a name from the student, which a cell binds and an answer binds or changes."""
        about = names(cell.source)
        try:
            return session.look(name, is_class=name in about.classes)
        except NameError:
            raise NotDefined(name, role(answer)) from None
        except IsModule as told:
            module = self._folder.module(*about.imports.get(name, ("", None)))
            if module is None or told.module not in ("", module.__name__):
                raise Unavailable(f"{told}, which a test cannot use here.") from None
            return module

    def _run_given(self, index: int, session: Session) -> Bindings:
        """Run a cell of the instructor's, once, after what it needs itself."""
        if index not in self._made and is_test(self.source.cells[index]):
            return Bindings()  # its time is over, or its sandbox was lost
        if index not in self._made:
            self._made[index] = Bindings()  # also if the sandbox is lost on the way
            source = self.source.cells[index].source
            self._provide(names(source).used, index, session)
            answer = _execute(self._folder.without_missing(source), self._namespace)
            self._made[index] = self._kept(index, answer.error)
        return self._made[index]

    def _kept(self, index: int, error: Exception | None = None) -> Bindings:
        """What a cell that has just run has bound or changed."""
        about = names(self.source.cells[index].source)
        bound = about.bound.union(about.changed, *map(self._exports, about.stars))
        space = self._namespace
        return Bindings({name: space[name] for name in bound if name in space}, error)

    def _exports(self, module: str) -> frozenset[str]:
        """The names that ``from module import *`` binds."""
        if module not in self._exported:
            found = self._folder.module(module)
            public = [name for name in vars(found) if name[0] != "_"] if found else []
            self._exported[module] = frozenset(getattr(found, "__all__", public))
        return self._exported[module]


def _holds(value: Any) -> bool:
    """Whether a value is or holds a proxy."""
    if isinstance(value, dict):
        value = [*value.values()]
    parts = value if isinstance(value, (list, tuple, set)) else [value]
    return any(issubclass(type(part), Proxy) for part in parts)


def _execute(source: str, namespace: dict[str, Any]) -> Answer:
    source = readable(source)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            statements, last = _compiled(source)
            exec(statements, namespace)
            value = eval(last, namespace) if last is not None else None
        except Exception as error:
            return Answer(error=error, printed=clean(printed.getvalue()))
    if source.rstrip().endswith(";"):  # as in IPython
        value = None
    return Answer(value, None, clean(printed.getvalue()))


@lru_cache(maxsize=1024)
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """The statements of a cell, and its last line if that is an expression."""
    tree = ast.parse(source, FILE)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    statements = compile(tree, FILE, "exec")
    if not isinstance(last, ast.Expr):
        return statements, None
    return statements, compile(ast.Expression(last.value), FILE, "eval")


def _line(error: Exception) -> int:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == FILE]
    return frames[-1].lineno or 0 if frames else 0


def points(answer: Answer, most: float) -> float:
    """The points of an answer, by nbgrader's rule: an error 0, a number that number, else all."""
    if answer.error is not None:
        return 0.0
    value = answer.value.points if isinstance(answer.value, Verdict) else answer.value
    if not _is_number(value) or not value >= 0:  # also for nan
        return most
    return float(min(value, most))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.number)) and not isinstance(value, (bool, np.bool_))
