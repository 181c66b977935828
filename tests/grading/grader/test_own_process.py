"""A process for the grading: what happens in it stays in it, and costs one question."""

from __future__ import annotations

import logging
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.own_process import TOO_MANY, GradingLost, Lost, OwnProcess, Report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")
LIMITS = Limits(seconds=1.0, total=20.0, memory=256 << 20)
QUESTION = ("a.ipynb", "test-a")


@pytest.fixture
def own() -> Iterator[Any]:
    made: list[OwnProcess[Any]] = []

    def make(work: Any, **limits: float) -> OwnProcess[Any]:
        made.append(OwnProcess(work, replace(LIMITS, **limits)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for process in made:
        process.end()


def test_what_is_changed_there_stays_there_and_it_is_asked_again(own: Any) -> None:
    def work(report: Report, lost: Lost, number: int) -> tuple[int, float, int]:
        root = math.sqrt(9)
        math.sqrt = lambda x: 0.0
        return os.getpid(), root, number + 1

    process = own(work)
    first, second = process.ask(1), process.ask(2)
    assert first == (second[0], 3.0, 2)
    assert second[1:] == (0.0, 3)
    process.end()
    assert process.ask(3)[1] == 3.0
    assert math.sqrt(9) == 3


def test_what_it_raises_and_logs_comes_back(own: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nnkit")

    def work(report: Report, lost: Lost) -> None:
        logging.getLogger("nnkit.grading").info("begun in %d", 7)
        raise LookupError("no such file")

    with pytest.raises(LookupError, match="no such file") as raised:
        own(work).ask()
    assert "in work" in "".join(raised.value.__notes__)
    assert "begun in 7" in caplog.messages


def loop() -> None:
    while True:
        pass


def take_memory() -> None:
    held = []
    while True:
        held.append(bytes(10 << 20))


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (loop, "it takes the grader too long"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "it used too much memory, or crashed"),
        (lambda: os._exit(3), "it used too much memory, or crashed"),
    ],
)
def test_a_question_that_takes_the_process_with_it_is_left_out(
    own: Any,
    fault: Any,
    why: str,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.INFO, "nnkit")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def work(report: Report, lost: Lost) -> dict[Any, str]:
        report(QUESTION)
        if QUESTION not in lost:
            fault()
        report(None)
        return dict(lost)

    (left_out,) = own(work).ask().items()
    assert left_out[0] == QUESTION
    assert left_out[1].startswith(why)
    assert any("grading process lost in" in message for message in caplog.messages)
    assert not [*tmp_path.iterdir()]


def test_between_questions_the_submission_is_lost(own: Any) -> None:
    def work(report: Report, lost: Lost) -> None:
        report(QUESTION)
        report(None)
        loop()

    with pytest.raises(GradingLost, match="Grading it was stopped: it takes the grader too long"):
        own(work, total=2.0).ask()


def test_between_questions_there_is_the_time_of_all(own: Any) -> None:
    def work(report: Report, lost: Lost) -> str:
        report(QUESTION)
        report(None)
        end = time.process_time() + 1.8
        while time.process_time() < end:
            pass
        return "done"

    assert own(work).ask() == "done"


def test_memory_is_bounded_and_can_be_caught(own: Any) -> None:
    def work(report: Report, lost: Lost) -> str:
        try:
            take_memory()
        except MemoryError:
            return "bounded"
        return "endless"

    assert own(work).ask() == "bounded"


def test_waiting_takes_no_processor_time_and_is_no_fault(own: Any) -> None:
    def work(report: Report, lost: Lost) -> str:
        report(QUESTION)
        time.sleep(2.5)
        return "done"

    assert own(work).ask() == "done"


def test_a_process_that_ended_meanwhile_costs_nothing(own: Any) -> None:
    def work(report: Report, lost: Lost) -> int:
        return os.getpid()

    process = own(work)
    os.kill(process.ask(), signal.SIGKILL)
    time.sleep(0.1)
    assert process.ask() > 1


@pytest.mark.parametrize("fault", [lambda: os._exit(1), lambda: math.factorial(-1)])
def test_what_was_done_before_costs_the_next_one_nothing(own: Any, fault: Any) -> None:
    calls: list[int] = []

    def work(report: Report, lost: Lost) -> dict[Any, str]:
        calls.append(1)
        report(QUESTION)
        if len(calls) > 1:
            fault()
        return dict(lost)

    process = own(work)
    assert [process.ask() for _ in range(3)] == [{}, {}, {}]


def test_memory_that_one_leaves_behind_is_there_for_the_next(own: Any) -> None:
    held: list[bytearray] = []

    def work(report: Report, lost: Lost) -> int:
        held.append(bytearray(100 << 20))
        return len(held)

    process = own(work)
    assert [process.ask() for _ in range(4)] == [1, 1, 1, 1]


class Needy(Exception):
    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


def test_a_process_that_a_test_started_ends_with_it(own: Any) -> None:
    def work(report: Report, lost: Lost) -> int:
        return subprocess.Popen(["sleep", "600"]).pid

    process = own(work)
    pid = process.ask()
    assert "sleep" in Path(f"/proc/{pid}/cmdline").read_text()
    process.end()
    deadline = time.monotonic() + 5
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"  # nobody may have waited for it yet


def test_nobody_is_asked_for_input(own: Any) -> None:
    def work(report: Report, lost: Lost) -> str:
        return sys.stdin.readline() + os.read(0, 9).decode()

    reads, writes = os.pipe()
    kept = os.dup(0)
    try:
        os.dup2(reads, 0)
        os.write(writes, b"typed\n")
        assert own(work).ask() == ""
    finally:
        os.dup2(kept, 0)
        for descriptor in (kept, reads, writes):
            os.close(descriptor)


def test_what_cannot_be_sent_is_told_and_the_process_lives(own: Any) -> None:
    def work(report: Report, lost: Lost, what: str) -> Any:
        if what == "needy":
            raise Needy(1, 2)
        error = ValueError("holds a function")
        error.held = lambda: None  # type: ignore[attr-defined]
        if what == "error":
            raise error
        return error.held  # type: ignore[attr-defined]

    with pytest.raises(RuntimeError, match=r"Needy: 1 and 2"):
        own(work).ask("needy")
    with pytest.raises(RuntimeError, match="ValueError: holds a function"):
        own(work).ask("error")
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        own(work).ask("result")


BOUNDS = {"memory": 1 << 28, "disk": 1 << 20, "cpu": 9}


def test_sandboxes_of_a_lost_process_end(own: Any, tmp_path: Path) -> None:
    note = tmp_path / "pid"

    def work(report: Report, lost: Lost) -> None:
        if QUESTION not in lost:
            sandbox = processes.fork_server.fork(tmp_path, {}, BOUNDS, confine=False)
            note.write_text(str(sandbox.pid))
            report(QUESTION)
            os._exit(1)

    own(work).ask()
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_a_reply_that_nobody_read_is_no_other_ones(own: Any, tmp_path: Path) -> None:
    def work(report: Report, lost: Lost) -> None:
        if QUESTION not in lost:
            report(QUESTION)
            processes.fork_server._send({"method": "end_all", "number": "unread"})
            time.sleep(0.2)
            os._exit(1)

    own(work).ask()
    process = processes.fork_server.fork(tmp_path, {}, BOUNDS, confine=False)
    assert process.pid > 1
    process.connection.close()
    process.end()


def test_when_too_many_are_lost_those_that_were_decided_are_graded(own: Any) -> None:
    fatal = [f"test-{i}" for i in range(0, 60, 2)]

    def work(report: Report, lost: Lost) -> dict[str, str]:
        found = {}
        for i in range(60):
            question = "a.ipynb", f"test-{i}"
            found[question[1]] = lost.get(question, report(question))
            if question[1] in fatal and not found[question[1]]:
                os._exit(1)
            report(None)
        return found

    found = own(work).ask()
    told = list(dict.fromkeys(found.values()))
    assert told == ["it used too much memory, or crashed Python", "", TOO_MANY]
    assert [id for id, why in found.items() if not why] == [f"test-{i}" for i in range(1, 18, 2)]
    assert sum(why == TOO_MANY for why in found.values()) == 41
