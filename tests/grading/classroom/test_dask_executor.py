"""A class is graded on a cluster, also when a worker dies or hangs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom import batch
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.dask_executor import dask as dask_at
from nnkit.grading.classroom.executors import LimitedExecutor, WorkerLost
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.submissions import find_submissions
from tests.grading.classroom.class_of import MODULE, RIGHT, course


class Cluster:
    """A scheduler and two workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self._folder = folder
        place = ["--scheduler-file", str(self.file)]
        local = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self.scheduler = self._start("scheduler", *place, *local)
        one = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        self.workers = [self._start("worker", *place, *one) for _ in range(2)]

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def address(self) -> str:
        """The scheduler's, once all workers are there."""
        import distributed

        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                address = str(json.loads(self.file.read_text())["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
                continue
            with distributed.Client(address, set_as_default=False) as client:
                client.wait_for_workers(len(self.workers), timeout=60)
            return address
        raise AssertionError("the scheduler did not start")

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    made = Cluster(tmp_path)
    yield made
    made.stop()


@pytest.mark.skipif(os.name == "nt", reason="a sandbox needs Linux")
def test_a_cluster_that_loses_a_worker_still_grades_the_class(
    dask: Cluster, tmp_path: Path
) -> None:
    slow = "import time\ntime.sleep(0.5)"
    answers: dict[str, Any] = {f"s{i:02d}": RIGHT for i in range(6)} | {"wrong": "square = abs"}
    (tmp_path / "course").mkdir()
    there = Course(course(tmp_path / "course", answers, first=slow))
    with open_gradebook(there) as gradebook, dask_at(dask.address()) as (executor, _):
        todo = find_submissions(there, [MODULE])
        run = batch.grade(there, gradebook, [MODULE], todo, executor=executor, workers=2)
        results = [next(run)]
        dask.workers[0].kill()
        results += run
    assert {r.student for r in results} == answers.keys()
    assert {(r.status, r.error) for r in results} == {("graded", None)}
    assert {r.student for r in results if r.score < 3} == {"wrong"}


def test_a_cluster_that_is_not_there_is_told() -> None:
    pytest.importorskip("distributed")
    with (
        pytest.raises(CourseError, match="No Dask scheduler answers at"),
        dask_at("tcp://127.0.0.1:9", timeout=1),
    ):
        pass


HANGS = """
import re, time
from pathlib import Path

def hang(folder, times):
    "Hold the interpreter for ever, the first few times."
    tries = len(list(Path(folder).iterdir()))
    Path(folder, str(tries)).touch()
    if tries < times:
        re.fullmatch("(a|aa)+$", "a" * 200 + "b")  # lets no other thread run
    return tries

def double(x):
    return 2 * x
"""


@pytest.mark.skipif(os.name == "nt", reason="a sandbox needs Linux")
@pytest.mark.parametrize("times", [1, 9])
def test_a_worker_that_hangs_is_given_up_and_its_call_tried_once_more(
    dask: Cluster, tmp_path: Path, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnkit.grading.classroom.dask_executor._MARGIN", 3)
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(HANGS, space)
    tries = tmp_path / "tries"
    tries.mkdir()
    with dask_at(dask.address()) as (executor, workers):
        assert workers == 2
        assert isinstance(executor, LimitedExecutor)
        assert executor.submit(space["double"], 2).result(60) == 4
        executor.seconds = 2
        hanging = executor.submit(space["hang"], str(tries), times)
        if times == 1:
            others = [executor.submit(space["double"], i) for i in range(4)]
            assert hanging.result(60) == 1
            assert [f.result(60) for f in others] == [0, 2, 4, 6]
        else:
            with pytest.raises(WorkerLost, match="The cluster gave it up: it took longer than"):
                hanging.result(60)
            assert len(list(tries.iterdir())) == 2
