"""Calls that travel together give what they would give one by one; hostile replies harm nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from nnkit.grading.grader import reference_run
from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from tests.grading.grader.victim import (
    ANSWERS,
    ASSIGNMENT,
    MOST,
    NAME,
    QUICK,
    graded,
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
    "an array of objects": (2, "def affine(W, b, a):\n    return (W @ a + b).astype(object)"),
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
        1,  # half, as for all that is right but changes what it was given
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
    result = graded(submission({**ANSWERS, "affine": answer}))
    assert result.error is None
    assert points(result) == {"square": 4, "total": 3, "answer": 2, "parts": 5, "affine": worth}


HOSTILE = """\
from IPython.display import display
from nnkit.grading.sandbox import server as inside
from nnkit.grading.protocol.messages import FIGURE_PREFIX

def name(i):
    import base64
    return base64.b64encode(FIGURE_PREFIX + i.to_bytes(32, "big")).decode()
"""
REPLIES = {
    "nothing": "inside.Server.draw_figure = lambda s, figure: {}",
    "no bytes": "inside.Server.draw_figure = lambda s, figure: {'picture': 'x'}",
    "ever new errors": (
        "import itertools\nn = itertools.count()\n"
        "wrong = lambda *a, **k: {'error': {'kind': f'K{next(n)}', 'text': 'x' * 10_000}}\n"
        "inside.Server.draw_figure = inside.Server.get = wrong"
    ),
    "long errors": (
        "def draw(s, figure):\n    return {'error': {'kind': 'V', 'text': '\\x01' * 2000}}\n"
        "inside.Server.draw_figure = draw"
    ),
    "large pictures": "inside.Server.draw_figure = lambda s, figure: {'picture': b'x' * 75_000}",
    "never": "def draw(s, figure):\n    while True: pass\ninside.Server.draw_figure = draw",
}


def last_outputs(result: Graded) -> list[dict[str, Any]]:
    """What the last cell has shown, in which the hostile code runs."""
    outputs: list[dict[str, Any]] = json.loads(result.notebooks[NAME])["cells"][-1]["outputs"]
    return outputs


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_what_a_sandbox_says_of_its_figures_is_bounded(reply: str) -> None:
    limits = replace(QUICK.limits, total=4.0, output=1_000_000)
    shows = "for i in range(300):\n    display({'text/plain': name(i) * 30}, raw=True)"
    notebook = submission(dict(ANSWERS), last=f"{HOSTILE}{shows}\n{reply}")
    result = graded(notebook, replace(QUICK, limits=limits))
    assert result.error is None
    assert sum(points(result).values()) == MOST
    assert len(result.notebooks[NAME]) < 3_000_000
    outputs = last_outputs(result)
    assert len(outputs) == 300
    assert {output.get("ename") for output in outputs} == {"NotDrawn"}


def test_the_type_of_an_output_is_text_too() -> None:
    keys = "display({'x\\ud800': 'a'}, raw=True)\nfor i in range(9):\n"
    keys += "    display({'k' * 400_000 + str(i): ''}, raw=True)"
    limits = replace(QUICK.limits, output=1_000_000)
    notebook = submission(dict(ANSWERS), last=HOSTILE + keys)
    result = graded(notebook, replace(QUICK, limits=limits))
    assert sum(points(result).values()) == MOST
    assert len(result.notebooks[NAME].encode()) < 3_000_000
    assert [len(key) for output in last_outputs(result) for key in output["data"]] == [400_001] * 2


def test_the_instructors_own_run_takes_no_time_of_a_student() -> None:
    source = json.loads(ASSIGNMENT.notebooks[NAME])
    source["cells"][1]["source"] += "\nimport time\ntime.sleep(1.2)"
    slow = Assignment({NAME: json.dumps(source)}, limits=Limits(seconds=3.0, total=3.5))
    reference_run._cache.clear()
    for _ in range(2):
        result = graded(json.dumps(source).encode(), slow)
        assert sum(points(result).values()) == MOST
