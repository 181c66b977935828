"""What happens in IPython when a student runs a cell.

A cell that needs an answer that is not written yet, or the numbers of a student who is not known,
shows what it needs instead of an error, and the cells after it run.  So do they after an error in
a cell that relies on a wrong answer.  Of any other cell that stopped with an error it is remembered
which answers it was to make: a check says so.
"""

from __future__ import annotations

import ast
import sys
from contextlib import suppress
from functools import reduce
from operator import or_
from types import ModuleType
from typing import Any

from nnkit.checks.verdict import Verdict
from nnkit.course import student
from nnkit.course.catalogue import find
from nnkit.course.cell_errors import name_overwritten
from nnkit.course.needs import Needs, NeedsCard, NeedsError
from nnkit.course.requirements import Requirements
from nnkit.course.statements import bound_in_text, statements

_STOP = "__import__('nnkit.course.shell').course.shell.stop()"
_installed: list[Shell] = []


class Shell:
    """Hooks of IPython's shell, and what they remember of the notebook's cells.

    Attributes
    ----------
    requirements : Requirements
    stopped : dict of str to str
        With which error the cell stopped that was to make a name.
    needs : Needs
        What the cell needs that runs now, or has just ended.
    ahead : Needs
        What it is known to need before it has run that far.
    source : str
    tree : ast.Module or None
        The cell that runs now; no tree if it begins with a magic or has a mistake.
    """

    def __init__(self, ipython: Any) -> None:
        self.ipython = ipython
        self.requirements = Requirements(ipython.user_ns)
        self.stopped: dict[str, str] = {}
        self.tree: ast.Module | None = None
        self._ran: set[str] = set()
        self._begin("")
        self._begins = False

    def pre_run_cell(self, info: Any) -> None:
        """IPython begins a cell."""
        self._begin(info.raw_cell)

    def visit(self, tree: ast.Module) -> ast.Module:
        """IPython has parsed a cell, and runs what is returned.

        Only the cell itself is looked at, not what a magic such as ``%%timeit`` makes of it.
        """
        if not self._begins:
            return tree
        self._begins = False
        self.tree = None if self.source.startswith("%%") else tree
        # Nothing is compiled here as long as nothing is missing.
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        if not any(map(self.requirements.of_name, names)):
            return tree
        cell = statements(tree)
        needs = self.requirements.of_cell(cell, again=self.source in self._ran)
        first = next((k for k, found in enumerate(needs) if found), None)
        if first is None:
            return tree
        self.ahead = reduce(or_, needs)
        stop = ast.increment_lineno(ast.parse(_STOP), tree.body[first].lineno - 1)
        return ast.Module([*tree.body[:first], *stop.body], [])

    def show_error(
        self,
        ipython: Any,
        kind: type[BaseException],
        error: Exception,
        tb: Any,
        tb_offset: Any = None,
    ) -> None:
        """Show the error with which a cell stopped, or what it needs."""
        self.needs = self.requirements.of_error(error) or self._needs_of_line(error)
        if not self.needs:
            ipython.showtraceback(
                (kind, error, tb), tb_offset=tb_offset, running_compiled_code=True
            )
            if not name_overwritten(error, self.requirements.modules):
                self.needs = self.requirements.wrong_in(self.tree, error)
            if self.needs:
                self._display_needs()
            return
        self.needs |= self.ahead | self.requirements.mentioned(self.tree)
        self._display_needs()

    def _display_needs(self) -> None:
        """Show the card of what the cell needs."""
        from IPython.display import display

        names = self.requirements.names
        before = "nnkit." if "nnkit" in names else "from nnkit import set_student; "
        before = "" if "set_student" in names else before
        display(NeedsCard(self.needs, f'{before}set_student("your id")'))

    def post_run_cell(self, result: Any) -> None:
        """A cell has ended, rightly or with an error."""
        source, error = result.info.raw_cell, result.error_before_exec or result.error_in_exec
        if source != self.source:  # it ran another cell, as %%capture does
            if error is None:
                return
            self._begin(source)
        self._begins = False
        if error is None:
            self._ran.add(source)
        waiting = self.requirements.waiting
        if error is None and not (self.stopped or waiting or self.requirements.modules):
            return  # there is nothing to keep in order
        line = _line(error, self.requirements.names) if error else None
        made, missed = _made(source, self.tree, error, line)
        for name in made | missed:
            self.stopped.pop(name, None)
            waiting.pop(name, None)
        self.requirements.made(made, self.tree)
        missed = {n for n in missed if not isinstance(self.requirements.names.get(n), ModuleType)}
        if self.needs:
            waiting |= dict.fromkeys(missed, self.needs)
            result.error_in_exec = None  # so "Run all" goes on
        elif error:
            where = f" in line {line}" if line else ""
            self.stopped |= dict.fromkeys(missed, f"{type(error).__name__}{where}")

    def left(self, name: str) -> str:
        """Why a name has its value from before; empty if it has not."""
        if name in _made(self.source, self.tree, None, None)[0]:
            return ""  # the cell that runs now makes it
        if name in self.requirements.waiting:
            return f"did not run to its end: it needs {self.requirements.waiting[name].listed}"
        return f"stopped with {self.stopped[name]}" if name in self.stopped else ""

    def _needs_of_line(self, error: BaseException) -> Needs:
        """What the statement needs in which an answer stopped that reckons with others."""
        line = _line(error, self.requirements.names) or 0
        cell = statements(self.tree) if self.tree else []
        reads = (s.reads for s in cell if s.node.lineno <= line <= (s.node.end_lineno or line))
        return reduce(or_, map(self.requirements.of_value, frozenset[str]().union(*reads)), Needs())

    def _begin(self, source: str) -> None:
        self.source = source
        self.tree = None
        self.needs = self.ahead = Needs()
        self._begins = True


