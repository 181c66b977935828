"""A course is graded by one run at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.lock import only_run
from tests.commands.nnkit_command import nnkit
from tests.grading.classroom.class_of import MODULE, RIGHT, hand_in, mixed

HOLD = """
import sys
from pathlib import Path
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.lock import only_run
with only_run(Course(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_told_and_takes_nothing_from_the_first(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    recording = tmp_path / ".nnkit-recording-1"
    recording.mkdir()
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "held\n"
        code, out, err = nnkit("grade", "--course", tmp_path, "--workers", "1")
        assert (code, out) == (1, "")
        assert err.startswith("Another `nnkit grade` is at work in")
        assert recording.exists()
        first.stdin.close()
    with only_run(there):  # let go
        assert not there.autograded("ada", MODULE).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups")
def test_a_lock_of_another_instructor_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".nnkit-lock").touch()
    real = os.open

    def refusing(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refusing)
    with only_run(Course(tmp_path)), pytest.raises(CourseError), only_run(Course(tmp_path)):
        pass
    (tmp_path / ".nnkit-lock").unlink()
    with pytest.raises(PermissionError), only_run(Course(tmp_path)):
        pass
