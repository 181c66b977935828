"""The path of one weight again, with numbers of each student's own."""

from __future__ import annotations

from itertools import combinations

import numpy as np

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
        if abs(numbers["a"] - numbers["t"]) > 0.2 and _telling(numbers):
            return numbers


def factors(n: Numbers) -> list[float]:
    return [n["a"] - n["t"], n["a"] * (1 - n["a"]), n["h"]]


def factors_sign(n: Numbers) -> list[float]:
    return [n["t"] - n["a"], *factors(n)[1:]]


def factors_activated_again(n: Numbers) -> list[float]:
    again = float(sigmoid(n["a"]))
    return [factors(n)[0], again * (1 - again), n["h"]]


def factors_own_weight(n: Numbers) -> list[float]:
    return [*factors(n)[:2], n["w"]]


def factors_squared_error(n: Numbers) -> list[float]:
    return [factors(n)[0] ** 2 / 2, *factors(n)[1:]]


def factors_double(n: Numbers) -> list[float]:
    return [2 * factors(n)[0], *factors(n)[1:]]


def factors_reversed(n: Numbers) -> list[float]:
    return factors(n)[::-1]


def product(n: Numbers) -> float:
    first, second, third = factors(n)
    return first * second * third


def stepped(n: Numbers) -> float:
    return n["w"] - n["alpha"] * product(n)


def stepped_uphill(n: Numbers) -> float:
    return n["w"] + n["alpha"] * product(n)


def stepped_without_rate(n: Numbers) -> float:
    return n["w"] - product(n)


def step_alone(n: Numbers) -> float:
    return n["alpha"] * product(n)


def stepped_by_sum(n: Numbers) -> float:
    return n["w"] - n["alpha"] * sum(factors(n))


def stepped_by_part(n: Numbers) -> float:
    return n["w"] - n["alpha"] * factors(n)[0] * factors(n)[1]


def stepped_by_own_weight(n: Numbers) -> float:
    return n["w"] - n["alpha"] * factors(n)[0] * factors(n)[1] * n["w"]


ANSWERS = (
    (
        factors,
        factors_sign,
        factors_activated_again,
        factors_own_weight,
        factors_squared_error,
        factors_double,
        factors_reversed,
    ),
    (
        stepped,
        stepped_uphill,
        stepped_without_rate,
        step_alone,
        stepped_by_sum,
        stepped_by_part,
        stepped_by_own_weight,
    ),
)


def _telling(n: Numbers) -> bool:
    """Whether the right answer and all the wrong ones are clearly different."""
    values = [[np.atleast_1d(answer(n)) for answer in answers] for answers in ANSWERS]
    pairs = (pair for of_one in values for pair in combinations(of_one, 2))
    return all(np.abs(one - other).max() > 5 * TOLERANCE for one, other in pairs)


PATH = Variant("04.path", draw_path)

my_factors = Value(
    "04.my_factors",
    points=1.5,
    minutes=5,
    asks="Your own path: [∂E/∂a, ∂a/∂z, ∂z/∂w], four decimals",
    variant=PATH,
    parts=("∂E/∂a", "∂a/∂z", "∂z/∂w"),
    reference=factors,
    tolerance=TOLERANCE,
    why="How wrong, how awake, how loud the sender: every weight's gradient has these three.",
    misconceptions=(
        Misconception(
            "sign-of-the-error",
            factors_sign,
            "The first factor has the wrong sign. E = ½(a − t)² rises with a where a is above t: "
            "the slope is a − t.",
            credit=0.5,
        ),
        Misconception(
            "activated-again",
            factors_activated_again,
            "The second factor: you sent a through the sigmoid once more. a is its output already, "
            "and the slope is a(1 − a).",
            credit=0.5,
        ),
        Misconception(
            "own-weight",
            factors_own_weight,
            "The third factor: in z = w · h + … the local gradient for w is the other factor, h.",
            credit=0.5,
        ),
        Misconception(
            "error-for-slope",
            factors_squared_error,
            "The first factor is the error E itself. Asked for is how fast E moves with a.",
        ),
        Misconception(
            "factor-2",
            factors_double,
            "The first factor is twice too large: the ½ of E takes away the 2 of the square.",
        ),
        Misconception(
            "other-way-round",
            factors_reversed,
            "All three are right, but in the other order: the first belongs to the arrow into E, "
            "the last to the arrow out of w.",
            credit=0.5,
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
    reference=stepped,
    tolerance=TOLERANCE,
    why="Product along the path, times α, downhill: that is one weight of one training step.",
    misconceptions=(
        Misconception("uphill", stepped_uphill, "You went uphill: the step is subtracted."),
        Misconception(
            "no-learning-rate",
            stepped_without_rate,
            "You took away the whole gradient. Multiply it by the learning rate first.",
        ),
        Misconception(
            "step-alone",
            step_alone,
            "This is α times the gradient, the step. The new weight is the old one less it.",
        ),
        Misconception(
            "sum-along-the-path",
            stepped_by_sum,
            "The step is right in its form, but you added the three factors. Along a path they are "
            "multiplied.",
        ),
        Misconception(
            "factor-missing",
            stepped_by_part,
            "You used two factors only. The last arrow, from z to w, has one as well: h.",
        ),
        Misconception(
            "own-weight",
            stepped_by_own_weight,
            "Your last factor is the weight itself. Its local gradient is the other factor, h.",
        ),
    ),
    hints=(
        Hint("What is the gradient?", "The product of your three factors."),
        Hint("What is the rule?", "w − α · gradient, with the α above."),
        Hint("My sign is wrong.", "A negative gradient makes w larger: minus times minus."),
    ),
)
