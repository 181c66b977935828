"""Changes of one expression, each with what was wrong about it.

A rule takes a node and the names in scope, and gives the expressions that could have been meant.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

Change = tuple[ast.expr, str]
Rule = Callable[[Any, Sequence[str]], Iterator[Change]]

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.FloorDiv: "//", ast.MatMult: "@", ast.Pow: "**",
}  # fmt: skip
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
_MISTAKEN = (
    {"sum", "mean", "max"},
    {"max", "min", "maximum", "minimum"},
    {"argmax", "argmin"},
    {"sin", "cos"},
    {"zeros", "ones"},
    {"exp", "expm1", "exp2"},
    {"log", "log2", "log10"},
    {"dot", "multiply", "outer"},
    {"hstack", "vstack"},
    {"column_stack", "vstack"},
)
_WHOLE = {"int", "round", "around", "floor", "rint", "trunc"}


def text(node: ast.AST) -> str:
    """A piece of a program as it would be written."""
    return ast.unparse(node)


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
    wrong = f"brackets are missing in `{text(node)}`: `*`, `/` and `@` go before `+` and `-`."
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):
        inner = ast.BinOp(left.right, node.op, right)
        yield ast.BinOp(left.left, left.op, inner), wrong
    if isinstance(right, ast.BinOp):
        inner = ast.BinOp(left, node.op, right.left)
        yield ast.BinOp(inner, right.op, right.right), wrong


def one_side_too_many(node: ast.BinOp, names: Sequence[str]) -> Iterator[Change]:
    """``a`` for ``a * b``."""
    for kept, dropped in ((node.left, node.right), (node.right, node.left)):
        yield kept, f"`{text(dropped)}` does not belong in `{text(node)}`."


def transposed(node: ast.expr, names: Sequence[str]) -> Iterator[Change]:
    """``W.T`` for ``W``, and the reverse."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value, f"`{text(node.value)}` must not be transposed here."
    elif isinstance(node, (ast.Name, ast.Subscript, ast.Attribute, ast.Call)):
        yield (
            ast.Attribute(node, "T", ast.Load()),
            f"`{text(node)}` has to be transposed here.",
        )


def minus_too_many(node: ast.UnaryOp, names: Sequence[str]) -> Iterator[Change]:
    """``a`` for ``-a``."""
    if isinstance(node.op, ast.USub):
        yield node.operand, f"the minus before `{text(node.operand)}` does not belong there."


def other_sign(node: ast.expr, names: Sequence[str]) -> Iterator[Change]:
    """``-a`` for ``a``."""
    yield ast.UnaryOp(ast.USub(), node), f"`{text(node)}` has the wrong sign here."


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


def other_comparison(node: ast.Compare, names: Sequence[str]) -> Iterator[Change]:
    """``>=`` for ``>``."""
    sign, others = _COMPARED.get(type(node.ops[0]), ("", ()))
    for other in others:
        yield (
            ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators),
            f"look at `{sign}` in `{text(node)}`: which side must be larger, and what if both are "
            "equal?",
        )


