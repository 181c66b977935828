"""Test cells, run on this side with stand-ins for what the student wrote.

A test cell sees names that the student was asked to define or change, through the sandbox, and
names that the instructor's other cells define, from the instructor's source.  Nothing else of the
student's.
"""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnkit.checks.verdict import Verdict, number
from nnkit.grading.engine.cells import Node, new_error, new_output
from nnkit.grading.engine.names import STAR, changed, classes, defined, used
from nnkit.grading.engine.roles import is_answer, is_test, role, without_hidden
from nnkit.grading.engine.standin import Link, RemoteError

FILE = "<test cell>"


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
class Exam:
    """The instructor's side of one notebook.

    Parameters
    ----------
    source : Node
        The instructor's notebook.
    fixed : mapping of str to object
        What some names mean, whatever a cell says.
    """

    source: Node
    fixed: Mapping[str, Any] = field(default_factory=dict)
    _namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    _ran: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._places = {role(cell): i for i, cell in enumerate(self.source.cells)}

    def run(self, test: Node, link: Link) -> Answer:
        """Run one test cell.

        Raises
        ------
        SandboxLost
            If the sandbox is lost on the way.
        """
        before = range(self._places[role(test)] - 1, -1, -1)
        self._namespace.update(self.fixed)
        try:
            self._provide(used(test.source), before, link)
        except Exception as error:
            return Answer(error=error)
        return _execute(test.source, self._namespace)

    def _provide(self, names: frozenset[str], before: range, link: Link) -> None:
        """Define the names that are needed, each from the last cell that binds or changes it."""
        for name in sorted(names - self.fixed.keys()):
            for index in before:
                cell = self.source.cells[index]
                if cell.cell_type != "code" or is_test(cell):
                    continue
                bound = defined(cell.source)
                if is_answer(cell):
                    if name in bound or name in changed(cell.source):
                        self._take(name, cell, link)
                        break
                elif name in bound or STAR in bound:
                    self._run_given(index, link)
                    if name in bound or name in self._namespace:
                        break

    def _take(self, name: str, cell: Node, link: Link) -> None:
        """Take a name from the student."""
        try:
            self._namespace[name] = link.look(name, is_class=name in classes(cell.source))
        except NameError:
            self._namespace.pop(name, None)
            raise NotDefined(name, role(cell)) from None

    def _run_given(self, index: int, link: Link) -> None:
        """Run a cell of the instructor's, once, after what it needs itself."""
        if index in self._ran:
            return
        self._ran.add(index)
        source = self.source.cells[index].source
        self._provide(used(source), range(index - 1, -1, -1), link)
        answer = _execute(source, self._namespace)
        if answer.error is not None:
            raise answer.error


def _execute(source: str, namespace: dict[str, Any]) -> Answer:
    lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n"))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            tree = ast.parse("\n".join(lines), FILE)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, FILE, "exec"), namespace)
            value = None
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), FILE, "eval"), namespace)
        except Exception as error:
            return Answer(error=error, printed=printed.getvalue())
    return Answer(value, None, printed.getvalue())


def outputs(answer: Answer, test: Node, most: float) -> list[Node]:
    """What the graded notebook shows under a test cell: the verdict, never a hidden test."""
    shown = []
    if answer.printed and without_hidden(test.source) == test.source:
        shown.append(new_output("stream", name="stdout", text=answer.printed))
    if answer.error is not None:
        told = told_error(answer.error, test)
        kind = type(answer.error).__name__
        shown.append(new_error(kind, told))
    elif isinstance(answer.value, Verdict):
        shown.append(new_output("execute_result", data=answer.value.bundle()))
    elif _is_number(answer.value):
        text = number(points(answer, most))
        shown.append(new_output("execute_result", data={"text/plain": text}))
    return shown


def told_error(error: Exception, test: Node) -> str:
    """Tell why a test cell failed, without its hidden tests and what they expect."""
    kind = type(error).__name__
    if isinstance(error, RemoteError):
        text = f"Your code stopped with a {kind}: {error}"
        return f"{text}\n{error.own_line.strip()}" if error.own_line else text
    if isinstance(error, NotDefined):
        return f"{error}."
    at = _line(error)
    lines = test.source.splitlines()
    line = lines[at - 1].strip() if 0 < at <= len(lines) else ""
    if line and line not in without_hidden(test.source):
        return "A hidden test failed."
    text = f"{kind}: {error}" if str(error) else kind
    return f"{text}\nin the test:  {line}" if line else text


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
