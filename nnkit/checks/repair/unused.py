"""What a program has and never uses: an argument, a variable, a value that was handed in."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nnkit.checks.repair.source import program_of


def unused(answer: Any, arguments: Sequence[str]) -> str:
    """Say what a wrong function or class computes, or is given, and never uses.

    Parameters
    ----------
    answer : function or class
        As the student wrote it.
    arguments : sequence of str
        What the exercise calls the arguments of a function.

    Returns
    -------
    str
        One sentence about the first such thing; empty if there is none, or no program text.
    """
    program = program_of(answer)
    if program is None:
        return ""
    found: list[str] = []
    definition = program.tree.body[0]
    if isinstance(definition, ast.FunctionDef) and len(definition.args.args) == len(arguments):
        found += _arguments(definition, program.names)
    for function in ast.walk(program.tree):
        if isinstance(function, ast.FunctionDef):
            found += _variables(function, in_class=isinstance(definition, ast.ClassDef))
    return found[0] if found else ""


def _arguments(function: ast.FunctionDef, names: dict[str, Any]) -> Iterator[str]:
    own = [a.arg for a in function.args.args]
    read, bound = _names(function, ast.Load), _names(function, ast.Store)
    for line in function.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            for target in line.targets:
                if isinstance(target, ast.Name) and target.id in own:
                    yield (
                        f"In line {line.lineno}, `{ast.unparse(line)}` overwrites the argument: "
                        "what was handed in is lost."
                    )
    left = [name for name in own if name not in read]
    if not left:
        return
    taken = sorted(
        name
        for name in read - bound - set(own)
        if isinstance(names.get(name), (np.ndarray, int, float, list))
    )
    listed = " and ".join(f"`{name}`" for name in left)
    subject = f"The argument {listed} is" if len(left) == 1 else f"The arguments {listed} are"
    if taken:
        others = " and ".join(f"`{name}`" for name in taken)
        yield f"{subject} never used: instead your function takes {others} from the notebook."
    else:
        yield f"{subject} never used in your function."


def _variables(function: ast.FunctionDef, in_class: bool) -> Iterator[str]:
    """Variables that are given a value by an assignment and never read."""
    read = _names(function, ast.Load)
    for line in ast.walk(function):
        if not isinstance(line, ast.Assign):
            continue
        targets = [n for t in line.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        targets = [n for n in targets if isinstance(n.ctx, ast.Store)]
        if not targets or any(n.id in read or n.id.startswith("_") for n in targets):
            continue
        name = targets[0].id
        inside = f"; it is not `self.{name}`" if in_class else ""
        yield (
            f"In line {line.lineno}, `{name}` is given a value that `{function.name}` never uses"
            f"{inside}."
        )


def _names(function: ast.FunctionDef, context: type[ast.expr_context]) -> set[str]:
    return {
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, context)
    }
