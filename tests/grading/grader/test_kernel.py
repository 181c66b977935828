"""A sandbox that is lost is replaced by one in which the earlier cells have run again."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest

from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.kernel import Kernel
from nnkit.grading.grader.notebook import new_cell
from nnkit.grading.grader.sandbox import SandboxLost
from nnkit.grading.grader.variants import OwnNumbers
from tests.grading.grader.fake_sandbox import FakeSandbox

CRASH = "crash"


class Sandboxes:
    """Opens sandboxes that are lost in a cell when it has run as often as its count says."""

    def __init__(self, **counts: int) -> None:
        self.counts = counts
        self.opened: list[FakeSandbox] = []

    def __call__(self) -> Any:
        def run_cell(source: str) -> dict[str, Any]:
            self.counts[source] = self.counts.get(source, 99) - 1
            if self.counts[source] == 0:
                raise SandboxLost("it ended")
            return {"outputs": [{"output_type": "stream", "name": "stdout", "text": source}]}

        sandbox = FakeSandbox(run_cell=run_cell)
        sandbox.end = dict  # type: ignore[attr-defined]
        self.opened.append(sandbox)
        return sandbox


def kernel_with(sandboxes: Sandboxes, seconds: float = 60.0) -> Kernel:
    variants = {"01.mine": OwnNumbers("", 3)}
    return Kernel(sandboxes, variants, Limits(), time.monotonic() + seconds)


def ran(sandbox: FakeSandbox) -> list[str]:
    return [a.get("source", "variant") for _, a in sandbox.requests]


def test_cells_run_once_and_get_their_outputs() -> None:
    sandboxes = Sandboxes()
    kernel = kernel_with(sandboxes)
    cells = [new_cell("code", name) for name in "ab"]
    for cell in cells:
        kernel.run_cell(cell)
    kernel.session()
    assert [ran(s) for s in sandboxes.opened] == [["variant", "a", "b"]]
    assert [c.outputs[0].text for c in cells] == ["a", "b"]


def test_a_cell_in_which_the_sandbox_is_lost_does_not_run_again() -> None:
    sandboxes = Sandboxes(crash=1)
    kernel = kernel_with(sandboxes)
    kernel.run_cell(new_cell("code", "a"))
    with pytest.raises(SandboxLost):
        kernel.run_cell(new_cell("code", CRASH))
    kernel.shut_down()
    kernel.run_cell(new_cell("code", "b"))
    assert [ran(s) for s in sandboxes.opened] == [
        ["variant", "a", CRASH],
        ["variant", "a", "b"],
    ]


def test_a_cell_that_loses_the_next_sandbox_is_left_out_and_that_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "nnkit")
    sandboxes = Sandboxes(crash=2)
    kernel = kernel_with(sandboxes)
    for name in ("a", CRASH, "b"):
        cell = new_cell("code", name)
        cell.id = "x\n\x1b" + name
        kernel.run_cell(cell)
    kernel.shut_down()  # a test has lost it
    kernel.session()
    assert [ran(s)[1:] for s in sandboxes.opened] == [["a", CRASH, "b"], ["a", CRASH], ["a", "b"]]
    assert caplog.messages == ["cells run again without cell 'x\\n\\x1bcrash'"]


def test_when_the_time_is_over_nothing_runs() -> None:
    with pytest.raises(SandboxLost, match="used up"):
        kernel_with(Sandboxes(), seconds=-1.0).session()
