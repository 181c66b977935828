"""A sandbox replies, or is lost for a reason that is said and logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost, SandboxUnavailable
from nnkit.grading.grader.session import Session

forks = pytest.mark.skipif(not processes.CAN_FORK, reason="forks")
LIMITS = Limits(seconds=2.0, memory=256 << 20, disk=1 << 20)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox.start({}, {"a.csv": b"1"}, LIMITS, confine=True)
    yield sandbox
    sandbox.end()


def test_a_student_tried_at_home_runs_where_the_notebook_lies(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("7")
    (tmp_path / "helper.py").write_text("def seven():\n    return int(open('data.txt').read())")
    sandbox = Sandbox.on_own_machine(tmp_path, Limits(seconds=20))
    session = Session(sandbox)
    told = session.run_cell("from helper import seven\nprint(seven())")
    assert [output["text"] for output in told] == ["7\n"]
    assert sandbox.end() == {"signal": 0}, "that is ours, and nothing to be told"
    assert (tmp_path / "data.txt").exists()


@forks
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
        Sandbox.start({}, {}, Limits(), confine=True)


LOSSES = {
    "while True: pass": "it ran out of time: is there a loop that never stops",
    "import os; os._exit(3)": "its process ended or broke off (the connection is closed)",
    "import os; os.abort()": "it was ended by signal 6",
    "import ctypes; ctypes.string_at(0)": "it crashed Python (segmentation fault)",
    "for i in range(99): open(str(i), 'wb').write(bytes(1 << 19))\nwhile True: pass": (
        "it wrote too much to the disk"
    ),
}


@forks
@pytest.mark.parametrize("source", LOSSES)
def test_why_a_sandbox_is_lost_is_said_and_logged(
    source: str, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "nnkit")
    session = Session(sandbox)
    session.deadline = time.monotonic() + LIMITS.seconds
    with pytest.raises(SandboxLost) as lost:
        session.run_cell(source)
    assert str(lost.value) == LOSSES[source]
    assert caplog.messages[-1].endswith(f"is lost in run_cell: {LOSSES[source]}")
    with pytest.raises(SandboxLost):  # and stays so
        session.get("x")


@forks
def test_a_start_is_logged_with_how_it_is_confined(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nnkit")
    for confine, level in ((True, "landlock+seccomp"), (False, "none")):
        Sandbox.start({}, {}, LIMITS, confine=confine).end()
        assert caplog.messages[-1].endswith(f"started, {level}")


@forks
def test_its_folder_has_the_files_and_goes_with_it(sandbox: Sandbox) -> None:
    assert sandbox.scratch is not None
    (output,) = Session(sandbox).run_cell("print(open('a.csv').read())")
    assert output["text"] == "1\n"
    sandbox.end()
    assert not sandbox.scratch.exists()
    assert sandbox.end() == {}


@forks
def test_a_message_for_which_memory_is_lacking_loses_the_sandbox(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def receive(deadline: float) -> bytes:
        raise MemoryError

    monkeypatch.setattr(sandbox._channel, "receive", receive)
    for _ in range(2):
        with pytest.raises(SandboxLost, match="what it handed over takes too much memory here"):
            Session(sandbox).run_cell("1")
