"""The tutorial's one weight and another of its layer: factors, a step, also with own numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Value, Variant


class OneWeight(NamedTuple):
    """One output neuron, the hidden neuron that sends to it, and the weight between them."""

    target: float
    output: float
    hidden: float
    weight: float
    alpha: float


def draw_one_weight(draw: Draw) -> OneWeight:
    """Four decimals as in the tutorial; error, slope and product well away from 0."""
    while True:
        target, output, hidden = (draw.integer(1500, 9000) / 10000 for _ in range(3))
        weight = draw.choice((-1, 1)) * draw.integer(2, 9) / 10
        p = OneWeight(target, output, hidden, weight, draw.choice((0.5, 2.0)))
        # No factor near another one, nor near the mistakes with it.
        sizes = sorted(abs(f) for f in [*factors(p), 1 - output, output, weight])
        gaps = [b - a for a, b in pairwise(sizes)]
        if min(gaps) > 0.0123 and abs(p.output - p.target) > 0.1012 and abs(output - 0.5) > 0.0432:
            return p


def factors(p: OneWeight) -> list[float]:
    """∂E/∂output, ∂output/∂input and ∂input/∂weight."""
    return [p.output - p.target, p.output * (1 - p.output), p.hidden]


def product(p: OneWeight) -> float:
    error, slope, sent = factors(p)
    return error * slope * sent


def delta(target: float, output: float) -> float:
    """Delta of an output neuron: the first two factors of ∂E/∂w."""
    return (output - target) * output * (1 - output)


VARIANT = Variant("06.one_weight", draw_one_weight)

ONE_WEIGHT = (
    Value(
        id="06.w8_gradient",
        points=1,
        minutes=3,
        asks="∂E/∂w8, from the second hidden neuron to the second output, four decimals",
        reference=delta(0.8657, 0.7317) * 0.7261,
        tolerance=1e-4,
        why="The same three factors, of other neurons. Negative: this weight has to grow.",
        misconceptions=(
            Misconception(
                "sign-of-the-error",
                -delta(0.8657, 0.7317) * 0.7261,
                "The sign is wrong. The first factor is −(t − output): the output is too small, so "
                "E falls if it grows.",
            ),
            Misconception(
                "hidden-of-w5",
                delta(0.8657, 0.7317) * 0.5854,
                "0.5854 is what comes in through w₅. w₈ starts at the second hidden neuron.",
            ),
            Misconception(
                "output-of-w5",
                delta(0.6905, 0.7333) * 0.7261,
                "You took error and slope of output 1. w₈ leads to output 2.",
            ),
            Misconception(
                "slope-missing",
                (0.7317 - 0.8657) * 0.7261,
                "The second factor is missing: through the activation, output·(1 − output).",
            ),
            Misconception(
                "factor-2",
                2 * delta(0.8657, 0.7317) * 0.7261,
                "It is twice too large: the ½ of the error takes the 2 of the square away.",
            ),
            Misconception(
                "slope-of-hidden",
                (0.7317 - 0.8657) * 0.7261 * (1 - 0.7261) * 0.7261,
                "You took the slope of the hidden neuron. Between E and w₈ lies the output's own.",
            ),
        ),
        hints=(
            Hint("Which output?", "The second: it puts out 0.7317 and should put out 0.8657."),
            Hint("What are the factors?", "−(0.8657 − 0.7317), 0.7317·(1 − 0.7317), 0.7261"),
            Hint("Nearly the answer", "−0.1340 · 0.1963 · 0.7261"),
        ),
    ),
    Choice(
        id="06.largest_of_six",
        kind="prediction",
        points=0.5,
        minutes=1,
        asks="Which of the six gradients of the output layer is the largest in size",
        reference="d",
        why="The larger delta is that of output 2, and its bias hears a 1, more than any a².",
        misconceptions=(
            Misconception(
                "printed-one",
                "a",
                "It is the only one in print, but the delta of output 1 is the smaller one.",
            ),
            Misconception(
                "hidden-2",
                "b",
                "The right output, the larger delta. But something larger than 0.7261 comes in "
                "there as well.",
            ),
            Misconception(
                "bias-1",
                "c",
                "The right column: 1 is the most that comes in. But compare the two deltas.",
            ),
        ),
        hints=(
            Hint("What makes a gradient large?", "A large delta, and much that comes in."),
            Hint("Which delta is larger in size?", "0.0428 · 0.1956, or −0.1340 · 0.1963?"),
            Hint("Nearly the answer", "And the largest of 1, 0.5854 and 0.7261?"),
        ),
    ),
    Value(
        id="06.three_factors",
        points=1.5,
        minutes=4,
        asks="The three factors of ∂E/∂w for your own weight, four decimals each",
        reference=factors,
        variant=VARIANT,
        tolerance=2e-4,
        parts=("∂E/∂output", "∂output/∂input", "∂input/∂w"),
        why="Error at the output, through the activation, and what came in: always these three.",
        misconceptions=(
            Misconception(
                "sign-of-the-error",
                lambda p: [-factors(p)[0], *factors(p)[1:]],
                "The first factor has the wrong sign. The derivative of ½(t − a)² by a is "
                "−(t − a): the inner derivative gives the minus.",
                credit=0.5,
            ),
            Misconception(
                "factor-2",
                lambda p: [2 * factors(p)[0], *factors(p)[1:]],
                "The first factor is twice too large: the ½ of the error takes the 2 away.",
                credit=0.5,
            ),
            Misconception(
                "slope-one-minus-a",
                lambda p: [factors(p)[0], 1 - p.output, p.hidden],
                "The second factor is 1 − a. It has to be a(1 − a).",
                credit=0.5,
            ),
            Misconception(
                "slope-of-hidden",
                lambda p: [factors(p)[0], p.hidden * (1 - p.hidden), p.hidden],
                "The second factor is the slope of the hidden neuron. The output's own is needed.",
                credit=0.5,
            ),
            Misconception(
                "weight-for-input",
                lambda p: [*factors(p)[:2], p.weight],
                "The third factor is the weight. The derivative of w·h by w is h, what came in.",
                credit=0.5,
            ),
        ),
        hints=(
            Hint("What is the first factor?", "output − target, sign and all."),
            Hint("And the second?", "output·(1 − output)"),
            Hint("And the third?", "input = w·hidden + …; by w that is `hidden`."),
        ),
    ),
    Value(
        id="06.own_w",
        points=1,
        minutes=2,
        asks="Your own weight after one step, four decimals",
        reference=lambda p: p.weight - p.alpha * product(p),
        variant=VARIANT,
        tolerance=3e-4,
        why="Three numbers, two products, one difference. The rest of the network does the same.",
        misconceptions=(
            Misconception(
                "uphill",
                lambda p: p.weight + p.alpha * product(p),
                "You added. Here the error is output − target, so the step is subtracted.",
            ),
            Misconception(
                "factors-added",
                lambda p: p.weight - p.alpha * sum(factors(p)),
                "You added the three factors up. Along one path they are multiplied.",
            ),
            Misconception(
                "only-the-step",
                lambda p: p.alpha * product(p),
                "That is the step. Take it off the old weight.",
            ),
            Misconception(
                "no-learning-rate",
                lambda p: p.weight - product(p),
                "You took the whole product as the step. Multiply it by your learning rate first.",
            ),
            Misconception(
                "only-the-gradient",
                product,
                "That is ∂E/∂w, the product of the three factors. Now take the step.",
            ),
            Misconception(
                "slope-missing",
                lambda p: p.weight - p.alpha * (p.output - p.target) * p.hidden,
                "The factor of the activation, output·(1 − output), is missing in the product.",
            ),
            Misconception(
                "not-updated", lambda p: p.weight, "That is the old weight. Now take the step."
            ),
        ),
        hints=(
            Hint("What is ∂E/∂w?", "The product of your three factors."),
            Hint("Which sign?", "w minus learning rate times ∂E/∂w."),
            Hint("Nearly the answer", "`own_weight - own_alpha * np.prod(three_factors)`"),
        ),
    ),
)
