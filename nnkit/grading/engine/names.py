"""Which names a cell binds, changes and uses, read from its source without running it."""

from __future__ import annotations

import ast
from functools import lru_cache

STAR = "*"  # among the names of a cell with `from module import *`


@lru_cache(maxsize=1024)
def _tree(source: str) -> ast.Module:
    """The syntax tree of a cell; an empty one for a cell that does not parse."""
    lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n"))
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


@lru_cache(maxsize=1024)
def defined(source: str) -> frozenset[str]:
    """Names that a cell binds at its top level."""
    names: set[str] = set()
    for node in _tree(source).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((a.asname or a.name).partition(".")[0] for a in node.names)
        else:
            names.update(
                n.id
                for n in ast.walk(node)
                if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            )
    return frozenset(names)


@lru_cache(maxsize=1024)
def classes(source: str) -> frozenset[str]:
    """Names of the classes that a cell defines at its top level."""
    return frozenset(n.name for n in _tree(source).body if isinstance(n, ast.ClassDef))


@lru_cache(maxsize=1024)
def changed(source: str) -> frozenset[str]:
    """Names whose objects a cell changes: ``x[0] = 1``, ``x.y += 1``, ``x.append(1)``."""
    names = set()
    for node in ast.walk(_tree(source)):
        place: ast.expr | None = None
        if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
            place = node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            place = function.value if isinstance(function, ast.Attribute) else None
        while isinstance(place, (ast.Subscript, ast.Attribute)):
            place = place.value
        if isinstance(place, ast.Name):
            names.add(place.id)
    return frozenset(names)


@lru_cache(maxsize=1024)
def used(source: str) -> frozenset[str]:
    """Names that a cell reads anywhere."""
    return frozenset(
        n.id
        for n in ast.walk(_tree(source))
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    )
