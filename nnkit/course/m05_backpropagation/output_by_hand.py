"""The first two steps by hand: the sign of an error, two outputs of a text, a saturated neuron."""

from __future__ import annotations

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Pair, draw_pair
from nnkit.course.m05_backpropagation.fresh import (
    Weighed,
    deltas,
    draw_weighed,
    errors,
    outputs,
    slopes,
)

_A = np.array([0.56, 0.61])
_Y = np.array([1.0, 0.0])
_DELTA = (_A - _Y) * _A * (1 - _A)
_DW = float(_DELTA[0] * 0.64)

error_sign = Choice(
    "05.error_sign",
    kind="prediction",
    points=0.5,
    minutes=1,
    asks="∂E/∂a of an output that is 0.43 and should be 1",
    question=(
        r"**Predict.** The first output is 0.43 and should be 1. What is $\partial "
        r"E/\partial a$ of this output?"
    ),
    options=(
        Right("−0.57", "Too small an output has a negative error: more of it would help."),
        Wrong(
            "0.57",
            "y-minus-a",
            "That is y − a, how much is missing. The question is what E does if a rises: it falls, "
            "so the slope is negative.",
        ),
        Wrong(
            "0.16",
            "the-error-itself",
            "That is this output's share of E, ½(a − y)². Asked for is how fast it changes.",
        ),
        Wrong("−1.14", "factor-2", "The square brings down a 2, and the ½ in front takes it away."),
    ),
    hints=(
        Hint("What is E as a function of a?", "½(a − 1)², a parabola with its lowest point 1."),
        Hint("Which sign?", "Left of its lowest point a parabola goes down."),
        Hint("Nearly the answer", "The derivative of ½(a − y)² is a − y."),
    ),
)

