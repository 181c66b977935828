"""What a check said is read from a notebook's outputs, and if it said nothing, why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnkit.checks.exercise import Value
from nnkit.checks.verdict import MIME
from nnkit.grading.notebook import Unreadable, parse, seconds_of, verdict_of

EXERCISE = Value(id="02.n", points=2, asks="n", reference=1.0)


def cell(*outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": "", "outputs": list(outputs)}


def error(name: str, text: str = "") -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": []}


def shown(**changes: Any) -> dict[str, Any]:
    verdict = {**EXERCISE.passed("Well done.").as_dict(), **changes}
    return {"output_type": "execute_result", "metadata": {}, "data": {MIME: verdict}}


def test_verdict_is_read_past_other_outputs() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "hello"}
    plot = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "figure"}}
    verdict = verdict_of(EXERCISE, cell(stream, plot, shown()), cell(error("ValueError")))
    assert verdict == EXERCISE.passed("Well done.")


@pytest.mark.parametrize(
    ("answer", "check", "status", "told"),
    [
        (
            [error("SyntaxError", "'(' was never closed (1234.py, line 3)")],
            [error("NameError")],
            "error",
            "The cell of `n` stopped with a SyntaxError: '(' was never closed (line 3)",
        ),
        ([], [error("NameError", "no n")], "error", "The check of `n` stopped with a NameError"),
        ([], [error("KeyboardInterrupt")], "error", "did not come to an end"),
        ([error("CellTimeoutError")], [], "error", "The cell of `n` did not come to an end"),
        ([error("NotImplementedError")], [error("NameError")], "not attempted", "still to do"),
        ([], [], "error", "gave no verdict"),
        ([], [{"output_type": "execute_result", "data": {MIME: "7"}}], "error", "no verdict"),
        ([], [{"output_type": "execute_result", "data": {MIME: {}}}], "error", "no verdict"),
    ],
)
def test_missing_verdict_is_explained(
    answer: list[Any], check: list[Any], status: str, told: str
) -> None:
    verdict = verdict_of(EXERCISE, cell(*check), cell(*answer))
    assert (verdict.status, verdict.points) == (status, 0)
    assert told in verdict.message


def test_seconds_come_from_the_kernel() -> None:
    times = {
        "iopub.status.busy": "2025-01-01T10:00:00.500000Z",
        "shell.execute_reply": "2025-01-01T10:00:02.750000Z",
    }
    assert seconds_of({"metadata": {"execution": times}}) == 2.25
    assert seconds_of({"metadata": {}}) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b'{\n"cells": [', "line 2"),
        (b"\xff\xfe", "not text"),
        (b"[]", "not the form"),
        (b"3", "not the form"),
        (b"{}", "not the form"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "not the form"),
        (b'{"nbformat": 9, "nbformat_minor": 0, "metadata": {}, "cells": []}', "not the form"),
    ],
)
def test_what_is_no_notebook_is_told(content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        parse(content)


def test_older_notebooks_are_read() -> None:
    old = {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": []}
    assert parse(json.dumps(old).encode()).nbformat == 4
