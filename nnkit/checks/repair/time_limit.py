"""A program that stops after a time, also in a loop or a recursion without an end.

A change can make a loop endless.  Nothing outside can stop it in a notebook, so each round of a
loop and each call looks at the clock.
"""

from __future__ import annotations

import ast
import time
from dataclasses import dataclass
from typing import Any

thread_time = getattr(time, "thread_time", time.process_time)
"""Seconds that this thread has worked; of the process in a browser, where one thread is all."""
_NAME = "_nnkit_look_at_the_clock"


@dataclass(frozen=True)
class TimeLimit:
    """Seconds that a program made by `limited` may take, from when it is made ready to run."""

    seconds: float

    def into(self, names: dict[str, Any]) -> dict[str, Any]:
        """Put the limit among the names that the program sees."""
        end = thread_time() + self.seconds

        def look_at_the_clock() -> None:
            if thread_time() > end:
                raise TimeoutError("a changed program took too long")

        names[_NAME] = look_at_the_clock
        return names


def limited(tree: ast.Module) -> ast.Module:
    """A copy of a program in which each round of a loop and each call looks at the clock."""
    tree = _copied(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.For, ast.While, ast.FunctionDef)):
            look = ast.Expr(ast.Call(ast.Name(_NAME, ast.Load()), [], []))
            node.body = [look, *node.body]
    return ast.fix_missing_locations(tree)


def _copied(part: Any) -> Any:
    """A copy of a tree, of what belongs to it only.

    IPython's tracebacks give each node its parent, also ``Load`` and the like, which all trees
    share: with these a deep copy would take a whole other tree along.
    """
    if isinstance(part, list):
        return [_copied(one) for one in part]
    if not isinstance(part, ast.AST):
        return part
    fields = {name: _copied(value) for name, value in ast.iter_fields(part)}
    return ast.copy_location(type(part)(**fields), part)
