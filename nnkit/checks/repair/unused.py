"""An argument that a function never looks at, and the variable of the notebook that it took."""

from __future__ import annotations

import ast
import types
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnkit.checks.repair.source import program_of


def unused(answer: Any, arguments: Sequence[str]) -> str:
    """Say which arguments a function never uses, and which data of the notebook it does use.

    Parameters
    ----------
    answer : function or class
        As the student wrote it; a class has no arguments of its own.
    arguments : sequence of str
        What the exercise calls the arguments.

    Returns
    -------
    str
        Empty if all are used, or if there is no program text.
    """
    program = program_of(answer)
    if program is None or not isinstance(function := program.tree.body[0], ast.FunctionDef):
        return ""
    own = [a.arg for a in function.args.args]
    read = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    bound = {
        n.id
        for n in ast.walk(function)
        if isinstance(getattr(n, "ctx", None), ast.Store) and isinstance(n, ast.Name)
    }
    left = [name for name in own if name not in read]
    if not left or len(own) != len(arguments):
        return ""
    taken = sorted(
        name
        for name in read - bound - set(own)
        if isinstance(program.names.get(name), (np.ndarray, int, float, list))
        and not isinstance(program.names.get(name), types.FunctionType)
    )
    names = " and ".join(f"`{name}`" for name in left)
    told = f"The argument {names} is never used" if len(left) == 1 else f"{names} are never used"
    if taken:
        others = " and ".join(f"`{name}`" for name in taken)
        return f"{told}: instead the function takes {others} from the notebook."
    return f"{told} in your function."
