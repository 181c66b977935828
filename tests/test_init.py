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


@pytest.mark.parametrize("name", ["check", "hint", "progress", "set_student", "variant"])
def test_checks_come_when_they_are_used(name):
    assert getattr(nnkit, name) is getattr(nnkit.course, name)


def test_plot_comes_when_it_is_used():
    assert nnkit.plot.__name__ == "nnkit.plot"


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
