"""The path of one weight again, with numbers of each student's own."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant

Numbers = dict[str, float]
TOLERANCE = 2e-4


def draw_path(draw: Draw) -> Numbers:
    """Output a, target t, hidden activation h, weight w and learning rate alpha."""
    while True:
        numbers = {
            "a": draw.integer(55, 90) / 100,
            "t": draw.integer(5, 99) / 100,
            "h": draw.integer(30, 95) / 100,
            "w": draw.integer(20, 90) / 100 * draw.choice((1, -1)),
            "alpha": draw.choice((0.2, 0.5, 2.0)),
        }
        wrong = abs(numbers["a"] - numbers["t"]) > 0.2
        if wrong and all(e.tells_apart(numbers, 5 * TOLERANCE) for e in (my_factors, my_w_new)):
            return numbers


def factors(n: Numbers) -> list[float]:
    return [n["a"] - n["t"], n["a"] * (1 - n["a"]), n["h"]]


def factors_activated_again(n: Numbers) -> list[float]:
    again = float(sigmoid(n["a"]))
    return [factors(n)[0], again * (1 - again), n["h"]]


def product(n: Numbers) -> float:
    first, second, third = factors(n)
    return first * second * third


def stepped(n: Numbers) -> float:
    return n["w"] - n["alpha"] * product(n)


PATH = Variant("04.path", draw_path)

my_factors = Value(
    "04.my_factors",
    points=1.5,
    minutes=5,
    asks="Your own path: [∂E/∂a, ∂a/∂z, ∂z/∂w], four decimals",
    variant=PATH,
    parts=("∂E/∂a", "∂a/∂z", "∂z/∂w"),
    practice=(
        "On the path of a weight w: z = w · h + …, a = σ(z), E = ½(a − t)² + …, with a = {a}, "
        "t = {t}, h = {h} and w = {w}. Give the three factors from right to left, `[∂E/∂a, "
        "∂a/∂z, ∂z/∂w]`, four decimals."
    ),
    reference=factors,
    tolerance=TOLERANCE,
    why="How wrong, how awake, how loud the sender: every weight's gradient has these three.",
    misconceptions=(
        Misconception(
            "sign-of-the-error",
            lambda n: [n["t"] - n["a"], *factors(n)[1:]],
            "The first factor has the wrong sign. E = ½(a − t)² rises with a where a is above t: "
            "the slope is a − t.",
            credit=0.67,
        ),
        Misconception(
            "activated-again",
            factors_activated_again,
            "The second factor: you sent a through the sigmoid once more. a is its output already, "
            "and the slope is a(1 − a).",
            credit=0.67,
        ),
        Misconception(
            "own-weight",
            lambda n: [*factors(n)[:2], n["w"]],
            "The third factor: in z = w · h + … the local gradient for w is the other factor, h.",
            credit=0.67,
        ),
        Misconception(
            "error-for-slope",
            lambda n: [factors(n)[0] ** 2 / 2, *factors(n)[1:]],
            "The first factor is the error E itself. Asked for is how fast E moves with a.",
            credit=0.67,
        ),
        Misconception(
            "factor-2",
            lambda n: [2 * factors(n)[0], *factors(n)[1:]],
            "The first factor is twice too large: the ½ of E takes away the 2 of the square.",
            credit=0.67,
        ),
        Misconception(
            "other-way-round",
            lambda n: factors(n)[::-1],
            "All three are right, but in the other order: the first belongs to the arrow into E, "
            "the last to the arrow out of w.",
            credit=0.5,
        ),
        Misconception(
            "rest-for-slope",
            lambda n: [factors(n)[0], 1 - n["a"], n["h"]],
            "The second factor is 1 − a. The slope is a times that.",
            credit=0.67,
        ),
        Misconception(
            "output-for-slope",
            lambda n: [factors(n)[0], n["a"], n["h"]],
            "The second factor is a itself. The slope is a(1 − a).",
            credit=0.67,
        ),
    ),
    hints=(
        Hint("I don't know where to begin.", "At the right end of the path: E = ½(a − t)²."),
        Hint("And then?", "a = σ(z) has slope a(1 − a); z = w · h + … has slope h towards w."),
        Hint("Nearly the answer", "[a − t, a · (1 − a), h]"),
    ),
)

my_w_new = Value(
    "04.my_w_new",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Your own weight after one step, four decimals",
    variant=PATH,
    practice=(
        "On the path of a weight w: z = w · h + …, a = σ(z), E = ½(a − t)² + …, with a = {a}, "
        "t = {t}, h = {h} and w = {w}. What is w after one step of gradient descent with α = "
        "{alpha}? Four decimals."
    ),
    reference=stepped,
    tolerance=TOLERANCE,
    why="Product along the path, times α, downhill: that is one weight of one training step.",
    misconceptions=(
        Misconception(
            "uphill",
            lambda n: n["w"] + n["alpha"] * product(n),
            "You went uphill: the step is subtracted.",
        ),
        Misconception(
            "no-learning-rate",
            lambda n: n["w"] - product(n),
            "You took away the whole gradient. Multiply it by the learning rate first.",
        ),
        Misconception(
            "step-alone",
            lambda n: n["alpha"] * product(n),
            "This is α times the gradient, the step. The new weight is the old one less it.",
        ),
        Misconception(
            "sum-along-the-path",
            lambda n: n["w"] - n["alpha"] * sum(factors(n)),
            "The step is right in its form, but you added the three factors. Along a path they are "
            "multiplied.",
        ),
        Misconception(
            "factor-missing",
            lambda n: n["w"] - n["alpha"] * factors(n)[0] * factors(n)[1],
            "You used two factors only. The last arrow, from z to w, has one as well: h.",
        ),
        Misconception(
            "own-weight",
            lambda n: n["w"] - n["alpha"] * factors(n)[0] * factors(n)[1] * n["w"],
            "Your last factor is the weight itself. Its local gradient is the other factor, h.",
        ),
    ),
    hints=(
        Hint("What is the gradient?", "The product of your three factors."),
        Hint("What is the rule?", "w − α · gradient, with the α above."),
        Hint("My sign is wrong.", "A negative gradient makes w larger: minus times minus."),
    ),
)
