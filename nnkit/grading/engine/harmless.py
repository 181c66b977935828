"""Whether a cell leaves everything as it was, but for the names that it binds itself.

Decided from its source and from lists of what is known to change nothing.  What is not known counts
as harmful: then a cell is run that need not be.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Set

Import = tuple[str, str | None]

_BUILTINS = frozenset(
    [
        *("abs", "all", "any", "bool", "dict", "divmod", "enumerate", "float", "int", "isinstance"),
        *("len", "list", "max", "min", "pow", "print", "range", "repr", "reversed", "round", "set"),
        *("sorted", "str", "sum", "tuple", "zip"),
    ]
)
# Of arrays, lists and strings; and of matplotlib's axes, which belong to a figure of the cell.
_METHODS = frozenset(
    [
        *("all", "any", "argmax", "argmin", "astype", "copy", "count", "cumsum", "dot", "flatten"),
        *("format", "index", "item", "items", "join", "keys", "lower", "max", "mean", "min"),
        *("prod", "ravel", "reshape", "round", "split", "squeeze", "std", "strip", "sum", "tolist"),
        *("transpose", "upper", "values"),
        *("annotate", "axhline", "axline", "axvline", "bar", "contour", "errorbar", "fill_between"),
        *("grid", "imshow", "legend", "plot", "scatter", "set", "set_title", "step", "text"),
    ]
)
_KNOWN = re.compile(
    r"(numpy|math|statistics)\..*|nnkit\.(plot|data)\..*|nnkit\.Network(\.create)?"
    r"|nnkit\.(sigmoid|tanh|relu|identity|softmax|half_squared_error|cross_entropy)"
    r"|nnkit\.(check|hint|progress)"
)
# What these give shares nothing with what was there before.
_MAKING = re.compile(
    r"nnkit\..*|numpy\.(random\.default_rng|array|arange|linspace|logspace|zeros|ones|eye|full)"
)
_MAKING_TOO: tuple[type[ast.AST], ...] = (
    *(ast.BinOp, ast.UnaryOp, ast.Compare, ast.Constant, ast.JoinedStr),
    *(ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp),
)
_HARMFUL: tuple[type[ast.AST], ...] = (
    *(ast.ClassDef, ast.Delete, ast.Global, ast.Nonlocal, ast.NamedExpr, ast.GeneratorExp),
    *(ast.Yield, ast.YieldFrom, ast.Await, ast.Try, ast.Match, ast.With),
)


def harmless(source: str, imports: Mapping[str, Import], functions: Set[str]) -> bool:
    """Whether a cell changes nothing that was there before it, and uses nothing up.

    Parameters
    ----------
    source : str
    imports : mapping of str to (str, str or None)
        By name the module that it comes from, and what it is called there if it is no module.
    functions : set of str
        Functions from earlier cells that are harmless themselves.
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    assigned = [n for n in nodes if isinstance(n, ast.Assign)]
    new = {n for a in assigned if _is_new(a.value, imports) for n in _stored(*a.targets)}
    # A name that is bound in another way, too, may stand for something older.
    stores = [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    other = {n.id for n in stores} - new
    other |= {n for a in assigned if not _is_new(a.value, imports) for n in _stored(*a.targets)}
    other |= {n for f in nodes if isinstance(f, ast.For) for n in _stored(f.target)}
    own = new - other
    inner = {n.name for n in nodes if isinstance(n, ast.FunctionDef)}

    def passes(node: ast.AST) -> bool:
        match node:
            case ast.AugAssign(target=place):
                return _root(place) in own
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                return _root(node) in own
            case ast.FunctionDef(decorator_list=decorators):
                return not decorators
            case ast.Call(func=function, keywords=keywords):
                named = {k.arg: k.value for k in keywords}
                rng = named.get("rng", ast.Constant(0))
                if "out" in named or None in named:
                    return False
                if not isinstance(rng, ast.Constant) and _root(rng) not in own:
                    return False
                if isinstance(function, ast.Name) and function.id not in imports:
                    return function.id in _BUILTINS | functions | inner
                path = _path(function, imports)
                if path or not isinstance(function, ast.Attribute):
                    return _KNOWN.fullmatch(path) is not None
                of = function.value
                return function.attr in _METHODS or _root(of) in own or _is_new(of, imports)
        return not isinstance(node, _HARMFUL)

    return all(map(passes, nodes))


def _is_new(value: ast.AST, imports: Mapping[str, Import]) -> bool:
    """Whether a value shares nothing with what was there before."""
    match value:
        case ast.Tuple(elts=parts):
            return all(_is_new(part, imports) for part in parts)
        case ast.Call(func=function):
            return _MAKING.fullmatch(_path(function, imports)) is not None
    return isinstance(value, _MAKING_TOO)


def _path(place: ast.AST, imports: Mapping[str, Import]) -> str:
    """``numpy.linalg.norm`` for ``np.linalg.norm``; empty for what is no part of a module."""
    parts: list[str] = []
    while isinstance(place, ast.Attribute):
        parts.insert(0, place.attr)
        place = place.value
    if not isinstance(place, ast.Name) or place.id not in imports:
        return ""
    return ".".join(filter(None, (*imports[place.id], *parts)))


def _root(place: ast.AST) -> str:
    """The name that ``x[0].y`` begins with; empty if it begins with none."""
    while isinstance(place, (ast.Attribute, ast.Subscript)):
        place = place.value
    return place.id if isinstance(place, ast.Name) else ""


def _stored(*targets: ast.AST) -> Iterator[str]:
    """The names that are bound by these targets of an assignment."""
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
