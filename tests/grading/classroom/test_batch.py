"""A class is graded side by side and recorded one by one, whatever happens to a submission."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest

from nnkit.grading.classroom import batch, executors
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.executors import WorkerLost
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.own_files import own_folder
from nnkit.grading.classroom.recording import Recorder
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.student_page import page
from nnkit.grading.classroom.submissions import find_submissions, pending
from nnkit.grading.classroom.verification import verify_solution
from nnkit.grading.classroom.worker import grade_submission
from nnkit.grading.grader import files
from nnkit.grading.grader.read_file import read_file
from tests.grading.classroom.class_of import (
    CONFIG,
    MODULE,
    NOTEBOOK,
    RIGHT,
    WRONG,
    grades,
    hand_in,
    mixed,
    whole,
)


class Inline(Executor):
    """Runs the oldest call once so many wait, in the thread that brings the last of them.

    Parameters
    ----------
    faults : dict of str to Exception
        What grading a student raises.
    wait_for : int
    """

    def __init__(self, faults: dict[str, Exception] | None = None, wait_for: int = 1) -> None:
        self.faults, self.wait_for = faults or {}, wait_for
        self.waiting: list[Callable[[], None]] = []
        self.futures: list[Future[Any]] = []
        self.seen: list[tuple[str, str]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Keep a call, and run the oldest if enough wait."""
        if verify_solution in args:
            verified = Future[Any]()
            verified.set_result(fn(*args))
            return verified
        function, student, future = args[1], args[4], Future[Any]()
        self.seen.append((function.__name__, student))
        self.futures.append(future)

        def call() -> None:
            future.set_running_or_notify_cancel()
            try:
                if function is grade_submission and student in self.faults:
                    raise self.faults[student]
                future.set_result(fn(*args, **kwargs))
            except Exception as error:
                future.set_exception(error)

        self.waiting.append(call)
        if len(self.waiting) == self.wait_for:
            self.waiting.pop(0)()
        return future


def run(course: Course, executor: Executor, **options: Any) -> Generator[Result]:
    todo = pending(
        course, find_submissions(course, [MODULE]), feedback=options.get("feedback", True)
    )
    options = {"workers": 1, "remark": pytest.fail, **options}
    with open_gradebook(course) as gradebook:
        yield from batch.grade(course, gradebook, [MODULE], todo, executor=executor, **options)


def page_of(course: Course, student: str) -> str:
    return (course.feedback(student, MODULE) / NOTEBOOK).with_suffix(".html").read_text("utf-8")


def test_results_records_and_pages_agree(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(WRONG, "Because.")})
    results = {r.student: r for r in run(there, ThreadPoolExecutor(2), workers=2)}
    assert {s: (r.score, r.max_score) for s, r in results.items()} == {"ada": (3, 9), "bob": (0, 9)}
    assert whole(there, "ada")
    assert whole(there, "bob", 0)
    assert "3 of 9 points" in page_of(there, "ada")
    assert "No response." in page_of(there, "ada")
    assert "No response." not in page_of(there, "bob")
    assert list(run(there, Inline())) == []


def test_what_a_person_gave_and_the_penalty_reach_the_page(tmp_path: Path) -> None:
    config = CONFIG + "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because.")}, config)
    list(run(there, Inline()))
    with open_gradebook(there) as gradebook:
        gradebook.update_or_create_assignment(MODULE, duedate="2026-05-04 12:00:00 UTC")
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 1.5
        gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, "ada").manual_comment = "Well said."
        gradebook.db.commit()
    stamp = there.submitted("ada", MODULE) / "timestamp.txt"  # handed in again
    stamp.write_text("2026-05-03 12:00:00 UTC")
    (result,) = run(there, Inline())
    assert (result.score, result.record.verdicts[1].points) == (4.5, 1.5)
    assert "4.5 of 9 points" in page_of(there, "ada")
    assert "Well said." in page_of(there, "ada")
    stamp.write_text("2026-05-05 12:00:00 UTC")  # and too late
    (result,) = run(there, Inline())
    assert result.score == 0
    assert "0 of 9 points" in page_of(there, "ada")


