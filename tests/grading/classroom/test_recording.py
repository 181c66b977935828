"""A submission is recorded wholly or not at all, and what a person gave stays there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.recording import Recorder
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.submissions import Submission, pending
from nnkit.grading.grader.files import files_in
from tests.commands.nnkit_command import REPOSITORY, nnkit, run
from tests.grading.classroom.class_of import (
    CONFIG,
    MODULE,
    NOTEBOOK,
    RIGHT,
    WRONG,
    grades,
    hand_in,
    mixed,
    parts,
    record,
    whole,
)

LATE = """
from nbgrader.plugins import BasePlugin

class Half(BasePlugin):
    "Half the points, and a point for each day."
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        if student_id == "broken":
            raise RuntimeError("no such student")
        return score / 2 + total_seconds_late / 86400 if student_id != "spared" else None

"""
HALF = CONFIG.replace("\nc = ", LATE + "\nc = ") + "c.AssignLatePenalties.plugin_class = Half\n"


def test_a_gradebook_that_may_only_be_read_is_told_before_anything_is_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = hand_in(tmp_path, {})
    with open_gradebook(there) as gradebook:
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "gradebook.db")
        with pytest.raises(CourseError, match=r"gradebook\.db belongs to .* may not write there"):
            Recorder(there, gradebook)


def test_what_a_person_gave_stays_and_waits_for_another_look(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(WRONG, "Because."), "bob": mixed(RIGHT)})
    record(there)
    waits = (None, None, True)
    before = {"test-square": (0, None, False), "why": waits, "project": waits}
    assert grades(there, "ada") == before
    untouched = {"test-square": (3, None, False), "why": (0, None, False), "project": waits}
    assert grades(there, "bob") == untouched
    with open_gradebook(there) as gradebook:
        for cell, points in (("test-square", 1.5), ("why", 2)):
            grade = gradebook.find_grade(cell, NOTEBOOK[:-6], MODULE, "ada")
            grade.manual_score, grade.needs_manual_grade = points, False
        grade.extra_credit = 1
        of = {s: gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, s) for s in ("ada", "bob")}
        assert of["bob"].auto_comment == "No response."
        assert of["ada"].auto_comment is None
        of["ada"].manual_comment = "Well said."
        gradebook.db.commit()
    hand_in(tmp_path, {"ada": mixed(RIGHT, "Because.")})
    record(there, "ada")
    after = {"test-square": (3, 1.5, True), "why": (None, 2, True), "project": waits}
    assert grades(there, "ada") == after
    assert grades(there, "bob") == untouched
    with open_gradebook(there) as gradebook:
        submission = gradebook.find_submission(MODULE, "ada")
        assert submission.score == 1.5 + 2 + 1
        assert gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, "ada").comment == "Well said."


@pytest.mark.parametrize("penalty", ["zero", "half", "none"])
def test_late_penalties(penalty: str, tmp_path: Path) -> None:
    config = {
        "zero": CONFIG + "c.LateSubmissionPlugin.penalty_method = 'zero'\n",
        "half": HALF,
        "none": CONFIG,
    }[penalty]
    students = ("early", "late", "spared", "broken", "never")
    there = hand_in(tmp_path, dict.fromkeys(students, mixed(RIGHT, "Because.")), config)
    record(there, "never")
    with open_gradebook(there) as gradebook:
        gradebook.update_or_create_assignment(MODULE, duedate="2026-05-04 12:00:00 UTC")
    for student, day in (("early", 3), ("late", 5), ("spared", 5), ("broken", 5)):
        stamp = there.submitted(student, MODULE) / "timestamp.txt"
        stamp.write_text(f"2026-05-{day:02} 12:00:00 UTC")
    record(there, "early", "late", "spared")
    wanted = {"zero": (None, 3, 3), "half": (None, 2.5, None), "none": (None, None, None)}[penalty]
    with open_gradebook(there) as gradebook:
        found = [
            gradebook.find_submission_notebook(NOTEBOOK[:-6], MODULE, s).late_submission_penalty
            for s in ("early", "late", "spared")
        ]
    assert tuple(found) == wanted
    if penalty == "half":
        with pytest.raises(CourseError, match="no such student"):
            record(there, "broken")
        assert grades(there, "broken") is None
    # Handed in again, in time.
    (there.submitted("late", MODULE) / "timestamp.txt").write_text("2026-05-01 12:00:00 UTC")
    record(there, "late")
    with open_gradebook(there) as gradebook:
        found = gradebook.find_submission_notebook(NOTEBOOK[:-6], MODULE, "late")
        assert found.late_submission_penalty is None


NO_DATES = [b"next Monday, I think", b"\xff\xfe\x00", b"99999-01-01", b"2026-05-04 25:00:00 UTC"]


@pytest.mark.parametrize("text", NO_DATES)
def test_a_timestamp_that_is_no_date_is_told(text: bytes, tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    (there.submitted("ada", MODULE) / "timestamp.txt").write_bytes(text)
    with pytest.raises(CourseError, match=r"^Its timestamp\.txt says '.*', which is no date"):
        record(there, "ada")
    assert grades(there, "ada") is None


@pytest.mark.parametrize(
    "text",
    [
        b"2026-05-04 12:00:00 UTC\n",
        b"\xef\xbb\xbf2026-05-04 12:00:00 UTC",
        b"",
    ],
)
def test_a_timestamp_is_read_also_with_a_mark_of_its_encoding(text: bytes, tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    (there.submitted("ada", MODULE) / "timestamp.txt").write_bytes(text)
    record(there, "ada")
    with open_gradebook(there) as gradebook:
        when = gradebook.find_submission(MODULE, "ada").timestamp
    assert when == (datetime(2026, 5, 4, 12) if text else None)


FAULTS: dict[str, str] = {
    "the first thing": "nbgrader.api.Gradebook.update_or_create_student",
    "the submission": "nbgrader.api.Gradebook.update_or_create_submission",
    "the points": "nnkit.grading.classroom.recording._set_points",
    "the comments": "nnkit.grading.classroom.recording._set_comments",
    "the penalty": "nnkit.grading.classroom.recording.Recorder._penalty",
    "the files": "nnkit.grading.classroom.recording.write_files",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_on_the_way_leaves_everything_as_it_was(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    record(there, "ada")
    before = grades(there, "ada"), files_in(there.autograded("ada", MODULE))
    hand_in(tmp_path, {"ada": mixed(WRONG)})

    def stop(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(FAULTS[fault], stop)
        for student in ("ada", "bob"):
            with pytest.raises(OSError, match="the disk is full"):
                record(there, student)
    assert (grades(there, "ada"), files_in(there.autograded("ada", MODULE))) == before
    assert grades(there, "bob") is None
    assert not there.autograded("bob", MODULE).exists()
    with open_gradebook(there) as gradebook:
        assert [s.id for s in gradebook.students] == ["ada"]
    record(there)
    assert whole(there, "ada", 0)
    assert whole(there, "bob")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_killed_at_any_step_it_is_recorded_wholly_or_not_at_all(tmp_path: Path) -> None:
    """In a process of its own: another test of this one may have started threads."""
    script = (
        "import sys; from pathlib import Path; from tests.grading.classroom import test_recording\n"
        "test_recording.record_and_die_at_each_step(Path(sys.argv[1]))"
    )
    done = run([sys.executable, "-c", script, str(tmp_path)], REPOSITORY, {})
    assert done.returncode == 0, done.stderr


def record_and_die_at_each_step(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    record(there)
    hand_in(tmp_path, {"ada": mixed(WRONG)})
    with open_gradebook(there) as gradebook:
        assignment = register(there, gradebook, MODULE)
    given = parts(there, "ada", assignment)
    outcomes = set()
    for step in range(200):
        pid = os.fork()
        if pid == 0:
            _record_and_die(there, given, step)
        _, status = os.waitpid(pid, 0)
        points = (grades(there, "ada") or {})["test-square"][0]
        asked = [s for s in pending(there, [Submission("ada", MODULE)]) if not s.recorded]
        outcomes.add((points, bool(asked)))
        if not os.WIFSIGNALED(status):
            break
        if points == 0:  # recorded, with or without its folder: begin anew
            hand_in(tmp_path, {"ada": mixed(RIGHT)})
            record(there)
            hand_in(tmp_path, {"ada": mixed(WRONG)})
    assert step > 10
    # As before, in the gradebook only, and wholly; what is not whole is graded again.
    assert outcomes == {(3, True), (0, True), (0, False)}
    record(there)
    assert whole(there, "ada", 0)
    assert not list(tmp_path.glob(".nnkit-recording-*"))


def _record_and_die(there: Course, given: tuple[Any, ...], step: int) -> None:
    """Record a submission in a process that kills itself at a step; never returns."""
    left = [step]

    def count(*args: Any, **kwargs: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            count()
            result = function(*args, **kwargs)
            count()
            return result

        return call

    try:
        gradebook = open_gradebook(there)
        recorder = Recorder(there, gradebook)
        event.listen(gradebook.engine, "after_cursor_execute", count)
        event.listen(gradebook.engine, "commit", count)
        Path.rename = counted(Path.rename)  # type: ignore[method-assign]
        recorder.record("ada", MODULE, *given)
    finally:
        os._exit(0)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_nnkit_grade_killed_at_any_moment_goes_on(tmp_path: Path) -> None:
    """Before the module is registered, and when so many of a run's submissions are recorded."""
    students = [f"s{i}" for i in range(6)]
    there = hand_in(tmp_path, dict.fromkeys(students, mixed(RIGHT)))
    for step, times in (("Opened", 1), ("Recorded", 1), ("Recorded", 4)):
        _grade_until(tmp_path, step, times)
        recorded = sum(_consistent(there, s) for s in students)
        assert recorded >= (times if step == "Recorded" else 0), step
    code, _, err = nnkit("grade", "--course", tmp_path)
    assert (code, err) == (0, "")
    assert all(whole(there, s) for s in students)
    assert not list(tmp_path.glob(".nnkit-recording-*"))
    with open_gradebook(there) as gradebook:
        assert inspect(gradebook.engine).has_table("alembic_version")
        assert len(gradebook.assignment_submissions(MODULE)) == len(students)


def _grade_until(folder: Path, step: str, times: int) -> None:
    """Grade all anew, and kill that once the step was logged so often."""
    command = [sys.executable, "-m", "nnkit.cli", "grade", "--workers", "2", "--regrade", "-qv"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    ) as begun:
        assert begun.stderr is not None
        left = times
        while left:
            line = begun.stderr.readline()
            assert line, f"it ended before it said {step!r} {times} times"
            left -= line.startswith(step)
        begun.kill()


def _consistent(there: Course, student: str) -> bool:
    """Whether a submission is recorded; fails if it is recorded in part."""
    marks = grades(there, student)
    assert marks is None or marks["test-square"][0] == 3
    if (there.autograded(student, MODULE)).exists():
        assert whole(there, student)
    return marks is not None
