"""A change of one expression, and what was wrong about it.

A rule takes a node and the names in scope, and gives the expressions that could have been meant.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Change = tuple[ast.expr, str]
Rule = Callable[[Any, Sequence[str]], Iterator[Change]]


def text(node: ast.AST) -> str:
    """A piece of a program as it would be written."""
    return ast.unparse(node)
