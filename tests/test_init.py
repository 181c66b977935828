"""The package itself: what it exports, and what it leaves for later."""

import doctest
import importlib
import subprocess
import sys

import pytest

import nnkit

SLOW = [
    "IPython",
    "matplotlib",
    "nnkit.checks",
    "nnkit.course",
    "nnkit.plot",
    "nnkit.grading",
    "nnkit.cli",
]
SLOW += ["dataclasses", "typer", "rich", "nbformat", "numpy.random", "numpy.typing", "jax", "scipy"]


def run(code):
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return result.stdout.split()


def test_import_loads_the_core_only():
    loaded = run("import nnkit, sys; print(*sys.modules)")
    before = run("import __future__, importlib, numpy, pathlib, sys; print(*sys.modules)")
    assert "nnkit.network" in loaded
    added = set(loaded) - set(before)
    assert {name.split(".")[0] for name in added} == {"nnkit"}
    assert not {s for s in SLOW for name in added if name == s or name.startswith(f"{s}.")}


ONLY_NUMPY = """
import sys

class OnlyNumPy:
    def find_spec(self, name, path=None, target=None):
        known = {"nnkit", "numpy", *sys.stdlib_module_names}
        if name.partition(".")[0] not in known and not name.startswith("_sysconfigdata"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, OnlyNumPy())
import nnkit
from nnkit.course.catalogue import every_exercise

for exercise in every_exercise():
    if hasattr(exercise, "reference"):
        answer = exercise.reference
        if getattr(exercise, "variant", None):
            answer = exercise.for_student(answer, "ada")
        print(nnkit.check(exercise.id, answer).status)
"""


def test_a_check_needs_only_numpy(tmp_path, monkeypatch):
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path))
    monkeypatch.setenv("NNKIT_STUDENT", "ada")
    told = run(ONLY_NUMPY)
    assert len(told) > 300
    assert set(told) == {"passed"}


@pytest.mark.parametrize("name", ["check", "hint", "progress", "set_student", "variant"])
def test_checks_come_when_they_are_used(name):
    assert getattr(nnkit, name) is getattr(nnkit.course, name)


def test_plot_comes_when_it_is_used():
    assert nnkit.plot.__name__ == "nnkit.plot"


def test_matplotlib_comes_with_the_first_picture():
    look = "print('matplotlib' in sys.modules)"
    assert run(f"import sys; from nnkit import plot; {look}; plot.network; {look}") == [
        "False",
        "True",
    ]


def test_names():
    assert set(nnkit.__all__) <= set(dir(nnkit))
    for name in nnkit.__all__:
        assert getattr(nnkit, name) is not None
    assert nnkit.__version__ == "0.1.0"
    with pytest.raises(AttributeError, match="module 'nnkit' has no attribute 'sigmoide'"):
        _ = nnkit.sigmoide


@pytest.mark.parametrize("name", ["activations", "losses", "network", "gradcheck", "graph"])
def test_examples_in_the_documentation(name):
    result = doctest.testmod(importlib.import_module(f"nnkit.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_a_file_in_the_place_of_numpy_is_told(tmp_path):
    (tmp_path / "numpy.py").write_text("x = 1")
    done = subprocess.run(
        [sys.executable, "-c", "import nnkit"], capture_output=True, text=True, cwd=tmp_path
    )
    last = done.stderr.splitlines()[-1]
    assert f"Your {tmp_path / 'numpy.py'} stands in the place of NumPy. Rename it" in last
