"""The catalogue, releasing, JupyterLab, help, and what is said when a package is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnkit.cli.app import app
from nnkit.course.catalogue import every_exercise, modules
from tests.commands.nnkit_command import MODULE, NOTEBOOK, nnkit, run
from tests.grading.classroom.class_of import RIGHT, course

KINDS = {
    *("code", "faded-code", "number", "prediction"),
    *("parsons", "find-the-bug", "choice", "why"),
}


def invoke(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(args))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_exercises_as_json_is_the_catalogue() -> None:
    code, out, _ = nnkit("exercises", "--json")
    assert code == 0
    catalogue = json.loads(out)
    assert [e["id"] for e in catalogue] == [e.id for e in every_exercise()]
    for shown, exercise in zip(catalogue, every_exercise(), strict=True):
        keys = ["id", "module", "kind", "points", "asks", "misconceptions", "accepts"]
        assert list(shown) == keys
        assert shown["module"] == modules()[exercise.id[:2]]
        assert shown["kind"] in KINDS
        assert shown["points"] == exercise.points
        assert shown["misconceptions"] == [m.name for m in exercise.misconceptions]
        assert shown["accepts"] == len(exercise.accepts)


def test_exercises_as_a_table() -> None:
    code, out, _ = invoke("exercises")
    assert code == 0
    assert MODULE in out
    assert "02.affine" in out


@pytest.mark.parametrize("command", ["", *(c.name or "" for c in app.registered_commands)])
def test_help_is_there(command: str) -> None:
    code, out, _ = invoke(*command.split(), "--help")
    assert code == 0
    assert "Usage" in out


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


@pytest.mark.parametrize(
    ("missing", "extra", "command"),
    [
        ("typer", "lab", "exercises"),
        ("rich", "lab", "exercises"),
        ("IPython", "lab", "check x.ipynb"),
        ("nbgrader", "grading", "grade"),
    ],
)
def test_missing_package_is_told(missing: str, extra: str, command: str, tmp_path: Path) -> None:
    blocked = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = {command.split()!r}\n"
        "from nnkit.cli import main; main()"
    )
    done = run([sys.executable, "-c", blocked], Path.cwd(), {})
    assert done.returncode == 1
    assert done.stderr == f"This command needs {missing}: python -m pip install 'nnkit[{extra}]'\n"


def test_terminal_that_knows_ascii_only_gets_question_marks() -> None:
    code, out, err = nnkit("exercises", PYTHONIOENCODING="ascii")
    assert (code, err) == (0, "")
    assert "02.affine" in out


def test_commands_start_without_what_they_do_not_need() -> None:
    heavy = ["nbgrader", "nbclient", "nbformat", "matplotlib", "IPython", "jinja2"]
    script = f"import sys, nnkit.cli.app; print([m for m in {heavy} if m in sys.modules])"
    assert run([sys.executable, "-c", script], Path.cwd(), {}).stdout == "[]\n"


def test_every_command_takes_another_courses_assignment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course(tmp_path, {"ada": RIGHT, "bob": "square = abs"})
    monkeypatch.chdir(tmp_path)
    for command in (["release"], ["grade", "--workers", "1"], ["report"]):
        code, out, err = invoke(*command)
        assert (code, err) == (0, ""), command
    assert "quick" in out
    assert "test-square" in (tmp_path / "report.html").read_text(encoding="utf-8")
    released = (tmp_path / "modules" / "quick" / "quick.ipynb").read_text(encoding="utf-8")
    assert "HIDDEN" not in released
    assert invoke("release", "--check")[0] == 0
