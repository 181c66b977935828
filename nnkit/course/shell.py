"""What happens in IPython when a student runs a cell.

A cell that needs an answer that is not written yet, or numbers of a student who is not known,
shows what it needs instead of stopping with an error, so that the rest of the notebook runs.  And
of a cell that stopped it is remembered which answers it was to make: a check says so.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import reduce
from operator import or_
from typing import Any

from nnkit.checks.verdict import Verdict
from nnkit.course import student
from nnkit.course.needs import Needs, Skipped
from nnkit.course.requirements import Requirements
from nnkit.course.statements import Statement, statements

_BINDS = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)|^(\w+)\s*=(?!=)", re.MULTILINE)
_installed: list[Shell] = []


class Shell:
    """Hooks of IPython's shell, and what they remember of the notebook's cells.

    Attributes
    ----------
    requirements : Requirements
    stopped : dict of str to str
        How the cell stopped that was to make a name.
    """

    def __init__(self, ipython: Any) -> None:
        self.requirements = Requirements(ipython.user_ns)
        self.stopped: dict[str, str] = {}
        self._ran: set[str] = set()
        self._source = ""
        self._begins = False
        self._tree: ast.Module | None = None
        self._skips = False
        self._skipped: dict[str, Needs] = {}

    def pre_run_cell(self, info: Any) -> None:
        """IPython begins a cell."""
        self._begin(info.raw_cell)
        self._begins = True

    def visit(self, tree: ast.Module) -> ast.Module:
        """IPython has parsed a cell, and runs what is returned.

        Only the cell itself is looked at, not what a magic such as ``%%timeit`` makes of it.
        """
        if not self._begins:
            return tree
        self._begins, self._tree = False, tree
        if not self.requirements.may_miss(tree):
            return tree
        cell = statements(tree)
        needs = self.requirements.of_cell(cell, again=self._source in self._ran)
        missing = reduce(or_, needs, Needs())
        if not missing:
            return tree
        # Imports and definitions do no harm, and other cells may use them.
        kept = [s for s, one in zip(cell, needs, strict=True) if not one and _is_quiet(s)]
        made = {name for s in kept for name in s.binds}
        self._skips = True
        self._skipped = {name: missing for s in cell for name in s.binds - made}
        self._tree = ast.Module([s.node for s in kept], [])
        self._show(missing)
        return self._tree

    def post_run_cell(self, result: Any) -> None:
        """A cell has ended, rightly or with an error."""
        self._begins = False
        source = result.info.raw_cell
        error = result.error_before_exec or result.error_in_exec
        if source != self._source:  # it ran another cell, as %%capture does
            if error is None:
                return
            self._begin(source)
        if error is None and not self._skips:
            self._ran.add(source)
        if error is None and not (self._skipped or self.stopped or self.requirements.skipped):
            return  # there is nothing to keep in order
        line = _line(error, self.requirements.names) if error else None
        done, undone = _made(source, self._tree, line, stopped=error is not None)
        for name in done:
            self.stopped.pop(name, None)
            self.requirements.skipped.pop(name, None)
        where = f" in line {line}" if line else ""
        self.stopped |= dict.fromkeys(undone, f"{type(error).__name__}{where}")
        self.requirements.skipped |= self._skipped

    def _begin(self, source: str) -> None:
        self._source = source
        self._tree = None
        self._skips = False
        self._skipped = {}

    def _show(self, missing: Needs) -> None:
        from IPython.display import display

        names = self.requirements.names
        before = "nnkit." if "nnkit" in names else "from nnkit import set_student; "
        before = "" if "set_student" in names else before
        display(Skipped(missing, f'{before}set_student("your id")'))


def install() -> None:
    """Put the hooks into the shell of a student's notebook, once; nowhere else there is one.

    A grader's run is left as it is.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or student.graded_now() or _installed:
        return
    hooks = Shell(shell)
    _installed.append(hooks)
    shell.ast_transformers.append(hooks)
    shell.events.register("pre_run_cell", hooks.pre_run_cell)
    shell.events.register("post_run_cell", hooks.post_run_cell)


def checked(verdict: Verdict, answer: Any) -> Verdict:
    """A verdict of `check`, which says if the cell that was to make the answer has stopped."""
    for hooks in _installed:
        module, _, name = verdict.exercise.partition(".")
        if module not in hooks.requirements.modules:
            hooks.requirements.modules.append(module)
        if verdict.status != "not attempted":
            hooks.requirements.judged[name] = answer
        if name in hooks.stopped:
            return verdict.with_note(
                f"The cell that makes `{name}` stopped last time, with {hooks.stopped[name]}. "
                f"This is about the `{name}` from before."
            )
    return verdict


def _is_quiet(statement: Statement) -> bool:
    """Whether a statement imports or defines, and shows nothing."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return isinstance(statement.node, kinds)


def _made(
    source: str, tree: ast.Module | None, line: int | None, *, stopped: bool
) -> tuple[set[str], set[str]]:
    """Names that a cell has made, and those that it was to make from the line on where it stopped.

    Of a cell with a magic or a mistake in its syntax there is no tree; its text has to do.
    """
    if tree is None or source.startswith("%%"):
        found = {a or b for a, b in _BINDS.findall(source)}
        return (set(), found) if stopped else (found, set())
    done: set[str] = set()
    undone: set[str] = set()
    for statement in statements(tree):
        ended = not stopped or (line is not None and (statement.node.end_lineno or 0) < line)
        (done if ended else undone).update(statement.binds)
    return done - undone, undone


def _line(error: BaseException, names: dict[str, Any]) -> int | None:
    """The line of a cell in which an error arose, as its author counts."""
    if isinstance(error, SyntaxError):
        return error.lineno
    step = error.__traceback__
    while step is not None and step.tb_frame.f_globals is not names:
        step = step.tb_next
    return step.tb_lineno if step else None
