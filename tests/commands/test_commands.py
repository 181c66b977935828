"""The commands together, on a course that is not this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import RIGHT, course


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
