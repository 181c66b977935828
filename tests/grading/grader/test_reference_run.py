"""What the instructor's notebooks show is found out once, and kept for a few assignments."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from nnkit.grading.grader import reference_run as module
from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.reference_run import MAX_CACHED, reference_run
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable
from tests.grading.grader.victim import QUICK


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    module._cache.clear()
    yield
    module._cache.clear()


def test_it_runs_for_the_second_submission_or_the_first_of_many(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, module.__name__)
    first = reference_run(QUICK)
    assert caplog.messages == []
    assert reference_run(QUICK) is reference_run(QUICK) is first
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("reference run of victim.ipynb: 0 pictures, ")
    reference_run(replace(QUICK, many=True, files={"a.csv": b""}))
    assert len(caplog.messages) == 2


def test_a_few_are_kept() -> None:
    for i in range(2 * MAX_CACHED):
        reference_run(Assignment({"a.ipynb": '{"cells": []}'}, {"i": bytes([i])}))
    assert len(module._cache) == MAX_CACHED


def test_it_sees_that_it_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Module 10 would load Keras, which takes a minute in a sandbox."""
    seen: list[dict[str, str]] = []

    def start(environment: dict[str, str], *args: Any, **kwargs: Any) -> Any:
        seen.append(environment)
        raise SandboxUnavailable("only the environment is looked at")

    monkeypatch.setattr(Sandbox, "start", start)
    reference_run(replace(QUICK, many=True))
    assert "NBGRADER_EXECUTION" in seen[0]
