"""A Dask cluster on which submissions are graded."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.executors import LimitedExecutor, WorkerLost

log = logging.getLogger(__name__)
_MARGIN = 60.0  # seconds in which the cluster notices that a worker has ended


class DaskExecutor(LimitedExecutor):
    """Gives a cluster as many calls at a time as it has workers.

    A worker that takes too long with a call ends itself, and the scheduler gives the call to
    another; what is then not done in time either is given up.

    Parameters
    ----------
    client : distributed.Client
    workers : int
    """

    def __init__(self, client: Any, workers: int) -> None:
        super().__init__(workers)
        self._client = client

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """See `Executor.submit`."""
        return super().submit(self._call, fn, args, kwargs)

    def _call(self, *call: Any) -> Any:
        """The answer of the cluster to a call, or what it raises."""
        from distributed import TimeoutError as TooLate
        from distributed.scheduler import KilledWorker

        seconds = self.seconds
        future = self._client.submit(_call_within, seconds, *call, pure=False, retries=1)
        try:
            return future.result(timeout=2 * seconds + _MARGIN)
        except TooLate:
            future.cancel()
            why = f"it took longer than {seconds / 60:.0f} minutes on two workers"
        except KilledWorker:
            why = "several workers ended while they worked on it: perhaps their memory ran out"
        except CancelledError:
            why = "is the scheduler gone?"
        raise WorkerLost(f"The cluster gave it up: {why}.".replace("?.", "?"))


def _call_within(seconds: float, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Call a function on a worker, which ends if that takes too long, whatever hangs there."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or 2)
    try:
        return function(*args, **kwargs)
    finally:
        faulthandler.cancel_dump_traceback_later()


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
        executor = DaskExecutor(client, workers)
        try:
            yield executor, workers
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
