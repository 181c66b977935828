"""Where submissions are graded: processes of this machine, or a Dask cluster.

Both are executors of `concurrent.futures`, so a batch knows no difference.
"""

from __future__ import annotations

import logging
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

log = logging.getLogger(__name__)


class WorkerDied(Exception):
    """The process that worked on a submission ended without an answer, twice."""


class RetryingProcessPool(Executor):
    """Processes of this machine, which start at once, while the main process still loads.

    When one dies, all that was under way is lost with it.  Each call is repeated, once, in a
    process of its own, so that only the one to blame fails.

    Parameters
    ----------
    workers : int
    pages : bool
        Whether students' pages are made there too, which takes more to load.
    """

    def __init__(self, workers: int, *, pages: bool = True) -> None:
        self._workers = workers
        self._preload = ["nnkit.grading.classroom.worker", "nnkit.plot"]
        if pages:
            self._preload.append("nnkit.grading.classroom.feedback")
        self._lock = threading.Lock()
        self._pool = self._processes(workers)
        self._starter = threading.Thread(target=self._start_fork_servers)
        self._starter.start()

    def _start_fork_servers(self) -> None:
        with suppress(RuntimeError):  # shut down already, or a process died
            for _ in range(self._workers):
                self._pool.submit(_start_fork_server)

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

        def finish_or_retry(future: Future[Any]) -> None:
            if not isinstance(_error(future), BrokenProcessPool):
                _copy_outcome(future, answer)
                return
            log.warning("A worker died; what was under way is retried in a process of its own")
            alone = self._processes(1)
            second = alone.submit(fn, *args, **kwargs)
            second.add_done_callback(lambda done: _copy_outcome(done, answer))
            alone.shutdown(wait=False)

        future.add_done_callback(finish_or_retry)
        return answer

    def _processes(self, workers: int) -> ProcessPoolExecutor:
        # Not forked from this process, whose threads and open gradebook they must not have.
        methods = multiprocessing.get_all_start_methods()
        method = "forkserver" if "forkserver" in methods else "spawn"
        context: Any = multiprocessing.get_context(method)
        context.set_forkserver_preload(self._preload)
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See `Executor.shutdown`."""
        self._starter.join()
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def _start_fork_server() -> None:
    """Start a worker's fork server before its first submission."""
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


def _copy_outcome(future: Future[Any], answer: Future[Any]) -> None:
    """Resolve a future as another one was."""
    error = _error(future)
    if isinstance(error, BrokenProcessPool):
        error = WorkerDied()
    if not answer.set_running_or_notify_cancel() or future.cancelled():
        return
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(future.result())


def default_workers() -> int:
    """One worker for each core, eight at most."""
    return min(os.cpu_count() or 1, 8)


@contextmanager
def local(workers: int, *, pages: bool = True) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine, and how many."""
    pool = RetryingProcessPool(workers, pages=pages)
    try:
        yield pool, workers
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask(address: str, timeout: float = 10) -> Iterator[tuple[Executor, int]]:
    """A Dask cluster, and how many submissions it runs at a time.

    Parameters
    ----------
    address : str
        Of its scheduler, such as ``"tcp://10.0.0.1:8786"``.
    timeout : float
        Seconds in which the scheduler has to answer.

    Raises
    ------
    CourseError
        If no scheduler answers there, or it has no workers.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=timeout, set_as_default=False)
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
        log.info("The Dask cluster at %s has %d workers", address, workers)
        yield client.get_executor(pure=False, retries=2), workers
