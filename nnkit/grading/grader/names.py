"""Which names Python source binds, changes, uses and imports, found out without running it.

`names_in` is for cells of a notebook, at their top level; `bound_by` for one statement.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

# Methods that change what they are called on, and functions that change their first argument.
_CHANGING = frozenset(
    (
        *("append", "extend", "insert", "pop", "popitem", "remove", "clear", "sort", "reverse"),
        *("update", "setdefault", "add", "discard", "difference_update", "intersection_update"),
        *("appendleft", "popleft", "rotate", "fill", "resize"),
    )
)
_CHANGE_FIRST = frozenset(
    (
        *("shuffle", "fill_diagonal", "put", "place", "putmask", "copyto"),
        *("heapify", "heappush", "heappop", "heapreplace", "heappushpop"),
        *("insort", "insort_left", "insort_right", "setattr", "delattr"),
    )
)
# Methods that are called at the end of a cell for what they show.
_SHOWING = frozenset(["show", "head", "tail", "describe", "info"])
# A cell that calls one of these may mean a name by a string.
_BY_STRING = frozenset(["globals", "locals", "vars", "dir", "eval", "exec"])
_WORD = re.compile(r"[^\W\d]\w*")
# Lines that only IPython understands: magics, shell commands, and questions as in ``np.dot?``.
_NAME = r"%{0,2}[^\W\d][\w.*]*(?:\[\d+\])*"
_IPYTHON = re.compile(rf"(\s*)(?:[%!].*|\?\??\s*{_NAME}\s*|{_NAME}\s*\?\??\s*)")
_TAKES_OUTPUT = re.compile(r"(\s*[^\W\d][\w, ]*=\s*)[%!].*")


class Names(ast.NodeVisitor):
    """The names of one scope.

    Attributes
    ----------
    bound : set of str
        Names that it binds.
    used : set of str
        Names that it reads, or that a function in it reads from it.
    changed : set of str
        Names whose objects it changes: ``x[0] = 1``, ``x.y += 1``, ``x.append(1)``.
    classes : set of str
        Names of the classes that it defines.
    imports : dict of str to (str, str)
        By name the module that it comes from, and the statement that imports nothing else; of
        names that nothing else binds afterwards.
    stars : list of str
        Modules of ``from module import *``.
    """

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.used: set[str] = set()
        self.changed: set[str] = set()
        self.classes: set[str] = set()
        self.imports: dict[str, tuple[str, str]] = {}
        self.stars: list[str] = []
        self._global: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        """A name is read, bound or deleted."""
        if isinstance(node.ctx, ast.Load):
            self.used.add(node.id)
        else:
            self._bind(node.id)

    def visit_Import(self, node: ast.Import) -> None:
        """``import a.b`` binds ``a``."""
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            self.bound.add(name)
            self.imports[name] = (alias.name, ast.unparse(ast.Import([alias])))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """``from a import b``."""
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(node.module or "")
            else:
                name = alias.asname or alias.name
                self.bound.add(name)
                statement = ast.ImportFrom(node.module, [alias], node.level)
                self.imports[name] = (
                    "." * node.level + (node.module or ""),
                    ast.unparse(statement),
                )

    def visit_Global(self, node: ast.Global) -> None:
        """What a function binds so belongs to the cell."""
        self._global.update(node.names)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """``except E as name``."""
        self._named(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        """``case [name]``."""
        self._named(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        """``case [*name]``."""
        self._named(node)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        """``case {**name}``."""
        self.bound.update([node.rest] if node.rest else ())
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """A function: its defaults are read here, its body has a scope of its own."""
        self._bind(node.name)
        self._here(*node.decorator_list, node.returns)
        self._function(node.args, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """A lambda is a function."""
        self._function(node.args, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A class."""
        self._bind(node.name)
        self.classes.add(node.name)
        self._here(*node.decorator_list, *node.bases, *node.keywords)
        self._within(node.body)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        """The targets of a comprehension are its own."""
        self._comprehension(*node.generators, node.elt)

    visit_SetComp = visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> None:
        """The targets of a comprehension are its own."""
        self._comprehension(*node.generators, node.key, node.value)

    def visit_Subscript(self, node: ast.Subscript | ast.Attribute) -> None:
        """``x[0] = 1``, ``x.y += 1``, ``del x[0]``."""
        if not isinstance(node.ctx, ast.Load):
            self._change(node.value)
        self.generic_visit(node)

    visit_Attribute = visit_Subscript

    def visit_Expr(self, node: ast.Expr) -> None:
        """A method whose value nobody wants is called for what it changes, or for what it shows."""
        function = getattr(node.value, "func", None)
        if isinstance(function, ast.Attribute) and function.attr not in _SHOWING:
            self._change(function.value)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """``last = x.pop()``, ``random.shuffle(x)``."""
        function = node.func
        called = getattr(function, "attr", getattr(function, "id", ""))
        if isinstance(function, ast.Attribute) and called in _CHANGING:
            self._change(function.value)
        if called in _CHANGE_FIRST and node.args:
            self._change(node.args[0])
        self.generic_visit(node)

    def _bind(self, name: str) -> None:
        self.bound.add(name)
        self.imports.pop(name, None)

    def _named(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self.bound.add(node.name)
        self.generic_visit(node)

    def _change(self, place: ast.expr) -> None:
        while isinstance(place, (ast.Subscript, ast.Attribute)):
            place = place.value
        if isinstance(place, ast.Name):
            self.changed.add(place.id)

    def _here(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _function(self, args: ast.arguments, body: Iterable[ast.AST]) -> None:
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        self._here(*args.defaults, *args.kw_defaults, *(a.annotation for a in every if a))
        self._within(body, {a.arg for a in every if a})

    def _comprehension(self, *parts: ast.AST) -> None:
        # What `:=` binds in a comprehension is bound around it.
        nodes = [node for part in parts for node in ast.walk(part)]
        self.bound |= {node.target.id for node in nodes if isinstance(node, ast.NamedExpr)}
        self._within(parts)

    def _within(self, body: Iterable[ast.AST], own: Iterable[str] = ()) -> None:
        """Add what a scope within this one takes from it."""
        inner = Names()
        inner.bound.update(own)
        for node in body:
            inner.visit(node)
        local = inner.bound - inner._global
        self.used |= inner.used - local
        self.changed |= inner.changed - local
        self.bound |= inner.bound & inner._global


def without_magics(source: str) -> str:
    """A cell without the lines that only IPython understands; the others keep their numbers."""
    try:
        ast.parse(source)
    except SyntaxError:
        return "\n".join(map(_python_of, source.split("\n")))
    except (ValueError, RecursionError, MemoryError):
        return ""
    return source


def _python_of(line: str) -> str:
    """A line of a cell without what only IPython understands."""
    if found := _IPYTHON.fullmatch(line):
        return f"{found[1]}pass" if found[1] else ""  # it may be all that a block has
    found = _TAKES_OUTPUT.fullmatch(line)
    return f"{found[1]}None" if found else line


@lru_cache(maxsize=1024)
def names_in(source: str) -> Names:
    """The names of a cell at its top level; none for a cell that does not parse."""
    names = Names()
    try:
        tree = ast.parse(without_magics(source))
        names.visit(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    if names.used & _BY_STRING:
        texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
        names.used.update(w for text in texts if isinstance(text, str) for w in _WORD.findall(text))
    return names


def without_imports(source: str, is_missing: Callable[[str], bool]) -> str:
    """A cell without the imports of modules that are missing; lines keep their numbers."""
    lines = source.split("\n")
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return source
    for statement in statements:
        imported = [a.name for a in statement.names] if isinstance(statement, ast.Import) else []
        imported += [statement.module or ""] if isinstance(statement, ast.ImportFrom) else []
        if any(map(is_missing, imported)):
            for i in range(statement.lineno - 1, statement.end_lineno or statement.lineno):
                lines[i] = ""
    return "\n".join(lines)


def bound_by(statement: ast.stmt) -> list[str]:
    """The names that a definition or an assignment binds, in order; of others none."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    nodes = (node for target in targets for node in ast.walk(target))
    return [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
