"""What a test asks that cannot be seen outside the sandbox: read from its source.

Values arrive as copies, and a test changes modules on its own side only.  So such a test passes
outside whatever the student's code does, and the run inside decides alone.
"""

from __future__ import annotations

import ast
from collections.abc import Set

from nnkit.grading.grader.names import without_magics

_MEMORY = ("shares_memory", "may_share_memory")
_SEEN = ("sys.stdout", "sys.stderr", "sys.stdin", "sys.argv")
_PATCHES = ("patch", "setattr", "delattr")


def unseen_in(source: str, modules: Set[str]) -> str:
    """Why a test passes outside whatever the student's code does; empty if nothing says so.

    Parameters
    ----------
    source : str
        The test's code.
    modules : set of str
        Names that stand for modules in it.
    """
    try:
        nodes = [*ast.walk(ast.parse(without_magics(source)))]
    except (SyntaxError, ValueError, RecursionError):
        return ""
    found = next((node for node in nodes if _is_change(node, modules)), None)
    if found is not None:
        return (
            f"`{ast.unparse(found)}` is changed on this side only: outside, the student's code has "
            "it as it was"
        )
    found = next((n for n in nodes if isinstance(n, ast.Call) and _called(n) in _MEMORY), None)
    if found is not None:
        return f"`{ast.unparse(found)}` asks for memory: outside, the test has copies"
    return ""


def _is_change(node: ast.AST, modules: Set[str]) -> bool:
    """Whether something is changed in a module: assigned to, deleted, or patched by a function."""
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        place = ast.unparse(node)
        is_entry = isinstance(node, ast.Subscript) and not place.startswith("sys.modules[")
        return _root(node) in modules and place not in _SEEN and not is_entry
    if isinstance(node, ast.Call) and _called(node) in _PATCHES and node.args:
        return "patch" in ast.unparse(node.func) or _root(node.args[0]) in modules
    return False


def _called(node: ast.Call) -> str:
    """The last part of the name of what is called; of ``patch.object`` the first."""
    parts = ast.unparse(node.func).split(".")
    return "patch" if "patch" in parts else parts[-1]


def _root(node: ast.AST) -> str:
    """The name with which a place begins."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
