"""What arrives is graded as soon as it lies still, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nnkit.cli import watch
from nnkit.cli.watch import Arrivals, grade_and_watch
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.result import Result
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, WRONG, hand_in, mixed


def submit(there: Course, student: str, text: str = "{}") -> Path:
    path = there.root / "submitted" / student / MODULE / NOTEBOOK
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_new_is_found_once_when_it_lies_still(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": "{}"})
    arrivals = Arrivals(there, [MODULE], [])
    arrivals.know_all()
    assert arrivals.look() == {}
    path = submit(there, "bob", "{")
    assert arrivals.look() == {}, "it may be half of it"
    path.write_text('{"cells": ', encoding="utf-8")
    assert arrivals.look() == {}, "it has grown"
    assert arrivals.look() == {MODULE: ["bob"]}
    assert arrivals.look() == {}
    os.utime(path, ns=(1, 1))
    assert (arrivals.look(), arrivals.look()) == ({}, {MODULE: ["bob"]})
    arrivals.forget(MODULE, ["bob"])
    assert (arrivals.look(), arrivals.look()) == ({}, {MODULE: ["bob"]})


def test_only_those_who_were_asked_for_are_looked_at(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": "{}", "bob": "{}"})
    arrivals = Arrivals(there, [MODULE], ["bob"])
    assert (arrivals.look(), arrivals.look()) == ({}, {MODULE: ["bob"]})


def test_a_round_that_cannot_be_graded_is_told_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = hand_in(tmp_path, {"ada": "{}"})
    rounds: list[dict[str, Any]] = []

    def grade(**asked: Any) -> list[Result]:
        rounds.append(asked)
        if len(rounds) in (2, 3):
            raise CourseError("Another run is at work.")
        return [Result(student, MODULE, 1, 2) for student in asked["students"] or ["ada"]]

    def sleep(seconds: float) -> None:
        if len(rounds) == 1 and not there.submitted("bob", MODULE).exists():
            submit(there, "bob")
        if len(rounds) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(watch, "sleep", sleep)
    asked: Any = {"modules": [], "students": [], "quiet": False, "regrade": False}
    results = grade_and_watch(there, grade, **asked)
    assert [result.student for result in results] == ["ada", "bob"]
    assert [r["students"] for r in rounds] == [[], ["bob"], ["bob"], ["bob"]]
    out, err = capsys.readouterr()
    assert err == "Another run is at work.\n"
    assert out.startswith("Waiting for what is handed in. Ctrl-C ends it.\n")
    assert out.endswith("Stopped. What was under way is graded by the next run.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for another process")
def test_a_submission_is_graded_when_it_arrives_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {})
    command = [sys.executable, "-u", "-m", "nnkit.cli", "grade", "--watch"]
    pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(
        [*command, "--workers", "1"], cwd=tmp_path, start_new_session=True, **pipes
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Waiting for what is handed in")
            for answer, points in ((WRONG, 0), (RIGHT, 3)):
                submit(there, "bob", mixed(answer))
                assert f"bob {MODULE}: {points} of 5 points" in process.stdout.readline()
            time.sleep(0.2)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers as well
            said = process.stdout.read()
            assert "Stopped." in said
            assert "Traceback" not in said
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert (there.feedback("bob", MODULE) / NOTEBOOK).with_suffix(".html").exists()
