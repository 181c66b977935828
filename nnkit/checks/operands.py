"""The shapes of the two sides of the operation that failed, such as ``W.T (3, 4), a (4, 1)``.

NumPy tells some shapes and not others, and never whose they are.  The traceback knows the
operation to the letter, and the frame still holds its names.
"""

from __future__ import annotations

import ast
import linecache
import traceback
from types import FrameType
from typing import Any

import numpy as np


def shapes_in(frame: FrameType, place: traceback.FrameSummary) -> str:
    """Source and shape of each side of the operation at `place`; empty if they cannot be told."""
    if place.lineno is None or place.colno is None or place.end_colno is None:
        return ""
    if place.lineno != place.end_lineno:
        return ""
    line = linecache.getline(place.filename, place.lineno).encode()
    try:
        sides = _sides(line[place.colno : place.end_colno].decode().strip())
        values = [(ast.unparse(side), _value(side, frame)) for side in sides]
    except Exception:  # whatever goes wrong here, the student's own error is told
        return ""
    if not any(isinstance(value, np.ndarray) for _, value in values):
        return ""
    return ", ".join(f"{source} {_shape(value)}" for source, value in values)


def _sides(source: str) -> list[ast.expr]:
    """The operands of an operation, or the arguments of a call such as ``np.dot(W, a)``."""
    statement = ast.parse(source).body[0]
    if isinstance(statement, ast.AugAssign):
        return [ast.parse(ast.unparse(statement.target), mode="eval").body, statement.value]
    operation = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(operation, ast.BinOp):
        return [operation.left, operation.right]
    return operation.args if isinstance(operation, ast.Call) else []


def _value(side: ast.expr, frame: FrameType) -> Any:
    """What an operand is; nothing is called for it, so nothing of the student's runs again."""
    if any(isinstance(node, _RUNS) for node in ast.walk(side)):
        raise LookupError("cannot be told without running it again")
    return eval(compile(ast.Expression(side), "<operand>", "eval"), frame.f_globals, frame.f_locals)


_RUNS = (ast.Call, ast.NamedExpr, ast.comprehension, ast.Lambda, ast.Await, ast.Yield)


def _shape(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return str(value.shape)
    return f"({type(value).__name__})"