def install() -> None:
    """Put the hooks into the shell of a student's notebook, once; elsewhere there is none.

    A grader's run is left as it is.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or student.graded_now() or _installed:
        return
    hooks = Shell(shell)
    _installed.append(hooks)
    shell.ast_transformers.append(hooks)
    shell.set_custom_exc((Exception,), hooks.show_error)
    shell.events.register("pre_run_cell", hooks.pre_run_cell)
    shell.events.register("post_run_cell", hooks.post_run_cell)


def stop() -> None:
    """End a cell before the statement that needs something.

    Raises
    ------
    NeedsError
        Always.
    """
    raise NeedsError(_installed[0].ahead)


def checked(verdict: Verdict, answer: str) -> Verdict:
    """A verdict of `check`, which says if the cell has stopped that was to make the answer.

    Parameters
    ----------
    verdict : Verdict
    answer : str
        The name that the exercise gives the answer.
    """
    for hooks in _installed:
        module = verdict.exercise.partition(".")[0]
        if module not in hooks.requirements.modules:
            hooks.requirements.modules.append(module)
        passed = verdict.status == "passed"
        change = hooks.requirements.failing.discard if passed else hooks.requirements.failing.add
        change(verdict.exercise)
        for name in _names_checked(hooks.tree, verdict.exercise) or {answer}:
            if why := hooks.left(name):
                return verdict.with_note(
                    f"The cell that makes `{name}` {why}. This is about the `{name}` from before."
                )
    return verdict


def _names_checked(tree: ast.Module | None, id: str) -> set[str]:
    """The names that a cell gives to the check of an exercise."""
    calls = [node for node in ast.walk(tree or ast.Module([], [])) if isinstance(node, ast.Call)]
    given = [[*call.args, *(keyword.value for keyword in call.keywords)] for call in calls]
    answers = [parts[1] for parts in given if len(parts) == 2 and _means(parts[0], id)]
    return {n.id for part in answers for n in ast.walk(part) if isinstance(n, ast.Name)}


def _means(part: ast.expr, id: str) -> bool:
    """Whether an argument is the id of an exercise, however it is typed."""
    if not (isinstance(part, ast.Constant) and isinstance(part.value, str)):
        return False
    with suppress(ValueError):
        return find(part.value).id == id
    return False


def _made(
    source: str, tree: ast.Module | None, error: BaseException | None, line: int | None
) -> tuple[set[str], set[str]]:
    """Names that a cell has made, and those that it was to make from the line on where it stopped.

    Of a cell with a magic or a mistake in its syntax there is no tree; its text has to do.
    """
    cell = statements(tree) if tree else []
    if not cell:
        found = bound_in_text(source)
        return (set(), found) if error else (found, set())
    made: set[str] = set()
    missed: set[str] = set()
    for statement in cell:
        ended = error is None or (line is not None and (statement.node.end_lineno or 0) < line)
        (made if ended else missed).update(statement.binds | statement.changes)
    return made - missed, missed


def _line(error: BaseException, names: dict[str, Any]) -> int | None:
    """The line of a cell in which an error arose, as its author counts."""
    step = error.__traceback__
    while step is not None and step.tb_frame.f_globals is not names:
        step = step.tb_next
    return step.tb_lineno if step else getattr(error, "lineno", None)
