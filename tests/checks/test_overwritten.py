"""A name that means something else than it should is told as that."""

from __future__ import annotations

import linecache
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import nnkit  # its names are known
from nnkit.checks.exceptions import explain_exception
from nnkit.checks.overwritten import overwritten

A = np.ones((3, 1))


def error_of(cell: str, **names: Any) -> Exception:
    """What a cell's `f` raises when it is called."""
    file = f"<cell {cell}>"
    lines = [f"{line}\n" for line in cell.split("\n")]
    linecache.cache[file] = len(cell), None, lines, file
    space: dict[str, Any] = {"__name__": "__main__", "np": np, **names}
    try:
        exec(compile(cell, file, "exec"), space)
        space["f"](A)
    except Exception as error:
        return error
    raise AssertionError("no error")


def function(body: str) -> str:
    return f"def f(a):\n    return {body}"


@pytest.mark.parametrize(
    ("before", "body", "name", "how"),
    [
        ("len = 4", "len(a) + 1", "len", "`len = 4`"),
        ("sum = 0.5", "2 * sum(\n        x for x in a)", "sum", "`sum = 0.5`"),
        ("sum = np.ones(3)", "sum(a)", "sum", "`sum = ...`"),
        ("list = [1]", "list(a)", "list", "`list = [1]`"),
        ("list = [1]", "isinstance(a, list)", "list", "`list = [1]`"),
        ("str = 'a'", "[*map(str, a)]", "str", "`str = 'a'`"),
        ("int = 3", "a.astype(int)", "int", "`int = 3`"),
        ("print = input = 3", "print(a)", "print", "`print = 3`"),
        ("max = 2", "np.array([max(x, 0) for x in a])", "max", "`max = 2`"),
        ("def max(a): return a", "max(a, 0)", "max", "`def max(...)`"),
        ("range = 3", "[i for i in range(3)]", "range", "`range = 3`"),
        ("np = 3", "np.exp(a)", "np", "`np = 3`"),
        ("np = 3", "1 / (1 + np.exp(-a))", "np", "`np = 3`"),
        ("plt = None", "plt.plot(a)", "plt", "`plt = None`"),
        ("check = 3", "check(a)", "check", "`check = 3`"),
        ("sigmoid = 2", "sigmoid(a)", "sigmoid", "`sigmoid = 2`"),
        ("from numpy import *", "max(0, a)", "max", "`from numpy import *`"),
        ("import math as np", "np.array(a)", "np", "import numpy as np"),
    ],
)
def test_an_overwritten_name_is_told(before: str, body: str, name: str, how: str) -> None:
    error = error_of(f"{before}\n{function(body)}")
    found = overwritten(error)
    assert found is not None
    assert found.name == name
    assert found.is_meant()
    assert how in found.tell
    told = explain_exception(error, "f")
    assert found.tell in told
    assert "its star" not in told
    assert str(error).splitlines()[0] in told, "Python's own words stay"


@pytest.mark.parametrize(
    ("cell", "tell"),
    [
        ("def f(a):\n    sum = 0\n    return sum(a)", "In `f` you gave `sum`"),
        ("def f(a):\n    max = max(a)\n    return max", "In `f` you give `max`"),
    ],
)
def test_within_a_function(cell: str, tell: str) -> None:
    assert tell in explain_exception(error_of(cell), "f")


@pytest.mark.parametrize(
    "cell",
    [
        f"w = 3\n{function('w(a + 1)')}",
        f"w = 3\n{function('w(len(a))')}",
        f"input = np.ones(2)\n{function('a @ input @ a')}",
        "def f(input):\n    return 2(input)",
        f"data = 3\n{function('data(a)')}",
        function("np.arry(a)"),
        function("open('nothing.txt')"),
        function("len(3)"),
    ],
)
@pytest.mark.filterwarnings("ignore:'int' object is not callable")
def test_what_is_something_else_is_not(cell: str) -> None:
    found = overwritten(error_of(cell))
    assert found is None or not found.is_meant()


def test_a_missing_star_stays_one() -> None:
    error = error_of(f"w = 3\n{function('w(a + 1)')}")
    assert "A product needs its star" in explain_exception(error, "f")


def test_an_earlier_answer_is_known_where_it_is_needed() -> None:
    error = error_of(f"delta_output = a = np.ones(2)\n{function('delta_output(a)')}")
    told = explain_exception(error, "f", ["delta_output"])
    assert "You gave `delta_output` another meaning in a cell: `delta_output = ...`" in told
    assert "its star" in explain_exception(error, "f")


def test_a_file_in_the_place_of_a_library_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    random = ModuleType("random")
    random.__file__ = str(tmp_path / "random.py")
    told = explain_exception(error_of(function("random.random()"), random=random), "f")
    assert "Your file `random.py` stands in the place of the real `random`" in told
    random.__file__ = str(tmp_path / "elsewhere" / "random.py")
    assert overwritten(error_of(function("random.random()"), random=random)) is None
    statistics = ModuleType("statistics")
    statistics.__file__ = str(tmp_path / "statistics.py")
    monkeypatch.setitem(sys.modules, "statistics", statistics)
    found = overwritten(error_of("def f(a):\n    from statistics import mean"))
    assert found is not None
    assert found.is_meant()
    assert overwritten(error_of("def f(a):\n    from math import meen")) is None


def test_nnkit_has_names_to_overwrite() -> None:
    assert "check" in nnkit.__all__
