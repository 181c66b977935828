"""A process of its own: its crash, its hang and its children end with it."""

from __future__ import annotations

import os
import time

import pytest

from nnkit.grading.process import ProcessDied, in_own_process


def add(a: int, b: int) -> int:
    return a + b


def crash() -> None:
    os._exit(3)


def hang() -> None:
    time.sleep(1000)


def test_answer_comes_back() -> None:
    assert in_own_process(add, 2, 3, seconds=60) == 5


def test_crash_is_told() -> None:
    with pytest.raises(ProcessDied):
        in_own_process(crash, seconds=60)


def test_hang_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        in_own_process(hang, seconds=0.5)
    assert time.monotonic() - start < 30
