"""The AND network's last layer, number by number, with numbers of each student's own."""

from __future__ import annotations

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Hint, Misconception, Value, Variant
from nnkit.course.m06_worked_examples.and_draw import cost, draw_last_layer, gradient, slope, step

TOLERANCE = 2e-3
"""Three decimals are asked for, and two on the way are enough."""

VARIANT = Variant("06.and_network", draw_last_layer)

cost_out = Value(
    "06.cost_out",
    points=0.5,
    minutes=1,
    asks="Cost of your output layer, expected − actual, shape (1, 2)",
    variant=VARIANT,
    practice=(
        "*Error at the output*, in the rows of the AND text: the cost, expected minus actual, "
        "shape (1, 2), from `output` and `expected`. A list such as `[0.123, -0.456]` will do."
    ),
    reference=cost,
    tolerance=TOLERANCE,
    why="Positive where the output is too small. In our notation it is −(a − y).",
    misconceptions=(
        Misconception(
            "actual-minus-expected",
            lambda p: -cost(p),
            "That is actual − expected, our sign. The text takes expected − actual, and its whole "
            "calculation hangs on that.",
            credit=0.5,
        ),
        Misconception(
            "squared", lambda p: cost(p) ** 2, "Nothing is squared here: the plain difference."
        ),
        Misconception(
            "absolute",
            lambda p: np.abs(cost(p)),
            "You left the sign away. It says whether an output has to go up or down.",
        ),
    ),
    hints=(
        Hint("Which is subtracted?", "The actual output, from what is expected."),
        Hint("What does 'expected' mean here?", "1 for the class that is right, 0 elsewhere."),
        Hint("Nearly the answer", "`expected_own - output_own`"),
    ),
)

slope_out = Value(
    "06.slope_out",
    points=0.5,
    minutes=2,
    asks="Derivative f′ of your output layer, three decimals, shape (1, 2)",
    variant=VARIANT,
    practice=(
        "The derivative f' of the two sigmoid outputs in `output`, shape (1, 2). A list will do."
    ),
    reference=slope,
    tolerance=TOLERANCE,
    why="From the stored outputs alone, entry by entry.",
    misconceptions=(
        Misconception(
            "one-minus-output", lambda p: 1 - p.output, "That is 1 − f. Multiply it by f."
        ),
        Misconception(
            "sigmoid-again",
            lambda p: sigmoid(p.output) * (1 - sigmoid(p.output)),
            "You put the outputs through the sigmoid once more. They are f(x) already.",
        ),
        Misconception(
            "dot-product",
            lambda p: float(np.sum(slope(p))),
            "You added the products up. Element-wise means: one number for each neuron.",
        ),
    ),
    hints=(
        Hint("I have no x.", "You need f(x) only, and that is the output."),
        Hint("What is the formula?", "f(x)·(1 − f(x)), for each output."),
        Hint("Nearly the answer", "`output_own * (1 - output_own)`"),
    ),
)

gradient_out = Value(
    "06.gradient_out",
    points=1,
    minutes=2,
    asks="What the text calls the gradient, cost times f′, three decimals, shape (1, 2)",
    variant=VARIANT,
    practice=(
        "*Through the activation*: what the AND text calls the gradient, cost times slope, "
        "shape (1, 2), from `output` and `expected`."
    ),
    reference=gradient,
    tolerance=TOLERANCE,
    why="It is −δ: the text's gradient already points downhill.",
    misconceptions=(
        Misconception(
            "wrong-sign",
            lambda p: -gradient(p),
            "Right in size, wrong in sign: the cost is expected − actual.",
            credit=0.5,
        ),
        Misconception(
            "dot-product",
            lambda p: float(np.sum(gradient(p))),
            "You added the products up, as a dot product does. Each neuron keeps its own.",
        ),
        Misconception(
            "slope-missing",
            cost,
            "That is the cost alone. It has still to go through the activation: times f′.",
        ),
        Misconception(
            "slope-divided",
            lambda p: cost(p) / slope(p),
            "You divided by f′. How much E changes with z is a product of two slopes.",
        ),
    ),
    hints=(
        Hint("Which product is it?", "Element-wise: first with first, second with second."),
        Hint("Product of what?", "Of your `cost_out` and your `slope_out`."),
        Hint("Nearly the answer", "`cost_out * slope_out`, as arrays."),
    ),
)

