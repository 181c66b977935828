"""A misconception or an accepted variant as source code that a student could have written.

The functions in ``nnkit/course/mNN_slug/`` are the truth about what learners do.  A simulated
student's notebook needs them as text, under the name that the exercise asks for, together with
the imports and helper functions that they use.
"""

from __future__ import annotations

import ast
import dis
import importlib
import inspect
from collections.abc import Callable
from functools import cache
from types import CodeType
from typing import Any

from nnkit.grading.grader.names import bound_by

COURSE = "nnkit.course."
Import = ast.Import | ast.ImportFrom
Definition = ast.FunctionDef | ast.ClassDef


def source_as(name: str, function: Callable[..., Any]) -> str:
    """Source code that defines a function or class under another name.

    Parameters
    ----------
    name : str
        The name that the code binds.
    function : callable
        A def, a lambda or a class of a module in ``nnkit/course``; others are imported.

    Returns
    -------
    str
        Imports, helper functions, and the definition: it runs in an empty namespace.

    Raises
    ------
    ValueError
        If the function depends on the variables of a function around it.
    """
    module = function.__module__
    if not module.startswith(COURSE):
        return f"from {module} import {function.__name__} as {name}"
    definition = _definition(function)
    helpers = _helpers(definition, module)
    if name in helpers:  # a helper has the name that the answer gets
        _rename([*helpers.values(), definition], name, f"_{name}")
    _rename([definition], definition.name, name)
    imports = [ast.unparse(s) for s in helpers.values() if isinstance(s, Import)]
    others = [ast.unparse(s) for s in helpers.values() if not isinstance(s, Import)]
    return "\n\n\n".join([*filter(None, ["\n".join(imports)]), *others, ast.unparse(definition)])


def _definition(function: Callable[..., Any]) -> Any:
    """A copy of the definition of a function or class; a lambda is turned into a def."""
    module = function.__module__
    if inspect.isclass(function):
        return _bare(next(s for s in _tree(module).body if function.__name__ in bound_by(s)))
    code = function.__code__
    if code.co_freevars:
        raise ValueError(
            f"{function.__qualname__} uses {', '.join(code.co_freevars)} of the function around "
            "it; write it at the top level of its module"
        )
    for node in _functions(module):
        if isinstance(node, ast.FunctionDef) and _first_line(node) == code.co_firstlineno:
            return _bare(node)
    lambdas = [
        n for n in _functions(module) if isinstance(n, ast.Lambda) and _encloses(n.body, code)
    ]
    innermost = max(lambdas, key=lambda n: (n.body.lineno, n.body.col_offset))
    made: Any = ast.parse("def wrong(): return 0").body[0]
    made.args, made.body[0].value = innermost.args, innermost.body
    return _bare(made)


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _encloses(body: ast.expr, code: CodeType) -> bool:
    """Whether all instructions of a code object stand in an expression."""
    start, end = (body.lineno, body.col_offset), (body.end_lineno, body.end_col_offset)
    # Instructions without a source of their own have no columns.
    places: list[Any] = [p for p in code.co_positions() if None not in p and p[2:] != (0, 0)]
    return all(
        start <= (line, column) and (end_line, end_column) <= end
        for line, end_line, column, end_column in places
    )


def _helpers(definition: Definition, module: str) -> dict[str, ast.stmt]:
    """What a definition needs of its module and those it imports from, in an order that runs."""
    found: dict[str, ast.stmt] = {}
    seen: set[str] = set()

    def collect(statement: ast.stmt, module: str) -> None:
        for name in _looks_up(statement):
            if name not in seen and (binding := _binding(name, module)):
                seen.add(name)
                collect(*binding)
                found[name] = _bare(binding[0])  # a copy

    collect(definition, module)
    return found


@cache
def _binding(name: str, module: str) -> tuple[ast.stmt, str] | None:
    """The statement that binds a name in a module, and the module where it stands; not a copy."""
    for statement in _tree(module).body:
        if isinstance(statement, Import):
            for alias in statement.names:
                if (alias.asname or alias.name) == name:
                    origin = getattr(statement, "module", None) or ""
                    if origin.startswith(COURSE):
                        return _binding(alias.name, origin)
                    only = _bare(statement)
                    only.names = [alias]
                    return only, module
        elif name in bound_by(statement):
            return _bare(statement), module
    return None


def _looks_up(statement: ast.stmt) -> list[str]:
    """Names that a bare statement looks up outside of itself."""
    names: list[str] = []
    waiting = [compile(ast.Module([statement], []), "<answer>", "exec")]
    while waiting:
        code = waiting.pop()
        waiting += [c for c in code.co_consts if isinstance(c, CodeType)]
        names += [
            i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")
        ]
    return names


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


@cache
def _functions(module: str) -> list[ast.FunctionDef | ast.Lambda]:
    """All functions of a module."""
    return [n for n in ast.walk(_tree(module)) if isinstance(n, (ast.FunctionDef, ast.Lambda))]


def _bare(node: ast.AST) -> Any:
    """A copy without annotations, docstrings and what ties it to an exercise."""
    parsed = ast.parse(ast.unparse(node)).body[0]
    return ast.fix_missing_locations(_Bare().visit(parsed))


class _Bare(ast.NodeTransformer):
    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, Definition):
            node.decorator_list = [d for d in node.decorator_list if not _belongs_to_exercise(d)]
        if isinstance(node, Definition) and ast.get_docstring(node) and len(node.body) > 1:
            del node.body[0]
        if isinstance(node, ast.AnnAssign) and node.value:
            return ast.Assign([node.target], node.value)
        return node


def _belongs_to_exercise(decorator: ast.expr) -> bool:
    """Whether it is a decorator of `Code`, such as ``@delta_hidden.wrong(credit=0.5)``."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(named, ast.Attribute) and named.attr in ("right", "wrong", "also_right")


def _rename(statements: list[ast.stmt], old: str, new: str) -> None:
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id == old:
                node.id = new
            elif isinstance(node, Definition) and node.name == old:
                node.name = new
