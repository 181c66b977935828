"""A worker returns what is recorded: notebooks with their record, and what was left unanswered."""

from __future__ import annotations

import logging
import pickle
from pathlib import Path

import nbformat
import pytest

from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.worker import GradedSubmission, grade_submission, with_log_records
from nnkit.grading.grader.assignment import Assignment
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    there = hand_in(tmp_path_factory.mktemp("course"), {})
    with open_gradebook(there) as gradebook:
        return register(there, gradebook, MODULE)


def graded(assignment: Assignment, text: str) -> GradedSubmission:
    files = {NOTEBOOK: text.encode()}
    submission = grade_submission(assignment, files, "ada", "secret", "landlock")
    copy: GradedSubmission = pickle.loads(pickle.dumps(submission))  # as it travels
    assert copy == submission
    return submission


def test_notebooks_are_ready_to_record(assignment: Assignment) -> None:
    found = graded(assignment, mixed(RIGHT, "Because."))
    text = found.notebooks[NOTEBOOK]
    nbformat.validate(nbformat.reads(text.decode(), as_version=4))
    kept = GradingRecord.read(text)
    assert kept.submitted == found.record.submitted
    assert [v.as_dict() for v in kept.verdicts] == [v.as_dict() for v in found.record.verdicts]
    assert [v.points for v in found.record.verdicts] == [3, 0, 0]
    assert (found.record.confinement, found.error) == ("landlock", None)


@pytest.mark.parametrize(
    ("text", "unanswered"),
    [
        (mixed(RIGHT, "Because."), set()),
        (mixed(RIGHT + "\n"), {"why"}),
        (mixed("square = 3", "Because."), set()),
    ],
)
def test_unanswered_is_what_the_instructor_left(
    assignment: Assignment, text: str, unanswered: set[str]
) -> None:
    found = {id for _, id in graded(assignment, text).unanswered} - {"square"}
    assert found == unanswered


def test_what_cannot_be_graded_says_why(assignment: Assignment) -> None:
    found = graded(assignment, "{")
    assert "was it cut off" in (found.error or "")
    assert (found.notebooks, found.record.verdicts) == ({}, ())


def speak(path: Path) -> str:
    log = logging.getLogger("nnkit.test")
    log.debug("too much")
    log.info("graded %r", path)
    return "done"


def fail() -> None:
    raise ValueError("a fault of ours")


def test_log_records_travel_with_the_answer(tmp_path: Path) -> None:
    logger = logging.getLogger("nnkit")
    before = logger.level, list(logger.handlers)
    try:
        answer, records = with_log_records(logging.INFO, speak, tmp_path)
        assert answer == "done"
        (record,) = pickle.loads(pickle.dumps(records))
        assert (record.name, record.getMessage()) == ("nnkit.test", f"graded {tmp_path!r}")
        assert with_log_records(logging.WARNING, speak, tmp_path) == ("done", [])
        with pytest.raises(ValueError, match="a fault of ours"):
            with_log_records(logging.INFO, fail)
        assert logger.handlers == before[1]
    finally:
        logger.setLevel(before[0])
