"""Sandboxes start from the warm process, or fresh where nothing can be forked, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnkit.grading.grader import processes
from tests.grading.grader.victim import ANSWERS, MOST, QUICK, graded, points, submission

LOST = {**ANSWERS, "total": "def total(v):\n    import os\n    os._exit(3)"}


def test_a_fresh_process_grades_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows, where students' code cannot be confined."""
    monkeypatch.setattr(processes, "CAN_FORK", False)
    unconfined = replace(QUICK, confine=False)
    assert sum(points(graded(submission(dict(ANSWERS)), unconfined)).values()) == MOST
    result = graded(submission(LOST), unconfined)
    assert sum(points(result).values()) == MOST - 3


def test_without_a_way_to_confine_nothing_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "CAN_FORK", False)
    result = graded(submission(dict(ANSWERS)), QUICK)
    assert result.error == "A process can be confined on Linux only."
    assert result.verdicts == ()
