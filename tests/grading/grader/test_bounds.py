"""Time and memory are bounded for a while, and are as before afterwards."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
import pytest

from nnkit.grading.grader.bounds import bounded_memory, bounded_time


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_memory_is_bounded_for_a_while() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    with bounded_memory(64 << 20):
        np.ones(1 << 20)
        with pytest.raises(MemoryError):
            np.ones(1 << 25)
        with bounded_memory(1 << 30), pytest.raises(MemoryError):
            np.ones(1 << 25)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timers")
def test_processor_time_is_bounded_for_a_while() -> None:
    with bounded_time(0.03, TimeoutError("too long")):
        time.sleep(0.1)
        with pytest.raises(TimeoutError, match="too long"):
            burn(1)
    burn(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timers")
def test_what_is_a_part_of_bounded_work_does_not_unbind_it() -> None:
    def work() -> None:
        with bounded_time(0.5, TimeoutError("a part")):
            burn(0.01)
        burn(1)

    with bounded_time(0.06, TimeoutError("all of it")), pytest.raises(TimeoutError, match="all"):
        work()


def test_in_other_threads_nothing_is_bounded() -> None:
    done: list[int] = []

    def work() -> None:
        with bounded_time(0.01, TimeoutError()):
            burn(0.02)
        done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
