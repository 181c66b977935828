"""Scaffolds pass their own tests, and names that will not do are told."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from nnkit.authoring import scaffold
from nnkit.authoring.scaffold import KINDS, new_exercise, new_module
from nnkit.grading.classroom.course import CourseError
from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY, run

NEW = {kind: f"02.new_{kind.replace('-', '_')}" for kind in KINDS}
MAKE_ALL = f"""
from pathlib import Path
from nnkit.authoring.scaffold import new_exercise
for kind, id in {NEW}.items():
    new_exercise(Path.cwd(), id, kind, "02.affine" if kind == "code" else None)
"""


def python(repository: Path, *args: str) -> str:
    done = run([sys.executable, *args], repository, {"PYTHONPATH": str(repository)})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with module 02, a new exercise of each kind in it, and a new module."""
    root = tmp_path_factory.mktemp("repository")
    no_caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "nnkit", root / "nnkit", ignore=no_caches)
    shutil.copytree(REPOSITORY / "solutions" / MODULE, root / "solutions" / MODULE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    python(root, "-c", MAKE_ALL)
    made = python(root, "-m", "nnkit.cli", "new", "module", "42_trial")
    assert made.splitlines() == [
        "nnkit/course/m42_trial/__init__.py",
        "nnkit/course/m42_trial/recall_trial.py",
        "solutions/42_trial/trial.ipynb",
        "Replace what says TODO in them, then",
        "  nnkit test 42",
        "  nnkit release 42",
    ]
    return root


def test_scaffolds_keep_the_rules(repository: Path) -> None:
    told = python(repository, "-m", "nnkit.cli", "test", *NEW.values(), "42")
    *remarks, last = told.splitlines()
    assert last == f"{len(NEW) + 1} exercises keep all rules."
    assert sum("still says TODO" in remark for remark in remarks) == len(NEW) + 1


def test_scaffolds_are_released_and_solved(repository: Path) -> None:
    command = [sys.executable, "-m", "nnkit.cli", "release"]
    done = run(command, repository, {"PYTHONPATH": str(repository)})
    assert done.returncode == 0
    left = f"in solutions/{MODULE}/{NOTEBOOK}: exercise-new-code, new_code"
    assert left in done.stderr.replace("\\", "/")
    released = nbformat.read(repository / "modules" / MODULE / NOTEBOOK, as_version=4)
    ids = [cell.id for cell in released.cells]
    assert ids[ids.index("check-affine") + 1] == "exercise-new-code"
    assert {id[3:] for id in NEW.values()} <= set(ids)
    assert (repository / "modules" / "42_trial" / "trial.ipynb").exists()


def test_the_order_of_the_exercises_is_that_of_the_notebook(repository: Path) -> None:
    listed = (repository / "nnkit" / "course" / f"m{MODULE}" / "__init__.py").read_text("utf-8")
    order = listed[listed.index("in_order(\n") :].split()[1:-1]
    assert order[order.index("one_layer,") + 1] == "new_code,"
    assert order[-len(NEW) + 1 :] == [f"{id[3:]}," for id in NEW.values() if id != NEW["code"]]


def test_scaffolds_are_formatted(repository: Path) -> None:
    settings = ["--config", str(REPOSITORY / "pyproject.toml"), "nnkit/course", "nnkit/authoring"]
    for check in (["check"], ["format", "--check"]):
        done = run([sys.executable, "-m", "ruff", *check, *settings], repository, {})
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("id", "told", "options"),
    [
        ("leaky_relu", "'leaky_relu' is no id: two digits of the module, a dot", {}),
        ("02.Leaky", "'02.Leaky' is no id", {}),
        ("02.lambda", "'lambda' cannot be the name of an answer", {}),
        ("02.affine", "02.affine is taken: affine(W, b, a) -> z", {}),
        ("02.one_layer", "nnkit/course/m02_forward_propagation/one_layer.py exists", {}),
        ("43.leaky_relu", "There is no module 43; there are 00_start_here, ", {}),
        ("02.not_there", "There is no exercise 02.none in this module", {"after": "02.none"}),
        ("02.not_there", "There is no kind 'essay'; there are code, ", {"kind": "essay"}),
    ],
)
def test_an_exercise_that_will_not_do_is_told(
    id: str, told: str, options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(scaffold, "_write")
    with pytest.raises(CourseError, match=f"^{re.escape(told)}"):
        new_exercise(REPOSITORY, id, **{"kind": "code", **options})


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("trial", "'trial' is no name of a module: two digits"),
        ("02_trial", "Module 02 is there already, 02_forward_propagation; "),
    ],
)
def test_a_module_that_will_not_do_is_told(
    slug: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(scaffold, "_write")
    with pytest.raises(CourseError, match=f"^{re.escape(told)}"):
        new_module(REPOSITORY, slug)


def test_a_course_without_its_package_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="is not the repository of the course that runs here"):
        new_module(tmp_path, "42_trial")
