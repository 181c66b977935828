"""Verdicts about an exercise."""

from __future__ import annotations

import pytest

from nnkit.checks.exercise import Misconception, Value
from nnkit.checks.judge.verdicts import decided, half_points, misconceived, passed, to_do

NUMBER = Value("02.n", points=1.5, asks="n", reference=1.0)


def test_verdicts_carry_id_and_points() -> None:
    assert passed(NUMBER, "Yes.").as_dict() == {
        "id": "02.n",
        "points": 1.5,
        "max_points": 1.5,
        "status": "passed",
        "misconception": None,
        "message": "Yes.",
    }
    assert to_do(NUMBER).message == "`n` is still to do."
    assert to_do(NUMBER, "Wait.").status == "not attempted"
    assert decided(NUMBER, "failed", "No.").points == 0


@pytest.mark.parametrize(
    ("credit", "points", "status"), [(0, 0, "failed"), (0.5, 0.5, "partial"), (0.3, 0, "failed")]
)
def test_a_misconception_may_earn_half_points(credit: float, points: float, status: str) -> None:
    verdict = misconceived(NUMBER, Misconception("m", 2.0, "Why.", credit), "In this case.")
    assert (verdict.points, verdict.status) == (points, status)
    assert (verdict.misconception, verdict.message) == ("m", "Why.\n\nIn this case.")


@pytest.mark.parametrize(("points", "half"), [(0.74, 0.5), (0.75, 0.5), (1.0, 1.0), (0.1 * 5, 0.5)])
def test_points_are_rounded_down_to_half_points(points: float, half: float) -> None:
    assert half_points(points) == half
