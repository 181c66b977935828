"""JupyterLab opens on the notebooks that students get."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nnkit.cli.lab import start
from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import MODULE, NOTEBOOK, invoke


class Process:
    """Stands in for JupyterLab, which would wait for its user."""

    returncode = 0

    def __init__(self, command: list[str], cwd: Path) -> None:
        assert command[:3] == [sys.executable, "-m", "jupyterlab"]
        print([*command[3:], cwd.name])


OPENED = [f"--LabApp.default_url=/lab/tree/{MODULE}/{NOTEBOOK}"]


@pytest.mark.parametrize(("module", "opened"), [([], []), (["02"], OPENED), ([MODULE], OPENED)])
def test_lab_opens_the_notebook_of_a_module(
    module: list[str], opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = tmp_path / "modules" / MODULE / NOTEBOOK
    notebook.parent.mkdir(parents=True)
    notebook.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(subprocess, "run", Process)
    assert invoke("lab", *module)[:2] == (0, f"{[*opened, 'modules']}\n")


def test_lab_tells_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "modules").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "has no notebook of module 03" in invoke("lab", "03")[2]
    monkeypatch.setitem(sys.modules, "jupyterlab", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, _, err = invoke("lab")
    assert code == 1
    assert "python -m pip install 'nnkit[lab]'" in err


def test_it_ends_as_jupyterlab_ends_and_quietly_if_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules" / MODULE).mkdir(parents=True)
    (tmp_path / "modules" / MODULE / NOTEBOOK).touch()
    monkeypatch.setattr(Process, "returncode", 3)
    monkeypatch.setattr(subprocess, "run", Process)
    assert start(Course(tmp_path), None) == 3

    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    assert start(Course(tmp_path), None) == 0
