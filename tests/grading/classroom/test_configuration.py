"""A course's settings are its user's own and the course's, and a fault in them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.configuration import (
    SCRIPTS,
    CourseError,
    lets_scripts_run,
    own_config,
    read_config,
)
from nnkit.grading.classroom.course import Course


def test_without_a_file_there_are_no_settings(tmp_path: Path) -> None:
    assert own_config(tmp_path) == {}


def test_the_line_that_is_told_keeps_scripts_from_running(tmp_path: Path) -> None:
    assert lets_scripts_run(own_config(tmp_path))
    for i, first in enumerate(("", "c.HTMLExporter.preprocessors = []\n")):
        (tmp_path / str(i)).mkdir()
        line = SCRIPTS.partition(": ")[2]
        text = f"c = get_config()\n{first}{line}\n"
        (tmp_path / str(i) / "nbgrader_config.py").write_text(text)
        assert not lets_scripts_run(own_config(tmp_path / str(i)))


def test_settings_lie_where_they_name_another_root(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.root = 'inner'\nc.A.b = 1\nc.A.c = 1\n"
    )
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "nbgrader_config.py").write_text("c = get_config()\nc.A.c = 2\n")
    assert read_config(tmp_path / "inner").A == {"c": 2}
    assert read_config(tmp_path / "inner", tmp_path).A == {"b": 1, "c": 2}
    there = Course(tmp_path).as_configured()
    assert there.root == tmp_path / "inner"
    assert there.config().A == {"b": 1, "c": 2}
    assert there.as_configured() == there


def test_a_configuration_that_ends_the_program_is_told(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("import sys\nsys.exit(3)\n", encoding="utf-8")
    with pytest.raises(
        CourseError, match=r"nbgrader_config\.py stopped in line 2 with a SystemExit"
    ):
        Course(tmp_path).config()


def test_a_users_settings_count_unless_the_course_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home))
    mine = "c = get_config()\nc.CourseDirectory.root = '/elsewhere'\n"
    mine += "c.SandboxedExecute.seconds = 7\nc.SandboxedExecute.total = 70\n"
    (home / "nbgrader_config.py").write_text(mine)
    (tmp_path / "plain").mkdir()
    config = Course(tmp_path / "plain").config()
    assert config.SandboxedExecute.seconds == 7
    assert config.CourseDirectory.root == str(tmp_path / "plain")
    (tmp_path / "own").mkdir()
    own = "c = get_config()\nc.SandboxedExecute.seconds = 9\n"
    (tmp_path / "own" / "nbgrader_config.py").write_text(own)
    config = Course(tmp_path / "own").config()
    assert (config.SandboxedExecute.seconds, config.SandboxedExecute.total) == (9, 70)
    (home / "nbgrader_config.py").write_text("1 / 0")
    (tmp_path / "third").mkdir()
    with pytest.raises(CourseError, match=r"home/nbgrader_config\.py stopped in line 1"):
        Course(tmp_path / "third").config()
