"""No submission gets more points than its functions earn."""

from __future__ import annotations

import pytest

from tests.grading.grader.attacks import ATTACKS, Attack
from tests.grading.grader.victim import MOST, graded, points, source

pytest.importorskip("nbgrader")


def test_the_honest_solution_gets_all_points() -> None:
    result = graded(source())
    assert result.error is None
    assert sum(points(result).values()) == MOST


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{a.family}: {a.name}" for a in ATTACKS])
def test_attack_gains_nothing(attack: Attack) -> None:
    result = graded(attack.notebook)
    assert result.error is None
    assert len(result.verdicts) == 5
    assert sum(points(result).values()) == attack.worth, points(result)
