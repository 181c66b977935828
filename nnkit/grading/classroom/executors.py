"""Where submissions are graded: processes of this machine, or in `dask_executor` a cluster.

Both are executors of `concurrent.futures`, so a batch knows no difference.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any

import nnkit.grading.classroom.fast_imports  # noqa: F401, first, also in processes that preload nothing
from nnkit.grading.grader import processes

log = logging.getLogger(__name__)
_PAGES = "nnkit.grading.classroom.student_page"
PRELOADED = ("nnkit.grading.classroom.worker", "nnkit.plot", _PAGES)
"""What workers have loaded when they start; nbgrader, which takes longer than all of it, is not."""
LONGEST = 30 * 24 * 3600.0  # a month: the clocks of threads take no infinity


class WorkerLost(Exception):
    """The process that worked on a submission died or took too long; a plain sentence."""


class LimitedExecutor(ThreadPoolExecutor):
    """Lets a worker of another process or machine make each call, which may take so long.

    Attributes
    ----------
    seconds : float
        How long a call may take.
    """

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self.seconds = LONGEST


class WorkerPool(LimitedExecutor):
    """Processes of this machine, each led by a thread that gives it one call at a time.

    They start at once, while the main process still loads.  One that dies or takes too long is
    replaced, and its call is tried once more.

    Parameters
    ----------
    workers : int
    pages : bool
        Whether students' pages are made there too, which takes more to load.
    """

    def __init__(self, workers: int, *, pages: bool = True) -> None:
        super().__init__(workers)
        preload = [*PRELOADED] if pages else [name for name in PRELOADED if name != _PAGES]
        # Not forked from this process, whose threads and open gradebook they must not have.
        methods = multiprocessing.get_all_start_methods()
        method = "forkserver" if "forkserver" in methods else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        self._context.set_forkserver_preload(preload)
        self._of_thread = threading.local()
        self._stopped = False
        self._workers: list[_Worker] = []
        self._fork_server = processes.ForkServer()
        if processes.CAN_FORK:
            _start_without_ctrl_c(self._fork_server)
        for _ in range(workers):
            self.submit(os.getpid)  # starts a worker

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """See `Executor.submit`."""
        return super().submit(self._call, fn, args, kwargs)

    def _call(self, *call: Any) -> Any:
        """Let this thread's worker make a call, and a second one if it is lost."""
        try:
            return self._worker().call(call, self.seconds)
        except WorkerLost as lost:
            if self._stopped:
                raise
            log.warning("%s It is tried once more in a new one.", lost)
        try:
            return self._worker().call(call, self.seconds)
        except WorkerLost as lost:
            raise WorkerLost(f"{lost} It was tried twice.") from None

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._of_thread, "worker", None)
        if worker is None or worker.lost:
            self._of_thread.worker = worker = _Worker(self._context, self._fork_server)
            self._workers.append(worker)
        return worker

    def stop(self) -> None:
        """Kill the workers and what they do: nobody waits for it any more."""
        self._stopped = True
        for worker in self._workers:
            worker.kill("It was stopped with the whole run.")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See `Executor.shutdown`."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            for worker in self._workers:
                worker.end()
            self._fork_server.stop()


def _start_without_ctrl_c(fork_server: processes.ForkServer) -> None:
    """Start what makes sandboxes and workers, so that these do not hear Ctrl-C.

    A terminal tells it to all processes.  The main process ends them; by themselves they would
    print where they were.
    """
    from multiprocessing import forkserver, resource_tracker  # not on Windows

    resource_tracker.ensure_running()  # which would let Ctrl-C through when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        fork_server.start()
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """A process that makes one call after the other.

    Parameters
    ----------
    context : multiprocessing context
    fork_server : ForkServer
        Makes the sandboxes; all workers share what it has loaded.

    Attributes
    ----------
    lost : str
        How it was lost, in a sentence.
    """

    _starting = threading.Lock()

    def __init__(self, context: Any, fork_server: processes.ForkServer) -> None:
        self.lost = ""
        self._connection, other_end = context.Pipe()
        try:
            with self._starting:
                control = fork_server.branch() if processes.CAN_FORK else None
                about = other_end, control
                self._process = context.Process(target=_serve, args=about, daemon=True)
                self._process.start()
        except (OSError, EOFError) as error:
            raise WorkerLost(f"A process could not be started: {error}.") from None
        other_end.close()
        if control is not None:
            control.close()

    def call(self, call: tuple[Any, ...], seconds: float) -> Any:
        """The answer to a call, or what it raises.

        Raises
        ------
        WorkerLost
            If the process dies, or is killed because it took too long.
        """
        limit = threading.Timer(seconds, self._end_after, [seconds])
        limit.daemon = True
        limit.start()
        try:
            self._connection.send(call)
            answer, error = self._connection.recv()
        except (OSError, EOFError):
            self.lost = self.lost or _DIED
            self.end()
            raise WorkerLost(self.lost) from None
        finally:
            limit.cancel()
        if error is not None:
            raise error
        return answer

    def _end_after(self, seconds: float) -> None:
        self.kill(
            f"The process that worked on it was stopped after {seconds / 60:.0f} minutes: "
            "something in it does not end."
        )

    def kill(self, why: str) -> None:
        """End the process by force; whoever waits for its answer is told why."""
        self.lost = why
        self._process.kill()

    def end(self) -> None:
        """Let the process end, by force if it is lost or does not end soon."""
        self._connection.close()
        if not self.lost:
            self._process.join(5)
        self._process.kill()
        self._process.join()


_DIED = "The process that worked on it died: perhaps the memory ran out (try --workers 1)."


def _serve(connection: Connection, control: socket.socket | None) -> None:
    """Answer calls until the main process closes its end."""
    _end_with_parent()
    processes.fork_server.control = control
    while True:
        try:
            function, args, kwargs = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            reply: tuple[Any, Exception | None] = function(*args, **kwargs), None
        except Exception as error:
            error.add_note(traceback.format_exc())
            reply = None, error
        except BaseException as error:  # SystemExit, which would end the main process too
            reply = None, RuntimeError(f"it stopped with {error!r}")
        try:
            connection.send(reply)
        except ConnectionError:
            return
        except Exception as error:
            connection.send((None, RuntimeError(f"its answer cannot be sent: {error}")))


def _end_with_parent() -> None:
    """Let a worker end when the process that started it was killed; by itself it would stay."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def default_workers() -> int:
    """One worker for each core, eight at most."""
    return min(os.cpu_count() or 1, 8)


@contextmanager
def local(workers: int, *, pages: bool = True) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine, and how many."""
    pool = WorkerPool(workers, pages=pages)
    try:
        yield pool, workers
    except KeyboardInterrupt:
        pool.stop()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
