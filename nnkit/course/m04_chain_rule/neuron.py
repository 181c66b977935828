"""A neuron made of Values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.graph import Value


def neuron_cases(rng: Generator) -> Iterator[Case]:
    """Weights, bias and inputs as plain numbers."""
    for n in (2, 3, 5, 1):
        yield normal(rng, n).tolist(), float(normal(rng, 1)[0]), normal(rng, n).tolist()
    yield [2.0, -3.0], 0.5, [1.0, 1.0]


def neuron_of_values(w, b, x):
    """Output, weights, bias and inputs of a neuron, all of them Values."""
    w, x = [Value(v) for v in w], [Value(v) for v in x]
    b = z = Value(b)
    for weight, number in zip(w, x, strict=True):
        z = z + weight * number
    return z.sigmoid(), w, b, x


neuron_gradients = Code(
    "04.neuron_gradients",
    kind="faded-code",
    points=1.5,
    minutes=6,
    difficulty=2,
    asks="neuron_gradients(w, b, x) -> output a, [∂a/∂w₁, ∂a/∂w₂, …], ∂a/∂b",
    cases=neuron_cases,
    arguments=("w", "b", "x"),
    returns=("a", "dw", "db"),
    rtol=1e-12,
    exact_shape=True,
    hints=(
        Hint("What is `w` in the last line?", "A list of Numbers by then, not of floats."),
        Hint(
            "All my gradients are 0.", "The graph exists, but nobody walked back: `a.backward()`."
        ),
        Hint("Nearly the answer", "`return a.data, [weight.grad for weight in w], b.grad`"),
    ),
)


@neuron_gradients.right
def reference(w, b, x):
    a, w, b, _ = neuron_of_values(w, b, x)
    a.backward()
    return a.data, [v.grad for v in w], b.grad


@neuron_gradients.wrong(credit=0.34)
def backward_not_called(w, b, x):
    """All gradients are 0: nobody has called `backward` on the output."""
    a, _, _, _ = neuron_of_values(w, b, x)
    return a.data, [0.0 for _ in w], 0.0


@neuron_gradients.wrong(credit=0.67)
def towards_the_inputs(w, b, x):
    """The gradients of the weights are those of the inputs x: each is a slope times the weight. The
    slope towards a weight has the *input* as its factor."""
    a, _, b, x = neuron_of_values(w, b, x)
    a.backward()
    return a.data, [v.grad for v in x], b.grad


@neuron_gradients.wrong(credit=0.34)
def data_for_gradient(w, b, x):
    """You return the numbers that went in, `.data`. The gradients stand in `.grad`."""
    return neuron_of_values(w, b, x)[0].data, w, b


@neuron_gradients.wrong(credit=0.34)
def before_the_sigmoid(w, b, x):
    """These are the slopes of z, the sum. The sigmoid is one arrow more: the walk begins at its
    output, `a`."""
    a, _, _, _ = neuron_of_values(w, b, x)
    return a.data, x, 1.0


@neuron_gradients.wrong(credit=0.67)
def gradient_for_output(w, b, x):
    """The first number is the gradient of the output with respect to itself, 1. Asked for is what
    the neuron puts out: its `.data`."""
    _, dw, db = reference(w, b, x)
    return 1.0, dw, db


@neuron_gradients.wrong(credit=0.67)
def bias_before_the_sigmoid(w, b, x):
    """The gradient of the bias is 1 here: that is the slope of z, the sum. The sigmoid is one arrow
    more."""
    a, dw, _ = reference(w, b, x)
    return a, dw, 1.0


@neuron_gradients.wrong(credit=0.67)
def weights_before_the_sigmoid(w, b, x):
    """The gradients of the weights are the inputs here: those are the slopes of z, the sum. The
    sigmoid is one arrow more."""
    a, _, db = reference(w, b, x)
    return a, x, db


@neuron_gradients.wrong(credit=0.67)
def weights_without_gradient(w, b, x):
    """The gradients of the weights are 0: the Numbers that you look at were not in the graph, or
    were made anew after the walk."""
    a, dw, db = reference(w, b, x)
    return a, [0.0 for _ in dw], db


@neuron_gradients.wrong(credit=0.67)
def bias_without_gradient(w, b, x):
    """The gradient of the bias is 0: the Number that you look at was not in the graph, or was made
    anew after the walk."""
    a, dw, _ = reference(w, b, x)
    return a, dw, 0.0


@neuron_gradients.wrong(credit=0.34)
def walk_from_the_bias(w, b, x):
    """Your walk begins at the bias, so its gradient is 1 and nothing reaches the weights. Begin at
    the output: `a.backward()`."""
    a, dw, _ = reference(w, b, x)
    return a, [0.0 for _ in dw], 1.0


@neuron_gradients.wrong(credit=0.34)
def pre_activation_for_output(w, b, x):
    """In a(1 − a) you put z, the sum. It needs the output of the sigmoid."""
    a, _, _ = reference(w, b, x)
    z = np.dot(w, x) + b
    return a, z * (1 - z) * np.array(x), z * (1 - z)


@neuron_gradients.wrong(credit=0.34)
def activated_again(w, b, x):
    """You sent a through the sigmoid once more. It is the output already: the slope is a(1 − a)."""
    a, _, _ = reference(w, b, x)
    again = 1 / (1 + np.exp(-a))
    return a, again * (1 - again) * np.array(x), again * (1 - again)


@neuron_gradients.wrong(credit=0.34)
def downhill(w, b, x):
    """All gradients have the wrong sign. The gradient itself has no minus: that comes in with the
    step."""
    a, dw, db = reference(w, b, x)
    return a, [-v for v in dw], -db


@neuron_gradients.wrong(credit=0.67)
def gradients_added_up(w, b, x):
    """You add up the gradients of the weights. Asked for is a list, one for each weight."""
    a, dw, db = reference(w, b, x)
    return a, sum(dw), db


@neuron_gradients.wrong(credit=0.67)
def first_weight_only(w, b, x):
    """Only the gradient of the first weight is in your list. There is one for each weight: does a
    `return` stand inside the loop?"""
    a, dw, db = reference(w, b, x)
    return a, dw[:1], db


@neuron_gradients.wrong(credit=0.67)
def first_gradient_alone(w, b, x):
    """The second result is one number, the gradient of the first weight. Asked for is a list, one
    for each weight."""
    a, dw, db = reference(w, b, x)
    return a, dw[0], db


@neuron_gradients.wrong(credit=0.5)
def bias_at_the_end_of_the_list(w, b, x):
    """The numbers are right, but the bias stands in the list of the weights. Three results are
    asked for: `a`, the list, and the gradient of the bias."""
    a, dw, db = reference(w, b, x)
    return a, [*dw, db]


@neuron_gradients.wrong(credit=0.67)
def bias_forgotten(w, b, x):
    """The gradient of the bias is missing: there are three results."""
    a, dw, _ = reference(w, b, x)
    return a, dw


@neuron_gradients.wrong(credit=0.67)
def output_forgotten(w, b, x):
    """The output is missing: first comes what the neuron puts out, then the gradients."""
    _, dw, db = reference(w, b, x)
    return dw, db


@neuron_gradients.wrong(credit=0.5)
def bias_before_weights(w, b, x):
    """The three are right, in another order. First the output, then the weights, then the bias."""
    a, dw, db = reference(w, b, x)
    return a, db, dw


@neuron_gradients.wrong(credit=0.5)
def output_last(w, b, x):
    """The three are right, in another order. First the output, then the weights, then the bias."""
    a, dw, db = reference(w, b, x)
    return dw, db, a


@neuron_gradients.wrong(credit=0.5)
def everything_in_one_row(w, b, x):
    """The numbers are right, but they stand in one row. The gradients of the weights are a list of
    their own."""
    a, dw, db = reference(w, b, x)
    return a, *dw, db


@neuron_gradients.wrong(credit=0.5)
def two_weights_only(w, b, x):
    """It is right for two weights. There may be more, or one alone: take all of `w`."""
    a, dw, db = reference(w, b, x)
    return a, [dw[0], dw[1]], db


@neuron_gradients.wrong
def bias_left_out(w, b, x):
    """The bias is not in the sum z: it belongs there even if all weights are 0."""
    a, dw, db = reference(w, 0.0, x)
    return a, dw, db


@neuron_gradients.wrong
def bias_not_in_the_graph(w, b, x):
    """The bias is not in the sum z, so no gradient comes to it either."""
    a, dw, _ = reference(w, 0.0, x)
    return a, dw, 0.0


@neuron_gradients.wrong(credit=0.34)
def after_a_step(w, b, x):
    """You return the weights and the bias after a step. Asked for are the gradients alone."""
    a, dw, db = reference(w, b, x)
    return a, [v - g for v, g in zip(w, dw, strict=True)], b - db


@neuron_gradients.wrong(credit=0.67)
def sum_for_output(w, b, x):
    """The first number is z, the sum. The neuron puts out what comes behind the sigmoid:
    `a.data`."""
    _, dw, db = reference(w, b, x)
    return np.dot(w, x) + b, dw, db


@neuron_gradients.wrong(credit=0.67)
def weights_from_the_end(w, b, x):
    """The gradients of the weights stand in reverse order. The first belongs to the first
    weight."""
    a, dw, db = reference(w, b, x)
    return a, dw[::-1], db


@neuron_gradients.wrong(credit=0.67)
def times_the_weight(w, b, x):
    """You multiply each gradient by its weight. `weight.grad` alone is the slope."""
    a, dw, db = reference(w, b, x)
    return a, [g * v for g, v in zip(dw, w, strict=True)], db


@neuron_gradients.wrong(credit=0.34)
def walk_from_each_weight(w, b, x):
    """Your walks begin at the weights, so each has the gradient 1, and the bias none. Begin at the
    output: `a.backward()`."""
    a, dw, _ = reference(w, b, x)
    return a, [1.0 for _ in dw], 0.0


@neuron_gradients.wrong(credit=0.34)
def output_for_slope(w, b, x):
    """In place of the slope of the sigmoid you have its output a. The slope is a(1 − a)."""
    a, _, _ = reference(w, b, x)
    return a, [a * v for v in x], a


@neuron_gradients.wrong
def without_the_sigmoid(w, b, x):
    """Your output is z, the sum. It goes through the sigmoid first."""
    return np.dot(w, x) + b, x, 1.0


@neuron_gradients.also_right
def by_formula(w, b, x):
    a = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    return a, a * (1 - a) * np.array(x), a * (1 - a)
