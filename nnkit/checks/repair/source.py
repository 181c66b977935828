"""The program text of a function or a class that a student wrote in a cell."""

from __future__ import annotations

import ast
import inspect
import linecache
import types
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Program:
    """A function or a class as the student wrote it.

    Attributes
    ----------
    tree : ast.Module
        Its definition alone, with the line numbers of its cell.
    name : str
        The name that the definition binds.
    names : dict
        The global names that it sees.
    """

    tree: ast.Module
    name: str
    names: dict[str, Any]


def program_of(answer: Any) -> Program | None:
    """The text of a function or a class; None if there is none, or it depends on more than that."""
    function = answer if isinstance(answer, types.FunctionType) else _a_method(answer)
    if function is None or (function.__closure__ and not inspect.isclass(answer)):
        return None
    lines = linecache.getlines(function.__code__.co_filename)
    try:
        cell = ast.parse("".join(lines))
    except (SyntaxError, ValueError):  # a cell with magics
        return None
    wanted = ast.ClassDef if inspect.isclass(answer) else ast.FunctionDef
    found = [n for n in cell.body if isinstance(n, wanted) and n.name == answer.__name__]
    if not found or found[-1].decorator_list:
        return None
    tree = ast.Module(body=[found[-1]], type_ignores=[])
    return Program(tree, found[-1].name, function.__globals__)


def _a_method(answer: Any) -> types.FunctionType | None:
    """Any method that a class defines itself; it knows the cell and the global names."""
    if not inspect.isclass(answer):
        return None
    methods = [m for m in vars(answer).values() if isinstance(m, types.FunctionType)]
    return methods[0] if methods else None
