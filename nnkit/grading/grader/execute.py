"""Execute a cell on this side, and what it gave."""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

from nnkit.checks.verdict import Verdict
from nnkit.grading.grader.names import without_magics
from nnkit.grading.grader.notebook import encodable
from nnkit.grading.grader.proxy import is_proxy
from nnkit.grading.protocol.points import no_points

GIVEN = "<given cell>"


@dataclass
class Outcome:
    """What a cell gave.

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


def execute(source: str, namespace: dict[str, Any], file: str = GIVEN) -> Outcome:
    """Execute a cell, without what only IPython understands.

    Parameters
    ----------
    source : str
    namespace : dict of str to object
    file : str
        What the cell is called in tracebacks.
    """
    source = without_magics(source)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            statements, last = _compile(source, file)
            exec(statements, namespace)
            value = eval(last, namespace) if last is not None else None
        except SystemExit:
            ended = RuntimeError("the test ended itself with sys.exit()")
            return Outcome(error=ended, printed=encodable(printed.getvalue()))
        except Exception as error:
            return Outcome(error=error, printed=encodable(printed.getvalue()))
    if source.rstrip().endswith(";"):  # as in IPython
        value = None
    return Outcome(value, None, encodable(printed.getvalue()))


@lru_cache(maxsize=1024)
def _compile(source: str, file: str) -> tuple[CodeType, CodeType | None]:
    """The statements of a cell, and its last line if that is an expression."""
    tree = ast.parse(source, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    statements = compile(tree, file, "exec")
    if not isinstance(last, ast.Expr):
        return statements, None
    return statements, compile(ast.Expression(last.value), file, "eval")


def lines_of(error: Exception, file: str) -> list[int]:
    """The lines of an executed cell through which an error came, the outermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f.lineno or 0 for f in frames if f.filename == file]


def earned_points(outcome: Outcome, max_points: float) -> float:
    """The points of a test cell, by nbgrader's rule: an error 0, a number that number, else all.

    What is no number but looks so gives 0; see `no_credit`.
    """
    if outcome.error is not None:
        return 0.0
    value = outcome.value.points if isinstance(outcome.value, Verdict) else outcome.value
    if no_credit(value):
        return 0.0
    if not is_number(value):
        return max_points
    return float(min(value, max_points))


def no_credit(value: Any) -> str:
    """Why the value of a test's last line gives no points although it may look so."""
    return (
        "an object of the student's is no number of points" if is_proxy(value) else no_points(value)
    )


def is_number(value: Any) -> bool:
    """Whether nbgrader takes a value for points."""
    return isinstance(value, (int, float, np.number)) and not isinstance(value, (bool, np.bool_))
