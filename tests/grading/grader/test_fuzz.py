"""Whatever is done to a notebook's file, grading it ends with a result and a sentence.

Some hundred in every run, thousands with the profile ``nightly``.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import settings

from tests.grading.grader.victim import ANSWERS, MOST, QUICK, graded, points, source, submission

COUNT = 300 if settings().max_examples <= 200 else 4000
CELLS = (
    "1 / 0",
    "import numpy as np; np.zeros((2, 3)) @ np.zeros(2)",
    "print('δ' * 1000)",
    "from IPython.display import display, HTML; display(HTML('<b>x</b>'), {'a': [1]})",
    "%matplotlib inline\n%nosuchmagic\n!true",
    "square = affine = total = 7",
    "class square:\n    def __call__(self, x): return self",
    "def square(x): return {'deep': [[(x, x)]], 1: None}",
    "def total(v): return (i for i in v)",
    "def parts(n): return b'\\xff' * n",
    "import sys; sys.stdout = None",
    "get_ipython().run_cell = None",
    "raise SystemExit",
    "def affine(W, b, a): a[:] = 0; W.shape = (-1,); return W",
    "answer = float('nan')",
    "\x00",
    "def",
)


def mutated(random: Random) -> bytes:
    """A submission with some things done to its cells, and perhaps to its bytes."""
    answers = {name: text for name, text in ANSWERS.items() if random.random() < 0.7}
    data: Any = json.loads(json.dumps(submission(answers)))
    for _ in range(random.randrange(4)):
        random.choice(CHANGES)(data, random)
    text = bytearray(json.dumps(data).encode())
    if random.random() < 0.3:
        for _ in range(random.randrange(1, 6)):
            at = random.randrange(len(text))
            random.choice(BYTES)(text, at, random)
    return bytes(text)


def insert(data: Any, random: Random) -> None:
    cell = {"cell_type": "code", "source": random.choice(CELLS), "metadata": {}, "outputs": []}
    data["cells"].insert(random.randrange(len(data["cells"]) + 1), cell)


def overwrite(data: Any, random: Random) -> None:
    random.choice(data["cells"] or [{}])["source"] = random.choice(CELLS)


def remove(data: Any, random: Random) -> None:
    if data["cells"]:
        data["cells"].pop(random.randrange(len(data["cells"])))


def double(data: Any, random: Random) -> None:
    if data["cells"]:
        data["cells"].append(random.choice(data["cells"]))


def shuffle(data: Any, random: Random) -> None:
    random.shuffle(data["cells"])


def corrupt(data: Any, random: Random) -> None:
    """Put something else in the place of a value somewhere in the tree."""
    node, depth = data, random.randrange(1, 6)
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = random.choice(keys)
        if depth == 0 or not isinstance(node[key], (dict, list)):
            node[key] = random.choice((None, 0, -1, 1e300, "", "\ud800", [], {}, [[]], True, "x"))
            return
        node, depth = node[key], depth - 1


CHANGES = (insert, insert, overwrite, remove, double, shuffle, corrupt, corrupt)
BYTES = (
    lambda text, at, random: text.__setitem__(at, random.randrange(256)),
    lambda text, at, random: text.__delitem__(slice(at, at + random.randrange(30))),
    lambda text, at, random: text.__setitem__(slice(at, at), text[at : at + 20]),
)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(10))
def test_every_mutant_is_graded_or_refused_with_a_sentence(part: int) -> None:
    for number in range(part * COUNT // 10, (part + 1) * COUNT // 10):
        result = graded(mutated(Random(number)), QUICK)
        if result.error is not None:
            assert result.error.endswith((".", "?")), (number, result.error)
            assert "Traceback" not in result.error
            continue
        assert len(result.verdicts) == len(ANSWERS), number
        assert all(0 <= q.points <= q.max_points for q in result.verdicts), number
        assert sum(points(result).values()) <= MOST
        (text,) = result.notebooks.values()
        assert len(json.loads(text)["cells"]) >= 2 * len(ANSWERS), number


def test_nothing_changed_loses_nothing() -> None:
    assert sum(points(graded(source(), QUICK)).values()) == MOST