def test_a_missing_page_is_made_from_what_is_recorded(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    first = Inline()
    (result,) = run(there, first, feedback=False)
    assert first.seen == [("grade_submission", "ada")]
    assert not there.feedback("ada", MODULE).exists()
    second = Inline()
    (again,) = run(there, second)
    assert [name for name, _ in second.seen] == ["page"]
    assert again.as_dict() == result.as_dict()
    assert "3 of 9 points" in page_of(there, "ada")


def test_no_more_is_under_way_than_the_workers_take_soon(tmp_path: Path) -> None:
    students = [f"s{i}" for i in range(8)]
    there = hand_in(tmp_path, dict.fromkeys(students, mixed(RIGHT)))
    under_way: list[int] = []

    class Counting(ThreadPoolExecutor):
        futures: ClassVar[list[Future[Any]]] = []

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.futures.append(super().submit(fn, *args, **kwargs))
            under_way.append(sum(not future.done() for future in self.futures))
            return self.futures[-1]

    with Counting(4) as executor:
        results = list(run(there, executor, feedback=False))
    assert sorted(r.student for r in results) == students
    assert max(under_way) == 2


def test_each_result_comes_as_soon_as_it_is_recorded(tmp_path: Path) -> None:
    students = [f"s{i}" for i in range(4)]
    there = hand_in(tmp_path, dict.fromkeys(students, mixed(RIGHT)))
    with ThreadPoolExecutor(1) as pool:
        results = run(there, pool, feedback=False)
        assert next(results).student == "s0"
        assert grades(there, "s0")
        assert grades(there, "s3") is None
        results.close()  # as when the command is interrupted
    assert 1 <= sum(grades(there, s) is not None for s in students) < 4
    assert {r.student for r in run(there, Inline(), feedback=False)} >= {"s2", "s3"}


def test_what_waits_is_cancelled_when_nobody_asks_any_more(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT), "eve": mixed(RIGHT)})
    executor = Inline(wait_for=3)
    results = run(there, executor, feedback=False, workers=2)
    assert next(results).student == "ada"
    results.close()
    assert [f.cancelled() for f in executor.futures] == [False, True, True]


WHERE = "`nnkit grade --log-file FILE` writes down where."
FULL = "/tmp: No space left. Mend that and grade again."
FAULTS = {
    "dies": (WorkerLost("It died."), "It died."),
    "fails": (KeyError("x"), f"It could not be graded: KeyError: 'x'. {WHERE}"),
    "disk": (OSError(28, "No space left", "/tmp"), f"It could not be graded: {FULL}"),
}


def test_a_fault_of_ours_costs_one_submission(tmp_path: Path) -> None:
    texts = dict.fromkeys(["ada", *FAULTS], mixed(RIGHT)) | {"cut": "{"}
    there = hand_in(tmp_path, texts)
    executor = Inline({student: error for student, (error, _) in FAULTS.items()})
    results = {r.student: r for r in run(there, executor)}
    assert results.keys() == texts.keys()
    assert (results["ada"].score, results["ada"].error) == (3, None)
    assert "was it cut off" in (results["cut"].error or "")
    for student, (_, text) in FAULTS.items():
        assert results[student].error == text
        assert (results[student].status, results[student].max_score) == ("failed", 9)
        assert grades(there, student) is None
        assert not there.feedback(student, MODULE).exists()


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (CourseError("The plugin stopped."), "The plugin stopped."),
        (OSError(28, "No space left", "/tmp"), f"It could not be recorded: {FULL}"),
        (ValueError("x\ny"), f"It could not be recorded: ValueError: x. {WHERE}"),
    ],
)
def test_a_fault_of_recording_costs_one_submission(
    error: Exception, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    record = Recorder.record

    def fail(self: Recorder, student: str, *args: Any) -> None:
        if student == "ada":
            raise error
        record(self, student, *args)

    monkeypatch.setattr(Recorder, "record", fail)
    results = {r.student: r for r in run(there, Inline(), feedback=False)}
    assert (results["ada"].error, results["ada"].record.verdicts) == (text, ())
    assert results["bob"].score == 3


class PagesFail(Inline):
    """Makes no page for ada, whose worker is lost."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if args[1] is page and args[4] == "ada":
            lost: Future[Any] = Future()
            lost.set_exception(WorkerLost("It died."))
            return lost
        return super().submit(fn, *args, **kwargs)


def test_a_worker_that_dies_with_a_page_costs_that_page(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    results = {r.student: r for r in run(there, PagesFail())}
    assert {s: (r.score, r.status) for s, r in results.items()} == {
        "ada": (3, "graded"),
        "bob": (3, "graded"),
    }
    assert (results["ada"].page_error, results["bob"].page_error) == ("It died.", None)
    assert whole(there, "ada")
    (again,) = run(there, Inline())  # of what is recorded
    assert (again.student, again.page_error) == ("ada", None)
    assert "3 of 9 points" in page_of(there, "ada")


def test_what_a_cluster_gave_up_costs_those_submissions(tmp_path: Path) -> None:
    class GivesUp(Inline):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            if "ada" in args[3:]:
                given_up: Future[Any] = Future()
                given_up.cancel()
                return given_up
            return super().submit(fn, *args, **kwargs)

    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    results = {r.student: r for r in run(there, GivesUp(), feedback=False)}
    assert "is the scheduler gone" in (results["ada"].error or "")
    assert results["bob"].score == 3


def test_a_file_that_cannot_be_read_costs_one_submission_also_if_it_was_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a stand-in for permissions, which the tests may be too mighty for."""
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    list(run(there, Inline()))
    (there.submitted("ada", MODULE) / "locked.csv").touch()
    (there.autograded("bob", MODULE) / NOTEBOOK).rename(tmp_path / "locked.csv")
    (there.autograded("bob", MODULE) / NOTEBOOK).symlink_to(tmp_path / "locked.csv")
    read = Path.read_bytes

    def refuse_locked(path: Path) -> None:
        if path.resolve().name == "locked.csv":
            raise PermissionError(13, "Permission denied", str(path))

    def read_bytes(path: Path) -> bytes:
        refuse_locked(path)
        return read(path)

    def read_submitted(path: str, size: int) -> bytes:
        refuse_locked(Path(path))
        return read_file(path, size)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr(files, "read_file", read_submitted)
    results = {r.student: r for r in run(there, Inline())}
    text = "locked.csv cannot be read: Permission denied. Mend its permissions."
    assert (results["ada"].status, results["ada"].error) == ("failed", text)
    assert (results["bob"].status, results["bob"].score) == ("graded", 3)  # anew


def test_the_workers_limit_follows_from_that_of_a_submission(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)}, CONFIG + "c.SandboxedExecute.total = 300\n")
    with executors.local(1) as (executor, _):
        list(run(there, executor, feedback=False))
        assert isinstance(executor, executors.WorkerPool)
        assert executor.seconds == 3 * 300 + batch.SLACK


