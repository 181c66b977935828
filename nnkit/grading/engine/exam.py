"""Test cells, run on this side with stand-ins for what the student wrote.

A test cell sees names that the student was asked to define, through the sandbox, and names that
the instructor's other cells define, from the instructor's source.  Nothing else of the student's.
"""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from nbformat import NotebookNode
from nbformat.v4 import new_output

from nnkit.checks.verdict import Verdict
from nnkit.grading.engine.names import defined, used
from nnkit.grading.engine.sanitise import is_test, role, without_hidden
from nnkit.grading.engine.standin import Link, RemoteError

FILE = "<test cell>"


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
    source : NotebookNode
        The instructor's notebook.
    """

    source: NotebookNode
    _namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    _ran: set[int] = field(default_factory=set)

    def run(self, test: NotebookNode, link: Link) -> Answer:
        """Run one test cell.

        Raises
        ------
        SandboxLost
            If the sandbox is lost on the way.
        """
        before = self._before(role(test))
        code = _plain_python(test.source)
        try:
            self._provide(used(code), before, link)
        except Exception as error:
            return Answer(error=error)
        return _execute(code, self._namespace)

    def _before(self, name: str) -> list[int]:
        """Indices of the source's code cells before a test cell, last first."""
        end = next(i for i, c in enumerate(self.source.cells) if role(c) == name)
        return [i for i in range(end - 1, -1, -1) if self.source.cells[i].cell_type == "code"]

    def _provide(self, names: set[str], before: list[int], link: Link) -> None:
        """Define the names that are needed, each from the last cell that binds it."""
        for name in sorted(names):
            for index in before:
                cell = self.source.cells[index]
                if is_test(cell) or name not in defined(_plain_python(cell.source)):
                    continue
                if role(cell):
                    self._namespace[name] = link.look(name)
                elif index not in self._ran:
                    self._ran.add(index)
                    self._run_given(index, before, link)
                break

    def _run_given(self, index: int, before: list[int], link: Link) -> None:
        code = _plain_python(self.source.cells[index].source)
        self._provide(used(code), [i for i in before if i < index], link)
        answer = _execute(code, self._namespace)
        if answer.error is not None:
            raise answer.error


def _execute(code: str, namespace: dict[str, Any]) -> Answer:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            tree = ast.parse(code, FILE)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, FILE, "exec"), namespace)
            value = None
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), FILE, "eval"), namespace)
        except Exception as error:
            return Answer(error=error, printed=printed.getvalue())
    return Answer(value, None, printed.getvalue())


def _plain_python(source: str) -> str:
    """Source without lines that only IPython understands."""
    return "\n".join(
        "" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines()
    )


def outputs(answer: Answer, test: NotebookNode) -> list[NotebookNode]:
    """What the graded notebook shows under a test cell: the verdict, never a hidden test."""
    shown = []
    if answer.printed and without_hidden(test.source) == test.source:
        shown.append(new_output("stream", name="stdout", text=answer.printed))
    if answer.error is not None:
        told = told_error(answer.error, test)
        shown.append(
            new_output("error", ename=type(answer.error).__name__, evalue=told, traceback=[told])
        )
    elif isinstance(answer.value, Verdict):
        shown.append(new_output("execute_result", answer.value.bundle()))
    elif answer.value is not None:
        shown.append(new_output("execute_result", {"text/plain": repr(answer.value)}))
    return shown


def told_error(error: Exception, test: NotebookNode) -> str:
    """Tell why a test cell failed, without its hidden tests and what they expect."""
    kind = type(error).__name__
    if isinstance(error, RemoteError):
        text = f"Your code stopped with a {kind}: {error}"
        return f"{text}\n{error.own_line.strip()}" if error.own_line else text
    number = _line(error)
    lines = test.source.splitlines()
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
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
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        return most
    if not value >= 0:  # also for nan
        return most
    return float(min(value, most))
