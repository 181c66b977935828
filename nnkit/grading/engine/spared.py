"""Which cells might be spared: given, quiet, and binding nothing that another cell reads.

Such a cell shows what it showed for the instructor if all that it finds is the same as it was
there; see `nnkit.grading.engine.inputs`.
"""

from __future__ import annotations

import ast
import dis
import re
from collections.abc import Sequence, Set
from functools import lru_cache
from types import CodeType

from nnkit.grading.engine.cells import Node
from nnkit.grading.engine.roles import is_test, role

QUIET = {"collections", "dataclasses", "fractions", "math", "nnkit", "numpy", "statistics"}
"""Modules that do not remember what was done with them; a notebook that uses others runs whole."""

_LOUD = re.compile(
    r"\b(open|input|exec|eval|compile|__import__|globals|locals|vars|get_ipython|save\w*|load\w*"
    r"|genfromtxt|fromfile|tofile|memmap|seed|seterr|set_printoptions)\(|\brandom\.(?!default_rng\b)"
)
"""What leaves or finds more than names tell of: files, random states, names by strings."""

_OWN = re.compile(r"\b(variant|set_student)\b")
"""What differs from student to student."""

Use = tuple[str, str, bool]
"""``LOAD``, ``STORE`` or ``DELETE``, the name, and whether a function does it."""

_HISTORY = {"_", "__", "___", "Out", "In", "__builtins__"}


def candidates(cells: Sequence[Node]) -> dict[int, set[str]]:
    """The cells that might be spared, by their places, and the names that each reads.

    Parameters
    ----------
    cells : sequence of Node
        All of a notebook, with its tests.
    """
    found = {i: about(c.source) for i, c in enumerate(cells) if c.cell_type == "code"}
    code = {i: cell for i, cell in found.items() if cell is not None}
    if len(code) < len(found):
        return {}
    return {
        i: cell.reads
        for i, cell in code.items()
        if not role(cells[i])
        and not is_test(cells[i])
        and not _OWN.search(cells[i].source)
        and not any(
            cell.binds & (other.reads if j > i else other.later)
            for j, other in code.items()
            if j != i
        )
    }


class About:
    """What a cell does with names, as Python compiles it.

    Attributes
    ----------
    binds : set of str
        Names that it may bind.
    reads : set of str
        Names that it may read before it binds them, or when a function of it is called.
    later : set of str
        Those that its functions may read.
    """

    def __init__(self, tree: ast.Module) -> None:
        uses = _uses(tree)
        self.binds = _names(uses, "STORE", "DELETE")
        self.reads = _reads(tree.body, frozenset())
        self.later = _names(uses, "LOAD", "STORE", "DELETE", inner=True)


@lru_cache(maxsize=4096)
def about(source: str) -> About | None:
    """What a quiet cell does with names; None for one that is not."""
    try:
        tree = ast.parse(source)
        found = About(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules |= {node.module or ""} | {"*" for alias in node.names if alias.name == "*"}
    if _LOUD.search(source) or found.reads & _HISTORY:
        return None
    return found if {m.partition(".")[0] for m in modules} <= QUIET else None


def _reads(body: Sequence[ast.stmt], bound: Set[str]) -> set[str]:
    """Names that statements may read though they are not bound before."""
    reads: set[str] = set()
    for statement in body:
        match statement:
            case ast.For(target=target, iter=head):
                zero = ast.copy_location(ast.Constant(0), target)
                whole = _uses(ast.copy_location(ast.Assign([target], zero), target))
                reads |= _names(_uses(head) + whole, "LOAD") - bound
                inner = bound | _names(whole, "STORE")
                reads |= _reads(statement.body, inner) | _reads(statement.orelse, inner)
            case ast.If(test=head):
                reads |= _names(_uses(head), "LOAD") - bound
                reads |= _reads(statement.body, bound) | _reads(statement.orelse, bound)
            case (
                ast.Assign()
                | ast.AugAssign()
                | ast.Expr()
                | ast.Import()
                | ast.ImportFrom()
                | ast.FunctionDef()
                | ast.ClassDef()
            ):
                uses = _uses(statement)
                reads |= _names(uses, "LOAD", "DELETE") - bound
                reads |= _names(uses, "STORE", inner=True)
                bound = bound | _names(uses, "STORE")
            case _:
                reads |= _names(_uses(statement), "LOAD", "STORE", "DELETE") - bound
    return reads


def _names(uses: Sequence[Use], *operations: str, inner: bool = False) -> set[str]:
    """The names that are loaded, stored or deleted; `inner`, by functions only."""
    return {name for what, name, within in uses if what in operations and (within or not inner)}


def _uses(node: ast.AST) -> list[Use]:
    """What a part of a cell, or its functions, do with names of the notebook."""
    if isinstance(node, ast.expr):
        whole = compile(ast.Expression(node), "cell", "eval")
    else:
        body = node.body if isinstance(node, ast.Module) else [node]
        whole = compile(ast.Module(body, []), "cell", "exec")  # type: ignore[arg-type]
    codes, uses = [whole], []
    for code in codes:  # grows
        codes += [const for const in code.co_consts if isinstance(const, CodeType)]
        for instruction in dis.get_instructions(code):
            what, _, of = instruction.opname.partition("_")
            # What the body of a class stores by name is the class's own.
            known = of == "NAME" and (code is whole or what != "STORE")
            if known or of == "GLOBAL" or of.startswith("FROM_DICT"):
                uses.append((what, instruction.argval, code is not whole))
    return uses
