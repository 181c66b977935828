"""How much time and memory a piece of work may take here that a submission has a say in.

Both are counted by the kernel, so that a busy machine changes nothing; where it does not count
them, nothing is bounded.  A process forked for a submission has limits of its own beside these.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from nnkit.grading.sandbox.confinement.limits import memory_in_use


@contextmanager
def bounded_memory(more: int) -> Iterator[None]:
    """Let this process take so many bytes more; a MemoryError comes where it wants others."""
    if sys.platform != "linux":
        yield
        return
    import resource  # not on Windows

    before = resource.getrlimit(resource.RLIMIT_DATA)
    _, in_use = memory_in_use("self")
    limits = [in_use + more, *(n for n in before if n != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


@contextmanager
def bounded_time(seconds: float, error: BaseException) -> Iterator[None]:
    """Raise an error after so much processor time, in a process's first thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise error

    handler = signal.signal(signal.SIGPROF, stop)
    left, _ = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, left)  # of what this is a part of
        signal.signal(signal.SIGPROF, handler)
