"""Submissions are graded in a process of their own, forked from one that has everything loaded.

What a submission or an instructor's test does to this side of the border ends with that process: a
module that was changed, memory, a loop that never ends.  Who asks it knows which question it is at,
and for how long; one that takes the process with it is lost, and the rest is graded again without.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping
from logging.handlers import QueueHandler
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.scratch import new_folder, remove_folder
from nnkit.grading.sandbox.confinement.limits import bound_memory, die_with, memory_in_use

T = TypeVar("T")
Question = tuple[str, str]
"""Notebook and grade id."""
Report = Callable[[Question | None], str]
"""Takes the question that is begun; says why it is left out.  None between questions."""
Lost = Mapping[Question, str]
"""The questions that are left out, and why."""
MAX_LOST = 10
"""When so many are lost, or the time is used up, only those are graded that were before."""
TOO_MANY = "too many others had stopped the grader before"
_SLACK = 30.0  # seconds
_TICK = 0.5
logger = logging.getLogger(__name__)


class GradingLost(Exception):
    """The process that graded a submission was lost between its questions; a plain sentence."""


class _ProcessLost(Exception):
    def __init__(self, why: str, question: Question | None) -> None:
        super().__init__(why)
        self.question = question


class OwnProcess(Generic[T]):
    """A forked process that does one kind of work, as often as it is asked.

    Parameters
    ----------
    work : callable
        ``work(report, lost, *arguments)``: reports each question that it begins, and leaves out
        those that were lost.
    limits : Limits
        ``memory`` is for the process, ``seconds`` of processor time for each question, ``total``
        between two of them, and for all questions.
    """

    def __init__(self, work: Callable[..., T], limits: Limits) -> None:
        self._work, self._limits = work, limits
        self._pid = self._data_before = 0
        self._connection: Connection
        self._decided: set[Question] = set()

    def ask(self, *arguments: Any) -> T:
        """The result of the work; what it logs is logged here.

        Raises
        ------
        GradingLost
            If the process is lost, and no question is to blame.
        Exception
            What the work raised.
        """
        lost: dict[Question, str] = {}
        only: set[Question] | None = None
        self._decided.clear()
        end = time.monotonic() + self._limits.total
        while True:
            folder = new_folder()
            used_before = bool(self._pid)
            try:
                result, error, records = self._ask(folder, lost, only, arguments)
                if error is None or not used_before:
                    break
                logger.debug("tried again in a new grading process: %.300r", error)
                self.end()
            except _ProcessLost as gone:
                logger.info("grading process lost in %r: %s", gone.question, gone)
                if used_before:  # what was done there before may be to blame
                    continue
                question = gone.question
                if question is None or question in lost or len(lost) > 2 * MAX_LOST:
                    raise GradingLost(f"Grading it was stopped: {gone}.") from None
                lost[question] = str(gone)
                if len(lost) >= MAX_LOST or time.monotonic() > end:
                    only = self._decided - lost.keys()
            finally:
                remove_folder(folder)
        for record in records:
            logging.getLogger(record.name).handle(record)
        if error is not None:
            raise error
        return result

    def end(self) -> None:
        """End the process and those that it left behind; the next question starts another."""
        if self._pid:
            self._connection.close()
            for kill in (os.killpg, os.kill):  # it may be too young to lead a group
                with contextlib.suppress(ProcessLookupError):
                    kill(self._pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = 0

    def _ask(
        self, folder: Path, lost: Lost, only: set[Question] | None, arguments: Any
    ) -> tuple[T, Exception | None, Any]:
        if not self._pid:
            self._start()
        complete = False
        try:
            level = logging.getLogger("nnkit.grading").getEffectiveLevel()
            self._connection.send((str(folder), dict(lost), only, level, arguments))
            answer = self._wait()
            complete = True
            if _data_in_use(self._pid) - self._data_before > self._limits.memory // 4:
                self.end()  # so that it leaves enough for the next one
            return answer
        except (BrokenPipeError, ConnectionResetError):
            raise _ProcessLost("its process ended", None) from None
        finally:
            if not complete:
                self.end()
                processes.fork_server.end_all()

    def _start(self) -> None:
        processes.fork_server.start()  # here, so that it serves the processes to come as well
        self._connection, theirs = Pipe()
        with warnings.catch_warnings():
            # Other threads of this process wait for it, and hold nothing that the child needs:
            # Python and libraries with threads warn all the same.
            warnings.simplefilter("ignore")
            self._pid = os.fork()
        if self._pid == 0:
            try:
                self._connection.close()
                self._serve(theirs)
            finally:
                os._exit(0)
        theirs.close()
        self._data_before = _data_in_use(self._pid)

    def _wait(self) -> tuple[T, Exception | None, Any]:
        """The answer, as soon as it comes."""
        question: Question | None = None
        deadline = time.monotonic() + 2 * self._limits.total + _SLACK
        used = _processor_seconds(self._pid)
        while True:
            try:
                if self._connection.poll(_TICK):
                    kind, value = self._connection.recv()
                    if kind == "answer":
                        answer: tuple[T, Exception | None, Any] = value
                        return answer
                    if question is not None and value is None:
                        self._decided.add(question)
                    question, used = value, _processor_seconds(self._pid)
            except (EOFError, ConnectionResetError):
                raise _ProcessLost("it used too much memory, or crashed Python", question) from None
            now = _processor_seconds(self._pid)
            most = self._limits.seconds if question else self._limits.total
            if now - used > most or time.monotonic() > deadline:
                raise _ProcessLost("it takes the grader too long", question)

    def _serve(self, connection: Connection) -> None:
        """Do the work in the child until the other side closes the connection."""
        die_with(None)
        os.setpgid(0, 0)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, as long as the process
        os.dup2(sys.stdin.fileno(), 0)
        bound_memory(self._limits.memory)
        package = logging.getLogger("nnkit")
        package.propagate = False

        def report(question: Question | None) -> str:
            connection.send(("question", question))
            is_left_out = only is not None and question is not None and question not in only
            return TOO_MANY if is_left_out and question not in lost else ""

        while True:
            folder, lost, only, level, arguments = connection.recv()
            tempfile.tempdir = folder
            records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
            package.handlers = [QueueHandler(records)]
            logging.getLogger("nnkit.grading").setLevel(level)
            result, error = None, None
            try:
                result = self._work(report, lost, *arguments)
            except Exception as raised:
                raised.add_note(traceback.format_exc())
                error = _sendable(raised)
            kept = [records.get() for _ in range(records.qsize())]
            try:
                connection.send(("answer", (result, error, kept)))
            except (pickle.PicklingError, AttributeError, TypeError) as raised:
                connection.send(("answer", (None, _sendable(raised), kept)))


def _sendable(error: Exception) -> Exception:
    """An exception that arrives on the other side: this one, or one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        same = RuntimeError("".join(traceback.format_exception_only(error)[:1]).strip())
        same.__notes__ = [*map(str, getattr(error, "__notes__", ()))]
        return same
    return error


def _data_in_use(pid: int) -> int:
    """The bytes of a process that its limit counts."""
    try:
        return memory_in_use(pid)[1]
    except (OSError, IndexError):
        return 0


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
