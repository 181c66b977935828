"""Changes of the statements of a block, each with what was wrong about them.

A rule takes the statements of one block and gives the blocks that could have been meant, with the
line in which the mistake stands.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

Block = list[ast.stmt]
Change = tuple[Block, int, str]
Rule = Callable[[Sequence[ast.stmt]], Iterator[Change]]
_Loop = (ast.For, ast.While)
_IN_PLACE = {"append", "extend", "insert", "sort", "reverse", "remove", "update", "add", "clear"}


def _replaced(block: Sequence[ast.stmt], i: int, *new: ast.stmt, drop: int = 1) -> Block:
    return [*block[:i], *new, *block[i + drop :]]


def after_the_loop(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """The last statements of a loop moved out of it."""
    for i, loop in enumerate(block):
        if not isinstance(loop, _Loop):
            continue
        for kept in range(len(loop.body) - 1, 0, -1):
            moved = loop.body[kept]
            shorter = _with_body(loop, loop.body[:kept])
            what = (
                "the `return` stands inside the loop, so the function ends in the first round."
                if isinstance(moved, ast.Return)
                else f"`{ast.unparse(moved)}` stands inside the loop and belongs after it."
            )
            yield _replaced(block, i, shorter, *loop.body[kept:]), moved.lineno, what


def into_the_loop(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """The statement after a loop moved into it."""
    for i, loop in enumerate(block[:-1]):
        if isinstance(loop, _Loop) and not isinstance(block[i + 1], ast.Return):
            moved = block[i + 1]
            longer = _with_body(loop, [*loop.body, moved])
            what = f"`{ast.unparse(moved)}` stands after the loop and belongs inside it."
            yield _replaced(block, i, longer, drop=2), moved.lineno, what


def _with_body(loop: ast.stmt, body: Block) -> ast.stmt:
    assert isinstance(loop, _Loop)
    if isinstance(loop, ast.For):
        new: ast.stmt = ast.For(loop.target, loop.iter, body, loop.orelse)
    else:
        new = ast.While(loop.test, body, loop.orelse)
    return ast.copy_location(new, loop)


def returned_nothing(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """``path = path.append(x)``, which makes `path` None."""
    for i, line in enumerate(block):
        value = line.value if isinstance(line, (ast.Assign, ast.Return)) else None
        if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)):
            continue
        if value.func.attr not in _IN_PLACE:
            continue
        called = ast.copy_location(ast.Expr(value), line)
        owner = value.func.value
        after = [ast.copy_location(ast.Return(owner), line)] if isinstance(line, ast.Return) else []
        what = (
            f"`{value.func.attr}` changes `{ast.unparse(owner)}` in place and gives None back: "
            "call it in a line of its own, and do not assign what it gives."
        )
        yield _replaced(block, i, called, *after), line.lineno, what


def in_other_order(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """Two neighbours that changed places."""
    for i, (first, second) in enumerate(pairwise(block)):
        if not isinstance(second, ast.Return):
            what = (
                f"`{ast.unparse(first).splitlines()[0]}` comes before "
                f"`{ast.unparse(second).splitlines()[0]}`; it has to be the other way round."
            )
            yield _replaced(block, i, second, first, drop=2), first.lineno, what


def one_too_many(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """A statement that does not belong there."""
    if len(block) > 1:
        for i, line in enumerate(block):
            if not isinstance(line, ast.Return):
                what = f"`{ast.unparse(line).splitlines()[0]}` does not belong there."
                yield _replaced(block, i), line.lineno, what


def copied(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """``best = w.copy()`` for ``best = w``, which is only another name."""
    for i, line in enumerate(block):
        if isinstance(line, ast.Assign) and isinstance(line.value, (ast.Name, ast.Attribute)):
            copy = ast.Call(ast.Attribute(line.value, "copy", ast.Load()), [], [])
            new = ast.copy_location(ast.Assign(line.targets, copy), line)
            what = (
                f"`{ast.unparse(line)}` makes no copy: both names are one array, and what changes "
                "one changes the other."
            )
            yield _replaced(block, i, new), line.lineno, what


def not_in_place(block: Sequence[ast.stmt]) -> Iterator[Change]:
    """``w = w - step`` for ``w -= step``, and ``total += x`` for ``total = x``."""
    for i, line in enumerate(block):
        if isinstance(line, ast.AugAssign) and isinstance(line.target, ast.Name):
            read = ast.Name(line.target.id, ast.Load())
            value = ast.BinOp(read, line.op, line.value)
            new = ast.copy_location(ast.Assign([line.target], value), line)
            what = f"`{ast.unparse(line)}` changes in place what others use as well."
            yield _replaced(block, i, new), line.lineno, what
            for other in (ast.Add, ast.Sub):
                if not isinstance(line.op, other):
                    turned = ast.AugAssign(line.target, other(), line.value)
                    what = f"look at the sign in `{ast.unparse(line)}`."
                    yield _replaced(block, i, ast.copy_location(turned, line)), line.lineno, what
        if (
            isinstance(line, ast.Assign)
            and isinstance(line.targets[0], (ast.Name, ast.Subscript))
            and not isinstance(line.value, (ast.List, ast.ListComp, ast.Tuple))
        ):
            added = ast.copy_location(ast.AugAssign(line.targets[0], ast.Add(), line.value), line)
            what = (
                f"`{ast.unparse(line)}` overwrites what was there; what comes in has to be added."
            )
            yield _replaced(block, i, added), line.lineno, what


def of_the_whole(function: ast.FunctionDef) -> Iterator[Change]:
    """What can be wrong with a function as a whole: no `return`, a default kept between calls."""
    last = function.body[-1]
    value: ast.expr | None = None
    what = "the function ends without `return`, so its result is lost and None comes back."
    if isinstance(last, ast.Expr):
        value = last.value
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "print" and value.args:
            value = value.args[0] if len(value.args) == 1 else ast.Tuple(value.args, ast.Load())
            what = "`print` shows the result to people; `return` gives it back to the program."
    elif isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name):
        value = ast.Name(last.targets[0].id, ast.Load())
    elif isinstance(last, (ast.AugAssign, ast.For)):
        targets = [
            n.id for n in ast.walk(last) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        ]
        value = ast.Name(targets[-1], ast.Load()) if targets else None
    if value is not None and not (isinstance(last, ast.Expr) and isinstance(value, ast.Constant)):
        kept = function.body[:-1] if isinstance(last, ast.Expr) else function.body
        line = last.end_lineno or last.lineno
        yield [*kept, ast.copy_location(ast.Return(value), last)], line, what
    arguments = function.args
    for i, default in enumerate(arguments.defaults):
        if isinstance(default, (ast.List, ast.Dict)):
            name = arguments.args[len(arguments.args) - len(arguments.defaults) + i].arg
            fresh = ast.Assign([ast.Name(name, ast.Store())], default)
            what = (
                f"the default `{name}={ast.unparse(default)}` is made once and kept from call to "
                "call."
            )
            first = ast.copy_location(fresh, function.body[0])
            yield [first, *function.body], function.lineno, what


RULES: tuple[Rule, ...] = (after_the_loop, into_the_loop, returned_nothing, copied, not_in_place)
LAST: tuple[Rule, ...] = (in_other_order, one_too_many)
"""Changes that are tried after those of expressions, which tell more."""
