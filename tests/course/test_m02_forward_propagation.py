"""Module 02: what the cases of its exercises catch, and what students are told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Circumstances
from nnkit.checks.judge import judge
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find


def verdict(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("author"))


def forward(weights: Any, biases: Any, x: Any) -> list[Any]:
    activations = [x]
    for W, b in zip(weights, biases, strict=True):
        activations.append(sigmoid(W @ activations[-1] + b))
    return activations


def folded(thetas: Any, x: Any) -> Any:
    for theta in thetas:
        x = sigmoid(theta[:, 1:] @ x + theta[:, :1])
    return x


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "a number, not a list": ("02.neuron", lambda w, b, a: [sigmoid(np.dot(w, a) + b)]),
    "one example of a layer": ("02.affine", lambda W, b, a: np.squeeze(W @ a + b)),
    "weights of whole numbers": ("02.affine", lambda W, b, a: (W @ a + b).astype(W.dtype)),
    "one example of activations": ("02.layer", lambda W, b, a: np.squeeze(sigmoid(W @ a + b))),
    "one example through all layers": (
        "02.forward",
        lambda weights, biases, x: [a.squeeze() for a in forward(weights, biases, x)],
    ),
    "a batch of one": (
        "02.forward_batch",
        lambda weights, biases, e: forward(weights, biases, np.array(e).T)[-1].squeeze(),
    ),
    "biases beside whole numbers": ("02.fold_bias", lambda W, b: np.insert(W, 0, b[:, 0], axis=1)),
    "one output": ("02.forward_folded", lambda thetas, x: folded(thetas, x).squeeze()),
    "one row": ("02.affine_rows", lambda w, b, a: (a @ w + b).squeeze()),
    "one column": ("02.repaired_layer", lambda W, b, a: sigmoid(W @ a + b[:, None]).squeeze()),
    "a row, not flat": ("02.w2_row", [9, 10, 11]),
}


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = verdict(id, answer)
    assert told.status != "passed"
    assert told.points <= told.max_points / 2


def test_one_example_after_the_other_is_right() -> None:
    def one_by_one(weights: Any, biases: Any, examples: Any) -> Any:
        columns = [forward(weights, biases, example.reshape(-1, 1))[-1] for example in examples]
        return np.hstack(columns)

    assert verdict("02.forward_batch", one_by_one).status == "passed"


@pytest.mark.parametrize(
    "weights",
    [
        lambda sizes: int(np.prod(sizes)),
        lambda sizes: sum(sizes[:-1]) + sum(sizes[1:]),
        lambda sizes: sizes[-2] * sizes[-1],
        lambda sizes: sizes[0] * sizes[-1],
    ],
)
def test_right_biases_count_whatever_the_weights_are(weights: Any) -> None:
    told = verdict("02.count_parameters", lambda sizes: (weights(sizes), sum(sizes[1:])))
    assert (told.points, "biases are right" in told.message) == (1, True)


def test_a_first_column_is_not_told_as_an_example_where_examples_are_rows() -> None:
    told = verdict("02.affine_rows", lambda w, b, a: a @ w + b[0, 0])
    assert told.misconception == "one-bias-for-all"


@pytest.mark.parametrize("ravel", [False, True])
def test_right_for_one_example_is_told_by_what_was_seen(ravel: bool) -> None:
    def affine(W: Any, b: Any, a: Any) -> Any:
        if ravel:
            return (W @ a.ravel()).reshape(-1, 1) + b
        z = b.copy()
        z += W @ a
        return z

    told = verdict("02.affine", affine)
    assert (told.misconception, told.points) == ("one-example-only", 1)


def test_a_neighbouring_node_is_not_told_to_be_nearly_right() -> None:
    assert verdict("02.n4", 0.987).misconception == "next-neuron"


@pytest.mark.parametrize("order", ["decgf", "dfecb", "bcdef", "ecbdf", "decb", "deagf"])
def test_wrong_orders_are_explained(order: str) -> None:
    assert verdict("02.lines", order).misconception
