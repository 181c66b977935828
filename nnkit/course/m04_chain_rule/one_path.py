"""One weight, one path, three factors: ∂E/∂w₅ of a tutorial's network."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Fresh, Hint, Misconception, Value
from nnkit.course.m04_chain_rule.fresh import Factors, draw_factors

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
        Misconception(
            "rest-rounded", 0.198, "You rounded 1 − 0.7333 on the way. Keep four decimals: 0.2667."
        ),
        Misconception(
            "slope-at-the-target",
            0.2137,
            "You put the target into a(1 − a). The slope is that of the neuron where it is: a = "
            "0.7333.",
        ),
        Misconception(
            "target-in-the-bracket",
            0.227,
            "You have a(1 − t). The slope needs the output twice: a(1 − a).",
        ),
        Misconception(
            "sign-of-the-error",
            -0.0428,
            "a − t is 0.7333 − 0.6905, above 0, and it is printed rightly. Compute the next "
            "factor.",
        ),
        Misconception("two-decimals", 0.2, "Four decimals are asked for."),
        Misconception("three-decimals", 0.196, "Four decimals are asked for."),
        Misconception("rest", 0.2667, "This is 1 − a. The slope is a times that."),
        Misconception("output", 0.7333, "This is a itself. The slope is a(1 − a)."),
        Misconception(
            "activated-again-rounded",
            0.2193,
            "You sent 0.7333 through the sigmoid once more. It is the output already: a(1 − a) is "
            "all that is left to do.",
        ),
        Misconception("tanh", 0.4623, "1 − a² is the slope of tanh. The sigmoid has a(1 − a)."),
        Misconception("sign", -0.1956, "The size is right. The slope of a sigmoid is above 0."),
        Misconception(
            "cut-off", 0.1955, "0.7333 · 0.2667 is 0.19557: round it, do not cut it off."
        ),
        Misconception(
            "hidden-slope",
            0.2427,
            "You computed the slope at the hidden neuron. The factor belongs to a = 0.7333.",
        ),
        Misconception(
            "hidden-slope-rounded",
            0.243,
            "You computed the slope at the hidden neuron. The factor belongs to a = 0.7333.",
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
    fresh=Fresh(Factors(ERROR, SLOPE, HIDDEN), draw_factors),
    practice=(
        "On the path from w₅ to E the three factors are ∂E/∂a = {error}, ∂a/∂z = {slope} and "
        "∂z/∂w₅ = {hidden}. What is ∂E/∂w₅? Six decimals."
    ),
    reference=lambda n: n.product,
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
            lambda n: round(n.error + n.slope + n.hidden, 4),
            "You added the factors. Along a path they are multiplied: each step passes on a "
            "multiple of what arrives.",
        ),
        Misconception(
            "sign-of-the-error",
            lambda n: -n.product,
            "The sign is wrong: the error is output minus target, {error}.",
        ),
        Misconception(
            "last-factor-missing",
            lambda n: n.error * n.slope,
            "This is the slope of E towards the pre-activation. From there to w₅ it is one arrow "
            "more.",
        ),
        Misconception(
            "sigmoid-left-out",
            lambda n: n.error * n.hidden,
            "The arrow through the sigmoid is missing: its factor is the middle one.",
        ),
        Misconception("two-digits", 0.0, "Six decimals are asked for, not two."),
        Misconception("few-digits", 0.005, "Six decimals are asked for."),
        Misconception(
            "own-weight",
            ERROR * SLOPE * 0.4,
            "Your last factor is w₅ itself. The slope towards it is the other factor, 0.5854.",
        ),
        Misconception(
            "decimal-slip",
            lambda n: 10 * n.product,
            "The digits are right: look at the decimal point.",
        ),
        Misconception(
            "decimal-slip-down",
            lambda n: n.product / 10,
            "The digits are right: look at the decimal point.",
        ),
        Misconception(
            "error-left-out",
            lambda n: n.slope * n.hidden,
            "The first factor is missing: how fast E moves with a, {error}.",
        ),
        Misconception(
            "slope-squared",
            lambda n: n.error * n.slope**2,
            "Your last factor is the slope once more. From z to w₅ it is {hidden}.",
        ),
        Misconception(
            "hidden-slope",
            ERROR * SLOPE * HIDDEN * (1 - HIDDEN),
            "The hidden neuron is only copied here: its slope is not on this path.",
        ),
        Misconception(
            "rest-for-slope",
            ERROR * (1 - 0.7333) * HIDDEN,
            "The factor of the sigmoid is a(1 − a), 0.1956.",
        ),
        Misconception(
            "output-for-slope",
            ERROR * 0.7333 * HIDDEN,
            "The factor of the sigmoid is a(1 − a), 0.1956.",
        ),
        Misconception(
            "error-for-slope-of-error",
            ERROR**2 / 2 * SLOPE * HIDDEN,
            "The first factor is not the error itself, ½(a − t)². It is how fast that moves with "
            "a: a − t.",
        ),
        Misconception(
            "half-left-over",
            ERROR / 2 * SLOPE * HIDDEN,
            "There is a ½ too many: it cancels with the 2 of the square.",
        ),
        Misconception(
            "twice", 2 * ERROR * SLOPE * HIDDEN, "There is a 2 too many: it cancels with the ½."
        ),
    ),
    hints=(
        Hint("What do I do with three factors?", "They lie on one path: multiply them."),
        Hint("Which numbers?", "{error}, the middle factor, and {hidden}."),
        Hint(
            "My number is refused.",
            "Six decimals; in the notebook the misprint shows in the fifth.",
        ),
    ),
)

w5_new = Value(
    "04.w5_new",
    points=0.5,
    minutes=2,
    asks="w₅ = 0.4 after one step with learning rate 0.1, four decimals",
    reference=0.4 - 0.1 * GRADIENT,
    tolerance=6e-5,
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
        Misconception(
            "all-scaled",
            0.1 * (0.4 - GRADIENT),
            "You multiplied everything by the learning rate. It scales the gradient alone: 0.4 − "
            "0.1 · gradient.",
        ),
        Misconception(
            "other-rate",
            0.4 - 0.5 * GRADIENT,
            "That is a step with learning rate 0.5. Here α is 0.1.",
        ),
        Misconception(
            "weight-in-the-step",
            0.4 - 0.1 * GRADIENT * 0.4,
            "The step is α times the gradient. The weight is not multiplied with it.",
        ),
        Misconception(
            "not-moved",
            0.4,
            "Four decimals are asked for: the step is small, but it shows in the fourth.",
        ),
        Misconception(
            "gradient-alone",
            GRADIENT,
            "This is the gradient. The new weight is the old one minus α times it.",
        ),
        Misconception(
            "uphill-without-rate",
            0.4 + GRADIENT,
            "You added the whole gradient. Subtract it, times the learning rate 0.1.",
        ),
        Misconception(
            "rate-subtracted",
            0.3,
            "You subtracted the learning rate. Subtract α *times the gradient*.",
        ),
        Misconception("three-decimals", 0.399, "Four decimals are asked for."),
        Misconception("sign", -0.3995, "The size is right. Old weight minus step: 0.4 − 0.0005."),
        Misconception(
            "ten-times-the-step",
            0.4 - 10 * GRADIENT,
            "Look at the decimal point: 0.1 · 0.0049 is 0.00049.",
        ),
        Misconception(
            "no-learning-rate-rounded",
            0.395,
            "Four decimals are asked for; and the gradient is multiplied by the learning rate "
            "first.",
        ),
    ),
    hints=(
        Hint("What is the rule?", "New weight = old weight − learning rate · gradient."),
        Hint("Which gradient?", "The product of the three factors, about 0.0049."),
        Hint("Nearly the answer", "0.4 − 0.1 · 0.0049."),
    ),
)
