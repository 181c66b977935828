"""Source code pasted into simulated notebooks does what the function it comes from does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nnkit.authoring.source import source_as

HELPERS = '''
import numpy as np
from numpy.linalg import norm as length

STEP = 2
TWICE = 2 * STEP
def twice(x: "undefined") -> float:
    """Not for students."""
    return TWICE * x
'''
WRONG = '''
from __future__ import annotations
import numpy as np
from nnkit.course.helpers import twice

def answer(x):
    return -x

functions = {
    "first": lambda x: x + 1, "second": lambda x: x + 2,
    "nested": lambda x: (lambda y: y * 3)(x),
    "multiline": lambda x: (
        x
        + 5
    ),
    "default": lambda x, step=7: x + step,
    "comprehension": lambda x: sum(i * x for i in range(3)),
    "helper": lambda x: twice(x) + answer(x),
}

def countdown(x: Undefined) -> Undefined:
    """Not for students."""
    return 0 if x <= 0 else 1 + countdown(x - 1)

def closed(k):
    def inside(x):
        return k * x
    return inside

class Doubler:
    """Not for students."""
    factor: int = 2

    def __init__(self, x: int) -> None:
        self.x = x

    def __eq__(self, other):
        return self.x * self.factor == other

functions |= {"recursive": countdown, "closed": closed(3), "class": Doubler}
functions["array"] = lambda x: np.sum([x, x])
'''


@pytest.fixture
def functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., Any]]:
    """Functions of a module such as those in nnkit/course."""

    def load(name: str, source: str) -> ModuleType:
        path = tmp_path / f"{name}.py"
        path.write_text(source)
        spec = spec_from_file_location(f"nnkit.course.{name}", path)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module

    load("helpers", HELPERS)
    found: dict[str, Callable[..., Any]] = load("m99_test", WRONG).functions
    return found


@pytest.mark.parametrize(
    ("name", "given", "result"),
    [
        ("first", 10, 11),
        ("second", 10, 12),
        ("nested", 10, 30),
        ("multiline", 10, 15),
        ("default", 10, 17),
        ("comprehension", 10, 30),
        ("helper", 10, 30),
        ("recursive", 3, 3),
        ("class", 4, 8),
        ("array", 4, 8),
    ],
)
def test_each_form_of_definition(
    name: str, given: int, result: int, functions: dict[str, Callable[..., Any]]
) -> None:
    namespace: dict[str, Any] = {}
    source = source_as("answer", functions[name])
    exec(source, namespace)
    assert namespace["answer"](given) == result
    assert "Not for students" not in source
    assert "ndefined" not in source
    assert "nnkit" not in source


def test_function_that_needs_its_surroundings_is_refused(
    functions: dict[str, Callable[..., Any]],
) -> None:
    with pytest.raises(ValueError, match="uses k of the function around it"):
        source_as("answer", functions["closed"])


def test_function_of_the_package_is_imported() -> None:
    from nnkit import sigmoid

    assert source_as("phi", sigmoid) == "from nnkit.activations import sigmoid as phi"
