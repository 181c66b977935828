"""Forked processes are ended when they overstep, by the clock, and it is said why."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnkit.grading.sandbox import children
from nnkit.grading.sandbox.children import Children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
DISK, THREADS = 1 << 20, 8


def sleeper() -> int:
    """A process that does nothing."""
    return os.posix_spawn("/bin/sleep", ["sleep", "60"], {})


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Children, int, int]]:
    both = Children()
    first, second = sleeper(), sleeper()
    for name, pid in (("a", first), ("b", second)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "given").write_bytes(os.urandom(2 * DISK))
        both.add(pid, str(tmp_path / name), DISK, THREADS)
    yield both, first, second
    both.end_all()


def test_one_that_oversteps_is_ended_and_the_other_goes_on(
    two: tuple[Children, int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, greedy, modest = two
    monkeypatch.setattr(both, "_next", 0.0)
    both.look()
    monkeypatch.setattr(both, "_next", 0.0)
    (tmp_path / "a" / "more").write_bytes(os.urandom(2 * DISK))
    both.look()
    used = both.end(greedy)
    assert used["overstepped"] == "it wrote more than 1 MB to files"
    assert both.end(modest)["overstepped"] == ""
    assert both.end(modest) == {}


def test_they_are_looked_at_by_the_clock(two: tuple[Children, int, int], tmp_path: Path) -> None:
    both, greedy, _ = two
    (tmp_path / "a" / "more").write_bytes(os.urandom(2 * DISK))
    pause = both.look()
    assert pause is not None
    assert 0 < pause <= children.PAUSE
    time.sleep(children.PAUSE)
    both.look()
    assert both.end(greedy)["overstepped"]
    assert Children().look() is None


def test_how_one_ended_by_itself_is_told(two: tuple[Children, int, int]) -> None:
    both, killed, ended = two
    os.kill(killed, signal.SIGTERM)
    os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
    assert both.end(killed)["signal"] == signal.SIGTERM
    assert both.end(ended)["signal"] == 0  # which was ours
    with pytest.raises(ProcessLookupError):
        os.kill(ended, 0)


def test_those_that_are_left_to_another_process_are_not_ended(
    two: tuple[Children, int, int],
) -> None:
    both, *pids = two
    both.forget()
    both.end_all()
    for pid in pids:
        os.kill(pid, 0)
        both.end(pid)
