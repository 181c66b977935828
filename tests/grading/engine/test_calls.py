"""Calls that travel together give what they would give one by one; hostile replies harm nobody."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.engine import original
from nnkit.grading.engine.assignment import Assignment, Limits
from nnkit.grading.engine.grade import grade
from nnkit.grading.engine.inside import _Given
from tests.grading.engine.victim import (
    ANSWERS,
    ASSIGNMENT,
    MOST,
    NAME,
    QUICK,
    graded,
    metadata,
    points,
    submission,
)

FUNCTIONS = {
    "a buffer that is used again": (
        2,
        "buffers = {}\ndef affine(W, b, a):\n    z = W @ a + b\n"
        "    out = buffers.setdefault(z.shape, np.empty(z.shape))\n    out[...] = z\n    return out",
    ),
    "wrong at first, put right by the next call": (
        0,
        "n, last = [0], {}\ndef affine(W, b, a):\n    n[0] += 1\n    if n[0] % 2:\n"
        "        last['o'] = np.zeros_like(W @ a + b)\n    last['o'] += (W @ a + b) / 2\n"
        "    return last['o']",
    ),
    "much printed in turn": (
        2,
        "import sys\ndef affine(W, b, a):\n    for i in range(3000):\n        print(i)\n"
        "        print(i, file=sys.stderr)\n    return W @ a + b",
    ),
    "a range that is too long": (0, "def affine(W, b, a):\n    return range(3 * 10**9)"),
    "ranges that are too long together": (
        0,
        "def affine(W, b, a):\n    return [range(200_000)] * 100",
    ),
    "a module": (0, "import numpy as affine"),
    "an array of objects": (0, "def affine(W, b, a):\n    return (W @ a + b).astype(object)"),
    "one long text among many": (
        0,
        "def affine(W, b, a):\n    return ['x' * 1_000_000] + ['y'] * 400",
    ),
    "an object whose length ends the process": (
        0,
        "import os\nclass Answer:\n    def __len__(self): os._exit(0)\n"
        "    def __getitem__(self, i): return 0.0\ndef affine(W, b, a):\n    return Answer()",
    ),
    "an argument that has another shape afterwards": (
        0,
        "def affine(W, b, a):\n    z = W @ a + b\n    b.shape = (-1,)\n    return z",
    ),
    "warnings made errors": (
        2,
        "import warnings\nnp.seterr(all='raise')\nwarnings.simplefilter('error')\n"
        "def affine(W, b, a):\n    warnings.warn('slow')\n    np.exp(-1000.0)\n"
        "    return W @ a + b",
    ),
}


@pytest.mark.parametrize(("worth", "answer"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_calls_are_judged_as_if_made_one_by_one(worth: float, answer: str) -> None:
    start = time.monotonic()
    result = graded(submission({**ANSWERS, "affine": answer}))
    assert result.error is None
    assert points(result) == {"square": 4, "total": 3, "answer": 2, "parts": 5, "affine": worth}
    assert time.monotonic() - start < 20


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


def test_a_loss_that_a_test_overlooks_costs_that_question_only() -> None:
    def notebook(answer: str) -> str:
        test = "try:\n    f()\nexcept BaseException:\n    pass\n2"
        cells = [
            new_code_cell(answer, id="f", metadata=metadata("f")),
            new_code_cell(test, id="t", metadata=metadata("t", 2)),
            new_code_cell("after = 1", id="after", metadata=metadata("after")),
            new_code_cell("assert after == 1", id="u", metadata=metadata("u", 1)),
        ]
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"a.ipynb": notebook("f = int")}, limits=Limits(seconds=10.0))
    ends = notebook("import os\ndef f():\n    os._exit(0)").encode()
    first, second = grade(assignment, {"a.ipynb": ends}, "ada", "").questions
    assert (first.points, second.points) == (0, 1)
    assert "its process ended" in first.message


@pytest.mark.parametrize("forward", ["...", "3", "None", "'\\ud800'"])
def test_what_is_needed_and_no_function_is_put_back_as_it_was(forward: str) -> None:
    def notebook(forward: str, network: str) -> str:
        cells = [
            new_code_cell("import nnkit\nfrom nnkit import check", id="imports"),
            new_code_cell(f"forward = {forward}", id="f", metadata=metadata("f")),
            new_code_cell('check("07.forward", forward)', id="t", metadata=metadata("t", 3)),
            new_code_cell(network, id="class", metadata=metadata("class")),
            new_code_cell(
                'check("07.NeuralNetwork", NeuralNetwork)', id="u", metadata=metadata("u", 5)
            ),
        ]
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"a.ipynb": notebook("abs", NETWORK)}, limits=Limits(seconds=10.0))
    handed = notebook(forward, NETWORK.replace("return losses", "return 0")).encode()
    first, second = grade(assignment, {"a.ipynb": handed}, "ada", "secret").questions
    assert (first.points, second.points) == (0, 0)
    assert "`fit`" in second.message


HOSTILE = """\
from IPython.display import display
from nnkit.grading.engine import inside
from nnkit.grading.engine.received import PREFIX

def name(i):
    import base64
    return base64.b64encode(PREFIX + i.to_bytes(32, "big")).decode()