and_delta = Value(
    "05.and_delta",
    points=1,
    minutes=4,
    asks="δ of the two outputs of the AND network, ∂E/∂z",
    fresh=Fresh(Pair(0.56, 0.61), draw_pair),
    practice=(
        "For an input whose answer should be (1, 0) a sigmoid network says ({a1}, {a2}). What "
        "is δ of its two outputs, ∂E/∂z? A list of two numbers, three decimals."
    ),
    reference=deltas,
    tolerance=0.001,
    why="The same numbers as in the text, with the sign of the derivative.",
    misconceptions=(
        Misconception(
            "sign-of-the-error",
            lambda n: -deltas(n),
            "Right size, wrong sign: this is the negative of ∂E/∂z. The text of this example "
            "starts from expected − actual; start from a − y.",
            credit=0.5,
        ),
        Misconception(
            "sign-of-the-error-as-printed",
            np.array([0.11, -0.15]),
            "These are the text's own numbers. It starts from expected − actual, and that makes "
            "them the negative of ∂E/∂z: start from a − y, and give three decimals.",
            credit=0.5,
        ),
        Misconception(
            "slope-missing",
            errors,
            "That is the error at the output. It still has to go through the activation: multiply "
            "each entry by its slope.",
        ),
        Misconception("only-the-slope", slopes, "These are the slopes without errors."),
        Misconception(
            "sigmoid-twice",
            lambda n: errors(n) * sigmoid(outputs(n)) * (1 - sigmoid(outputs(n))),
            "You took the sigmoid of {a1} and {a2}. They have been through the sigmoid: the "
            "slope is a(1 − a).",
        ),
        Misconception("factor-2", lambda n: 2 * deltas(n), "Twice too large: the ½ cancels the 2."),
        Misconception(
            "dot-product",
            lambda n: float(deltas(n).sum()),
            "You added the two up. Each neuron keeps its own number: multiply entry by entry.",
        ),
        Misconception(
            "two-decimals",
            np.array([-0.11, 0.15]),
            "Right as far as they go, but three decimals are asked for. Keep all digits on the way "
            "and round at the end.",
            credit=0.5,
        ),
        Misconception(
            "rounded-slopes",
            np.array([-0.11, 0.1464]),
            "You went on with rounded slopes, 0.25 and 0.24. Keep all digits on the way and round "
            "at the end.",
            credit=0.5,
        ),
        Misconception(
            "exchanged",
            lambda n: deltas(n)[::-1],
            "The right two numbers, in the other order: first the output that says {a1}.",
            credit=0.5,
        ),
        Misconception(
            "absolute",
            lambda n: np.abs(deltas(n)),
            "The sizes are right. The first output is too small, so its error a − y is negative.",
            credit=0.5,
        ),
        Misconception(
            "mean-over-outputs",
            lambda n: deltas(n) / 2,
            "Half of what it should be. E adds up over the outputs of one example, so nothing is "
            "divided by their number; and the ½ in E has gone, against the 2 of the square.",
        ),
        Misconception(
            "other-target",
            lambda n: (outputs(n) - np.array([0.0, 1.0])) * slopes(n),
            "You took (0, 1) for the target. The answer should be (1, 0).",
        ),
        Misconception(
            "slope-of-tanh",
            lambda n: errors(n) * (1 - outputs(n) ** 2),
            "1 − a² is the slope of tanh. These are sigmoid neurons: a(1 − a).",
        ),
        Misconception(
            "times-output",
            lambda n: errors(n) * outputs(n),
            "You multiplied by the output. Its slope is needed: a(1 − a).",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Two steps: a − y for each output, then times its slope."),
        Hint("What is the slope?", "a(1 − a): {a1} · (1 − {a1}) for the first output."),
        Hint("Nearly the answer", "({a1} − 1) · {a1} · (1 − {a1}), and {a2} · {a2} · (1 − {a2})"),
    ),
)

saturated = Choice(
    "05.saturated",
    kind="prediction",
    points=1,
    minutes=2,
    asks="which wrong output has the larger delta",
    question=(
        "**Predict.** Two sigmoid outputs should both be 0. Neuron P says 0.999, neuron Q "
        "says 0.8. Which of them has the larger δ?"
    ),
    options=(
        Wrong(
            "P, because its error is larger",
            "larger-error-larger-delta",
            "Its error is larger, 0.999 against 0.8. But delta also has the slope as a factor. How "
            "steep is a sigmoid at 0.999?",
        ),
        Wrong(
            "they are about equal",
            "equal",
            "They differ a lot. Compute a · a(1 − a) for both: error times slope.",
        ),
        Wrong(
            "Q, about twice as large",
            "twice",
            "It is the right one of the two, but by much more: 0.16 is not twice 0.001.",
        ),
        Right(
            "Q, more than a hundred times as large",
            "A neuron can be badly wrong and hardly learn: it is saturated.",
        ),
    ),
    hints=(
        Hint("What decides?", "Two factors: the error and the slope."),
        Hint("The error of P is larger.", "And its slope is 0.999 · 0.001."),
        Hint("Nearly the answer", "0.999 · 0.000999 against 0.8 · 0.16"),
    ),
)

and_weight = Value(
    "05.and_weight",
    points=1,
    minutes=3,
    asks="new weight of the AND network with α = {alpha}",
    fresh=Fresh(Weighed(-0.08, float(_DELTA[0]), 0.64, 0.05), draw_weighed),
    practice=(
        "A weight is {w}. The neuron that it comes from sent {sent}, and δ of the neuron that "
        "it leads to is {delta}. What is the weight after one step with α = {alpha}? Four "
        "decimals."
    ),
    reference=lambda n: n.new,
    tolerance=2e-4,
    why="Their plus and our minus make the same step: the sign was turned once, at the output.",
    misconceptions=(
        Misconception(
            "uphill",
            lambda n: n.w + n.alpha * n.gradient,
            "The wrong way: the gradient is negative, so going against it makes the weight larger.",
        ),
        Misconception(
            "no-learning-rate",
            lambda n: n.w - n.gradient,
            "You took the whole gradient as a step. Here only α = {alpha} of it is taken.",
        ),
        Misconception(
            "as-printed",
            -0.01,
            "That is the text's own result: there the whole gradient is the step. Here α is 0.05.",
        ),
        Misconception(
            "activation-missing",
            lambda n: n.w - n.alpha * n.delta,
            "You stepped by δ. The gradient of a weight is δ times what came in, {sent}.",
        ),
        Misconception(
            "only-the-step",
            lambda n: -n.alpha * n.gradient,
            "That is the step. The weight was {w} before it.",
        ),
        Misconception(
            "error-for-delta",
            -0.08 + 0.05 * 0.44 * 0.64,
            "You stepped with the error, −0.44. It has to go through the activation first: take δ.",
        ),
        Misconception(
            "sign-of-the-weight",
            lambda n: -n.w - n.alpha * n.gradient,
            "Your step is right, but you started from the weight without its minus. It is {w}.",
            credit=0.5,
        ),
        Misconception(
            "ten-times-the-rate",
            -0.08 - 0.5 * _DW,
            "You took α = 0.5. It is 0.05, ten times less.",
            credit=0.5,
        ),
        Misconception(
            "other-output",
            -0.08 - 0.05 * float(_DELTA[1] * 0.64),
            "You took δ of the second output. The weight leads to the first.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "∂E/∂w = δ of the neuron it leads to, times what it carried."),
        Hint("What is δ?", "The δ of the neuron that the weight leads to, about {short}."),
        Hint("Nearly the answer", "{w} − {alpha} · ({short} · {sent})"),
    ),
)
