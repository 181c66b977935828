"""A submission is in the gradebook wholly or not at all, and what a person gave stays there."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import event, inspect

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.recording import Recorder
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.submissions import Submission, pending
from nnkit.grading.classroom.worker import GradedSubmission, grade_submission
from nnkit.grading.grader.files import files_in
from tests.commands.nnkit_command import REPOSITORY, nnkit, run
from tests.grading.classroom.class_of import CONFIG, MODULE, NOTEBOOK, RIGHT, TEST, about

WRONG = "def square(x):\n    return 3 * x"
ASKED = "YOUR ANSWER HERE"
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


def notebook(answer: str, written: str = ASKED) -> str:
    """A notebook with a test, a written answer and a task."""
    why: Any = about("why", 2)["nbgrader"]
    why |= {"solution": True, "locked": False}
    project: Any = about("project", 4)["nbgrader"]
    project |= {"grade": False, "task": True}
    cells = [
        new_code_cell(answer, id="square", metadata=about("square")),
        new_code_cell(TEST, id="test-square", metadata=about("test-square", 3)),
        new_markdown_cell(written, id="why", metadata={"nbgrader": why}),
        new_markdown_cell("Build it.", id="project", metadata={"nbgrader": project}),
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


def course(folder: Path, handed_in: dict[str, str], config: str = CONFIG) -> Course:
    """A course with what students handed in."""
    files = {f"submitted/{s}/{MODULE}/{NOTEBOOK}": text for s, text in handed_in.items()}
    files[f"solutions/{MODULE}/{NOTEBOOK}"] = notebook(RIGHT)
    files["nbgrader_config.py"] = config
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Course(folder)


def record(course: Course, *students: str) -> None:
    """Grade and record submissions, here and now."""
    with open_gradebook(course) as gradebook:
        assignment = register(course, gradebook, MODULE)
        recorder = Recorder(course, gradebook)
        for student in students or course.submissions(MODULE):
            recorder.record(student, MODULE, *parts(course, student, assignment))


def parts(
    course: Course, student: str, assignment: Any
) -> tuple[GradedSubmission, dict[str, bytes]]:
    """What `Recorder.record` takes."""
    files = files_in(course.submitted(student, MODULE))
    return grade_submission(assignment, files, student, "", "none"), files


def grades(course: Course, student: str) -> dict[str, tuple[Any, ...]] | None:
    """By cell the automatic and the manual points, and whether a person is awaited."""
    with open_gradebook(course) as gradebook:
        try:
            found = gradebook.find_submission_notebook(NOTEBOOK[:-6], MODULE, student)
        except MissingEntry:
            return None
        return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in found.grades}


def whole(course: Course, student: str, points: float = 3) -> bool:
    """Whether a submission is recorded wholly, in the gradebook and in its folder."""
    path = course.autograded(student, MODULE) / NOTEBOOK
    [question, *_] = GradingRecord.read(path.read_bytes()).verdicts
    marks = grades(course, student)
    return question.points == points and marks is not None and marks["test-square"][0] == points


def test_what_a_person_gave_stays_and_waits_for_another_look(tmp_path: Path) -> None:
    there = course(tmp_path, {"ada": notebook(WRONG, "Because."), "bob": notebook(RIGHT)})
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
    course(tmp_path, {"ada": notebook(RIGHT, "Because.")})
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
    there = course(tmp_path, dict.fromkeys(students, notebook(RIGHT, "Because.")), config)
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
    there = course(tmp_path, {"ada": notebook(RIGHT), "bob": notebook(RIGHT)})
    record(there, "ada")
    before = grades(there, "ada"), files_in(there.autograded("ada", MODULE))
    course(tmp_path, {"ada": notebook(WRONG)})

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
        "import sys; from pathlib import Path; from tests.grading.classroom import test_gradebook\n"
        "test_gradebook.record_and_die_at_each_step(Path(sys.argv[1]))"
    )
    done = run([sys.executable, "-c", script, str(tmp_path)], REPOSITORY, {})
    assert done.returncode == 0, done.stderr


def record_and_die_at_each_step(tmp_path: Path) -> None:
    there = course(tmp_path, {"ada": notebook(RIGHT)})
    record(there)
    course(tmp_path, {"ada": notebook(WRONG)})
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
            course(tmp_path, {"ada": notebook(RIGHT)})
            record(there)
            course(tmp_path, {"ada": notebook(WRONG)})
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
    students = [f"s{i}" for i in range(6)]
    there = course(tmp_path, dict.fromkeys(students, notebook(RIGHT)))
    command = [sys.executable, "-m", "nnkit.cli", "grade", "--workers", "2", "--regrade", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    recorded = 0
    for seconds in (0.9, 1.6, 2.3, 3.0, 3.7, 4.4):
        begun = subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True)
        time.sleep(seconds)
        begun.kill()
        begun.wait()
        if (tmp_path / "gradebook.db").exists():
            recorded = max(recorded, sum(_consistent(there, s) for s in students))
    code, _, err = nnkit("grade", "--course", tmp_path)
    assert (code, err) == (0, "")
    assert all(whole(there, s) for s in students)
    assert not list(tmp_path.glob(".nnkit-recording-*"))
    with open_gradebook(there) as gradebook:
        assert inspect(gradebook.engine).has_table("alembic_version")
        assert len(gradebook.assignment_submissions(MODULE)) == len(students)


def _consistent(there: Course, student: str) -> bool:
    """Whether a submission is recorded; fails if it is recorded in part."""
    marks = grades(there, student)
    assert marks is None or marks["test-square"][0] == 3
    if (there.autograded(student, MODULE)).exists():
        assert whole(there, student)
    return marks is not None


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("graded")
    there = course(folder, {"ada": notebook(RIGHT, "Because."), "bob": notebook(WRONG)})
    code, _, err = nnkit("grade", "--course", folder)
    assert (code, err) == (0, "")
    return there


def test_formgrader_finds_what_it_needs(graded: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graded.root)
    api = NbGraderAPI(CourseDirectory(config=graded.config()))
    found = {s["student"]: s for s in api.get_submissions(MODULE)}
    assert {s: (f["autograded"], f["score"]) for s, f in found.items()} == {
        "ada": (True, 3),
        "bob": (True, 0),
    }
    assert found["ada"]["needs_manual_grade"]
    assert api.get_assignment(MODULE)["num_submissions"] == 2
    assert api.get_student("ada")["score"] == 3
    (listed,) = api.get_notebooks(MODULE)
    assert (listed["name"], listed["max_score"]) == (NOTEBOOK[:-6], 9)
    submissions = api.get_notebook_submissions(MODULE, NOTEBOOK[:-6])
    assert {s["student"]: s["average_score"] for s in submissions if "average_score" in s} == {}
    assert sorted(s["student"] for s in submissions) == ["ada", "bob"]
    assert not any(s["failed_tests"] for s in submissions if s["student"] == "ada")
    assert all(s["failed_tests"] for s in submissions if s["student"] == "bob")


def test_feedback_by_nbgrader_and_export_go_on_working(graded: Course, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(graded.root, folder)
    ours = (folder / "feedback" / "bob" / MODULE / NOTEBOOK).with_suffix(".html")
    pages = [ours.read_text(encoding="utf-8")]
    shutil.rmtree(folder / "feedback")
    for command in (["generate_feedback", MODULE], ["export"]):
        done = run([sys.executable, "-m", "nbgrader", *command], folder, {})
        assert done.returncode == 0, done.stderr
    pages.append(ours.read_text(encoding="utf-8"))
    for page in pages:
        text = re.sub("<[^>]+>", "", page)  # which colour the code
        assert "A hidden test failed" in text
        assert "square(3) == 9" in text
        assert "square(-12)" not in text
    rows = (folder / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3
    assert any(",ada," in row and ",3.0," in row for row in rows)


def test_a_course_may_hide_tests_by_other_words(tmp_path: Path) -> None:
    config = f"{CONFIG}c.ClearHiddenTests.begin_test_delimeter = 'VVV'\n"
    config += "c.ClearHiddenTests.end_test_delimeter = '^^^'\n"
    there = course(tmp_path, {"bob": notebook("def square(x):\n    return 9")}, config)
    for path in tmp_path.rglob(NOTEBOOK):
        text = path.read_text(encoding="utf-8")
        text = text.replace("BEGIN HIDDEN TESTS", "VVV").replace("END HIDDEN TESTS", "^^^")
        path.write_text(text, encoding="utf-8")
    result = tmp_path / "result.json"
    assert nnkit("grade", "--quiet", "--json", result, "--course", tmp_path)[0] == 0
    page = (there.feedback("bob", MODULE) / NOTEBOOK).with_suffix(".html")
    for path in (page, result):
        text = re.sub("<[^>]+>", "", path.read_text(encoding="utf-8"))
        assert "A hidden test failed" in text
        assert "square(-12)" not in text
        assert "== 144" not in text


def test_what_nbgrader_refuses_is_told(tmp_path: Path) -> None:
    there = course(tmp_path, {"ada": notebook(RIGHT)})
    record(there)
    source = there.folder("source") / MODULE / NOTEBOOK
    more = nbformat.reads(notebook(RIGHT), as_version=4)
    more.cells.append(new_code_cell("assert 1", metadata=about("one-more", 1)))
    source.write_text(nbformat.writes(more), encoding="utf-8")
    with pytest.raises(CourseError, match="added or removed after the first submission"):
        record(there)


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of a database of a server of its own."""
    pytest.importorskip("psycopg")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
        Path(p).parent for p in [shutil.which("initdb")] if p
    ]
    if not found:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path has to be short
    data = folder / "data"
    who: dict[str, Any] = {}
    if os.name == "posix" and os.geteuid() == 0:  # the server refuses to run as root
        import pwd

        who = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, who["group"])

    def server(program: str, *args: str) -> None:
        command = [str(found[-1] / program), "-D", str(data), *args]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=120, **who)

    server("initdb", "-U", "nnkit", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    server("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://nnkit@/postgres?host={folder}"
    finally:
        server("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_a_gradebook_in_postgresql(postgresql: str, tmp_path: Path) -> None:
    config = f"{CONFIG}c.CourseDirectory.db_url = {postgresql!r}\n"
    answers = {"ada": notebook(RIGHT, "Because."), "bob": notebook(WRONG)}
    there = course(tmp_path, answers, config)
    code, out, err = nnkit("grade", "--course", tmp_path, "--workers", "2")
    assert code == 0, err
    assert "2 graded." in out
    assert not (tmp_path / "gradebook.db").exists()
    assert whole(there, "ada")
    assert whole(there, "bob", 0)
    with Gradebook(postgresql) as gradebook:
        assert gradebook.find_submission(MODULE, "ada").score == 3
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 2
        gradebook.db.commit()
    course(tmp_path, {"bob": notebook(RIGHT)}, config)
    code, out, err = nnkit("grade", "--course", tmp_path)
    assert (code, err) == (0, "")
    assert "1 graded, 1 were graded before." in out
    assert whole(there, "bob")
    with Gradebook(postgresql) as gradebook:
        assert gradebook.find_submission(MODULE, "ada").score == 5
    broken = dict.fromkeys(["ada"], notebook(WRONG))
    course(tmp_path, broken, config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnkit.grading.classroom.recording._set_comments", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            record(there, "ada")
    assert (grades(there, "ada") or {})["test-square"][0] == 3