"""
REPLIES = {
    "nothing": "inside.Runner.draw = lambda s, figure: {}",
    "no bytes": "inside.Runner.draw = lambda s, figure: {'picture': 'x'}",
    "ever new errors": (
        "import itertools\nn = itertools.count()\n"
        "wrong = lambda *a, **k: {'error': {'kind': f'K{next(n)}', 'text': 'x' * 10_000}}\n"
        "inside.Runner.draw = inside.Runner.look = wrong"
    ),
    "long errors": (
        "def draw(s, figure):\n    return {'error': {'kind': 'V', 'text': '\\x01' * 2000}}\n"
        "inside.Runner.draw = draw"
    ),
    "large pictures": "inside.Runner.draw = lambda s, figure: {'picture': b'x' * 75_000}",
    "never": "def draw(s, figure):\n    while True: pass\ninside.Runner.draw = draw",
}


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_what_a_sandbox_says_of_its_figures_is_bounded(reply: str) -> None:
    limits = replace(QUICK.limits, total=8.0, output=1_000_000)
    shows = "for i in range(300):\n    display({'text/plain': name(i) * 30}, raw=True)"
    notebook = submission(dict(ANSWERS), last=f"{HOSTILE}{shows}\n{reply}")
    start = time.monotonic()
    result = graded(notebook, replace(QUICK, limits=limits))
    assert time.monotonic() - start < 12
    assert result.error is None
    lost = "look" in reply  # it is the last cell, and changes nothing before
    assert sum(points(result).values()) == MOST or lost
    assert len(result.notebooks[NAME]) < 3_000_000


def test_the_type_of_an_output_is_text_too() -> None:
    keys = "display({'x\\ud800': 'a'}, raw=True)\nfor i in range(9):\n"
    keys += "    display({'k' * 400_000 + str(i): ''}, raw=True)"
    limits = replace(QUICK.limits, output=1_000_000)
    notebook = submission(dict(ANSWERS), last=HOSTILE + keys)
    result = graded(notebook, replace(QUICK, limits=limits))
    assert sum(points(result).values()) == MOST
    assert len(result.notebooks[NAME].encode()) < 3_000_000


def test_the_instructors_own_run_takes_no_time_of_a_student() -> None:
    source = json.loads(ASSIGNMENT.notebooks[NAME])
    source["cells"][1]["source"] += "\nimport time\ntime.sleep(2)"
    slow = Assignment({NAME: json.dumps(source)}, limits=Limits(seconds=3.0, total=5.5))
    original._kept.clear()
    for _ in range(2):
        result = graded(json.dumps(source).encode(), slow)
        assert sum(points(result).values()) == MOST


INSIDE = "\nfrom nnkit.grading.engine import inside\n"
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
        "ValueError: a result cannot be handed over: it is too large",
        NETWORK.replace("return losses", "return [0.0] * 300_000"),
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
        f"{NETWORK}{INSIDE}inside.take = lambda steps, names, keep: {{}}",
    ),
    "too few answers": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.Runner.take = lambda *a, **k: {{'answers': []}}",
    ),
    "answers of another form": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.Runner._taken = lambda *a: {{'told': 3, 'changed': {{'z': 1}}}}",
    ),
    "far more than one message may hold": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}from nnkit.grading.codec import encode\n"
        "many = encode({'value': [set()] * 60_000})\n"
        "names = ['forward', 'backward', 'fit', 'weights after one step', 'weights after fit']\n"
        "inside.Runner._taken = lambda *a: {'told': {n: many for n in names}, 'changed': {}}",
    ),
    "changes of what was never given": (
        0,
        "answered something else",
        f"{NETWORK}{INSIDE}inside.Runner._taken = lambda *a: {{'told': {{}}, 'changed': {{9: 1}}}}",
    ),
}


@pytest.mark.parametrize(("worth", "words", "answer"), CLASSES.values(), ids=CLASSES)
def test_steps_are_judged_as_if_taken_here(worth: float, words: str, answer: str) -> None:
    def notebook(answer: str) -> str:
        cells = [
            new_code_cell("import nnkit\nfrom nnkit import check", id="imports"),
            new_code_cell(answer, id="class", metadata=metadata("class")),
            new_code_cell(
                'check("07.NeuralNetwork", NeuralNetwork)', id="t", metadata=metadata("t", 5)
            ),
            new_code_cell("after = 1", id="after", metadata=metadata("after")),
            new_code_cell("assert after == 1", id="u", metadata=metadata("u", 1)),
        ]
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"a.ipynb": notebook(NETWORK)}, limits=Limits(seconds=10.0))
    result = grade(assignment, {"a.ipynb": notebook(answer).encode()}, "ada", "secret")
    network, after = result.questions
    assert network.points == worth
    assert words in network.message + network.status
    assert after.points == 1


def test_only_what_a_call_changed_is_told() -> None:
    own: list[object] = [1]
    own.append(own)
    arguments = [own, [1.0, np.ones(2)], (1, 2), np.array([None]), {"a": [1]}, 2.0]
    given = _Given(arguments)
    assert given.changes() == []
    arguments[1][1][0] = 2.0  # type: ignore[index]
    arguments[4]["a"].append(2)  # type: ignore[index]
    assert [place for place, _ in given.changes()] == [1, 4]
    assert given.changes() == []
