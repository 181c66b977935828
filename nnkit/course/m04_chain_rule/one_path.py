"""One weight, one path, three factors: ∂E/∂w₅ of a tutorial's network."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Hint, Misconception, Value

ERROR = 0.7333 - 0.6905
SLOPE = 0.7333 * (1 - 0.7333)
HIDDEN = 0.5854
GRADIENT = ERROR * SLOPE * HIDDEN
AGAIN = float(sigmoid(0.7333))

misprint = Value(
    "04.misprint",
    kind="find-the-bug",
    points=1,
    minutes=4,
    asks="The right number for the factor that is misprinted, four decimals",
    reference=SLOPE,
    tolerance=5e-5,
    why="0.7333 · 0.2667 = 0.1956, not 0.1958: a tiny slip, found by computing it again.",
    misconceptions=(
        Misconception(
            "as-printed",
            0.1958,
            "This is what is printed. Put 0.7333 into a(1 − a) yourself, with four decimals.",
        ),
        Misconception(
            "the-error", ERROR, "0.7333 − 0.6905 is 0.0428, as printed. This factor is right."
        ),
        Misconception(
            "the-hidden-output", HIDDEN, "0.5854 is copied from the forward pass. It is right."
        ),
        Misconception(
            "activated-again",
            AGAIN * (1 - AGAIN),
            "You sent 0.7333 through the sigmoid once more. It is the output already: a(1 − a) is "
            "all that is left to do.",
        ),
        Misconception(
            "square-for-slope", 0.7333**2, "This is a². The slope is a times what is left to 1."
        ),
        Misconception(
            "product-for-factor",
            GRADIENT,
            "This is the whole product. Asked for is one factor: the one that is misprinted.",
        ),
    ),
    hints=(
        Hint("How do I find it?", "Compute each factor from its formula, with four decimals."),
        Hint("Which one is it?", "Not the difference, and not the number that was copied."),
        Hint("Nearly the answer", "0.7333 · (1 − 0.7333)."),
    ),
)

w5_gradient = Value(
    "04.w5_gradient",
    points=1,
    minutes=3,
    asks="∂E/∂w₅ from the three right factors, six decimals",
    reference=GRADIENT,
    tolerance=2e-6,
    why="One path from w₅ to E, three arrows, three factors, one product.",
    misconceptions=(
        Misconception(
            "as-printed",
            0.00490579,
            "This is the printed product, with the misprinted 0.1958 in it. Use your own.",
        ),
        Misconception(
            "sum-along-the-path",
            ERROR + SLOPE + HIDDEN,
            "You added the factors. Along a path they are multiplied: each step passes on a "
            "multiple of what arrives.",
        ),
        Misconception(
            "sign-of-the-error",
            -GRADIENT,
            "The sign is wrong: the error is output minus target, 0.7333 − 0.6905.",
        ),
        Misconception(
            "last-factor-missing",
            ERROR * SLOPE,
            "This is the slope of E towards the pre-activation. From there to w₅ it is one arrow "
            "more.",
        ),
        Misconception(
            "sigmoid-left-out",
            ERROR * HIDDEN,
            "The arrow through the sigmoid is missing: its factor is the one you repaired.",
        ),
    ),
    hints=(
        Hint("What do I do with three factors?", "They lie on one path: multiply them."),
        Hint("Which numbers?", "0.0428, your repaired factor, and 0.5854."),
        Hint(
            "My number begins with 0.0049 and is refused.",
            "Six decimals; the misprint shows in the fifth.",
        ),
    ),
)

w5_new = Value(
    "04.w5_new",
    points=0.5,
    minutes=2,
    asks="w₅ = 0.4 after one step with learning rate 0.1, four decimals",
    reference=0.4 - 0.1 * GRADIENT,
    tolerance=5e-5,
    why="0.3995, as printed: the misprint was too small to reach the fourth decimal.",
    misconceptions=(
        Misconception(
            "uphill",
            0.4 + 0.1 * GRADIENT,
            "You added the step. The gradient is positive, so a larger w₅ makes E larger: go the "
            "other way.",
        ),
        Misconception(
            "no-learning-rate",
            0.4 - GRADIENT,
            "You took away the whole gradient. Multiply it by the learning rate 0.1 first.",
        ),
        Misconception(
            "step-alone",
            0.1 * GRADIENT,
            "This is the step. The new weight is the old one less the step.",
        ),
        Misconception(
            "scaled-weight", 0.1 * 0.4, "The learning rate scales the gradient, not the weight."
        ),
    ),
    hints=(
        Hint("What is the rule?", "New weight = old weight − learning rate · gradient."),
        Hint("Which gradient?", "The product of the three factors, about 0.0049."),
        Hint("Nearly the answer", "0.4 − 0.1 · 0.0049."),
    ),
)