delta_W = Value(
    "06.delta_W",
    points=1,
    minutes=3,
    difficulty=2,
    asks="ΔW of the text, shape (2, 2), W[i, j] leads from hidden neuron i to output j",
    variant=VARIANT,
    practice=(
        "*Parameter gradients*, in the rows of the AND text: all of ΔW at once, shape (2, 2), "
        "from `hidden`, `output` and `expected`. Write it as a list of rows, `[[..., ...], "
        "[..., ...]]`."
    ),
    reference=step,
    tolerance=TOLERANCE,
    why="Sender's activation times receiver's gradient: a column times a row, n×1 by 1×n.",
    misconceptions=(
        Misconception(
            "to-from",
            lambda p: step(p).T,
            "All four numbers are there, in our places, W[to, from]. In this text row i belongs to "
            "hidden neuron i, the sender.",
            credit=0.5,
        ),
        Misconception(
            "element-wise",
            lambda p: p.hidden * gradient(p),
            "You multiplied element by element. There are four weights, from each hidden neuron to "
            "each output, so four numbers are needed.",
        ),
        Misconception(
            "cost-instead-of-gradient",
            lambda p: p.hidden.T @ cost(p),
            "You multiplied with the cost. It has to go through the activation first: take the "
            "gradient.",
        ),
        Misconception(
            "receiver-activation",
            lambda p: p.output.T @ gradient(p),
            "You used the outputs. What went through these weights were the hidden activations.",
        ),
        Misconception(
            "wrong-sign",
            lambda p: -step(p),
            "All signs are reversed. Is your `gradient_out` right?",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("How many numbers are there?", "Four: two hidden neurons, two outputs."),
        Hint("What is the number in row 0?", "`hidden_own[0, 0]` times each gradient."),
        Hint("Nearly the answer", "`hidden_own.T @ gradient_out`: (2, 1) @ (1, 2)."),
    ),
)

new_W = Value(
    "06.new_W",
    points=1,
    minutes=2,
    asks="W of the text after the step with learning rate 1, shape (2, 2)",
    variant=VARIANT,
    practice=(
        "The weights after the step in the AND text, `W` with the whole ΔW of `hidden`, "
        "`output` and `expected` added, shape (2, 2)."
    ),
    reference=lambda p: p.W + step(p),
    tolerance=TOLERANCE,
    why="Added, because the minus sits in the cost already.",
    misconceptions=(
        Misconception(
            "subtracted",
            lambda p: p.W - step(p),
            "You subtracted. This text has its minus in expected − actual; a second one would lead "
            "uphill.",
        ),
        Misconception(
            "only-the-step", step, "That is the step. Asked for is W after it: old plus step."
        ),
        Misconception(
            "small-step",
            lambda p: p.W + 0.05 * step(p),
            "You took 0.05 of the step. Here the whole ΔW is added, as in the text's example; a "
            "learning rate comes a little later.",
            credit=0.5,
        ),
        Misconception(
            "step-transposed",
            lambda p: p.W + step(p).T,
            "You added the step transposed. Row i of both belongs to hidden neuron i.",
        ),
    ),
    hints=(
        Hint("Add or subtract?", "The text adds; ask yourself which way the cost points."),
        Hint("Which learning rate?", "None, as in the text's own example: it is 1."),
        Hint("Nearly the answer", "`W_own + delta_W`"),
    ),
)

our_dW = Value(
    "06.our_dW",
    points=1,
    minutes=3,
    difficulty=2,
    asks="∂E/∂W of the same layer in the notation of this course",
    variant=VARIANT,
    practice=(
        "A last layer in the rows of the AND text: `hidden`, `output` and `expected`. What is "
        "∂E/∂W in the notation of **this course**, E = ½‖a − y‖² and `[to, from]`? Shape (2, "
        "2)."
    ),
    reference=lambda p: -step(p).T,
    tolerance=TOLERANCE,
    why="Transposed, and with the other sign: nothing else separates the two texts.",
    misconceptions=(
        Misconception(
            "sign-kept",
            lambda p: step(p).T,
            "Transposed, yes. But their ΔW is added and our ∂E/∂W is subtracted: the sign has to "
            "turn as well.",
        ),
        Misconception(
            "not-transposed",
            lambda p: -step(p),
            "The sign is right. But our rows belong to the neurons that listen: W[to, from].",
        ),
        Misconception("theirs", step, "That is their ΔW as it stands. Two things have to change."),
        Misconception(
            "our-new-W",
            lambda p: (p.W + step(p)).T,
            "These are the new weights in our places. Asked for is the gradient.",
        ),
    ),
    hints=(
        Hint("What differs?", "The sign of the error, and what a row means."),
        Hint("How do I transpose it?", "`.T` exchanges rows and columns."),
        Hint("Nearly the answer", "Minus `delta_W`, transposed."),
    ),
)
