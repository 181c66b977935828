"""What tests hold in place of the student's things: plain data comes back, objects stay there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.grading.grader.one_answer import result_of


def test_a_traceback_shows_the_students_code_only() -> None:
    wrong = "import json\ndef f(x): return x\ndef g():\n    return json.loads('{')\ng()"
    graded = result_of(wrong, "assert f(3) == 9", "def f(x):\n    return x * x")
    cells: list[Any] = json.loads(graded.notebooks["v.ipynb"])["cells"]
    (output,) = cells[0]["outputs"]
    told = "\n".join(output["traceback"])
    assert "return json.loads('{')" in told
    assert "JSONDecodeError" in told
    assert "decoder.py" not in told


def test_a_function_of_the_tests_can_be_called() -> None:
    test = "assert [slope(lambda x: x**2, x, 0.5) for x in (1.0, 3.0)] == [2.0, 6.0]"
    source = "def slope(f, x, h):\n    return (f(x + h) - f(x - h)) / (2 * h)"
    (question,) = result_of(source, test, source).verdicts
    assert (question.points, question.message) == (3, "")


KEEPS = """\
class Net:
    def __init__(self, weights):
        self.weights = {0}
    def step(self):
        for W in self.weights:
            W -= 1"""


@pytest.mark.parametrize(("keeps", "points"), [("[W.copy() for W in weights]", 3), ("weights", 0)])
def test_an_array_that_an_object_keeps_and_changes_later_changes_here(
    keeps: str, points: float
) -> None:
    test = (
        "import numpy as np\nweights = [np.ones((2, 3)), np.ones((1, 2))]\n"
        "net = Net(weights)\nnet.step()\nassert weights[0][0, 0] == 1, 'your class changed them'"
    )
    (question,) = result_of(KEEPS.format(keeps), test, KEEPS.format("list(weights)")).verdicts
    assert question.points == points, question.message
