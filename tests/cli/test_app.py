"""Which commands there are, how quickly they start, and how they end when something is wrong."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from nnkit.cli.app import COMMANDS, DEBUG, app, without_traceback
from nnkit.grading.classroom.course import CourseError
from tests.commands.nnkit_command import invoke, nnkit, run
from tests.grading.classroom.class_of import RIGHT, course


@pytest.fixture(autouse=True)
def _without_debug() -> None:
    DEBUG.set(False)


@pytest.mark.parametrize("command", ["", *(c.name or "" for c in app.registered_commands)])
def test_help_is_there(command: str) -> None:
    code, out, _ = invoke(*command.split(), "--help")
    assert code == 0
    assert "Usage" in out


def test_every_command_is_shown_to_those_it_is_for() -> None:
    shown = invoke("--help")[1]
    for panel, commands in COMMANDS.items():
        assert panel in shown
        assert all(f" {command.__name__} " in shown for command in commands)


def test_commands_start_without_what_they_do_not_need() -> None:
    heavy = ["nbgrader", "nbclient", "nbformat", "matplotlib", "IPython", "jinja2"]
    script = f"import sys, nnkit.cli.app; print([m for m in {heavy} if m in sys.modules])"
    assert run([sys.executable, "-c", script], Path.cwd(), {}).stdout == "[]\n"


def ended(*args: str) -> tuple[int, str, BaseException | None]:
    result = CliRunner().invoke(app, list(args))
    return result.exit_code, result.stderr, result.exception


@pytest.mark.parametrize("args", [("--debug", "report"), ("report", "--debug")])
def test_debug_shows_where_a_command_stopped(
    args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("division by zero.\n")

    monkeypatch.setattr("nnkit.grading.classroom.course.Course.find", fail)
    sentence = "nnkit stopped: ZeroDivisionError: division by zero; run again with --debug"
    code, err, _ = ended("report")
    assert (code, err) == (1, f"{sentence} to see where.\n")
    code, _, exception = ended(*args)
    assert code == 1
    assert isinstance(exception, ZeroDivisionError)
    assert ended("report")[1] == err  # it holds for one command only


def test_debug_shows_where_a_mistake_of_the_course_was_found(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    assert ended("report", "--course", missing)[1] == f"There is no folder {missing}.\n"
    code, _, exception = ended("report", "--course", missing, "--debug")
    assert (code, type(exception)) == (1, CourseError)


def test_no_traceback_reaches_the_screen(tmp_path: Path) -> None:
    course(tmp_path, {"ada": RIGHT})
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\nc.CourseDirectory.db_url = 1 / 0\n")
    code, _, err = nnkit("report", "--course", tmp_path)
    assert code == 1
    assert err.startswith(f"{config} stopped in line 2 with a ZeroDivisionError: division by zero.")
    code, _, err = nnkit("report", "--debug", "--course", tmp_path)
    assert code == 1
    assert "Traceback (most recent call last)" in err


def test_debug_is_not_in_the_way_of_help() -> None:
    result = CliRunner().invoke(app, ["--debug", "check", "--help"])
    assert result.exit_code == 0
    assert "--debug" not in result.stdout
    assert "Run notebooks from the top" in result.stdout


@pytest.mark.parametrize("error", [typer.Exit(3), typer.Abort(), BrokenPipeError()])
def test_what_typer_knows_to_say_is_left_to_it(error: Exception) -> None:
    def command() -> None:
        """Ends."""
        raise error

    guarded = without_traceback(command)
    assert guarded.__doc__ == "Ends."
    with pytest.raises(type(error)):
        guarded()


def test_what_was_said_before_a_mistake_stands_before_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def command() -> None:
        print("begun")
        raise CourseError("There is no folder.")

    with pytest.raises(typer.Exit) as end:
        without_traceback(command)()
    assert end.value.exit_code == 1
    assert capsys.readouterr() == ("begun\n", "There is no folder.\n")


def test_a_full_disk_is_told_where_no_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(typer.Exit):
        without_traceback(command)()
    assert capsys.readouterr().err == (
        "No space left on device. Make room and run it again; what was done before that stays.\n"
    )


@pytest.mark.parametrize("setting", ["CourseDirectory.db_url", "AssignLatePenalties.plugin_class"])
def test_a_setting_of_the_wrong_kind_is_told(setting: str, tmp_path: Path) -> None:
    there = course(tmp_path, {"ada": RIGHT})
    with (there / "nbgrader_config.py").open("a") as config:
        config.write(f"c.{setting} = 5\n")
    code, _, err = nnkit("grade", "--workers", "1", "--course", there)
    assert code == 1
    name = setting.partition(".")[2]
    assert err.startswith(f"nbgrader_config.py has a setting of the wrong kind: The '{name}' trait")
    assert err.count("\n") == 1
