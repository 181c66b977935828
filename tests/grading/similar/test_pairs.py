"""Answers to one exercise that share more than chance are told."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from nnkit.grading.similar.answers import Answer
from nnkit.grading.similar.pairs import MOST, compare, text_of, threshold

NOTHING: dict[bool, frozenset[int]] = {True: frozenset(), False: frozenset()}
LONG = """
def backward(weights, activations, target):
    delta = (activations[-1] - target) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in reversed(range(len(weights))):
        gradients.insert(0, delta @ activations[layer].T)
        delta = weights[layer].T @ delta * activations[layer] * (1 - activations[layer])
    return gradients
"""
RENAMED = """
def backward(ws, acts, y):  # mine
    d = (acts[-1] - y) * acts[-1] * (1 - acts[-1])

    out = []
    for i in reversed(range(len(ws))):
        out.insert(0, d @ acts[i].T)
        d = ws[i].T @ d * acts[i] * (1 - acts[i])
    return out
"""
ANOTHER = """
def backward(weights, activations, target):
    steps, error = {}, activations[-1] - target
    layer = len(weights)
    while layer > 0:
        layer -= 1
        slope = np.multiply(activations[layer + 1], 1 - activations[layer + 1])
        error = np.multiply(error, slope)
        steps[layer] = np.dot(error, np.transpose(activations[layer]))
        error = np.dot(np.transpose(weights[layer]), error)
    return list(steps[k] for k in sorted(steps))
"""


def code(*texts: str) -> dict[str, Answer]:
    return {f"s{i}": Answer(text, True) for i, text in enumerate(texts)}


def test_a_renamed_program_is_told_and_another_is_not() -> None:
    [pair] = compare(code(LONG, ANOTHER, RENAMED), {}, NOTHING).pairs
    assert pair.students == ("s0", "s2")
    assert pair.share == pytest.approx(1)
    assert pair.others == 0


def test_two_students_are_a_class_too() -> None:
    assert len(compare(code(LONG, RENAMED), {}, NOTHING).pairs) == 1


def test_what_more_than_half_have_tells_nothing() -> None:
    found = compare(code(LONG, RENAMED, LONG, ANOTHER, ANOTHER), {}, NOTHING)
    assert [pair.students for pair in found.pairs] == [("s3", "s4")]


def test_what_was_given_tells_nothing() -> None:
    given = {**NOTHING, True: frozenset(text_of(Answer(LONG, True)).hashes)}
    found = compare(code(LONG, RENAMED, ANOTHER), {}, given)
    assert found.pairs == ()
    assert (found.students, found.short) == (["s2"], 2)


def test_short_answers_are_left_out() -> None:
    found = compare(code("z = W @ a + b", "z = W @ a + b"), {}, NOTHING)
    assert (found.pairs, found.short) == ((), 2)


def test_earlier_answers_count_but_not_ones_own() -> None:
    earlier = {"2024/s0": Answer(RENAMED, True), "2024/bob": Answer(RENAMED, True)}
    found = compare(code(LONG, ANOTHER), earlier, NOTHING)
    assert [pair.students for pair in found.pairs] == [("s0", "2024/bob")]


def test_a_list_has_an_end() -> None:
    random = Random(0)
    texts = [" ".join(random.choices("+-*/@%&|^", k=60)) for _ in range(MOST + 10)]
    found = compare(code(*texts, *texts), {}, NOTHING)
    assert (len(found.pairs), found.more) == (MOST, 10)


def test_a_class_that_is_alike_needs_more() -> None:
    bits = np.zeros((30, 30))
    assert threshold(bits) == pytest.approx(np.log2(435) + 4)
    assert threshold(bits + 30) == pytest.approx(30)
    assert threshold(bits[:4, :4] + 30) == pytest.approx(np.log2(6) + 4)


def test_what_is_usual_in_a_class_is_not_told() -> None:
    """A program that a third of a class writes is no pair's own; one that two write is."""
    random = Random(1)
    own = [" ".join(random.choices("+-*/@%&|^", k=60)) for _ in range(20)]
    found = compare(code(LONG, RENAMED, *[ANOTHER] * 10, *own), {}, NOTHING)
    assert [pair.students for pair in found.pairs] == [("s0", "s1")]
