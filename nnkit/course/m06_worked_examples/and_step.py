"""The step of the AND text as a function, its learning rate, and what the bare cost does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def step_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """W (n_in, n_out), hidden (1, n_in), output (1, n_out), expected (1, n_out), alpha."""
    for n_in, n_out in ((3, 2), (2, 4), (3, 3), (1, 5)):
        yield (
            normal(rng, n_in, n_out),
            sigmoid(normal(rng, 1, n_in)),
            sigmoid(2 * normal(rng, 1, n_out)),
            rng.integers(0, 2, (1, n_out)).astype(float),
            round(float(rng.uniform(0.1, 0.9)), 2),
        )


twenty_steps = Choice(
    "06.twenty_steps",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="Where 20 steps with the rate 0.05 lead, beside one step with the rate 1",
    options=(
        Wrong(
            "exactly where one step with the rate 1 leads, because 20 · 0.05 = 1",
            "one-gradient",
            "So it would be if all 20 used one and the same gradient. But after each step the "
            "network is another one, and so is its gradient.",
        ),
        Right(
            "a little short of that",
            "Each step makes the error smaller, and so the next gradient: the steps get shorter.",
        ),
        Wrong(
            "a little beyond that",
            "beyond",
            "For that the gradient would have to grow on the way. The output comes nearer to what "
            "is expected: does the error grow or shrink?",
        ),
        Wrong(
            "at −0.0765, because all 20 steps are the same",
            "stays",
            "−0.0765 is where the first step leads. The next one starts from there.",
        ),
    ),
    hints=(
        Hint("What would they agree on?", "20 equal steps of 0.05 ΔW are one whole ΔW."),
        Hint("Are the steps equal?", "Each gradient is computed anew, with a smaller error."),
        Hint("Nearly the answer", "The later steps are a little shorter than the first."),
    ),
)

and_step = Code(
    "06.and_step",
    kind="faded-code",
    points=2,
    minutes=7,
    difficulty=2,
    asks="and_step(W, hidden, output, expected, alpha) -> new W, shape (n_in, n_out)",
    cases=step_cases,
    arguments=("W", "hidden", "output", "expected", "alpha"),
    accepts=(
        lambda W, hidden, output, expected, alpha: (
            W + alpha * np.outer(hidden, (expected - output) * (output - output**2))
        ),
    ),
    hints=(
        Hint("What is missing?", "Two lines: the gradient from the cost, then the new weights."),
        Hint("Which products are element-wise?", "Cost times f′. The last one is `@`."),
        Hint("Nearly the answer", "`W + alpha * hidden.T @ gradient`"),
    ),
)


@and_step.right
def reference(W, hidden, output, expected, alpha):
    """Our step, transposed."""
    delta = ACTIVATIONS["sigmoid"].backward(output.T, (output - expected).T)
    return W - alpha * (delta @ hidden).T


@and_step.wrong
def uphill(W, hidden, output, expected, alpha):
    """Your step goes uphill: there is one minus too many, or one too few. With expected − actual
    the step is added."""
    return W - alpha * hidden.T @ ((expected - output) * output * (1 - output))


@and_step.wrong
def slope_missing(W, hidden, output, expected, alpha):
    """The cost goes straight into the weights. Between the two lies the activation: multiply by
    f′."""
    return W + alpha * hidden.T @ (expected - output)


@and_step.wrong
def sigmoid_again(W, hidden, output, expected, alpha):
    """You put the outputs through the sigmoid again to get f′. They are f(x) already."""
    return W + alpha * hidden.T @ ((expected - output) * sigmoid(output) * (1 - sigmoid(output)))


@and_step.wrong
def no_learning_rate(W, hidden, output, expected, alpha):
    """`alpha` is not used: your step is the whole ΔW."""
    return W + hidden.T @ ((expected - output) * output * (1 - output))


@and_step.wrong
def no_step(W, hidden, output, expected, alpha):
    """Your W comes back as it was: the step is 0. f′ is made of the outputs, f(1 − f); where f is 0
    or 1, as the expected values are, it is 0."""
    return W + 0.0


@and_step.wrong
def cost_missing(W, hidden, output, expected, alpha):
    """Your gradient is f′ alone. The text's gradient is the cost times f′."""
    return W + alpha * hidden.T @ (output * (1 - output))


@and_step.wrong
def cost_squared(W, hidden, output, expected, alpha):
    """You squared the cost. The text's gradient is the plain cost, expected − actual, times f′."""
    return W + alpha * hidden.T @ ((expected - output) ** 2 * output * (1 - output))


@and_step.wrong
def half_the_cost_squared(W, hidden, output, expected, alpha):
    """You took half the cost squared. The text's gradient is the plain cost, expected − actual,
    times f′."""
    return W + alpha * hidden.T @ (0.5 * (expected - output) ** 2 * output * (1 - output))


