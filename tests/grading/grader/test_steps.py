"""A class is judged as if its steps were taken here; what is lost or missing costs that question."""

from __future__ import annotations

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.course.m07_problems.network import network_steps
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.victim import metadata

NETWORK = """\
class NeuralNetwork:
    def __init__(self, weights, biases, activation):
        self.net = nnkit.Network([W.copy() for W in weights], [b.copy() for b in biases], activation)
    weights = property(lambda self: self.net.weights)
    biases = property(lambda self: self.net.biases)
    def forward(self, x):
        self.trace = self.net.forward(x)
        return self.trace.a[-1]
    def backward(self, y):
        self.g = self.net.backward(self.trace, y)
        return self.g.dW, self.g.db
    def step(self, alpha):
        nnkit.SGD(alpha).step(self.net, self.g)
    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(x)
            self.backward(y)
            losses.append(self.g.loss)
            self.step(alpha)
        return losses"""
IMPORTS = "import nnkit\nfrom nnkit import check"
FORWARD = ("check('07.forward', forward)", 3)
CLASS = ("check('07.NeuralNetwork', NeuralNetwork)", 5)
AFTER = ("assert after == 1", 1)


def questions(
    right: list[str], handed: list[str], tests: list[tuple[str, int]]
) -> list[CellVerdict]:
    """Grade a notebook of answers, each with its test behind it."""

    def notebook(answers: list[str]) -> str:
        cells: list[NotebookNode] = [new_code_cell(IMPORTS, id="imports")]
        for i, (answer, (test, points)) in enumerate(zip(answers, tests, strict=True)):
            cells.append(new_code_cell(answer, id=f"a{i}", metadata=metadata(f"a{i}")))
            cells.append(new_code_cell(test, id=f"t{i}", metadata=metadata(f"t{i}", points)))
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"a.ipynb": notebook(right)}, limits=Limits(seconds=10.0))
    result = grade(assignment, {"a.ipynb": notebook(handed).encode()}, "ada", "secret")
    assert result.error is None
    return list(result.verdicts)


INSIDE = "\nfrom nnkit.grading.sandbox import server as inside\n"
CLASSES = {
    "right": (5, "Right on all", NETWORK),
    "parts that are computed when they are asked for": (
        5,
        "Right on all",
        NETWORK.replace("self.net.weights)", "(W for W in self.net.weights))"),
    ),
    "a method that is still to do": (
        0,
        "`fit` is still to do (line 15 of its cell).",
        NETWORK[: NETWORK.index("        losses = []")] + "        raise NotImplementedError",
    ),
    "a method that stops": (
        0,
        "line 11, in backward:  return 1 / 0",
        NETWORK.replace("return self.g.dW, self.g.db", "return 1 / 0"),
    ),
    "an answer that is still to be written": (
        0,
        "`fit`, returned by `NeuralNetwork`, is still `...`",
        NETWORK.replace("return losses", "return ..."),
    ),
    "a result that is too large": (
        0,
        "ValueError: a list of 3 million numbers is too long to be handed over: 2 million are allowed",
        NETWORK.replace("return losses", "return [0.0] * 3_000_000"),
    ),
    "a method that is missing": (0, "no attribute 'step'", NETWORK.replace("def step", "def go")),
    "no class": (0, "failed", "NeuralNetwork = 7"),
    "an object that cannot be copied": (
        0,
        "fit",
        NETWORK.replace("return losses", "return (loss for loss in losses)"),
    ),
    "it ends its process": (
        0,
        "ended",
        NETWORK.replace("losses = []", "import os; os._exit(0)"),
    ),
    "other steps": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.run_steps = lambda steps, names, keep: {{}}",
    ),
    "too few answers": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.Server.run_steps = lambda *a, **k: {{'replies': []}}",
    ),
    "answers of another form": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.Server._run_steps_once = lambda *a: {{'results': 3, 'changed': {{'z': 1}}}}",
    ),
    "far more than one message may hold": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}from nnkit.grading.protocol.codec import encode\n"
        "many = encode({'value': ['x' * 4000] * 80})\n"
        f"names = {[name for name, _ in network_steps() if name]}\n"
        "inside.Server._run_steps_once = lambda *a: {'results': {n: many for n in names}, 'changed': {}}",
    ),
    "changes of what was never given": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.Server._run_steps_once = lambda *a: {{'results': {{}}, 'changed': {{9: 1}}}}",
    ),
}


@pytest.mark.parametrize(("worth", "words", "answer"), CLASSES.values(), ids=CLASSES)
def test_steps_are_judged_as_if_taken_here(worth: float, words: str, answer: str) -> None:
    tests = [CLASS, AFTER]
    network, after = questions([NETWORK, "after = 1"], [answer, "after = 1"], tests)
    assert network.points == worth
    assert words in network.message + network.status
    assert after.points == 1


@pytest.mark.parametrize("forward", ["...", "3", "None", "'\\ud800'"])
def test_what_is_needed_and_no_function_is_put_back_as_it_was(forward: str) -> None:
    wrong = NETWORK.replace("return losses", "return 0")
    tests = [FORWARD, CLASS]
    first, second = questions(["forward = abs", NETWORK], [f"forward = {forward}", wrong], tests)
    assert (first.points, second.points) == (0, 0)
    assert "`fit`" in second.message


def test_a_loss_that_a_test_overlooks_costs_that_question_only() -> None:
    overlooks = ("try:\n    f()\nexcept BaseException:\n    pass\n2", 2)
    ends = "import os\ndef f():\n    os._exit(0)"
    first, second = questions(["f = int", "after = 1"], [ends, "after = 1"], [overlooks, AFTER])
    assert (first.points, second.points) == (0, 1)
    assert "its process ended" in first.message
