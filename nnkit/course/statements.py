"""The statements of a cell: which names each reads and which it binds, without running it.

Read from bytecode, because the compiler has decided there what is a name of the cell and what is a
variable of a function or of a comprehension.
"""

from __future__ import annotations

import ast
import dis
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_READS = frozenset(["LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"])
_DEFINED = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)", re.MULTILINE)
_ASSIGNED = re.compile(r"^([^\W\d][\w, \t]*?)\s*(?::[^=\n]*)?[-+*/@]{0,2}=(?!=)", re.MULTILINE)


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a cell.

    Attributes
    ----------
    node : ast.stmt
    reads : frozenset of str
        Names that it reads at once, and has not bound itself before.
    binds : frozenset of str
    changes : frozenset of str
        Names whose objects it changes, as far as can be seen: ``x[0] = 1``, ``x.append(1)``.
    """

    node: ast.stmt
    reads: frozenset[str]
    binds: frozenset[str]
    changes: frozenset[str]


def statements(tree: ast.Module) -> list[Statement]:
    """The statements of a cell; none if it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # IPython compiles the cell as well, and warns
            return [_statement(node) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError):
        return []


def bound_in_text(source: str) -> set[str]:
    """Names that a cell binds, as far as its text tells; for cells with a magic or a mistake."""
    lists = [names.split(",") for names in _ASSIGNED.findall(source)]
    return {*_DEFINED.findall(source), *(name.strip() for names in lists for name in names)}


def _statement(node: ast.stmt) -> Statement:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    code = compile(ast.Module([node], []), "<cell>", "exec", flags, dont_inherit=True)
    read: set[str] = set()
    bound: set[str] = set()
    _follow(code, node, read, bound)
    return Statement(node, frozenset(read), frozenset(bound), frozenset(_changed(node)))


def _changed(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return
    for part in ast.walk(node):
        place = None
        if isinstance(part, (ast.Subscript, ast.Attribute)) and not isinstance(part.ctx, ast.Load):
            place = part.value
        elif isinstance(part, ast.Expr) and isinstance(part.value, ast.Call):
            # A method whose value nobody wants is called for what it changes.
            place = part.value.func.value if isinstance(part.value.func, ast.Attribute) else None
        while isinstance(place, (ast.Subscript, ast.Attribute)):
            place = place.value
        if isinstance(place, ast.Name):
            yield place.id


def _follow(code: CodeType, node: ast.stmt, read: set[str], bound: set[str]) -> None:
    """Add the names that code reads before it binds them, and those that it binds, in order."""
    is_class = isinstance(node, ast.ClassDef) and code.co_name == node.name
    own: set[str] = set()  # what the body of a class binds belongs to the class
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in _READS and value not in bound | own:
            read.add(value)
        elif name in ("STORE_NAME", "STORE_GLOBAL"):
            (own if is_class and name == "STORE_NAME" else bound).add(value)
        elif isinstance(value, CodeType) and not _runs_later(value, node, is_class):
            _follow(value, node, read, bound)


def _runs_later(code: CodeType, node: ast.stmt, in_class: bool) -> bool:
    """Whether code is a function that a statement defines; others are called at once, mostly."""
    if isinstance(node, ast.ClassDef):
        return in_class or code.co_name != node.name
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
