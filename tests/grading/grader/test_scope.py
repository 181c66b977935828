"""A name in a test is the student's where an answer defines or changes it, else the instructor's."""

from __future__ import annotations

import math
from typing import Any

import pytest

from nnkit.grading.grader.explain import NotDefined
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node
from nnkit.grading.grader.scope import Scope, Unavailable
from nnkit.grading.grader.session import Session
from nnkit.grading.grader.working_directory import WorkingDirectory
from tests.grading.grader.fake_sandbox import session_with

Values = dict[str, Any]


def answer(source: str, id: str = "a") -> Node:
    cell = new_cell("code", source)
    cell.metadata = node({"nbgrader": {"grade_id": id, "solution": True}})
    return cell


def given(source: str) -> Node:
    return new_cell("code", source)


def students(**values: Any) -> Session:
    """A session with a student whose names stand for these values; for others there is none."""

    def get(name: str) -> Values:
        if isinstance(values.get(name), Exception):
            return {"module": str(values[name])}
        return {"value": values[name]} if name in values else {"missing": True}

    return session_with(get=get)[0]


def bound(
    wanted: str, session: Session, *cells: Node, fixed: Values | None = None
) -> tuple[Values, dict[str, Exception]]:
    """What names mean in a test behind these cells, and why some are not there."""
    folder = WorkingDirectory({})
    scope = Scope(new_notebook(cells), folder, fixed or {})
    with folder:
        missing = scope.bind(set(wanted.split()), len(cells), session)
    names = {name: scope.namespace[name] for name in wanted.split() if name in scope.namespace}
    return names, missing


def test_an_answers_name_is_the_students_and_any_other_the_instructors() -> None:
    cells = given("a = 1\nb = 2"), answer("c = 3")
    assert bound("a b c", students(a=7, b=7, c=9), *cells) == ({"a": 1, "b": 2, "c": 9}, {})


def test_the_last_cell_before_the_test_decides() -> None:
    cells = answer("a = 1"), given("a = 2"), answer("b = 1")
    assert bound("a b", students(a=7, b=8), *cells)[0] == {"a": 2, "b": 8}
    assert bound("a", students(a=7), given("a = 2"), answer("a = 1"))[0] == {"a": 7}


def test_what_an_answer_changes_is_the_students() -> None:
    cells = given("a = [1]\nb = [1]"), answer("a.append(2)")
    assert bound("a b", students(a=[1, 2], b=[9]), *cells)[0] == {"a": [1, 2], "b": [1]}


@pytest.mark.parametrize(
    "setup", ["import math\nm = math", "try:\n    import math as m\nexcept E:\n    m = None"]
)
def test_a_module_that_an_answer_seems_to_change_is_the_one_of_this_side(setup: str) -> None:
    session = students(m=Exception("math"))
    for cells in ([answer("m.seed(1)")], [answer("m.seed(1)"), given("m.seed(2)")]):
        assert bound("m", session, given(setup), *cells) == ({"m": math}, {})
    _, missing = bound("m", session, answer("m = 3"))
    assert "m` is the module math" in str(missing["m"])


def test_what_the_instructors_cell_needs_is_there_when_it_runs() -> None:
    cells = answer("n = 3"), given("import math\ndef area(r): return math.pi * r * n")
    names, missing = bound("area", students(n=2), *cells)
    assert missing == {}
    assert names["area"](1) == pytest.approx(6.283, abs=1e-3)


def test_a_cell_without_a_name_that_is_wanted_never_runs() -> None:
    assert bound("a", students(), given("a = 1"), given("raise SystemExit"))[0] == {"a": 1}


def test_what_is_missing_has_a_reason() -> None:
    cells = answer("a = 1", "first"), given("b = 1 / 0"), answer("os = find('os')", "second")
    names, missing = bound("a b os print", students(os=ImportError("evil")), *cells)
    assert names == {}
    assert isinstance(missing["a"], NotDefined)
    assert missing["a"].cell == "first"
    assert isinstance(missing["b"], ZeroDivisionError)
    assert isinstance(missing["os"], Unavailable)
    assert missing.keys() == {"a", "b", "os"}


FAKE = 7
IMPORTS = {
    "import math": "math",
    "import math as m": "m",
    "import xml.dom": "xml",
    "import xml.dom as d": "d",
    "from math import hypot": "hypot",
    "from math import hypot as length": "length",
    "from math import *": "hypot",
    "from math import hypot\nhypot.fake = 1": "hypot",
    "import math\nmath.seed(3)": "math",
}


@pytest.mark.parametrize("source", IMPORTS)
def test_what_an_answer_imports_comes_from_this_side(source: str) -> None:
    """Neither a student that binds the name to something else nor one that changes it is asked."""
    name = IMPORTS[source]
    space: Values = {}
    exec(source.partition("\n")[0], space)
    for cells in ([answer(source)], [given("x = 1"), answer(source), answer(f"{name}.use()")]):
        assert bound(name, students(**{name: FAKE}), *cells) == ({name: space[name]}, {})


def test_an_import_of_the_students_own_module_or_bound_anew_is_the_students() -> None:
    for source in ("from mine import f", "import mine as f", "from math import hypot as f\nf = 2"):
        assert bound("f", students(f=FAKE), answer(source))[0] == {"f": FAKE}


def test_what_is_fixed_stays() -> None:
    cells = given("check = 1"), answer("check = 2")
    assert bound("check", students(check=3), *cells, fixed={"check": len})[0] == {"check": len}
