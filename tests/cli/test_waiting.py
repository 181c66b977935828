"""What waits is shown by exercise, with the command that opens formgrader there."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.cli.waiting import formgrader, show_waiting
from nnkit.grading.classroom.waiting import Waiting


def test_by_exercise_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    show_waiting([], Path.cwd())
    assert capsys.readouterr().out == ""
    show_waiting([Waiting("05_x", "05.why", 23), Waiting("06_y", "task", 1)], Path.cwd())
    assert capsys.readouterr().out == (
        "\nWaiting for a person:\n"
        "  05.why: 23 answers\n"
        f"    read them: {formgrader('05_x', Path.cwd())}\n"
        "  task: 1 answer\n"
        f"    read them: {formgrader('06_y', Path.cwd())}\n"
    )


def test_the_command_goes_to_the_course() -> None:
    assert formgrader("05_x", Path("/a course")) == (
        "cd '/a course' && jupyter server --ServerApp.open_browser=True "
        "--ServerApp.default_url=/formgrader/gradebook/05_x"
    )
