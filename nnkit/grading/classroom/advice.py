"""How to write a test so that it can be decided outside the sandbox: a line for that very test."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

_LINE = re.compile(r"in the line (.+)\.$")
_FIGURE = re.compile(r"\b(\w*)\.?(gcf|gca|get_fignums)\(\)")
_OPENS = re.compile(
    r"\b(?:open|read_text|exists|isfile|loadtxt|read_csv|load)\((?:r?(['\"].+?['\"]))?"
)
_IPYTHON = re.compile(r"^\s*[%!]|= *[%!]\w|\bget_ipython\b|\b(?:In|Out)\b", re.MULTILINE)
_WRITTEN = re.compile(
    r"\b(?:inspect|dis|doctest|ast)\.\w+|__code__|__wrapped__|__annotations__|__defaults__"
)
_WEAK = re.compile(
    r"\bcallable\((?P<called>\w+)\)|\bhasattr\((?P<looked>\w+), *['\"]__"
    r"|\bisinstance\((?P<kind>\w+), *\w+\)|\bassert (?P<alias>[^\n]+?) is not \w+"
)
_IN_DIR = re.compile(r"['\"](\w+)['\"] in dir\((\w+)\)")
_UNBOUND = re.compile(r"name '(\w+)' is not defined")
_UNSENT = re.compile(r"\ba (\w+) cannot be sent")


def advice(source: str, reason: str, before: str = "") -> str:
    """How to change a test that the instructor's own solution does not pass outside.

    Parameters
    ----------
    source : str
        The test's code.
    reason : str
        What it raised outside, with the line in which that was.
    before : str
        The code of the notebook's other tests, which may bind names for it.

    Returns
    -------
    str
        A sentence; empty if nothing fits this test.
    """
    line = _line(reason)
    tries = [(rule, reason) for rule in _BY_REASON] + [(rule, line) for rule in _BY_LINE]
    return next((sentence for rule, text in tries if (sentence := rule(text, source, before))), "")


def hollow_advice(source: str) -> str:
    """How to change a test that an answer passes that has nothing in it."""
    found = _WEAK.search(source)
    if found is None:
        return "Compare what it gives for some arguments with what only a right answer gives."
    name = found["called"] or found["looked"] or found["kind"] or found["alias"]
    if found["called"]:
        return f"Rather than callable({name}) compare what {name}(...) returns."
    if found["alias"]:
        return f"Besides that it is another, compare {name} with what a right answer gives."
    return (
        f"Rather than look for methods of {name} use them: len({name}) == 3, list({name}) == [...]."
    )


def _line(reason: str) -> str:
    """The test's line that a reason names."""
    found = _LINE.search(reason.partition(". ")[0] + "." if ". " in reason else reason)
    try:
        return str(ast.literal_eval(found[1])) if found else ""
    except (SyntaxError, ValueError):
        return ""


def _unbound(reason: str, source: str, before: str) -> str:
    found = _UNBOUND.search(reason)
    if not found or not re.search(rf"^\s*{found[1]} *=[^=]", f"{before}\n{source}", re.MULTILINE):
        return ""
    return (
        f"The student's code uses {found[1]}, which only a test binds: let the function take it "
        "as an argument, or bind it in a cell before the answer."
    )


def _unsent(reason: str, source: str, before: str) -> str:
    if "lost sys.stdin" in reason or "sys.stdin" in source:
        return "Let the function take what would be typed as an argument, instead of input()."
    found = _UNSENT.search(reason)
    if not found:
        return ""
    return (
        "Hand the student's function a seed rather than a generator."
        if found[1] in ("Generator", "Random", "RandomState")
        else f"Hand the student's function plain data rather than a {found[1]}."
    )


def _ipython(line: str, source: str, before: str) -> str:
    if "%%capture" in source or "%capture" in source:
        return (
            "Instead of %%capture write `with contextlib.redirect_stdout(io.StringIO()) as out:`."
        )
    if "%timeit" in source:
        return "Instead of %timeit take time.perf_counter() before and after the call."
    if _IPYTHON.search(source):
        return "Write it without magics, shell commands, In and Out, which are IPython's."
    return ""


def _as_written(line: str, source: str, before: str) -> str:
    if "doctest" in source:
        return "Instead of doctest call the function and compare what it returns."
    if found := _WRITTEN.search(line):
        return (
            f"Instead of how it is written ({found[0]}) test what it returns; how it is written a "
            "person can judge in a cell that is graded by hand."
        )
    return ""


def _takes_away(line: str, source: str, before: str) -> str:
    found = re.search(r"^\s*del (\w+)", source, re.MULTILINE)
    if not found:
        return ""
    return (
        f"It takes {found[1]} away from the student's code, which can be done inside only. Instead "
        f"let the function take {found[1]} as an argument, and hand it one that counts its calls."
    )


def _figure(line: str, source: str, before: str) -> str:
    if not _FIGURE.search(source):
        return ""
    return (
        "Let the answer name its axes (axes = plt.gca()) and compare axes.get_title(), "
        "len(axes.lines) or list(axes.lines[0].get_ydata())."
    )


def _file(line: str, source: str, before: str) -> str:
    found = _OPENS.search(line)
    if not found:
        return ""
    name = found[1] or "'...'"
    return (
        f"Let the answer read the file that it wrote (written = open({name}).read()) and compare "
        "written."
    )


def _by_name(line: str, source: str, before: str) -> str:
    found = _IN_DIR.search(line)
    if not found:
        return ""
    return f"Use it rather than look for it in dir(): compare {found[2]}.{found[1]}, or call it."


def _identity(line: str, source: str, before: str) -> str:
    for node in _parsed(line):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Is, ast.IsNot)):
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            if left.startswith("type("):
                return f"Compare what it holds: {left[5:-1]}.x == 1 rather than {left} is {right}."
            sign = "==" if isinstance(node.ops[0], ast.Is) else "!="
            return f"Compare values: assert {left} {sign} {right}."
    return ""


def _compared(line: str, source: str, before: str) -> str:
    for node in _parsed(line):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            left = ast.unparse(node.left)
            if isinstance(node.left, (ast.Name, ast.Call, ast.Attribute, ast.Subscript)):
                return (
                    f"Compare plain data: list({left}), str({left}) or one of its attributes "
                    f"rather than {left}."
                )
    return ""


def _parsed(line: str) -> list[ast.AST]:
    """The nodes of a line, which may be a part of a statement."""
    text = line.rstrip(":\\").strip()
    try:
        return list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        return []


_BY_REASON: tuple[Callable[[str, str, str], str], ...] = (_unbound, _unsent)
_BY_LINE: tuple[Callable[[str, str, str], str], ...] = (
    _ipython,
    _as_written,
    _takes_away,
    _figure,
    _file,
    _by_name,
    _identity,
    _compared,
)
