"""Sandboxes start from the warm process, or fresh where nothing can be forked, or not at all."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable
from nnkit.grading.grader.session import Session
from tests.grading.grader.victim import ANSWERS, MOST, QUICK, graded, points, submission

LOST = {**ANSWERS, "total": "def total(v):\n    import os\n    os._exit(3)"}


def test_a_fresh_process_grades_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows, where students' code cannot be confined."""
    monkeypatch.setattr(processes, "CAN_FORK", False)
    unconfined = replace(QUICK, confine=False)
    assert sum(points(graded(submission(dict(ANSWERS)), unconfined)).values()) == MOST
    result = graded(submission(LOST), unconfined)
    assert sum(points(result).values()) == MOST - 3


def test_without_a_way_to_confine_nothing_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "CAN_FORK", False)
    result = graded(submission(dict(ANSWERS)), QUICK)
    assert result.error == "A process can be confined on Linux only."
    assert result.verdicts == ()


def test_a_student_tried_at_home_runs_where_the_notebook_lies(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("7")
    (tmp_path / "helper.py").write_text("def seven():\n    return int(open('data.txt').read())")
    sandbox = Sandbox.on_own_machine(tmp_path, Limits(seconds=20))
    session = Session(sandbox)
    told = session.run_cell("from helper import seven\nprint(seven())")
    assert [output["text"] for output in told] == ["7\n"]
    sandbox.end()
    assert (tmp_path / "data.txt").exists()


@pytest.mark.skipif(not processes.CAN_FORK, reason="forks")
def test_a_refused_confinement_stops_the_grader_rather_than_the_student(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fork = processes.ForkServer.fork

    def with_impossible_limits(
        self: processes.ForkServer, *args: object, confine: bool
    ) -> processes.Process:
        folder, environment, limits = args
        return fork(self, folder, environment, {**limits, "open_files": -2}, confine=confine)  # type: ignore[arg-type, dict-item]

    monkeypatch.setattr(processes.ForkServer, "fork", with_impossible_limits)
    with pytest.raises(SandboxUnavailable):
        Sandbox.confined({}, {}, Limits(), confine=True)


@pytest.mark.skipif(os.name == "nt", reason="modes of folders")
def test_any_folder_tree_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "scratch"
    deep = folder
    for _ in range(60):
        deep = deep / ("d" * 60)
        deep.mkdir(parents=True) if len(str(deep)) < 3900 else None
    locked = folder / "locked"
    locked.mkdir()
    (locked / "file").touch()
    locked.chmod(0)
    (folder / "link").symlink_to("/etc")
    processes.remove(folder)
    assert not folder.exists()
    assert stat.S_ISDIR(os.stat("/etc").st_mode)
