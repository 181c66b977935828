"""Which cells a student need not be made to wait for: they show what the instructor's showed.

A given cell is spared if nobody changed it, nothing of the student's can reach what it uses, and
nothing that runs later uses what it binds.  Who reads sources can be mistaken, so wherever in doubt
a cell runs.  No mark depends on it: tests ask the sandbox only for what answers bind or change, and
such names count as used.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nnkit.grading.engine.cells import Node
from nnkit.grading.engine.harmless import harmless
from nnkit.grading.engine.names import Names, names, readable
from nnkit.grading.engine.roles import is_answer, is_test, role

QUIET = {"collections", "dataclasses", "fractions", "math", "nnkit", "numpy", "statistics"}
"""Modules that do not remember what was done with them; a notebook that uses others runs whole."""

_LOUD = re.compile(
    r"\b(open|input|exec|eval|compile|__import__|globals|locals|vars|get_ipython|save\w*|load\w*"
    r"|genfromtxt|fromfile|tofile|memmap|seed|seterr|set_printoptions)\(|\brandom\.(?!default_rng\b)"
    r"|= *(zip|map|filter|enumerate|reversed|iter)\(|= *\([^)]* for |\byield\b|^\s*[%!]",
    re.MULTILINE,
)
"""What leaves or finds more than names tell of: files, random states, iterators, IPython."""

_OWN = frozenset(["variant", "set_student", "_", "__", "Out", "In"])
"""What differs from student to student, or with what ran before."""


def spared(cells: Sequence[Node], original: Sequence[Node]) -> dict[int, Node]:
    """The cells that need not run, and the instructor's in their place.

    Parameters
    ----------
    cells : sequence of Node
        The student's.
    original : sequence of Node
        The instructor's, with what they show.

    Returns
    -------
    dict of int to Node
        By the place among `cells`.
    """
    given = _given(cells, [c for c in original if c.cell_type == "code" and not role(c)])
    if not given or not all(_is_quiet(c.source) for c in cells if c.cell_type == "code"):
        return {}
    alike = _independent(cells, given)
    tested = [names(c.source) for c in original if is_answer(c) and c.cell_type == "code"]
    kept = {name for about in tested for name in about.bound | about.changed}
    unused = _unused(cells, alike & _harmless(cells, alike), kept)
    return {i: given[i] for i in unused if not _failed(given[i])}


def _given(cells: Sequence[Node], original: Sequence[Node]) -> dict[int, Node]:
    """The instructor's cells among a student's; none if one is missing, changed or moved."""
    found: dict[int, Node] = {}
    rest = iter(original)
    wanted = next(rest, None)
    for i, cell in enumerate(cells):
        if wanted is not None and cell.cell_type == "code" and cell.source == wanted.source:
            found[i], wanted = wanted, next(rest, None)
    return {} if wanted is not None else found


@lru_cache(maxsize=4096)
def _is_quiet(source: str) -> bool:
    about = names(source)
    modules = [module for module, _ in about.imports.values()] + about.stars
    return not _LOUD.search(source) and {m.partition(".")[0] for m in modules} <= QUIET


def _independent(cells: Sequence[Node], given: dict[int, Node]) -> set[int]:
    """The given cells that find everything as the instructor's did."""
    touched = set(_OWN)  # what the student may have to do with
    known = touched.union(*(names(c.source).bound for c in cells if c.cell_type == "code"))
    ties: dict[str, set[str]] = {}  # what may be part of what
    modules: set[str] = set()
    found = set()
    for i, cell in enumerate(cells):
        if cell.cell_type != "code" or is_test(cell):
            continue
        about, flow = names(cell.source), _flow(cell.source)
        reached = _reached((flow.needs | about.changed) & known, ties)
        if i not in given and about.changed & modules:
            break  # whatever uses a module may find it changed
        if i in given and not reached & touched:
            found.add(i)
            touched -= flow.binds - _OWN
            modules |= about.imports.keys()
        else:
            touched |= about.bound | (_reached(about.used & known, ties) - modules)
            modules -= about.bound
        for name in (about.bound | about.changed) - modules:
            for other in (flow.needs & known) - modules:
                ties.setdefault(name, set()).add(other)
                ties.setdefault(other, set()).add(name)
    return found


def _harmless(cells: Sequence[Node], alike: set[int]) -> set[int]:
    """Those of the cells that are alike that change nothing older."""
    found = set()
    functions: set[str] = set()
    imports: dict[str, tuple[str, str | None]] = {}
    for i in sorted(alike):
        about = names(cells[i].source)
        imports |= about.imports
        functions -= about.bound
        if harmless(cells[i].source, imports, functions):
            found.add(i)
            functions |= about.functions
    return found


def _reached(start: Iterable[str], ties: dict[str, set[str]]) -> set[str]:
    reached = set(start)
    todo = list(reached)
    for name in todo:  # grows
        new = ties.get(name, set()) - reached
        reached |= new
        todo += new
    return reached


def _unused(cells: Sequence[Node], alike: set[int], kept: set[str]) -> set[int]:
    """Those of the cells that are alike of which nothing that runs uses anything."""
    sources = [c.source for c in cells if c.cell_type == "code" and not is_test(c)]
    # A function may be called at any time.
    used = always = kept.union(*(_flow(s).later for s in sources))
    modules = {name for i in alike for name in names(cells[i].source).imports}
    found = set()
    for i in reversed(range(len(cells))):
        cell = cells[i]
        if cell.cell_type != "code" or is_test(cell):
            continue
        about, flow = names(cell.source), _flow(cell.source)
        leaves = about.bound | (about.changed - modules)
        if i in alike and not leaves & used:
            found.add(i)
        else:
            used = (used - flow.binds) | flow.needs | always
    return found


def _failed(cell: Node) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


class _Flow:
    """What a cell needs from before it, and what it leaves.

    Attributes
    ----------
    needs : set of str
        Names that it may read before it binds them.
    binds : set of str
        Names that it binds whatever happens.
    later : set of str
        Names that functions and classes defined in it use when they are called.
    """

    def __init__(self, source: str) -> None:
        self.needs: set[str] = set()
        self.binds: set[str] = set()
        self.later: set[str] = set()
        try:
            tree = ast.parse(readable(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        self.later.update(*(_of(n).used for n in ast.walk(tree) if isinstance(n, scopes)))
        self._follow(tree.body, self.binds)

    def _follow(self, statements: Iterable[ast.stmt], bound: set[str]) -> None:
        """Go through statements one after the other; `bound` grows by what they surely bind."""
        for statement in statements:
            whole = _of(statement)
            if isinstance(statement, (ast.If, ast.For, ast.While, ast.With)):
                parts = list(ast.iter_child_nodes(statement))
                head = _of(*(part for part in parts if not isinstance(part, ast.stmt)))
                self.needs |= head.used - head.bound - bound
                for block in (statement.body, getattr(statement, "orelse", [])):
                    self._follow(block, bound | head.bound)
            else:
                self.needs |= whole.used - bound
                if isinstance(statement, ast.AugAssign):
                    self.needs |= whole.bound - bound
                simple = not isinstance(statement, (ast.Try, ast.Match, ast.Delete))
                bound |= whole.bound if simple else set()


@lru_cache(maxsize=4096)
def _flow(source: str) -> _Flow:
    return _Flow(source)


def _of(*nodes: ast.AST) -> Names:
    found = Names()
    for node in nodes:
        found.visit(node)
    return found
