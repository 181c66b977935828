"""Problem 1 with numbers of each student's own: what its exercises have in common.

Names go by role, so that they fit networks with one hidden layer and with two: *first* is the
first hidden layer, *hidden* the last hidden layer, *out* the output layer.
"""

from __future__ import annotations

from nnkit.checks.exercise import Hint, Misconception, Value, Variant
from nnkit.course.m07_problems.answers import RIGHT, WRONG
from nnkit.course.m07_problems.draw import TOLERANCE, draw_problem

PROBLEM = Variant("07.problem1", draw_problem)

CARRIED = (
    "Every entry has the right size and the wrong sign. If your `delta_out` still has the wrong "
    "sign, mend it first and come back: what you did here is then right. Otherwise look for a "
    "minus that came in on the way."
)
STARTED_WRONG = {
    ("delta_hidden", "sign-carried-on"),
    ("dW_out", "sign-carried-on"),
    ("dW_first", "sign-carried-on"),
    ("W_first_new", "updated-weights"),
    ("W_first_new", "slope-missing"),
}
"""Right steps that start from a wrong place; they earn half of the points."""


ASKED = {
    "z_first": "What is z¹ = W¹x + b¹ of the first hidden layer, shape (n₁, 1)?",
    "a_first": "What is the activation of the first hidden layer, shape (n₁, 1)?",
    "z_out": "What is the pre-activation of the output layer, shape (n_L, 1)?",
    "output": "What is the output of the network, shape (n_L, 1)?",
    "loss": "What is the loss E of this example, one number?",
    "delta_out": "*Error at the output*, *through the activation*: what is δ of the outputs?",
    "delta_hidden": "*Pass back*, *through the activation*: what is δ of the last hidden layer?",
    "dW_out": "*Parameter gradients*: what is ∂E/∂W of the output layer, as a list of rows?",
    "dW_first": "*Parameter gradients*: what is ∂E/∂W¹, in the shape of W¹?",
    "W_out_new": "What are the weights of the output layer after one step?",
    "W_first_new": "What are the weights of the first hidden layer after one step?",
    "b_first_new": "What are the biases of the first hidden layer after one step, shape (n₁, 1)?",
}
"""What each asks of a network that stands below it."""


def own(
    name: str,
    points: float,
    asks: str,
    tells: dict[str, str],
    hints: tuple[Hint, Hint, Hint],
    *,
    why: str,
    minutes: int = 3,
    difficulty: int = 1,
) -> Value:
    """An exercise on a student's own numbers; `tells` goes with the mistakes in `WRONG`."""
    return Value(
        id=f"07.{name}",
        points=points,
        asks=asks,
        practice=f"{{in_words}}. {ASKED[name]} Three decimals.",
        reference=RIGHT[name],
        variant=PROBLEM,
        tolerance=TOLERANCE,
        misconceptions=tuple(
            Misconception(m, wrong, tells[m], credit=0.5 if (name, m) in STARTED_WRONG else 0.0)
            for m, wrong in WRONG[name].items()
        ),
        hints=hints,
        why=why,
        minutes=minutes,
        difficulty=difficulty,
    )
