"""One student's answer, shown to a class: without the name, and without what names anybody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from nnkit.grading.grader.cells import cells_in, grade_id, is_answer
from nnkit.grading.grader.names import without_magics

MAX_LINES = 24
_SOMEBODY = "somebody"


def answer_in(notebook: bytes, test: str, name: str) -> str:
    """The source of the cell that answers a question: the last before its test that binds a name.

    Parameters
    ----------
    notebook : bytes
        A graded notebook.
    test : str
        The test cell's grade id.
    name : str
        What the answer is called.

    Returns
    -------
    str
        Empty if there is none, or it does not parse.
    """
    found = ""
    for cell in cells_in(notebook) or ():
        if grade_id(cell) == test:
            return found
        if cell.cell_type == "code" and is_answer(cell):
            source = without_magics(cell.source)
            found = source if _binds(source, name) else found
    return ""


def anonymous(source: str, name: str, people: Iterable[str]) -> str:
    """Source code without imports, comments, docstrings and whatever names somebody.

    Parameters
    ----------
    source : str
    name : str
        What the answer is called, which stays.
    people : iterable of str
        Ids, names and addresses of the class.
    """
    try:
        tree = ast.parse(source)
        tree.body = [s for s in tree.body if not isinstance(s, (ast.Import, ast.ImportFrom))]
        hidden = _pattern(people)
        for node in ast.walk(tree):
            _without_docstring(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = hidden.sub(_SOMEBODY, node.value)
        others = {n: hidden.sub(_SOMEBODY, n) for n in _bound(tree) if n != name}
        renamed = {old: new for old, new in others.items() if old != new and new.isidentifier()}
        for node in ast.walk(tree):
            for attribute in ("id", "name", "arg"):
                if (old := getattr(node, attribute, None)) in renamed:
                    setattr(node, attribute, renamed[old])
        lines = ast.unparse(tree).splitlines()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return "\n".join([*lines[:MAX_LINES], "…"] if len(lines) > MAX_LINES else lines)


def _binds(source: str, name: str) -> bool:
    try:
        return name in _bound(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _bound(tree: ast.AST) -> set[str]:
    """All names that code gives to something, its functions' arguments included."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    return found


def _pattern(people: Iterable[str]) -> re.Pattern[str]:
    """What finds names of people that stand as words, also between underscores."""
    words = sorted({w.strip() for w in people if len(w.strip()) > 1}, key=len, reverse=True)
    either = "|".join(map(re.escape, words)) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _without_docstring(node: ast.AST) -> None:
    body = getattr(node, "body", None)
    if not isinstance(body, list) or not body:
        return
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str):
        body[:1] = [] if len(body) > 1 else [ast.Pass()]