def reshaped(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """``W.T`` for ``W.reshape(n, m)``."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if called == "reshape":
        owner = node.func.value  # type: ignore[attr-defined]
        of = node.args[0] if text(owner) == "np" else owner
        yield (
            ast.Attribute(of, "T", ast.Load()),
            f"`{text(node)}` fills the new shape row by row; that is not the transpose.",
        )


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


def other_function(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """``mean`` for ``sum``, and other neighbours."""
    function = node.func
    called = function.attr if isinstance(function, ast.Attribute) else ""
    for group in _MISTAKEN:
        if called in group and isinstance(function, ast.Attribute):
            for other in sorted(group - {called}):
                changed = ast.Attribute(function.value, other, ast.Load())
                yield (
                    ast.Call(changed, node.args, node.keywords),
                    f"`{called}` is not what is needed in `{text(node)}`.",
                )


def without_call(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """``x`` for ``f(x)``."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else text(node.func)
    if node.args:
        what = (
            f"`{text(node)}` rounds on the way, and loses what comes after."
            if called in _WHOLE
            else f"`{called}(…)` does not belong around `{text(node.args[0])}`."
        )
        yield node.args[0], what
    elif isinstance(node.func, ast.Attribute):
        yield node.func.value, f"`.{called}()` does not belong after `{text(node.func.value)}`."


def other_range(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """A loop that begins or ends one earlier or later, or runs backwards."""
    if not (isinstance(node.func, ast.Name) and node.func.id == "range" and node.args):
        return
    wrong = f"look at where `{text(node)}` begins and ends."
    stop = 0 if len(node.args) == 1 else 1
    for i in range(min(len(node.args), 2)):
        for op in (ast.Add, ast.Sub):
            arguments = list(node.args)
            arguments[i] = ast.BinOp(arguments[i], op(), ast.Constant(1))
            yield ast.Call(node.func, arguments, []), wrong
    if not stop:
        yield ast.Call(node.func, [ast.Constant(1), *node.args], []), wrong
    yield (
        ast.Call(ast.Name("reversed", ast.Load()), [node], []),
        f"`{text(node)}` goes through in the wrong direction.",
    )


def other_axis(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """Along the other axis, or with the axis kept or not."""
    given = {k.arg for k in node.keywords}
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if called not in ("sum", "mean", "max", "min", "argmax", "argmin"):
        return
    for i, keyword in enumerate(node.keywords):
        rest = [k for j, k in enumerate(node.keywords) if j != i]
        without = ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            other = ast.keyword("axis", ast.Constant(0 if keyword.value.value else 1))
            yield (
                ast.Call(node.func, node.args, [*rest, other]),
                f"`{text(node)}` goes along the wrong axis: axis 0 runs down the rows, axis 1 "
                "along the columns.",
            )
        if keyword.arg == "axis":
            yield without, f"`{text(node)}` keeps apart what belongs together: look at the axis."
        if keyword.arg == "keepdims":
            yield without, f"`keepdims` in `{text(node)}` leaves an axis that is not wanted."
    if "axis" not in given:
        for axis in (0, 1):
            along = ast.keyword("axis", ast.Constant(axis))
            for kept in ([], [ast.keyword("keepdims", ast.Constant(True))]):
                yield (
                    ast.Call(node.func, node.args, [*node.keywords, along, *kept]),
                    f"`{text(node)}` takes all entries together: it lacks its axis.",
                )
    elif "keepdims" not in given:
        kept = [ast.keyword("keepdims", ast.Constant(True))]
        yield (
            ast.Call(node.func, node.args, [*node.keywords, *kept]),
            f"`{text(node)}` loses an axis that is needed: see `keepdims`.",
        )


def decimals(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """Room for decimals in an array that was made from whole numbers."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    wrong = (
        f"`{text(node)}` makes an array of whole numbers where the argument has whole numbers; "
        "decimals written into it are cut off."
    )
    if called == "copy" and not node.args and isinstance(node.func, ast.Attribute):
        changed = ast.Attribute(node.func.value, "astype", ast.Load())
        yield ast.Call(changed, [ast.Name("float", ast.Load())], []), wrong
    elif called in ("zeros_like", "ones_like", "array", "asarray", "copy", "full", "zeros"):
        rest = [k for k in node.keywords if k.arg != "dtype"]
        kind = ast.keyword("dtype", ast.Name("float", ast.Load()))
        if called == "copy":
            changed = ast.Attribute(node.func.value, "array", ast.Load())  # type: ignore[attr-defined]
            yield ast.Call(changed, node.args, [kind]), wrong
        else:
            yield ast.Call(node.func, node.args, [*rest, kind]), wrong


def other_order(node: ast.Tuple, names: Sequence[str]) -> Iterator[Change]:
    """``dW, db`` for ``db, dW``."""
    for order in permutations(node.elts):
        if list(order) != node.elts and len(order) < 4:
            yield (
                ast.Tuple(list(order), node.ctx),
                f"the parts of `{text(node)}` stand in the wrong order.",
            )


def other_arguments(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """``f(a, y)`` for ``f(y, a)``."""
    for order in permutations(node.args):
        if list(order) != node.args and len(order) < 4:
            yield (
                ast.Call(node.func, list(order), node.keywords),
                f"the arguments of `{text(node)}` stand in the wrong order.",
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


def wrapped(node: ast.expr, names: Sequence[str]) -> Iterator[Change]:
    """A root, an absolute value, a sum or a reversal that was left out."""
    numpy = ast.Name("np", ast.Load())
    for called, what in (
        ("sqrt", "a root"),
        ("abs", "an absolute value"),
        ("square", "a square"),
        ("sum", "a sum"),
        ("mean", "a mean"),
    ):
        yield (
            ast.Call(ast.Attribute(numpy, called, ast.Load()), [node], []),
            f"{what} is missing around `{text(node)}`.",
        )
    backwards = ast.Slice(step=ast.UnaryOp(ast.USub(), ast.Constant(1)))
    yield (
        ast.Subscript(node, backwards, ast.Load()),
        f"`{text(node)}` has its entries in reverse order.",
    )


def something_missing(node: ast.expr, names: Sequence[str]) -> Iterator[Change]:
    """A term, a factor or the number of examples that was left out."""
    if isinstance(node, ast.Subscript) and text(node.value).endswith(".shape"):
        return  # the number of examples itself
    yield from wrapped(node, names)
    for name in names:
        for slope in (f"{name} * (1 - {name})", f"1 - {name}**2", f"{name} > 0", f"1 - {name}"):
            factor = ast.parse(slope, mode="eval").body
            yield (
                ast.BinOp(node, ast.Mult(), factor),
                f"a factor made of `{name}` is missing in `{text(node)}`; is it the slope of the "
                "activation?",
            )
        variable = ast.Name(name, ast.Load())
        for op, what in ((ast.Add, "a term"), (ast.Mult, "a factor"), (ast.Div, "a division")):
            yield (
                ast.BinOp(node, op(), variable),
                f"{what} is missing in `{text(node)}`: `{name}` has no part in it.",
            )
        for axis in (0, 1):
            size = ast.Subscript(
                ast.Attribute(variable, "shape", ast.Load()), ast.Constant(axis), ast.Load()
            )
            for op in (ast.Div, ast.Mult):
                yield (
                    ast.BinOp(node, op(), size),
                    f"the size `{name}.shape[{axis}]` has no part in `{text(node)}`.",
                )


RULES: tuple[tuple[Rule, tuple[type[ast.expr], ...]], ...] = (
    (minus_too_many, (ast.UnaryOp,)),
    (other_way_round, (ast.BinOp,)),
    (with_number_other_way_round, (ast.BinOp,)),
    (other_grouping, (ast.BinOp,)),
    (reshaped, (ast.Call,)),
    (other_operation, (ast.BinOp,)),
    (other_comparison, (ast.Compare,)),
    (decimals, (ast.Call,)),
    (other_axis, (ast.Call,)),
    (other_range, (ast.Call,)),
    (other_index, (ast.Subscript,)),
    (other_slice, (ast.Subscript,)),
    (other_order, (ast.Tuple,)),
    (other_arguments, (ast.Call,)),
    (other_function, (ast.Call,)),
    (without_call, (ast.Call,)),
    (one_side_too_many, (ast.BinOp,)),
    (other_number, (ast.Constant,)),
    (number_for_argument, (ast.Constant,)),
    (transposed, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)),
    (other_name, (ast.Name,)),
    (other_sign, (ast.Name, ast.Call, ast.BinOp, ast.Subscript)),
)
"""What is tried on which nodes, the most telling first."""

RULES_EVERYWHERE: tuple[tuple[Rule, tuple[type[ast.expr], ...]], ...] = (
    (other_name, (ast.Name,)),
    (other_index, (ast.Subscript,)),
    (transposed, (ast.Name, ast.Subscript)),
)
"""What is tried at all places at once where a variable stands twice or more."""
