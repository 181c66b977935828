"""Changes of one expression: which are tried on which nodes, and what may be missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from nnkit.checks.repair import calls, operations, values
from nnkit.checks.repair.change import Change, Rule, text


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
    slopes = ["{0} * (1 - {0})", "1 - {0}**2", "1 - {0}"]
    if any(isinstance(part, ast.MatMult) for part in ast.walk(node)):
        slopes.append("{0} > 0")  # that of ReLU, where an error is passed back
    for name in names:
        for slope in (slope.format(name) for slope in slopes):
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
    (operations.minus_too_many, (ast.UnaryOp,)),
    (operations.other_way_round, (ast.BinOp,)),
    (operations.with_number_other_way_round, (ast.BinOp,)),
    (operations.other_grouping, (ast.BinOp,)),
    (calls.reshaped, (ast.Call,)),
    (calls.other_axis, (ast.Call,)),
    (calls.other_function, (ast.Call,)),
    (operations.other_comparison, (ast.Compare,)),
    (calls.decimals, (ast.Call,)),
    (operations.other_operation, (ast.BinOp,)),
    (calls.other_range, (ast.Call,)),
    (values.other_index, (ast.Subscript,)),
    (values.other_slice, (ast.Subscript,)),
    (values.other_order, (ast.Tuple,)),
    (calls.other_arguments, (ast.Call,)),
    (calls.without_call, (ast.Call,)),
    (operations.one_side_too_many, (ast.BinOp,)),
    (values.other_number, (ast.Constant,)),
    (values.number_for_argument, (ast.Constant,)),
    (values.transposed, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)),
    (values.other_name, (ast.Name,)),
    (operations.other_sign, (ast.Name, ast.Call, ast.BinOp, ast.Subscript)),
)
"""What is tried on which nodes, the most telling first."""

RULES_EVERYWHERE: tuple[tuple[Rule, tuple[type[ast.expr], ...]], ...] = (
    (values.other_name, (ast.Name,)),
    (values.other_index, (ast.Subscript,)),
    (values.transposed, (ast.Name, ast.Subscript)),
)
"""What is tried at all places at once where a variable stands twice or more."""
