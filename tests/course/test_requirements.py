"""What a cell needs, without a kernel."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from nnkit.course import student
from nnkit.course.needs import Needs, NeedsError
from nnkit.course.requirements import Requirements
from nnkit.course.statements import statements
from nnkit.course.unwritten import STUB

CELLS = f"""
def affine(W, b, a):
    raise NotImplementedError({STUB!r})
def layer(W, b, a):
    return affine(W, b, a)
def own():
    raise NotImplementedError({STUB!r})
n4 = ...
mine = ...
x = 1
"""
AFFINE = Needs(frozenset(["02.affine"]))
N4 = Needs(frozenset(["02.n4"]))


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
    return requirements.of_cell(statements(ast.parse(source)), again=again)


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        ("x + 1", [Needs()]),
        ("y = affine(1, 1, 1)", [Needs()]),
        ("n4 + 1", [N4]),
        ("x + 1\nprint([n4 for _ in range(3)])", [Needs(), N4]),
        ("n4", [Needs()]),
        ("type(n4)", [Needs()]),
        ("mine", [Needs()]),
        ("mine + 1", [Needs()]),
        ("n4 = 3\nn4 + 1", [Needs(), Needs()]),
        ("check('02.n4', n4)", [Needs()]),
        ("z6 = [n4]", [Needs()]),
        ("def f():\n    return n4", [Needs()]),
    ],
)
def test_what_each_statement_needs(
    requirements: Requirements, source: str, needs: list[Needs]
) -> None:
    assert of(requirements, source) == needs


def test_what_a_cell_was_to_make_that_needed_something(requirements: Requirements) -> None:
    requirements.waiting = {"y": AFFINE, "x": AFFINE, "w": Needs(numbers=True)}
    assert of(requirements, "print(y)") == [AFFINE]
    assert of(requirements, "x") == [AFFINE]
    assert of(requirements, "x", again=True) == [Needs()]
    assert of(requirements, "y = 2\nprint(y)") == [Needs(), Needs()]
    assert of(requirements, "w") == [Needs(numbers=True)]
    student.set_student("ada")
    assert of(requirements, "w") == [Needs(cells=frozenset(["w"]))]
    requirements.names["affine"] = max
    assert of(requirements, "print(y)") == [Needs(cells=frozenset(["y"]))]


def test_a_cell_does_not_wait_for_itself(requirements: Requirements) -> None:
    loop = "for k in range(3):\n    if k:\n        print(last)\n    last = affine(k, k, k)"
    requirements.waiting = {"last": AFFINE, "k": AFFINE}
    assert of(requirements, loop) == [AFFINE]
    requirements.names["affine"] = max
    assert of(requirements, loop) == [Needs()]


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        ("affine(1, 1, 1)", AFFINE),
        ("layer(1, 1, 1)", AFFINE),
        ("list(map(lambda k: layer(k, k, k), [1]))", AFFINE),
        ("own()", Needs()),
        ("raise NotImplementedError('later')", Needs()),
        ("1 / 0", Needs()),
        ("y + 1", AFFINE),
        ("(lambda: y)()", AFFINE),
        ("forward + 1", Needs(frozenset(["02.forward"]))),
        ("(lambda: forward)()", Needs()),
        ("undefined", Needs()),
        ("np.undefined", Needs()),
    ],
)
def test_why_a_cell_stopped(requirements: Requirements, source: str, needs: Needs) -> None:
    requirements.waiting = {"y": AFFINE}
    with pytest.raises(Exception) as stopped:  # noqa: PT011
        exec(source, requirements.names)
    assert requirements.of_error(stopped.value) == needs


def test_an_error_that_says_itself_what_is_needed(requirements: Requirements) -> None:
    assert requirements.of_error(NeedsError(N4)) == N4
    assert requirements.of_error(NameError()) == Needs()


def test_all_that_a_cell_mentions(requirements: Requirements) -> None:
    tree = ast.parse("layer(affine, n4, mine, x)")
    assert requirements.mentioned(tree) == AFFINE | N4
    assert requirements.mentioned(None) == Needs()
