"""Work is done in processes of this machine or of a cluster, also when one of them dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom import executors
from nnkit.grading.classroom.executors import WorkerLost
from nnkit.grading.grader import processes


def double(x: int) -> int:
    return 2 * x


def die(folder: str, times: int) -> int:
    """Kill this process the first few times, as a machine without memory would."""
    tries = len(list(Path(folder).iterdir()))
    if tries < times:
        Path(folder, str(tries)).touch()
        os.kill(os.getpid(), signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    return tries


def raises() -> None:
    raise ValueError("a fault of ours")


def test_answers_and_errors_come_back() -> None:
    with executors.local(2) as (executor, workers):
        assert workers == 2
        assert list(executor.map(double, range(10))) == list(range(0, 20, 2))
        with pytest.raises(ValueError, match="a fault of ours"):
            executor.submit(raises).result()


def test_a_process_that_died_is_tried_again_and_costs_nobody_else(tmp_path: Path) -> None:
    with executors.local(2) as (executor, _):
        unlucky = executor.submit(die, str(tmp_path), 1)
        others = [executor.submit(double, i) for i in range(20)]
        assert unlucky.result(60) == 1
        assert [f.result(60) for f in others] == list(range(0, 40, 2))


@pytest.mark.skipif(not processes.CAN_FORK, reason="workers are forked")
def test_workers_do_not_hear_ctrl_c() -> None:
    """A terminal tells all processes of it, and a worker would print where it was."""
    with executors.local(1) as (executor, _):
        blocked = executor.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result(60)
    assert signal.SIGINT in blocked
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_an_interrupted_run_waits_for_no_worker() -> None:
    def interrupted() -> None:
        with executors.local(1) as (executor, _):
            assert executor.submit(double, 1).result(60) == 2
            executor.submit(time.sleep, 30)
            time.sleep(0.5)
            raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - start < 25


def test_what_kills_its_process_each_time_is_told(tmp_path: Path) -> None:
    with executors.local(2) as (executor, _):
        others = [executor.submit(double, i) for i in range(5)]
        deadly = executor.submit(die, str(tmp_path), 99)
        with pytest.raises(WorkerLost):
            deadly.result(60)
        assert [f.result(60) for f in others] == list(range(0, 10, 2))
        assert executor.submit(double, 4).result(60) == 8


def hang(folder: str, times: int) -> int:
    """Do not end the first few times."""
    tries = len(list(Path(folder).iterdir()))
    Path(folder, str(tries)).touch()
    if tries < times:
        time.sleep(600)
    return tries


@pytest.mark.parametrize(("times", "answer"), [(1, 1), (2, None)])
def test_what_hangs_is_stopped_and_tried_again_and_costs_nobody_else(
    times: int, answer: int | None, tmp_path: Path
) -> None:
    with executors.WorkerPool(2) as pool:
        for warm in [pool.submit(double, i) for i in range(4)]:
            warm.result(60)
        pool.seconds = 2
        hanging = pool.submit(hang, str(tmp_path), times)
        others = [pool.submit(double, i) for i in range(20)]
        assert [f.result(60) for f in others] == list(range(0, 40, 2))
        if answer is None:
            with pytest.raises(WorkerLost, match=r"does not end\. It was tried twice\."):
                hanging.result(60)
        else:
            assert hanging.result(60) == answer
        assert pool.submit(double, 4).result(60) == 8


@pytest.mark.skipif(os.name == "nt", reason="SIGSTOP")
def test_a_worker_that_is_stopped_is_replaced_while_it_is_sent_something(tmp_path: Path) -> None:
    with executors.WorkerPool(1) as pool:
        pid = pool.submit(os.getpid).result(60)
        os.kill(pid, signal.SIGSTOP)
        pool.seconds = 2
        assert pool.submit(len, bytes(1 << 22)).result(60) == 1 << 22


def fork_server_of_worker(folder: Path) -> tuple[int, bool]:
    """The worker, and whether its sandboxes come from a fork server that it did not start."""
    process = processes.fork_server.fork(folder, {}, {}, confine=False)
    process.end()
    time.sleep(0.2)  # so that the other worker gets a call, too
    return os.getpid(), processes.fork_server.process is None


def kill_fork_server_of_worker(folder: Path) -> None:
    process = processes.fork_server.fork(folder, {}, {}, confine=False)
    branch = int(Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(branch, signal.SIGKILL)
    time.sleep(1)  # until its connection is closed


@pytest.mark.skipif(not processes.CAN_FORK, reason="a fork server needs Linux")
def test_workers_share_a_fork_server_and_one_that_lost_its_branch_starts_another(
    tmp_path: Path,
) -> None:
    with executors.WorkerPool(2) as pool:
        calls = [pool.submit(fork_server_of_worker, tmp_path) for _ in range(6)]
        assert list(dict(call.result(60) for call in calls).values()) == [True, True]
    with executors.WorkerPool(1) as pool:
        pool.submit(kill_fork_server_of_worker, tmp_path).result(60)
        assert pool.submit(fork_server_of_worker, tmp_path).result(60)[1] is False


def leave() -> None:
    raise SystemExit(3)


def give_a_lock() -> object:
    return threading.Lock()


@pytest.mark.parametrize(
    ("function", "text"),
    [(leave, r"it stopped with SystemExit\(3\)"), (give_a_lock, "its answer cannot be sent")],
)
def test_what_cannot_come_back_is_told(function: Any, text: str) -> None:
    with executors.local(1) as (executor, _):
        with pytest.raises(RuntimeError, match=text):
            executor.submit(function).result(60)
        assert executor.submit(double, 4).result(60) == 8


GRADER = """
import sys
from nnkit.grading.classroom import executors
from tests.grading.classroom.test_executors import tell_and_sleep
if __name__ == "__main__":
    with executors.local(2) as (executor, _):
        for future in [executor.submit(tell_and_sleep, sys.argv[1]) for _ in range(2)]:
            future.result()
"""


def tell_and_sleep(folder: str) -> None:
    """Leave this process's number in a folder, and stay."""
    Path(folder, str(os.getpid())).touch()
    time.sleep(120)


@pytest.mark.skipif(os.name == "nt", reason="kill")
def test_workers_end_with_a_grader_that_was_killed(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, sys.path)])
    script, told = tmp_path / "grader.py", tmp_path / "told"
    script.write_text(GRADER)
    told.mkdir()
    grader = subprocess.Popen(
        [sys.executable, script, told], env={**os.environ, "PYTHONPATH": paths}
    )
    until = time.monotonic() + 60
    while len(list(told.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    grader.kill()
    grader.wait()
    workers = [int(path.name) for path in told.iterdir()]
    assert len(workers) == 2
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(is_alive, workers))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
