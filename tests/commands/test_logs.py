"""What a command logs, where, and how it ends when something is wrong."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnkit.cli.app import app
from nnkit.cli.logs import logging_to
from nnkit.grading.classroom.course import CourseError
from tests.commands.nnkit_command import nnkit
from tests.grading.classroom.class_of import MODULE, RIGHT, course

LOG = logging.getLogger("nnkit.test")


def speak() -> None:
    LOG.debug("a detail")
    LOG.info("a step")
    LOG.warning("a fault")


@pytest.mark.parametrize(("verbose", "said"), [(True, "a step\na fault\n"), (False, "")])
def test_steps_are_said_on_stderr_only_if_asked(
    verbose: bool, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logging.getLogger("nnkit").level, list(logging.getLogger("nnkit").handlers)
    with logging_to(None, verbose=verbose):
        speak()
    assert capsys.readouterr() == ("", said)
    assert (logging.getLogger("nnkit").level, logging.getLogger("nnkit").handlers) == before


def test_a_file_gets_everything_with_times_and_keeps_what_it_had(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nnkit.log"
    for _ in range(2):
        with logging_to(file, verbose=False):
            speak()
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6
    assert re.fullmatch(r"[\d-]{10} [\d:,]{12} DEBUG   nnkit\.test: a detail", lines[0])
    assert lines[5].endswith("WARNING nnkit.test: a fault")
    assert capsys.readouterr() == ("", "")
    with pytest.raises(CourseError, match="cannot be written"), logging_to(tmp_path, verbose=True):
        pass


def test_grade_logs_its_steps(tmp_path: Path) -> None:
    course(tmp_path, {"ada": RIGHT})
    file = tmp_path / "nnkit.log"
    options = ("-v", "--log-file", file, "--workers", "1")
    code, out, err = nnkit("grade", "--course", tmp_path, *options)
    assert code == 0
    assert "ada quick: 3 of 3 points, " in out  # a line for each submission, as ever
    steps = [
        *("The course is in", "Opened the gradebook", f"Registered {MODULE!r}", "Confinement of"),
        *(f"Sent {MODULE!r} of 'ada'", "sandbox ", f"Graded {MODULE!r} of 'ada'"),
        *(f"Recorded {MODULE!r} of 'ada'", "Wrote the page of"),
    ]
    said = err.splitlines()
    assert [line.startswith(step) for line, step in zip(said, steps, strict=True)] == [True] * 9
    logged = file.read_text(encoding="utf-8")
    for line in said:
        assert f": {line}\n" in logged


def invoke(*args: str) -> tuple[int, str, BaseException | None]:
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
    code, err, _ = invoke("report")
    assert (code, err) == (1, f"{sentence} to see where.\n")
    code, _, exception = invoke(*args)
    assert code == 1
    assert isinstance(exception, ZeroDivisionError)
    assert invoke("report")[1] == err  # it holds for one command only


def test_debug_shows_where_a_mistake_of_the_course_was_found(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    assert invoke("report", "--course", missing)[1] == f"There is no folder {missing}.\n"
    code, _, exception = invoke("report", "--course", missing, "--debug")
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
    assert "ZeroDivisionError" in err


def test_debug_is_not_in_the_way_of_help() -> None:
    result = CliRunner().invoke(app, ["--debug", "check", "--help"])
    assert result.exit_code == 0
    assert "--debug" not in result.stdout
    assert "Run notebooks from the top" in result.stdout
