"""Of what a sandbox says that a cell has shown, only outputs of the right form are kept."""

from __future__ import annotations

import base64
import logging
from typing import Any

import pytest

from nnkit.grading.grader.outputs import NOT_DRAWN, OutputValidator
from nnkit.grading.protocol.messages import FIGURE_PREFIX

STREAM = {"output_type": "stream", "name": "stdout", "text": "a"}
ERROR = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["x", 3]}
RESULT = {"output_type": "execute_result", "data": {"text/plain": "1", "image/png": 3, 4: "x"}}
NAME = FIGURE_PREFIX + bytes(32)


def test_what_has_the_right_form_is_kept() -> None:
    stream, error, result = OutputValidator(1000).validate([STREAM, ERROR, RESULT])
    assert stream == STREAM
    assert error == {**ERROR, "traceback": ["x"]}
    assert result.data == {"text/plain": "1"}
    assert (result.metadata, result.execution_count) == ({}, None)


@pytest.mark.parametrize(
    "data",
    [
        None,
        3,
        {},
        [3],
        [{}],
        [{**STREAM, "name": "stdin"}],
        [{**STREAM, "text": None}],
        [{**STREAM, "text": "\ud800"}],
        [{**ERROR, "evalue": 3}],
        [{**RESULT, "data": []}],
        [{**RESULT, "data": {"text/plain": 3}}],
        [{"output_type": "update_display_data", "data": {"text/plain": "1"}}],
    ],
)
def test_what_has_not_is_left_out(data: object) -> None:
    assert OutputValidator(1000).validate(data) == []


def test_the_limit_counts_for_all_cells_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nnkit")
    validator = OutputValidator(10)
    assert len(validator.validate([{**STREAM, "text": "x" * 6}])) == 1
    assert validator.validate([{**STREAM, "text": "\x1b" * 6}]) == []
    assert len(validator.validate([{**STREAM, "text": "x" * 4}])) == 1
    assert caplog.messages == ["output limit: 6 characters left out"]


def shown(name: bytes) -> Any:
    data = {"image/png": base64.b64encode(name).decode(), "text/plain": "a figure"}
    return {"output_type": "display_data", "data": data}


def test_a_picture_takes_the_place_of_a_figures_name() -> None:
    validator = OutputValidator(1000)
    (output,) = validator.validate([shown(NAME)])
    drawn = validator.with_pictures(output, {NAME: b"\x89PNG"}.__getitem__)
    assert drawn.data == {"image/png": "iVBORw==", "text/plain": "a figure"}


def test_a_picture_that_is_missing_or_too_large_is_an_error_in_words() -> None:
    def refuse(name: bytes) -> bytes:
        raise ValueError("it could not be drawn")

    for picture in (refuse, lambda name: bytes(1000)):
        validator = OutputValidator(500)
        (output,) = validator.validate([shown(NAME)])
        error = validator.with_pictures(output, picture)
        assert error.ename == NOT_DRAWN
        assert error.evalue.startswith("This picture is missing: ")


def test_outputs_have_an_end_in_a_cell_and_in_a_notebook() -> None:
    validator = OutputValidator(10**6)
    first = validator.validate([STREAM] * 1001)
    assert len(first) == 1001
    assert first[-1].text.startswith("More was shown, and is left out here: a cell may have 1,000")
    rest = [len(validator.validate([STREAM] * 1000)) for _ in range(5)]
    assert rest == [1000, 1000, 1000, 1000, 1]


def test_an_output_has_no_end_of_empty_lines_and_forms() -> None:
    lines = {**ERROR, "traceback": [""] * 5000}
    forms = {**RESULT, "data": {f"a/{i}": "" for i in range(5000)}}
    error, result = OutputValidator(10**6).validate([lines, forms])
    assert (len(error.traceback), len(result.data)) == (1000, 1000)


def test_a_long_error_is_told_in_short() -> None:
    long = {**ERROR, "evalue": "a" * 10**6, "traceback": ["b" * 10**6] * 2}
    (error,) = OutputValidator(100_000).validate([long])
    assert error.evalue.startswith("aaa")
    assert [len(error.evalue), *map(len, error.traceback)] == [20_000] * 3
