"""What a worker process does with a submission: grade it, and make its notebooks ready to record.

Only plain data comes here and goes back, so that a worker may run on another machine.
"""

from __future__ import annotations

import json
import logging
import queue
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from logging.handlers import QueueHandler
from typing import Any, TypeVar

import nnkit.grading.classroom.fast_imports  # noqa: F401, isort: skip, before nbformat
import nbformat

from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.cells import checksum, is_answer
from nnkit.grading.grader.grade import grade
from nnkit.grading.grader.notebook import encodable

T = TypeVar("T")


@dataclass(frozen=True)
class GradedSubmission:
    """A submission as it is recorded.

    Attributes
    ----------
    record : GradingRecord
    notebooks : dict of str to bytes
        The graded notebooks, by file name, with the record in them.
    unanswered : frozenset of (str, str)
        Notebook and grade id of the answer cells that are as the instructor left them.
    error : str or None
        Why it could not be graded, in a sentence.
    """

    record: GradingRecord = field(default_factory=GradingRecord)
    notebooks: dict[str, bytes] = field(default_factory=dict)
    unanswered: frozenset[tuple[str, str]] = frozenset()
    error: str | None = None


def grade_submission(
    assignment: Assignment, files: Mapping[str, bytes], student: str, secret: str, confinement: str
) -> GradedSubmission:
    """Grade one submission.

    Parameters
    ----------
    assignment, files, student, secret
        See `nnkit.grading.grader.grade.grade`.
    confinement : str
        The level that is recorded.
    """
    graded = grade(assignment, files, student, secret)
    record = GradingRecord.of(graded, files, confinement)
    if graded.error:
        return GradedSubmission(record, error=encodable(graded.error))
    notebooks, unanswered = {}, set()
    for name, text in graded.notebooks.items():
        notebook = nbformat.from_dict(json.loads(text))
        nbformat.validate(notebook)
        unanswered |= {(name, grade_id) for grade_id in _unanswered(notebook)}
        notebooks[name] = record.write(name, notebook)
    return GradedSubmission(record, notebooks, frozenset(unanswered))


def _unanswered(notebook: Any) -> set[str]:
    """The answer cells that still have the checksum of the instructor's; tasks are left out."""
    found = set()
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader") or {}
        if is_answer(cell) and not about.get("task") and about.get("checksum") == checksum(cell):
            found.add(about["grade_id"])
    return found


def call_in(executor: Executor, function: Callable[..., T], *args: Any) -> Future[tuple[T, Any]]:
    """Have a call made elsewhere: its answer and what is logged meanwhile; see `logged_here`."""
    level = logging.getLogger("nnkit").getEffectiveLevel()
    return executor.submit(with_log_records, level, function, *args)


def logged_here(made: tuple[T, Iterable[logging.LogRecord]]) -> T:
    """The answer of a call that `call_in` had made, after what was logged there is logged here."""
    answer, records = made
    for record in records:
        logging.getLogger(record.name).handle(record)
    return answer


def with_log_records(
    level: int, function: Callable[..., T], *args: Any
) -> tuple[T, list[logging.LogRecord]]:
    """Call a function; return its answer and what was logged meanwhile, for the main process.

    Parameters
    ----------
    level : int
        What is less important than that is not logged.
    function : callable
    *args
    """
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler, logger = QueueHandler(records), logging.getLogger("nnkit")
    logger.setLevel(level)
    logger.addHandler(handler)
    try:
        answer = function(*args)
    finally:
        logger.removeHandler(handler)
    return answer, [records.get() for _ in range(records.qsize())]