@and_step.wrong
def alpha_twice(W, hidden, output, expected, alpha):
    """`alpha` is in it twice; once is enough."""
    return W + alpha**2 * hidden.T @ ((expected - output) * output * (1 - output))


@and_step.wrong
def rate_of_the_text(W, hidden, output, expected, alpha):
    """Your step is always 0.05 of ΔW, as the text suggests. Here the learning rate is the argument
    `alpha`."""
    return W + 0.05 * hidden.T @ ((expected - output) * output * (1 - output))


@and_step.wrong
def everything_times_alpha(W, hidden, output, expected, alpha):
    """You multiplied the old W by `alpha` as well. Only the step is multiplied: W + α ΔW."""
    return alpha * (W + hidden.T @ ((expected - output) * output * (1 - output)))


@and_step.wrong
def uphill_without_slope(W, hidden, output, expected, alpha):
    """Two things. With expected − actual the step is added, not subtracted. And the cost has to go
    through the activation: multiply by f′."""
    return W - alpha * hidden.T @ (expected - output)


@and_step.wrong
def slope_of_the_cost(W, hidden, output, expected, alpha):
    """Your slope is made from the cost. f′ is f(1 − f), and f is the output."""
    cost = expected - output
    return W + alpha * hidden.T @ (cost * cost * (1 - cost))


@and_step.wrong
def brackets_missing(W, hidden, output, expected, alpha):
    """Python multiplies before it subtracts, so `… * output * 1 - output` takes the output away at
    the end. f′ needs its brackets: `output * (1 - output)`."""
    return W + alpha * hidden.T @ ((expected - output) * output * 1 - output)


@and_step.wrong
def times_output(W, hidden, output, expected, alpha):
    """You multiplied by the output where f′ is needed: f(1 − f)."""
    return W + alpha * hidden.T @ ((expected - output) * output)


@and_step.wrong
def step_transposed(W, hidden, output, expected, alpha):
    """You transposed ΔW before you added it; it fits only where W is square. `hidden.T @ gradient`
    has the shape of W already."""
    return W + alpha * (hidden.T @ ((expected - output) * output * (1 - output))).T


@and_step.wrong(credit=0.5)
def in_our_places(W, hidden, output, expected, alpha):
    """The numbers are right, but in our places, `W[to, from]`. This text has `W[from, to]`: return
    the shape of W."""
    return reference(W, hidden, output, expected, alpha).T


@and_step.wrong
def only_the_step(W, hidden, output, expected, alpha):
    """You return the step. Asked for are the weights after it."""
    return alpha * hidden.T @ ((expected - output) * output * (1 - output))


@and_step.wrong
def dot_product(W, hidden, output, expected, alpha):
    """You added the gradients of all outputs up. Each output keeps its own."""
    return W + alpha * hidden.T @ np.full_like(
        output, np.sum((expected - output) * output * (1 - output))
    )


@and_step.wrong(credit=0.5)
def in_place(W, hidden, output, expected, alpha):
    """The numbers are right, but `+=` changes the caller's W. Return a new array."""
    W += alpha * hidden.T @ ((expected - output) * output * (1 - output))
    return W


@and_step.also_right
def by_loops(W, hidden, output, expected, alpha):
    new = W.copy()
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            slope = output[0, j] * (1 - output[0, j])
            new[i, j] += alpha * hidden[0, i] * (expected[0, j] - output[0, j]) * slope
    return new


exaggerated = Choice(
    "06.exaggerated",
    kind="prediction",
    points=1,
    minutes=4,
    difficulty=3,
    asks="How many times too much an output of 0.99 passes back if it passes the bare cost",
    options=(
        Wrong(
            "about 4 times, as it was for 0.61",
            "same-factor",
            "4 is 1/f′ for outputs near the middle. This one is far out, and its f′ is 0.99 · "
            "0.01.",
        ),
        Wrong(
            "about once: the two are nearly the same",
            "slope-is-output",
            "For that f′ would have to be nearly 1, as the output is. But f′ = f · (1 − f), and 1 "
            "− f is 0.01.",
        ),
        Right(
            "about 100 times",
            "The factor is 1/f′, another one for each output: no learning rate makes up for that.",
        ),
        Wrong(
            "about 0.01 times",
            "inverted",
            "0.01 is f′: so many times the cost is the gradient. Asked for is how many times the "
            "gradient the cost is.",
        ),
    ),
    hints=(
        Hint("What are the two numbers?", "The cost, −0.99, and cost times f′."),
        Hint("What is their ratio?", "The cost drops out: 1/f′ is left."),
        Hint("Nearly the answer", "f′ = 0.99 · 0.01. Now take 1/f′."),
    ),
)
