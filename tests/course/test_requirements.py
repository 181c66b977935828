"""What a cell needs, without a kernel."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from nnkit.course import student
from nnkit.course.needs import Needs
from nnkit.course.requirements import Requirements
from nnkit.course.statements import statements
from nnkit.course.unwritten import STUB

CELLS = f"""
def affine(W, b, a):
    raise NotImplementedError({STUB!r})
def layer(W, b, a):
    return affine(W, b, a)
n4 = ...
x = 1
"""
AFFINE = Needs(frozenset(["02.affine"]))


@pytest.fixture
def requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Requirements:
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path))
    monkeypatch.setattr(student, "_memory", {})
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(CELLS, names)
    known = Requirements(names)
    known.modules.append("02")
    return known


def of(requirements: Requirements, source: str, *, again: bool = False) -> list[Needs]:
    tree = ast.parse(source)
    needs = requirements.of_cell(statements(tree), again=again)
    assert requirements.may_miss(tree) or not any(needs), "a first look overlooks nothing"
    return needs


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        ("x + 1", [Needs()]),
        ("y = affine(1, 1, 1)", [AFFINE]),
        ("y = layer(1, 1, 1)", [AFFINE]),
        ("def own():\n    return layer(1, 1, 1)\nown()", [Needs(), AFFINE]),
        ("n4 + 1", [Needs(frozenset(["02.n4"]))]),
        ("n4", [Needs()]),
        ("type(n4)", [Needs()]),
        ("affine = abs\naffine(x)", [Needs(), Needs()]),
        ("try:\n    affine(1)\nexcept Exception:\n    pass", [Needs()]),
        ("try:\n    affine(1)\nfinally:\n    pass", [AFFINE]),
        ("check('02.affine', affine(1, 1, 1))", [Needs()]),
        ("z6 = affine(1, 1, 1)", [Needs()]),
        ("variant('02.my_hidden')", [Needs(numbers=True)]),
        ("nnkit.variant('02.my_hidden')", [Needs(numbers=True)]),
        ("set_student('ada')\nvariant('02.my_hidden')", [Needs(), Needs()]),
        ("unknown + 1", [Needs()]),
    ],
)
def test_what_each_statement_needs(
    requirements: Requirements, source: str, needs: list[Needs]
) -> None:
    assert of(requirements, source) == needs


def test_what_a_skipped_cell_was_to_make(requirements: Requirements) -> None:
    requirements.skipped = {"y": AFFINE, "x": AFFINE, "own": Needs(numbers=True)}
    assert of(requirements, "print(y)") == [AFFINE]
    assert of(requirements, "print(x)") == [AFFINE]
    assert of(requirements, "print(x)", again=True) == [Needs()]
    assert of(requirements, "y = 2\nprint(y)") == [Needs(), Needs()]
    assert of(requirements, "own") == [Needs(numbers=True)]
    student.set_student("ada")
    assert of(requirements, "own") == [Needs(cells=frozenset(["own"]))]
    requirements.names["affine"] = max
    assert of(requirements, "print(y)") == [Needs(cells=frozenset(["y"]))]


def test_a_cell_does_not_wait_for_itself(requirements: Requirements) -> None:
    loop = "for k in range(3):\n    if k:\n        print(last)\n    last = affine(k, k, k)"
    requirements.skipped = {"last": AFFINE, "k": AFFINE}
    assert of(requirements, loop) == [AFFINE]
    requirements.names["affine"] = max
    assert of(requirements, loop) == [Needs()]


def test_a_check_that_found_an_answer_is_believed(requirements: Requirements) -> None:
    requirements.judged["affine"] = requirements.names["affine"]
    assert of(requirements, "affine(1, 1, 1)") == [Needs()]
    requirements.names["affine"] = requirements.names["layer"].__class__(
        requirements.names["affine"].__code__, requirements.names
    )
    assert of(requirements, "affine(1, 1, 1)") == [AFFINE], "it was written anew"
