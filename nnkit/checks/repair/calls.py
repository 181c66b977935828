"""Calls: of another function, along another axis, with other arguments, or none at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations

from nnkit.checks.repair.change import Change, text

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


def other_arguments(node: ast.Call, names: Sequence[str]) -> Iterator[Change]:
    """``f(a, y)`` for ``f(y, a)``."""
    chooses = isinstance(node.func, ast.Attribute) and node.func.attr == "where"
    for order in permutations(node.args):
        if chooses and order[:1] != tuple(node.args[:1]):
            continue  # a condition is hardly taken for a value
        if list(order) != node.args and len(order) < 4:
            yield (
                ast.Call(node.func, list(order), node.keywords),
                f"the arguments of `{text(node)}` stand in the wrong order.",
            )


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
        if len(rest) < len(node.keywords) and "int" not in text(node):
            wrong = f"the `dtype` in `{text(node)}` keeps too few decimals."
        if len(node.args) > 1 and text(node.args[-1]) in ("int", "np.int64"):
            yield ast.Call(node.func, node.args[:-1], rest), wrong
        kind = ast.keyword("dtype", ast.Name("float", ast.Load()))
        if called == "copy":
            changed = ast.Attribute(node.func.value, "array", ast.Load())  # type: ignore[attr-defined]
            yield ast.Call(changed, node.args, [kind]), wrong
        else:
            yield ast.Call(node.func, node.args, [*rest, kind]), wrong


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
