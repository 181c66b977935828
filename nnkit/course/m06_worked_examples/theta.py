"""Back-propagation where the bias is the first column of Θ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.cases import ONE_LAYER, normal
from nnkit.checks.exercise import Code, Hint


def gradient_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """delta (n_out, N) and a (n_in, N), without its 1."""
    for case in ONE_LAYER:
        n_in, n_out = case.layers
        yield normal(rng, n_out, case.n), sigmoid(normal(rng, n_in, case.n))


def back_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """theta_next (n_next, n + 1), delta_next (n_next, N), a (n, N); one Θ is square, and one W."""
    for n, n_next, N, size in (
        (3, 4, 1, 1),
        (5, 2, 7, 1),
        (2, 3, 3, 1),
        (3, 3, 7, 4),
        (3, 4, 3, 1),
    ):
        a = sigmoid(size * normal(rng, n, N))
        yield normal(rng, n_next, n + 1), normal(rng, n_next, N), a


theta_gradient = Code(
    "06.theta_gradient",
    points=2,
    minutes=5,
    difficulty=2,
    asks="theta_gradient(delta, a) -> ∂E/∂Θ, shape (n_out, n_in + 1)",
    cases=gradient_cases,
    arguments=("delta", "a"),
    accepts=(
        lambda delta, a: delta @ np.vstack([np.ones((1, a.shape[1])), a]).T,
        lambda delta, a: np.einsum("on,in->oi", delta, np.concatenate([np.ones_like(a[:1]), a])),
    ),
    hints=(
        Hint("Which rule is it?", "Delta times what came in, transposed."),
        Hint("What came in?", "`a` with a row of ones on top: `with_one(a)`, (n_in + 1, N)."),
        Hint("Nearly the answer", "`delta @ with_one(a).T`"),
    ),
)


@theta_gradient.right
def reference_gradient(delta, a):
    """Bias gradients and weight gradients side by side."""
    return np.hstack([delta.sum(axis=1, keepdims=True), delta @ a.T])


@theta_gradient.wrong(credit=0.5)
def ones_last(delta, a):
    """The bias gradients are your last column. In this Θ the biases are the first."""
    return np.hstack([delta @ a.T, delta.sum(axis=1, keepdims=True)])


@theta_gradient.wrong
def no_ones(delta, a):
    """The bias column is missing. What came in there was the leading 1."""
    return delta @ a.T


@theta_gradient.wrong(credit=0.5)
def zero_column(delta, a):
    """The weights are right. Your bias gradients are 0, so the biases would never learn: what came
    in there is a 1, not a 0."""
    return np.hstack([np.zeros((len(delta), 1)), delta @ a.T])


@theta_gradient.wrong(credit=0.5)
def bias_mean(delta, a):
    """You took the mean of delta for the biases. Each example adds its share; 1/N, where there is
    one, is in delta already."""
    return np.hstack([delta.mean(axis=1, keepdims=True), delta @ a.T])


@theta_gradient.wrong
def divided_by_N(delta, a):
    """You divided by N. Where E is a mean, its 1/N is in delta already; here the examples are only
    added up."""
    return reference_gradient(delta, a) / delta.shape[1]


@theta_gradient.wrong(credit=0.5)
def transposed(delta, a):
    """Your result is transposed. A gradient has the shape of its variable, here of Θ."""
    return np.hstack([delta.sum(axis=1, keepdims=True), delta @ a.T]).T


@theta_gradient.wrong(credit=0.5)
def ones_for_gradients(delta, a):
    """You put ones into the result. The 1 is what came in; delta multiplies it."""
    return np.hstack([np.ones((len(delta), 1)), delta @ a.T])


@theta_gradient.wrong(credit=0.5)
def one_example_for_the_bias(delta, a):
    """The weights are right. Your bias gradients are those of the first example: add delta up over
    all its columns."""
    return np.hstack([delta[:, :1], delta @ a.T])


@theta_gradient.wrong(credit=0.5)
def bias_over_all(delta, a):
    """The weights are right. You added delta up over everything, so all biases get the same number.
    Add up over the examples only: axis 1."""
    return np.hstack([np.full((len(delta), 1), delta.sum()), delta @ a.T])


@theta_gradient.wrong(credit=0.5)
def bias_minus(delta, a):
    """The weights are right. Your bias gradients have the wrong sign: delta meets a 1, not a −1."""
    return np.hstack([-delta.sum(axis=1, keepdims=True), delta @ a.T])


@theta_gradient.wrong
def wrong_sign(delta, a):
    """Every entry has the wrong sign and the right size. `delta` has its sign already; the minus
    comes with the step, later."""
    return -reference_gradient(delta, a)


@theta_gradient.wrong
def slope_of_what_came_in(delta, a):
    """You multiplied by the slope of `a`. That slope belongs to the layer before, and it is used
    when the error is passed back. A weight is multiplied by what came in, `a` itself."""
    return reference_gradient(delta, a * (1 - a))


@theta_gradient.wrong
def slope_of_the_one_too(delta, a):
    """You multiplied by the slope of what came in. That slope belongs to the layer before. A weight
    is multiplied by what came in: the 1, and `a` itself."""
    return np.hstack([np.zeros((len(delta), 1)), delta @ (a * (1 - a)).T])


@theta_gradient.wrong
def ones_on_top_of_the_result(delta, a):
    """You put a row of ones on the result. The 1 is what came in, so it goes on top of `a`, before
    the product."""
    return np.vstack([np.ones((1, len(a))), delta @ a.T])


@theta_gradient.wrong
def ones_on_delta_too(delta, a):
    """There is one row too many: you put ones on `delta` as well. The 1 belongs to what came in."""
    with_one = [np.vstack([np.ones((1, p.shape[1])), p]) for p in (delta, a)]
    return with_one[0] @ with_one[1].T


@theta_gradient.wrong
def outer_of_everything(delta, a):
    """`np.outer` strings all numbers out in a line first, all examples together. It fits for one
    example; for a batch you need `@`, which adds up over the examples."""
    return np.outer(delta, np.vstack([np.ones((1, a.shape[1])), a]))


@theta_gradient.wrong
def one_for_one_example(delta, a):
    """Right for one example, and it stops for several: each column of `a` needs a 1 of its own.
    `with_one(a)` puts a whole row of ones on top."""
    if a.shape[1] > 1:
        raise ValueError("sizes do not fit")
    return reference_gradient(delta, a)


@theta_gradient.wrong(credit=0.5)
def pair(delta, a):
    """The numbers are right, but you return a pair. In Θ the biases are the first column of one
    array: put them side by side."""
    return delta @ a.T, delta.sum(axis=1, keepdims=True)


@theta_gradient.wrong(credit=0.5)
def pair_in_order(delta, a):
    """The numbers are right, but you return a pair. In Θ the biases are the first column of one
    array: put them side by side."""
    return delta.sum(axis=1, keepdims=True), delta @ a.T


@theta_gradient.wrong
def ones_last_and_mean(delta, a):
    """Two things. The bias gradients are your last column; in Θ the biases are the first. And you
    took a mean for them: each example adds its share."""
    return np.hstack([delta @ a.T, delta.mean(axis=1, keepdims=True)])


repaired_back = Code(
    "06.repaired_back",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=3,
    asks="repaired_back(theta_next, delta_next, a) -> delta of the hidden layer, (n, N)",
    cases=back_cases,
    arguments=("theta_next", "delta_next", "a"),
    accepts=(
        lambda theta_next, delta_next, a: (theta_next.T @ delta_next)[1:] * a * (1 - a),
        lambda theta_next, delta_next, a: (theta_next[:, 1:].T @ delta_next) * (a - a**2),
    ),
    hints=(
        Hint("It looks right to me.", "How many rows has `theta_next.T @ delta_next`?"),
        Hint("n + 1. And only n are wanted.", "One row belongs to the leading 1. Which one?"),
        Hint("Nearly the answer", "The biases are column 0 of Θ, so row 0 has to go."),
    ),
)


@repaired_back.right
def reference_back(theta_next, delta_next, a):
    """The bias column passes nothing back."""
    return ACTIVATIONS["sigmoid"].backward(a, theta_next[:, 1:].T @ delta_next)


@repaired_back.wrong
def not_repaired(theta_next, delta_next, a):
    """This still does what the broken function does. The shape fits; but which of the n + 1 rows
    belongs to the bias?"""
    return (theta_next.T @ delta_next)[:-1] * a * (1 - a)


@repaired_back.wrong(credit=0.5)
def bias_passed_back(theta_next, delta_next, a):
    """You return n + 1 rows. The leading 1 is no neuron and has no delta."""
    return theta_next.T @ delta_next * np.vstack([np.ones((1, a.shape[1])), a * (1 - a)])


@repaired_back.wrong
def slope_missing(theta_next, delta_next, a):
    """The right row is gone. But the slope a(1 − a) is gone as well."""
    return theta_next[:, 1:].T @ delta_next


@repaired_back.wrong
def bias_set_to_zero(theta_next, delta_next, a):
    """You set the biases to 0 and still drop the last row. Row 0 has to go, whatever stands in
    it."""
    return ((theta_next * (np.arange(theta_next.shape[1]) > 0)).T @ delta_next)[:-1] * a * (1 - a)


@repaired_back.wrong
def sigmoid_again(theta_next, delta_next, a):
    """The right row is gone. But `a` is an activation already: its slope is a(1 − a), without
    another sigmoid."""
    return (theta_next.T @ delta_next)[1:] * sigmoid(a) * (1 - sigmoid(a))


@repaired_back.wrong(credit=0.5)
def bias_row_kept(theta_next, delta_next, a):
    """You return n + 1 rows. The leading 1 is no neuron and has no delta."""
    slope = np.vstack([np.zeros((1, a.shape[1])), a * (1 - a)])
    return theta_next.T @ delta_next * slope


@repaired_back.wrong
def no_transpose(theta_next, delta_next, a):
    """The bias column is gone, but so is the transpose. It goes through only where the rest of Θ is
    square, with wrong numbers there."""
    return theta_next[:, 1:] @ delta_next * a * (1 - a)


@repaired_back.wrong
def two_neurons_only(theta_next, delta_next, a):
    """Right for two hidden neurons only: the number of rows stands in your code. `[1:]` takes all
    rows but the first."""
    if len(a) != 2:
        raise ValueError("shapes do not fit")
    return reference_back(theta_next, delta_next, a)


@repaired_back.wrong
def row_0_subtracted(theta_next, delta_next, a):
    """You subtract row 0 from the others. It has nothing to do with them: leave it away."""
    error = theta_next.T @ delta_next
    return (error[1:] - error[0]) * a * (1 - a)


@repaired_back.wrong
def row_0_added(theta_next, delta_next, a):
    """You add row 0 to the others. It has nothing to do with them: leave it away."""
    error = theta_next.T @ delta_next
    return (error[1:] + error[0]) * a * (1 - a)


@repaired_back.wrong
def last_row_and_slope(theta_next, delta_next, a):
    """It is still the last row that you cut off, and the bias has the first. And the slope a(1 − a)
    is gone."""
    return (theta_next.T @ delta_next)[:-1]


@repaired_back.wrong
def brackets_missing(theta_next, delta_next, a):
    """The right row is gone. But Python multiplies before it subtracts: the slope needs its
    brackets, `a * (1 - a)`."""
    return (theta_next.T @ delta_next)[1:] * a * 1 - a


@repaired_back.wrong
def mean_again(theta_next, delta_next, a):
    """The right row is gone. But you divided by N: where E is a mean, 1/N is in `delta_next`
    already."""
    return reference_back(theta_next, delta_next, a) / a.shape[1]


@repaired_back.wrong
def times_activation(theta_next, delta_next, a):
    """The right row is gone. But you multiply by a where its slope is needed: a(1 − a)."""
    return (theta_next.T @ delta_next)[1:] * a


@repaired_back.wrong
def examples_added_up(theta_next, delta_next, a):
    """The right row is gone. But you added the examples up: delta keeps a column for each of
    them."""
    return reference_back(theta_next, delta_next, a).sum(axis=1, keepdims=True)


@repaired_back.wrong(credit=0.5)
def result_in_rows(theta_next, delta_next, a):
    """The numbers are right, but your delta is transposed: it has to have the shape of `a`."""
    return reference_back(theta_next, delta_next, a).T
