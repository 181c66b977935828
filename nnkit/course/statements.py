"""The statements of a cell: which names each reads, and which it binds, without running it.

Read from bytecode, because the compiler has decided there what is a name of the cell and what is a
variable of a function or of a comprehension.
"""

from __future__ import annotations

import ast
import dis
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType

_READS = frozenset(["LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"])
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a cell.

    Attributes
    ----------
    node : ast.stmt
    codes : tuple of code
        What runs with the statement.
    later : tuple of code
        Bodies of the functions that it defines: they run when they are called.
    reads : frozenset of str
        Names that it reads at once and has not bound itself before.
    binds : frozenset of str
    """

    node: ast.stmt
    codes: tuple[CodeType, ...]
    later: tuple[CodeType, ...]
    reads: frozenset[str]
    binds: frozenset[str]


def statements(tree: ast.Module) -> list[Statement]:
    """The statements of a cell; none if it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # IPython compiles the cell as well, and warns
            return [_statement(node) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError):
        return []


def reads(codes: Iterable[CodeType]) -> set[str]:
    """Names that code reads from the notebook."""
    return {i.argval for code in codes for i in dis.get_instructions(code) if i.opname in _READS}


def catches(code: CodeType) -> bool:
    """Whether code reckons with errors, with an ``except``."""
    return any(i.opname == "CHECK_EXC_MATCH" for i in dis.get_instructions(code))


def with_inner(code: CodeType) -> Iterator[CodeType]:
    """Code, and that of all functions in it."""
    yield code
    for inner in _inner(code):
        yield from with_inner(inner)


def _statement(node: ast.stmt) -> Statement:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    code = compile(ast.Module([node], []), "<cell>", "exec", flags, dont_inherit=True)
    inner = list(_inner(code))
    now, later = [code], [body for part in inner for body in with_inner(part)]
    if isinstance(node, ast.ClassDef):  # its body runs with the statement, its methods do not
        now += inner
        later = [body for body in later if body not in inner]
    elif not isinstance(node, _FUNCTIONS):  # a lambda, a comprehension: called at once, mostly
        now, later = [*now, *later], []
    read: set[str] = set()
    bound: set[str] = set()
    _follow(code, {id(body) for body in now}, read, bound)
    return Statement(node, tuple(now), tuple(later), frozenset(read), frozenset(bound))


def _follow(code: CodeType, now: set[int], read: set[str], bound: set[str]) -> None:
    """Add the names that code reads before it binds them, and those that it binds, in order."""
    own: set[str] = set()  # what a class binds is its own
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in _READS and value not in bound | own:
            read.add(value)
        elif name == "STORE_GLOBAL" or (name == "STORE_NAME" and code.co_name == "<module>"):
            bound.add(value)
        elif name == "STORE_NAME":
            own.add(value)
        elif isinstance(value, CodeType) and id(value) in now:
            _follow(value, now, read, bound)


def _inner(code: CodeType) -> Iterator[CodeType]:
    return (constant for constant in code.co_consts if isinstance(constant, CodeType))
