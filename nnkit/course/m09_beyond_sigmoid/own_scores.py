"""Three scores of each student's own: their softmax, and what it costs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnkit.activations import softmax
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant

TOLERANCE = 1e-3
"""Probabilities are asked to three decimals."""

LOSS_TOLERANCE = 0.011
"""Two decimals, also of a probability that was rounded to three before."""


class Scores(NamedTuple):
    """Three scores z, and which class is right, counted from 1."""

    z: tuple[int, int, int]
    right: int

    def __repr__(self) -> str:
        z = ", ".join(str(score).replace("-", "−") for score in self.z)
        return f"scores z = ({z}), class {self.right} is right"


def probabilities(own: Scores) -> Any:
    """Softmax of the scores."""
    return softmax(np.array(own.z, dtype=float))


def p_right(own: Scores) -> float:
    """What the right class gets."""
    return float(probabilities(own)[own.right - 1])


def _powers(own: Scores, base: float = np.e) -> Any:
    return base ** np.array(own.z, dtype=float)


def draw_scores(draw: Draw) -> Scores:
    """Scores all different, one negative, none 0; every mistake shows.

    What the right class gets is not tiny: else its rounding would show in the loss.
    """
    while True:
        first, second, third = (draw.integer(-2, 3) for _ in range(3))
        own = Scores((first, second, third), draw.integer(1, 3))
        z = {*own.z}
        usual = len(z) == 3 and 0 not in z and min(z) < 0 and sum(z) != 0
        if not usual or p_right(own) < 0.08:
            continue
        limits = {my_softmax: 4.0123 * TOLERANCE, my_loss: 2.0123 * LOSS_TOLERANCE}
        if all(exercise.tells_apart(own, limit) for exercise, limit in limits.items()):
            return own


SCORES = Variant("09.scores", draw_scores)

my_softmax = Value(
    "09.my_softmax",
    points=1,
    minutes=4,
    asks="the three probabilities of the student's own scores, three decimals",
    variant=SCORES,
    practice=(
        "Three classes have the scores z = {z}. Which probabilities does softmax make of them? "
        "A list of three numbers, three decimals."
    ),
    reference=probabilities,
    tolerance=TOLERANCE,
    why="One more step of a score is a factor of e = 2.718 for its probability.",
    misconceptions=(
        Misconception(
            "not-divided",
            _powers,
            "These are the powers e^z. They do not add up to 1 yet: divide each by their sum.",
        ),
        Misconception(
            "without-exp",
            lambda own: np.array(own.z) / sum(own.z),
            "You divided the scores by their sum. First comes e^z, which makes each positive.",
        ),
        Misconception(
            "sigmoid-of-each",
            lambda own: 1 / (1 + np.exp(-np.array(own.z, dtype=float))),
            "You took the sigmoid of each score. These three do not add up to 1.",
        ),
        Misconception(
            "powers-of-ten",
            lambda own: _powers(own, 10.0) / _powers(own, 10.0).sum(),
            "You took powers of 10. Softmax takes powers of e.",
        ),
        Misconception(
            "powers-of-two",
            lambda own: _powers(own, 2.0) / _powers(own, 2.0).sum(),
            "You took powers of 2. Softmax takes powers of e.",
        ),
        Misconception(
            "sign-lost",
            lambda own: softmax(np.abs(np.array(own.z, dtype=float))),
            "A minus got lost: e^(−1) is 0.368, and e^1 is 2.718.",
        ),
        Misconception(
            "turned-round",
            lambda own: softmax(-np.array(own.z, dtype=float)),
            "You have e^(−z): the smallest score got the largest probability.",
        ),
        Misconception(
            "divided-by-the-largest",
            lambda own: _powers(own) / _powers(own).max(),
            "The largest of yours is 1. Divide each power by the sum of all three.",
        ),
        Misconception(
            "winner-takes-all",
            lambda own: (np.array(own.z) == max(own.z)) * 1.0,
            "You gave everything to the largest score. The soft maximum leaves the others some.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Three powers: e to the first score, to the second, the third."),
        Hint("And then?", "Add the three up, and divide each of them by the sum."),
        Hint("Nearly the answer", "`np.exp(scores.z) / np.exp(scores.z).sum()`"),
    ),
)

my_loss = Value(
    "09.my_loss",
    points=1,
    minutes=3,
    asks="cross-entropy of the student's own example, two decimals",
    variant=SCORES,
    practice=(
        "Three classes have the scores z = {z}, and class {right} is right, counted from 1. "
        "What is the cross-entropy of this example? Two decimals."
    ),
    reference=lambda own: -np.log(p_right(own)),
    tolerance=LOSS_TOLERANCE,
    why="Only what the right class got counts, and the less it got, the more it costs.",
    misconceptions=(
        Misconception(
            "sign",
            lambda own: np.log(p_right(own)),
            "The logarithm of a probability is negative, and a loss is not: a minus is missing.",
        ),
        Misconception(
            "probability",
            p_right,
            "That is the probability of the right class. The loss is minus its logarithm.",
        ),
        Misconception(
            "minus-the-probability",
            lambda own: -p_right(own),
            "That is minus the probability. Its logarithm is missing: −ln p.",
        ),
        Misconception(
            "square",
            lambda own: (1 - p_right(own)) ** 2,
            "You squared what the right class lacks to 1. Cross-entropy is −ln of what it got.",
        ),
        Misconception(
            "next-class",
            lambda own: -np.log(probabilities(own)[own.right % 3]),
            "That is −ln of another class's probability. The classes are counted from 1, but the "
            "places of a list in Python from 0.",
        ),
        Misconception(
            "class-before",
            lambda own: -np.log(probabilities(own)[own.right - 2]),
            "That is −ln of another class's probability. Which class is right?",
        ),
        Misconception(
            "log-ten",
            lambda own: -np.log10(p_right(own)),
            "You took the logarithm to base 10. Cross-entropy has the natural one, `np.log`.",
        ),
        Misconception(
            "log-two",
            lambda own: -np.log2(p_right(own)),
            "You took the logarithm to base 2. Cross-entropy has the natural one, `np.log`.",
        ),
        Misconception(
            "what-lacks-to-one",
            lambda own: 1 - p_right(own),
            "That is what the right class lacks to 1. The loss is −ln of what it got.",
        ),
        Misconception(
            "all-classes",
            lambda own: -np.log(probabilities(own)).sum(),
            "You added up −ln a of all three. y is 0 for the wrong classes, so they do not count.",
        ),
        Misconception(
            "mean-over-classes",
            lambda own: -np.log(p_right(own)) / 3,
            "You divided by 3, the number of classes. Over classes there is a sum, no mean.",
        ),
        Misconception(
            "score",
            lambda own: float(own.z[own.right - 1]),
            "That is the score of the right class. Take its probability, and −ln of that.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Which of your three probabilities belongs to the right class?"),
        Hint("And then?", "Minus its natural logarithm."),
        Hint("Nearly the answer", "`-np.log(my_softmax[scores.right - 1])`"),
    ),
)
