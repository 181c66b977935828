"""The programs that differ from a given one in one place."""

from __future__ import annotations

import ast
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nnkit.checks.repair import calls, expressions, operations, statements, values

_MOST_NAMES = 12
Place = tuple[ast.AST, str, int | None, ast.expr]
"""Where an expression stands: its owner, the field, its index there, and itself."""


@dataclass(frozen=True)
class Edit:
    """One change of a program; the tree has it only until the next is asked for.

    Attributes
    ----------
    line : int
        Of the cell.
    what : str
        What was wrong there.
    """

    line: int
    what: str


def edits(tree: ast.Module) -> Generator[Edit, None, None]:
    """Change a program in one place after the other; the tree is as it was afterwards.

    The changes of statements come first: they stand for the plainest mistakes.
    """
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    for function in functions:
        yield from _statements(function, statements.RULES)
        for block, line, what in statements.of_the_whole(function):
            yield from _with(function, "body", block, Edit(line, what))
    for function in functions:
        yield from _expressions(function, _names(function))
    for function in functions:
        yield from _everywhere(function, _names(function))
    for function in functions:
        yield from _statements(function, statements.LAST)
    for function in functions:
        yield from _missing(function, _names(function))


def _statements(function: ast.FunctionDef, rules: Sequence[statements.Rule]) -> Iterator[Edit]:
    for node in list(ast.walk(function)):
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if not isinstance(block, list):
                continue
            for rule in rules:
                for changed, line, what in rule(block):
                    yield from _with(node, field, changed, Edit(line, what))


def _with(node: ast.AST, field: str, value: ast.AST | list[Any], edit: Edit) -> Iterator[Edit]:
    before = getattr(node, field)
    for new in value if isinstance(value, list) else [value]:
        _place(new, edit.line)
    setattr(node, field, value)
    try:
        yield edit
    finally:
        setattr(node, field, before)


def _place(new: ast.AST, line: int) -> None:
    """Give a line to what is new in a program, for a second change may stand in it."""
    for node in ast.walk(new):
        if isinstance(node, (ast.expr, ast.stmt)) and not hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0


def _expressions(function: ast.FunctionDef, names: Sequence[str]) -> Iterator[Edit]:
    places = [place for place in _places(function) if _is_read(place[-1])]
    for rule, kinds in expressions.RULES:
        for owner, field, i, node in places:
            if not isinstance(node, kinds):
                continue
            if isinstance(owner, ast.Attribute) and rule is values.transposed:
                continue  # of `a.T.shape` the shape is meant
            if isinstance(owner, ast.Subscript) and rule is values.other_order:
                continue  # an index, not what is returned
            if isinstance(owner, ast.Compare) and rule is operations.other_sign:
                continue  # what a sign does there, a comparison the other way round says better
            for changed, what in rule(node, names):
                if not _with_itself(owner, changed):
                    yield from _put(owner, field, i, changed, Edit(node.lineno, what))


def _everywhere(function: ast.FunctionDef, names: Sequence[str]) -> Iterator[Edit]:
    """The same change wherever a variable stands in the function, as in ``a * (1 - a)``."""
    places: dict[str, list[Place]] = {}
    for place in _places(function):
        if isinstance(place[-1], (ast.Name, ast.Subscript)) and _is_read(place[-1]):
            places.setdefault(ast.unparse(place[-1]), []).append(place)
    sums = [p for p in _places(function) if _is_sum(p[-1])]
    if len(sums) > 1:
        yield from _all_sums(sums)
    for found in places.values():
        node = found[0][-1]
        if len(found) < 2:
            continue
        for rule, kinds in expressions.RULES_EVERYWHERE:
            if isinstance(node, kinds):
                for changed, what in rule(node, names):
                    if any(_with_itself(owner, changed) for owner, *_ in found):
                        continue
                    yield from _put_each(found, [changed] * len(found), Edit(node.lineno, what))


def _is_sum(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("sum", "mean")
    )


def _all_sums(sums: Sequence[Place]) -> Iterator[Edit]:
    """The same change of all sums, for who forgets the axis once forgets it twice."""
    for rule in (calls.other_axis, calls.other_function):
        changes = [list(rule(call, ())) for *_, call in sums if isinstance(call, ast.Call)]
        for all_changed in zip(*changes, strict=False):
            edit = Edit(sums[0][-1].lineno, all_changed[0][1])
            yield from _put_each(sums, [changed for changed, _ in all_changed], edit)


def _put_each(
    places: Sequence[Place],
    changed: Sequence[ast.expr],
    edit: Edit,
) -> Iterator[Edit]:
    if not places:
        yield edit
        return
    owner, field, i, _ = places[0]
    for _edit in _put(owner, field, i, changed[0], edit):
        yield from _put_each(places[1:], changed[1:], edit)


def _is_read(node: ast.expr) -> bool:
    return not isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))


def _with_itself(owner: ast.AST, changed: ast.expr) -> bool:
    """Whether a change adds something to itself, which in a loop fills the memory."""
    operands: list[ast.expr] = []
    if isinstance(owner, ast.BinOp):
        operands = [owner.left, owner.right]
    elif isinstance(owner, ast.Call) and isinstance(owner.func, ast.Attribute):
        operands = [owner.func.value]
    elif isinstance(owner, ast.AugAssign):
        operands = [owner.target]
    return isinstance(changed, ast.Name) and any(
        isinstance(other, ast.Name) and other.id == changed.id for other in operands
    )


def _missing(function: ast.FunctionDef, names: Sequence[str]) -> Iterator[Edit]:
    for line in ast.walk(function):
        if isinstance(line, (ast.Return, ast.Assign, ast.AugAssign)) and line.value is not None:
            values = line.value.elts if isinstance(line.value, ast.Tuple) else [line.value]
            for value in values:
                owner, i = (
                    (line, None) if value is line.value else (line.value, values.index(value))
                )
                for changed, what in expressions.something_missing(value, names):
                    field = "value" if i is None else "elts"
                    yield from _put(owner, field, i, changed, Edit(line.lineno, what))


def _places(
    root: ast.AST,
) -> Iterator[Place]:
    """Where each expression below a node stands: its owner, the field, and the place in it."""
    for owner in ast.walk(root):
        if isinstance(owner, ast.arguments):
            continue
        for field, value in ast.iter_fields(owner):
            if isinstance(value, ast.expr):
                yield owner, field, None, value
            elif isinstance(value, list):
                for i, item in enumerate(value):
                    if isinstance(item, ast.expr):
                        yield owner, field, i, item


def _put(
    owner: ast.AST, field: str, i: int | None, changed: ast.expr, edit: Edit
) -> Iterator[Edit]:
    if i is None:
        yield from _with(owner, field, changed, edit)
    else:
        items = getattr(owner, field)
        yield from _with(owner, field, [*items[:i], changed, *items[i + 1 :]], edit)


def _names(function: ast.FunctionDef) -> list[str]:
    """The variables of a function: its arguments, and what it binds."""
    arguments = [a.arg for a in function.args.args if a.arg != "self"]
    bound = [
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    names = dict.fromkeys([*arguments, *bound])
    return [name for name in names if not name.startswith("_")][:_MOST_NAMES]
