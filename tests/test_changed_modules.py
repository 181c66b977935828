"""A quick run leaves out modules that passed, and only those."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nnkit.course.catalogue import find
from tests import changed_modules
from tests.changed_modules import ROOT, module_of, state

FILES = {
    "nnkit/course/m01_neuron/tanh.py": "1",
    "nnkit/course/m02_layers/layer.py": "2",
    "nnkit/course/notebook.py": "machinery",
    "solutions/02_layers/layers.ipynb": "{}",
    "tests/course/test_m02_layers.py": "",
    "solutions/executed.json": "{}",
}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(changed_modules, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("nnkit/course/m01_neuron/tanh.py", {"01"}),
        ("solutions/02_layers/layers.ipynb", {"02"}),
        ("tests/course/test_m02_layers.py", {"02"}),
        ("modules/02_layers/data.csv", {"02"}),
        ("nnkit/course/notebook.py", {"01", "02"}),
        ("tests/checks/test_new.py", {"01", "02"}),
        ("conftest.py", {"01", "02"}),
        ("solutions/executed.json", set()),
    ],
)
def test_a_change_concerns_its_module_or_all(course: Path, name: str, changed: set[str]) -> None:
    before = state.__wrapped__()
    (course / name).parent.mkdir(parents=True, exist_ok=True)
    (course / name).write_text("changed", encoding="utf-8")
    after = state.__wrapped__()
    assert {module for module in after if before.get(module) != after[module]} == changed


def item(test: str, **params: Any) -> Any:
    return SimpleNamespace(path=ROOT / test, callspec=SimpleNamespace(params=params))


def test_a_test_belongs_to_the_module_it_is_about() -> None:
    assert module_of(item("tests/course/test_exercises.py", exercise=find("03.descend"))) == "03"
    released = ROOT / "modules/04_chain_rule/chain_rule.ipynb"
    assert module_of(item("tests/course/test_run_all.py", path=released)) == "04"
    assert module_of(item("tests/course/test_m05_backpropagation.py", student="ada")) == "05"
    assert module_of(item("solutions/06_worked_examples/worked_examples.ipynb")) == "06"
    assert module_of(item("tests/course/test_run_all.py", module="02")) == ""
    assert module_of(item("tests/checks/test_ids.py", path=Path("/elsewhere"))) == ""


class Cache(dict[str, Any]):
    set = dict.__setitem__


def config(cache: Cache, **more: Any) -> Any:
    """As pytest has it at the start of a run."""
    state.cache_clear()
    hook = SimpleNamespace(pytest_deselected=lambda items: None)
    made: Any = SimpleNamespace(cache=cache, stash=pytest.Stash(), hook=hook, **more)
    changed_modules.pytest_configure(made)
    return made


@pytest.fixture(autouse=True)
def _state_of_now() -> Iterator[None]:
    yield
    state.cache_clear()


def finish(run: Any, status: int, *modules: str) -> None:
    """The end of a run in which tests of some modules failed."""
    for module in modules:
        report: Any = SimpleNamespace(failed=True, user_properties=[("module", module)])
        changed_modules.pytest_runtest_logreport(report)
    session: Any = SimpleNamespace(config=run)
    changed_modules.pytest_sessionfinish(session, status)
    changed_modules.failed.clear()


def test_what_passed_is_left_out_until_it_changes(course: Path) -> None:
    cache = Cache()
    tests = [item(f"tests/course/test_m0{i}_x.py") for i in (1, 2)] + [item("tests/test_x.py")]
    for test in tests:
        test.path, test.user_properties = course / test.path.relative_to(ROOT), []

    def left(run: Any) -> list[int]:
        items = list(tests)
        changed_modules.pytest_collection_modifyitems(run, items)
        return [tests.index(test) for test in items]

    run = config(cache)
    assert left(run) == [0, 1, 2]
    assert [test.user_properties for test in tests] == [[("module", m)] for m in ("01", "02", "")]
    finish(run, 2)
    assert left(config(cache)) == [0, 1, 2], "it was broken off"
    finish(run, 1, "01", "")
    assert left(config(cache)) == [0, 2]
    finish(run, 0)
    assert left(config(cache)) == [2]
    (course / "nnkit/course/m01_neuron/tanh.py").write_text("changed", encoding="utf-8")
    run = config(cache)
    assert left(run) == [0, 2]
    assert left(config(Cache(), workerinput={"unchanged": ["02"]})) == [0, 2], "a worker is told"
    told: list[str] = []
    changed_modules.pytest_terminal_summary(SimpleNamespace(write_line=told.append), run)
    assert told == [
        "Left out: the tests of modules 02, which have not changed since these passed. "
        "`make test` runs all."
    ]
