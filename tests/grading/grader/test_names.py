"""Which names source binds, changes, uses and imports is read from it without running it."""

from __future__ import annotations

import ast

import pytest

from nnkit.grading.grader.names import bound_by, names_in, without_imports, without_magics

BOUND = {
    "a = b": "a",
    "a, (b, *c) = d": "a b c",
    "a: int = 1": "a",
    "a += 1": "a",
    "for a in b: c = 1": "a c",
    "with a as b: pass": "b",
    "def f(x): y = 1": "f",
    "class A:\n    x = 1": "A",
    "import a.b, c as d": "a d",
    "from a import b, c as d": "b d",
    "try: pass\nexcept E as e: pass": "e",
    "match a:\n    case [b, *c]: pass\n    case {'k': d, **e}: pass": "b c d e",
    "[a for a in b]": "",
    "[(a := b) for b in c]": "a",
    "lambda a: a": "",
    "def f():\n    global g\n    g = 1": "f g",
    "del a": "a",
    "a[0] = 1\na.b = 2": "",
}
USED = {
    "a = b": "b",
    "def f(x=a): return x + b": "a b",
    "def f():\n    x = 1\n    def g(): return x + y": "y",
    "class A(B, metaclass=C):\n    x = D\n    def f(self): return E": "B C D E",
    "@d\ndef f(): pass": "d",
    "[x + a for x in b]": "a b",
    "globals()['speed']": "globals speed",
    "f'{a:{b}}'": "a b",
    "%time a": "",
    "!ls\na": "a",
    "def": "",
}
CHANGED = {
    "a[0] = 1": "a",
    "a.head()\na.info()": "",
    "a.b.c += 1": "a",
    "del a[0]": "a",
    "a.append(1)": "a",
    "x = a.pop()": "a",
    "random.shuffle(a)": "a random",
    "a.show()": "",
    "a.run()": "a",
    "x = a.run()": "",
    "def f(a): a.append(1)": "",
    "def f(): a.append(1)": "a",
}


@pytest.mark.parametrize("source", BOUND)
def test_bound(source: str) -> None:
    assert names_in(source).bound == set(BOUND[source].split())


@pytest.mark.parametrize("source", USED)
def test_used(source: str) -> None:
    assert names_in(source).used >= set(USED[source].split())
    if USED[source] == "":
        assert names_in(source).used == set()


@pytest.mark.parametrize("source", CHANGED)
def test_changed(source: str) -> None:
    assert names_in(source).changed == set(CHANGED[source].split())


def test_imports_and_classes() -> None:
    names = names_in("import a.b, c.d as e\nfrom f import g as h\nfrom i import *\nclass J: pass")
    assert names.imports == {
        "a": ("a.b", "import a.b"),
        "e": ("c.d", "import c.d as e"),
        "h": ("f", "from f import g as h"),
    }
    assert names.stars == ["i"]
    assert names.classes == {"J"}


@pytest.mark.parametrize("binds", ["a = 1", "def a(): pass", "class a: pass", "for a in b: pass"])
def test_what_is_bound_afterwards_is_no_import(binds: str) -> None:
    assert names_in(f"from f import a\n{binds}").imports == {}
    assert names_in(f"{binds}\nfrom f import a").imports == {"a": ("f", "from f import a")}


def test_lines_keep_their_numbers() -> None:
    assert without_magics("%matplotlib inline\na = 1\n!ls") == "\na = 1\n"
    assert without_magics("if a:\n    %matplotlib inline\n!ls") == "if a:\n    pass\n"
    source = "import here\nfrom gone import (\n    a,\n)\nb = 1"
    assert without_imports(source, "gone".__eq__) == "import here\n\n\n\nb = 1"


@pytest.mark.parametrize(
    "line",
    ["np.dot?", "np.dot??", "?np.dot", "??np.dot", "? np.dot", "np.*lo*?", "%time?", "a[0]?"],
)
def test_a_question_to_ipython_hides_no_name(line: str) -> None:
    assert names_in(f"import numpy as np\n{line}\nb = np.ones(2)").bound == {"np", "b"}


@pytest.mark.parametrize("line", ["b = 1  # why?", "'%d'", "b != 1", "b = '?'", "x ? y"])
def test_what_only_looks_so_is_left(line: str) -> None:
    assert without_magics(f"!ls\n{line}") == f"\n{line}"


def test_what_ipython_binds_is_bound() -> None:
    assert names_in("files = !ls\na, b = %magic x\nc = 1").bound == {"files", "a", "b", "c"}


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("def f(): pass", ["f"]),
        ("async def f(): pass", ["f"]),
        ("class A: pass", ["A"]),
        ("a = b = c", ["a", "b"]),
        ("(a, b), x[i] = c", ["a", "b"]),
        ("a: int = 1", ["a"]),
        ("import a", []),
        ("a", []),
    ],
)
def test_names_of_one_statement(source: str, bound: list[str]) -> None:
    assert sorted(bound_by(ast.parse(source).body[0])) == bound
