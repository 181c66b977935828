"""A picture comes from the instructor, or from the sandbox, and one that is missing costs nothing."""

from __future__ import annotations

import base64
import time
from typing import Any

import pytest

from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.kernel import Kernel
from nnkit.grading.grader.notebook import Node, new_cell, new_output
from nnkit.grading.grader.pictures import Pictures
from nnkit.grading.grader.sandbox import SandboxLost
from nnkit.grading.protocol.messages import FIGURE_PREFIX
from tests.grading.grader.fake_sandbox import FakeSandbox

ONE, TWO = FIGURE_PREFIX + bytes(32), FIGURE_PREFIX + bytes([1] * 32)


def cell_with(*figures: bytes) -> Node:
    cell = new_cell("code", "")
    texts = [base64.b64encode(figure).decode() for figure in figures]
    cell.outputs = [new_output("display_data", data={"image/png": text}) for text in texts]
    return cell


def pictures_with(draw: Any, drawn: dict[bytes, bytes]) -> tuple[Pictures, list[FakeSandbox]]:
    opened: list[FakeSandbox] = []

    def open_sandbox() -> Any:
        sandbox = FakeSandbox(draw_figure=draw)
        sandbox.end = dict  # type: ignore[attr-defined]
        opened.append(sandbox)
        return sandbox

    kernel = Kernel(open_sandbox, {}, Limits(output=1000), time.monotonic() + 60)
    return Pictures(drawn, kernel), opened


def test_only_what_nobody_has_drawn_is_drawn_and_only_once() -> None:
    pictures, opened = pictures_with({"picture": b"two"}, {ONE: b"one"})
    cells = [cell_with(ONE, TWO), cell_with(TWO)]
    pictures.insert(cells)
    shown = [base64.b64decode(o.data["image/png"]) for c in cells for o in c.outputs]
    assert shown == [b"one", b"two", b"two"]
    assert pictures == {ONE: b"one", TWO: b"two"}
    assert [sandbox.methods() for sandbox in opened] == [["draw_figure"]]


def lost(figure: bytes) -> dict[str, Any]:
    raise SandboxLost("it ended")


@pytest.mark.parametrize(
    "draw", [lost, {}, {"picture": 3}, {"picture": bytes(2000)}, {"error": {"kind": "ValueError"}}]
)
def test_a_picture_that_cannot_be_had_is_told(draw: Any) -> None:
    pictures, _ = pictures_with(draw, {})
    cell = cell_with(ONE)
    pictures.insert([cell])
    assert cell.outputs[0].evalue == "This picture is missing: it could not be drawn."
