"""Where submissions are graded: processes of this machine, or a cluster.

Both are executors of `concurrent.futures`, so a batch knows no difference.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import Any

import nnkit.grading.classroom.fast_imports  # noqa: F401, first, also in processes that preload nothing
from nnkit.grading.classroom.course import CourseError


class WorkerDied(Exception):
    """The process that worked on a submission ended without an answer, twice."""


class LocalPool(Executor):
    """Processes of this machine.

    When one dies, all that was under way is lost with it: each is begun again, once, in a process
    of its own, so that only the one to blame fails.

    They start at once, while their user still loads what they get to do.

    Parameters
    ----------
    workers : int
    pages : bool
        Whether students' pages are made there too, which takes more to load.
    """

    def __init__(self, workers: int, *, pages: bool = True) -> None:
        self._workers = workers
        self._load = ["nnkit.grading.grader.grade", "nnkit.plot"]
        if pages:
            room = "nnkit.grading.classroom"
            self._load += [f"{room}.fast_imports", f"{room}.feedback"]
        self._lock = threading.Lock()
        self._pool = self._processes(workers)
        self._starter = threading.Thread(target=self._start)
        self._starter.start()

    def _start(self) -> None:
        with suppress(RuntimeError):  # shut down already, or a process died
            for _ in range(self._workers):
                self._pool.submit(_get_ready)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """See `Executor.submit`."""
        answer: Future[Any] = Future()
        with self._lock:
            pool = self._pool
            try:
                future = pool.submit(fn, *args, **kwargs)
            except BrokenProcessPool:
                self._pool = pool = self._processes(self._workers)
                future = pool.submit(fn, *args, **kwargs)

        def again(future: Future[Any]) -> None:
            if not isinstance(_error(future), BrokenProcessPool):
                _hand_on(future, answer)
                return
            alone = self._processes(1)
            second = alone.submit(fn, *args, **kwargs)
            second.add_done_callback(lambda done: _hand_on(done, answer))
            alone.shutdown(wait=False)

        future.add_done_callback(again)
        return answer

    def _processes(self, workers: int) -> ProcessPoolExecutor:
        # Not forked from this process, whose threads and open gradebook they must not have.
        methods = multiprocessing.get_all_start_methods()
        method = "forkserver" if "forkserver" in methods else "spawn"
        context: Any = multiprocessing.get_context(method)
        context.set_forkserver_preload(self._load)
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See `Executor.shutdown`."""
        self._starter.join()
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def _get_ready() -> None:
    """Start the process that sandboxes are forked from."""
    from nnkit.grading.grader import processes

    if processes.CAN_FORK:
        processes.fork_server.start()


def _end_with_parent() -> None:
    """Let a worker end when the process that started it was killed; by itself it would stay."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def _error(future: Future[Any]) -> BaseException | None:
    return None if future.cancelled() else future.exception()


def _hand_on(future: Future[Any], answer: Future[Any]) -> None:
    """Give what came out of one future to another."""
    error = _error(future)
    if isinstance(error, BrokenProcessPool):
        error = WorkerDied()
    if not answer.set_running_or_notify_cancel() or future.cancelled():
        return
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(future.result())


def by_default() -> int:
    """How many workers: one for each core, eight at most."""
    return min(os.cpu_count() or 1, 8)


@contextmanager
def local(workers: int, *, pages: bool = True) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine, and how many."""
    pool = LocalPool(workers, pages=pages)
    try:
        yield pool, workers
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """A Dask cluster, and how many submissions it runs at a time.

    Parameters
    ----------
    address : str
        Of its scheduler, such as ``"tcp://10.0.0.1:8786"``.

    Raises
    ------
    CourseError
        If no scheduler answers there, or it has no workers.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(f"No Dask scheduler answers at {address}: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=30)
        except TimeoutError:
            raise CourseError(
                f"The scheduler at {address} has no workers. Start some: dask worker {address}"
            ) from None
        workers = len(client.nthreads())
        yield client.get_executor(pure=False, retries=2), workers
