"""Variables, numbers and indices: another one, or the same transposed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations

from nnkit.checks.repair.change import Change, text


def transposed(node: ast.expr, names: Sequence[str]) -> Iterator[Change]:
    """``W.T`` for ``W``, and the reverse."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value, f"`{text(node.value)}` must not be transposed here."
    elif isinstance(node, (ast.Name, ast.Subscript, ast.Attribute, ast.Call)):
        yield (
            ast.Attribute(node, "T", ast.Load()),
            f"`{text(node)}` has to be transposed here.",
        )


def other_number(node: ast.Constant, names: Sequence[str]) -> Iterator[Change]:
    """``1`` for ``0``, ``True`` for ``False``."""
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), f"look at `{value}`: the other one is needed."
    elif isinstance(value, (int, float)) and not isinstance(value, complex):
        for other in dict.fromkeys((value + 1, value - 1, 2 * value, value / 2, 0, 1)):
            if other != value:
                number = ast.Constant(int(other) if other == int(other) else other)
                yield number, f"look at the number {value}: another one is needed."


def number_for_argument(node: ast.Constant, names: Sequence[str]) -> Iterator[Change]:
    """``len(w)`` or ``w[1]`` where a number of the notebook's example was written."""
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
        return
    wrong = f"the number {node.value} is built in; it has to come from the arguments."
    for name in names:
        for source in (name, f"len({name})", f"{name}[0]", f"{name}[1]", f"{name}[-1]"):
            yield ast.parse(source, mode="eval").body, wrong
        for axis in (0, 1):
            yield ast.parse(f"{name}.shape[{axis}]", mode="eval").body, wrong


def other_name(node: ast.Name, names: Sequence[str]) -> Iterator[Change]:
    """Another variable that could have been meant."""
    for other in names:
        if other != node.id and node.id != "self":
            yield ast.Name(other, ast.Load()), f"`{node.id}` is not the variable that is needed."


def other_index(node: ast.Subscript, names: Sequence[str]) -> Iterator[Change]:
    """The entry before or after."""
    if isinstance(node.slice, (ast.Slice, ast.Tuple, ast.Constant)):
        return
    for op in (ast.Add, ast.Sub):
        index = ast.BinOp(node.slice, op(), ast.Constant(1))
        yield (
            ast.Subscript(node.value, index, node.ctx),
            f"`{text(node)}` is off by one place.",
        )


def other_slice(node: ast.Subscript, names: Sequence[str]) -> Iterator[Change]:
    """A slice that begins or ends one entry too early or too late."""
    cut = node.slice
    if not isinstance(cut, ast.Slice):
        return
    for lower in (None, ast.Constant(1)):
        for upper in (None, ast.Constant(-1)):
            yield (
                ast.Subscript(node.value, ast.Slice(lower, upper, cut.step), node.ctx),
                f"look at where `{text(node)}` begins and ends.",
            )


def other_order(node: ast.Tuple, names: Sequence[str]) -> Iterator[Change]:
    """``dW, db`` for ``db, dW``."""
    for order in permutations(node.elts):
        if list(order) != node.elts and len(order) < 4:
            yield (
                ast.Tuple(list(order), node.ctx),
                f"the parts of `{text(node)}` stand in the wrong order.",
            )