def test_each_step_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    there = hand_in(tmp_path, {"a\u2028b": mixed(RIGHT), "cut": "{"})
    with caplog.at_level(logging.INFO, "nnkit"):
        list(run(there, Inline()))
    messages = [m.partition(" in ")[0] for m in caplog.messages]
    for message in (
        "Registered 'quick', with 1 notebooks",
        "Sent 'quick' of 'a\\u2028b' to a worker",
        "Graded 'quick' of 'a\\u2028b'",
        "Recorded 'quick' of 'a\\u2028b'",
        "Wrote the page of 'quick.ipynb'",
    ):
        assert message in messages
    assert any(m.startswith("Confinement of students' code: ") for m in messages)
    assert any(m.startswith("Could not grade 'quick' of 'cut': ") for m in messages)
    assert not any(len(m.splitlines()) > 1 for m in messages)


def test_what_workers_log_is_logged_here(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    about = {"name": "nnkit.grading.grader.sandbox", "levelno": logging.INFO, "msg": "It died"}

    class Remote(Inline):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            def call(*args: Any) -> tuple[Any, list[logging.LogRecord]]:
                answer, records = fn(*args)
                return answer, [*records, logging.makeLogRecord(about)]

            return super().submit(call, *args, **kwargs)

    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    with caplog.at_level(logging.INFO, "nnkit"):
        list(run(there, Remote()))
    # While the solution was verified, while ada's was graded, and for the page.
    assert caplog.messages.count("It died") == 3


@pytest.mark.parametrize("target", ["solutions/quick", "submitted/ada/quick"])
def test_a_link_into_the_course_is_no_submission(tmp_path: Path, target: str) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    (tmp_path / "submitted" / "eve").mkdir()
    (tmp_path / "submitted" / "eve" / "quick").symlink_to(tmp_path / target)
    results = {r.student: r for r in run(there, Inline())}
    assert (results["ada"].status, results["ada"].score) == ("graded", 3)
    assert results["eve"].error == (
        f"submitted/eve/quick is a link to {target}. Put the student's own files in its place."
    )


@pytest.mark.parametrize("above", [0, 1])
def test_a_link_to_a_folder_around_the_course_is_no_submission(tmp_path: Path, above: int) -> None:
    root = tmp_path / "all" / "course"
    root.mkdir(parents=True)
    there = hand_in(root, {"ada": mixed(RIGHT)})
    (root / "submitted" / "eve").mkdir()
    target = (root, *root.parents)[above]
    (root / "submitted" / "eve" / "quick").symlink_to(target)
    results = {r.student: r for r in run(there, Inline())}
    assert results["ada"].score == 3
    assert str(results["eve"].error).startswith(f"submitted/eve/quick is a link to {target}.")


def test_a_folder_in_another_steps_is_no_link(tmp_path: Path) -> None:
    config = CONFIG + "c.CourseDirectory.submitted_directory = 'autograded/../feedback/in'\n"
    there = hand_in(tmp_path, {}, config)
    there.folder("submitted").joinpath("ada", "quick").mkdir(parents=True)
    own_folder(there, "ada", "quick")


def test_a_class_may_be_kept_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    there = hand_in(tmp_path / "course", {"ada": mixed(RIGHT)})
    for of in ("ada/quick", "ada"):
        folder = tmp_path / "course" / "submitted" / of
        folder.rename(tmp_path / of.replace("/", "-"))
        folder.symlink_to(tmp_path / of.replace("/", "-"))
    (result,) = run(there, Inline())
    assert (result.status, result.score) == ("graded", 3)
