"""Operations: another one, the other way round, with other brackets, with another sign."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from nnkit.checks.repair.change import Change, text

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.FloorDiv: "//", ast.MatMult: "@", ast.Pow: "**",
}  # fmt: skip  # fmt: skip
_OTHERS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.MatMult, ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
_COMPARED: dict[type[ast.cmpop], tuple[str, tuple[type[ast.cmpop], ...]]] = {
    ast.Gt: (">", (ast.GtE, ast.Lt, ast.LtE)),
    ast.GtE: (">=", (ast.Gt, ast.LtE, ast.Lt)),
    ast.Lt: ("<", (ast.LtE, ast.Gt, ast.GtE)),
    ast.LtE: ("<=", (ast.Lt, ast.GtE, ast.Gt)),
    ast.Eq: ("==", (ast.NotEq,)),
    ast.NotEq: ("!=", (ast.Eq,)),
}


def other_operation(node: ast.BinOp, names: Sequence[str]) -> Iterator[Change]:
    """``y + a`` for ``y - a``, ``*`` for ``@``."""
    sign, others = _SIGNS.get(type(node.op), ""), _OTHERS.get(type(node.op), ())
    for other in others:
        yield (
            ast.BinOp(node.left, other(), node.right),
            f"`{sign}` is not the operation that is needed in `{text(node)}`.",
        )


def other_way_round(node: ast.BinOp, names: Sequence[str]) -> Iterator[Change]:
    """``a - y`` for ``y - a``; what has a number in it is less often meant."""
    sides = (node.left, node.right)
    if not any(isinstance(side, ast.Constant) for side in sides):
        yield from with_number_other_way_round(node, names)


def with_number_other_way_round(node: ast.BinOp, names: Sequence[str]) -> Iterator[Change]:
    """``a - 1`` for ``1 - a``."""
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow)):
        yield (
            ast.BinOp(node.right, node.op, node.left),
            f"the two sides of `{_SIGNS[type(node.op)]}` stand the wrong way round in "
            f"`{text(node)}`.",
        )


def other_grouping(node: ast.BinOp, names: Sequence[str]) -> Iterator[Change]:
    """``a * (1 - a)`` for ``a * 1 - a``."""
    left, right = node.left, node.right
    others = []
    if isinstance(left, ast.BinOp):
        inner = ast.BinOp(left.right, node.op, right)
        others.append(ast.BinOp(left.left, left.op, inner))
    if isinstance(right, ast.BinOp):
        inner = ast.BinOp(left, node.op, right.left)
        others.append(ast.BinOp(inner, right.op, right.right))
    for other in others:
        if text(other).count("(") < text(node).count("("):
            yield other, f"the brackets in `{text(node)}` do not belong there."
        else:
            order = "`*`, `/` and `@` go before `+` and `-`"
            yield other, f"brackets are missing in `{text(node)}`: {order}."


def one_side_too_many(node: ast.BinOp, names: Sequence[str]) -> Iterator[Change]:
    """``a`` for ``a * b``."""
    for kept, dropped in ((node.left, node.right), (node.right, node.left)):
        yield kept, f"`{text(dropped)}` does not belong in `{text(node)}`."


def minus_too_many(node: ast.UnaryOp, names: Sequence[str]) -> Iterator[Change]:
    """``a`` for ``-a``."""
    if isinstance(node.op, ast.USub):
        yield node.operand, f"the minus before `{text(node.operand)}` does not belong there."


def other_sign(node: ast.expr, names: Sequence[str]) -> Iterator[Change]:
    """``-a`` for ``a``."""
    yield ast.UnaryOp(ast.USub(), node), f"`{text(node)}` has the wrong sign here."


def other_comparison(node: ast.Compare, names: Sequence[str]) -> Iterator[Change]:
    """``>=`` for ``>``."""
    sign, others = _COMPARED.get(type(node.ops[0]), ("", ()))
    what = f"look at `{sign}` in `{text(node)}`: which side is larger, and what if both are equal?"
    if sign in ("==", "!="):
        what = f"`{text(node)}` asks for something else than what decides here."
    for other in others:
        yield ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators), what
