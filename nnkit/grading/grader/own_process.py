"""A submission is graded in a process of its own, forked from one that has everything loaded.

Tests run on this side of the border, and what they or a submission do to it ends with that process:
a module that was changed, memory, a loop that never ends.  A question that takes too much of the
process with it is lost; the rest is graded again without it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping
from logging.handlers import QueueHandler
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.sandbox.confinement.limits import bound_memory, die_with

T = TypeVar("T")
Question = tuple[str, str]
"""Notebook and grade id."""
Report = Callable[[Question | None], None]
"""Takes the question that is begun; None between questions."""
MAX_LOST = 10
_SLACK = 30.0  # seconds
_TICK = 0.5
logger = logging.getLogger(__name__)


class GradingLost(Exception):
    """The process that graded a submission was lost between its questions; a plain sentence."""


class _Lost(Exception):
    def __init__(self, why: str, question: Question | None) -> None:
        super().__init__(why)
        self.question = question


def in_own_process(work: Callable[[Report, Mapping[Question, str]], T], limits: Limits) -> T:
    """The result of some work, which is done in a forked process.

    Parameters
    ----------
    work : callable
        Takes a function to which it reports each question that it begins, and the questions that
        it has to leave out, with why.
    limits : Limits
        ``memory`` is for the process, ``seconds`` of processor time for each question, ``total``
        for all.

    Raises
    ------
    GradingLost
        If the process is lost, and no question is to blame.
    Exception
        What the work raised.
    """
    processes.fork_server.start()  # here, so that it serves those that follow as well
    lost: dict[Question, str] = {}
    while True:
        try:
            return _try(work, lost, limits)
        except _Lost as error:
            logger.info("grading process lost in %r: %s", error.question, error)
            if error.question is None or error.question in lost or len(lost) >= MAX_LOST:
                raise GradingLost(f"Grading it was stopped: {error}.") from None
            lost[error.question] = str(error)


def _try(work: Callable[..., T], lost: Mapping[Question, str], limits: Limits) -> T:
    ours, theirs = Pipe(duplex=False)
    folder = Path(tempfile.mkdtemp(prefix="nnkit-"))
    with warnings.catch_warnings():
        # Other threads of this process wait for it; they hold nothing that the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        ours.close()
        _grade_and_exit(work, lost, limits, theirs, folder)
    theirs.close()
    ended = False
    try:
        answer = _wait(ours, pid, limits)
        ended = True
    finally:
        ours.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 9)
        os.waitpid(pid, 0)
        if not ended:
            processes.fork_server.end_all()
        processes.remove_folder(folder)
    result, error, records = answer
    for record in records:
        logging.getLogger(record.name).handle(record)
    if error is not None:
        raise error
    return result


def _wait(connection: Connection, pid: int, limits: Limits) -> tuple[Any, Exception | None, Any]:
    """The answer of a child, which has so much time for each question."""
    question: Question | None = None
    deadline, used = time.monotonic() + 2 * limits.total + _SLACK, 0.0
    while True:
        try:
            if connection.poll(_TICK):
                kind, value = connection.recv()
                if kind == "answer":
                    answer: tuple[Any, Exception | None, Any] = value
                    return answer
                question, used = value, _processor_seconds(pid)
        except (EOFError, OSError):
            raise _Lost("it used too much memory, or crashed Python", question) from None
        if _processor_seconds(pid) - used > limits.seconds or time.monotonic() > deadline:
            raise _Lost("it takes the grader too long", question)


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _grade_and_exit(
    work: Callable[..., Any],
    lost: Mapping[Question, str],
    limits: Limits,
    connection: Connection,
    folder: Path,
) -> None:
    """Do the work in the child and send what it gave; never returns."""
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    try:
        die_with(None)
        bound_memory(limits.memory)
        tempfile.tempdir = str(folder)
        package = logging.getLogger("nnkit")
        package.handlers, package.propagate = [QueueHandler(records)], False
        result, error = None, None
        try:
            result = work(lambda question: connection.send(("question", question)), lost)
        except Exception as raised:
            raised.add_note(traceback.format_exc())
            error = raised
        kept = [records.get() for _ in range(records.qsize())]
        connection.send(("answer", (result, error, kept)))
    finally:
        os._exit(0)
