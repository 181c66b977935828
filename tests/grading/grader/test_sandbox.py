"""A sandbox replies, or is lost for a reason that is said and logged."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    "import os; os.kill(os.getpid(), 9)": "it ended itself, or the machine's memory ran out",
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


PREPARE = """
import ctypes, os, socket, threading, time
libc = ctypes.CDLL(None)
libc.mmap.argtypes = [ctypes.c_void_p, *[ctypes.c_size_t] * 5]

def full(name):
    file = os.open(name, os.O_RDWR | os.O_CREAT)
    os.write(file, b"x" * (1 << 17))
    return file

def removed():
    file = full("removed")
    os.unlink("removed")
    return file
"""
FILES, THREADS = "it wrote more than 1 MB to files", "it started more than 256 threads"
MAPPED = """
for i in range(40):
    file = removed()
    libc.mmap(0, 4096, 3, 1, file, 0)
    os.close(file)
"""
HOARDS = {
    MAPPED: FILES,
    "for i in range(40): os.close(full(str(i)))": FILES,
    "for i in range(40): removed()": FILES,
    "for i in range(270): os.mkdir('d'); os.chdir('d')": FILES,
    "threading.stack_size(1 << 15)\n"
    "for i in range(1000): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()": (
        THREADS
    ),
}
REFUSED = {
    "os.memfd_create('x')": "OSError",
    "a, b = socket.socketpair(); socket.send_fds(a, [b'x'], [0])": "PermissionError",
}
# The end of a message that never ends arrives, so that the grader never waits in vain.
TRICKLE = """
for channel in range(3, 64):
    try:
        os.write(channel, (1 << 20).to_bytes(8, "big"))
        break
    except OSError:
        pass
for i in range(100):
    os.close(full(str(i)))
    for _ in range(5):
        os.write(channel, b"x")
        time.sleep(0.01)
"""


@pytest.fixture
def without_private_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = processes.ForkServer.fork

    def watched(self: processes.ForkServer, *args: Any, confine: bool) -> processes.Process:
        folder, environment, limits = args
        return fork(self, folder, environment, {**limits, "private_disk": False}, confine=confine)

    monkeypatch.setattr(processes.ForkServer, "fork", watched)


@forks
@pytest.mark.parametrize("source", [*HOARDS, TRICKLE])
def test_a_sandbox_that_hoards_is_ended(
    source: str, without_private_disk: None, sandbox: Sandbox
) -> None:
    session = Session(sandbox)
    session.deadline = time.monotonic() + 20
    start = time.process_time()
    with pytest.raises(SandboxLost) as lost:
        session.run_cell(f"{PREPARE}\n{source}\nwhile True: time.sleep(1)")
    assert str(lost.value) == HOARDS.get(source, FILES)
    assert time.process_time() - start < 1
    assert sandbox.scratch is not None
    assert not sandbox.scratch.exists()


@forks
def test_what_a_disk_of_its_own_does_not_hold_is_an_error(sandbox: Sandbox) -> None:
    session = Session(sandbox)
    (shown,) = session.run_cell("import os; print(os.statvfs('.').f_blocks)")
    if int(shown["text"]) > 1000:
        pytest.skip("namespaces are refused")
    (error,) = session.run_cell(PREPARE + MAPPED)
    assert error["ename"] == "OSError"
    assert "No space left on device" in error["evalue"]


@forks
def test_a_folder_goes_while_a_thread_fills_it(
    without_private_disk: None, sandbox: Sandbox
) -> None:
    source = "import itertools, os, threading\ndef fill():\n    for i in itertools.count(): os.mkdir(str(i))"
    Session(sandbox).run_cell(f"{source}\nthreading.Thread(target=fill, daemon=True).start()")
    time.sleep(0.02)
    sandbox.end()
    assert sandbox.scratch is not None
    assert not sandbox.scratch.exists()


@forks
def test_nothing_is_kept_where_nobody_counts(sandbox: Sandbox) -> None:
    session = Session(sandbox)
    for source, name in REFUSED.items():
        (error,) = session.run_cell(f"{PREPARE}\n{source}")
        assert error["ename"] == name


@forks
def test_what_could_not_be_started_leaves_no_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OSError, match="File name too long"):
        Sandbox.start({}, {"x" * 300: b""}, LIMITS, confine=True)
    assert list(tmp_path.iterdir()) == []


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
