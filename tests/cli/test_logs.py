"""What a command logs, and where."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

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
        *("The course is in", "fork server ", "Opened the gradebook"),
        *(f"Registered {MODULE!r}", "Confinement of"),
        *(f"Sent {MODULE!r} of 'ada'", "sandbox ", f"Graded {MODULE!r} of 'ada'"),
        *(f"Recorded {MODULE!r} of 'ada'", "Wrote the page of"),
    ]
    said = err.splitlines()
    # The fork server starts beside the rest, and may be ready earlier or later.
    assert all(line.startswith(tuple(steps)) for line in said)
    assert all(any(line.startswith(step) for line in said) for step in steps)
    logged = file.read_text(encoding="utf-8")
    for line in said:
        assert f": {line}\n" in logged


def test_a_record_is_a_line_whatever_its_names_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nnkit.log"
    with logging_to(file, verbose=True):
        try:
            raise ValueError("\x1b[2J\nsecond line")
        except ValueError:
            LOG.info("%s is written\x9b2J", "a\r\n\x1b]0;b\x07", exc_info=True)
    for text in (file.read_text(encoding="utf-8"), capsys.readouterr().err):
        first, *trace = text.splitlines()
        assert first.endswith(r"a\r\n\x1b]0;b\x07 is written\x9b2J")
        assert trace[-2:] == [r"ValueError: \x1b[2J", "second line"]
