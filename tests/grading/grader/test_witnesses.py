"""The smaller of two marks counts, and what is told of it."""

from __future__ import annotations

import pytest

from nnkit.checks.verdict import Status, Verdict
from nnkit.grading.grader.cells import HIDDEN
from nnkit.grading.grader.notebook import Node, new_cell, node
from nnkit.grading.grader.sandboxed_tests import SandboxMark
from nnkit.grading.grader.witnesses import Witnesses, shown_points
from tests.grading.grader.victim import metadata

HIDING = "assert n == 3\n### BEGIN HIDDEN TESTS\nassert n > 2\n### END HIDDEN TESTS"


def a_test(source: str = "assert n == 3") -> Node:
    cell = new_cell("code", source)
    cell.metadata = node(metadata("test-n", 3))
    return cell


def outside(points: float) -> Verdict:
    status: Status = "passed" if points == 3 else "partial" if points else "failed"
    return Verdict("test-n", points, 3, status, "" if points == 3 else "It is not so outside.")


@pytest.mark.parametrize(
    ("by_runner", "mark", "points", "status"),
    [
        (3, 3, 3, "passed"),
        (3, 0, 0, "failed"),
        (0, 3, 0, "failed"),
        (3, 1.5, 1.5, "partial"),
        (1.5, 3, 1.5, "partial"),
        (0, 0, 0, "failed"),
    ],
)
def test_the_smaller_counts(by_runner: float, mark: float, points: float, status: str) -> None:
    witnesses = Witnesses({"test-n": SandboxMark(mark)})
    verdict, decided = witnesses.weigh(outside(by_runner), a_test(), HIDDEN)
    assert (verdict.points, verdict.status, decided) == (points, status, "both")


@pytest.mark.parametrize("mark", [0, 1, 3])
@pytest.mark.parametrize("by_runner", [0, 3])
def test_one_decides_alone_where_the_solution_does_not_pass_outside(
    mark: float, by_runner: float
) -> None:
    witnesses = Witnesses({"test-n": SandboxMark(mark)}, frozenset({"test-n"}))
    verdict, decided = witnesses.weigh(outside(by_runner), a_test(), HIDDEN)
    assert (verdict.points, decided) == (mark, "inside")
    assert "outside" not in verdict.message


def test_a_test_that_was_not_run_there_is_decided_outside() -> None:
    assert Witnesses().weigh(outside(3), a_test(), HIDDEN) == (outside(3), "outside")


def test_who_passes_inside_only_is_told_and_keeps_the_reason() -> None:
    verdict, _ = Witnesses({"test-n": SandboxMark(3)}).weigh(outside(0), a_test(), HIDDEN)
    assert verdict.message.startswith("It is not so outside.")
    assert "A person will look at it." in verdict.message


@pytest.mark.parametrize(
    ("source", "mark", "message"),
    [
        ("assert n == 3", SandboxMark(0), "run all cells of your notebook from the top"),
        (HIDING, SandboxMark(0), "one that you see, or a hidden one"),
        (HIDING, SandboxMark(0, "it ran out of time"), "stopped: it ran out of time."),
    ],
)
def test_why_it_failed_inside(source: str, mark: SandboxMark, message: str) -> None:
    verdict, _ = Witnesses({"test-n": mark}).weigh(outside(3), a_test(source), HIDDEN)
    assert message in verdict.message
    assert "n > 2" not in verdict.message


def test_what_the_sandbox_says_of_an_error_is_not_told() -> None:
    mark = SandboxMark(0, error="AssertionError: the secret is 49")
    verdict, _ = Witnesses({"test-n": mark}).weigh(outside(3), a_test(), HIDDEN)
    assert "49" not in verdict.message


@pytest.mark.parametrize(("points", "shown"), [(0, "error"), (1.5, "execute_result"), (3, None)])
def test_nbgrader_reads_the_points_in_the_outputs(points: float, shown: str | None) -> None:
    outputs = shown_points(outside(points))
    assert [o.output_type for o in outputs] == ([shown] if shown else [])
    if shown == "execute_result":
        assert outputs[0].data["text/plain"] == "1.5"
