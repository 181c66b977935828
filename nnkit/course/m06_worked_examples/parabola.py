"""The article on gradient descent: a parabola, and how steep a sigmoid can be."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Parabola(NamedTuple):
    """y = (x + c)², looked at in two points, one on each side of the minimum."""

    c: int
    left: int
    right: int


def draw_parabola(draw: Draw) -> Parabola:
    """Whole numbers; the points are not equally far from the minimum, and never 0."""
    while True:
        c = draw.choice((-7, -6, -5, -4, -3, 3, 4, 5, 6, 7))
        p = Parabola(c, -c - draw.integer(1, 6), -c + draw.integer(1, 6))
        left, right = p.left + c, p.right + c
        shifted = left**2 == 2 * p.left and right**2 == 2 * p.right
        if -left != right and p.left and p.right and not shifted:
            return p


def slopes(p: Parabola) -> list[float]:
    """Slope at the left point, slope at the right point, place of the minimum."""
    return [2.0 * (p.left + p.c), 2.0 * (p.right + p.c), -float(p.c)]


own_parabola = Value(
    "06.own_parabola",
    points=1,
    minutes=3,
    asks="Slopes of your y = (x + c)² in two points, and where its minimum is",
    variant=Variant("06.parabola", draw_parabola),
    parts=("left", "right", "minimum"),
    practice=(
        "A parabola is y = (x + c)², with c = {c}. Give three numbers: its slope at x = "
        "{left}, its slope at x = {right}, and the x of its minimum, as a list such as `[-2, "
        "6, 1]`."
    ),
    reference=slopes,
    why="Left of the minimum the slope is negative, right of it positive: always step against.",
    misconceptions=(
        Misconception(
            "minimum-at-plus-c",
            lambda p: [*slopes(p)[:2], float(p.c)],
            "The slopes are right. But (x + c)² is 0 where x + c is 0: mind the sign of c.",
            credit=0.5,
        ),
        Misconception(
            "factor-2-missing",
            lambda p: [slopes(p)[0] / 2, slopes(p)[1] / 2, slopes(p)[2]],
            "The minimum is right. The derivative of a square brings a factor 2 to the front.",
        ),
        Misconception(
            "exchanged",
            lambda p: [slopes(p)[1], slopes(p)[0], slopes(p)[2]],
            "The two slopes are exchanged: first the one at `left`, then the one at `right`.",
            credit=0.5,
        ),
        Misconception(
            "values-for-slopes",
            lambda p: [float((p.left + p.c) ** 2), float((p.right + p.c) ** 2), -float(p.c)],
            "These are the values y. Asked for is how steep the curve is there.",
        ),
        Misconception(
            "slope-of-x-squared",
            lambda p: [2.0 * p.left, 2.0 * p.right, -float(p.c)],
            "That is the slope of x². Your parabola is shifted by c.",
        ),
    ),
    hints=(
        Hint("What is the derivative?", "Of (x + c)² it is 2(x + c)."),
        Hint("What do I put in?", "Each of your two points for x, and your c."),
        Hint("Where is the minimum?", "Where the slope is 0, so where x + c = 0."),
    ),
)

three_slopes = Value(
    "06.three_slopes",
    points=1,
    minutes=3,
    asks="The largest product of three factors σ(x)(1 − σ(x)), each at its own x",
    question=(
        r"Three sigmoid layers, three factors $\sigma(x)\,(1 - \sigma(x))$, each at its own "
        "$x$. How large can their product be **at most**? Give four decimals or more, or a "
        "fraction such as `1 / 9`."
    ),
    reference=1 / 64,
    tolerance=1e-4,
    why="¼ · ¼ · ¼: the activations of three sigmoid layers leave a sixty-fourth at the best.",
    misconceptions=(
        Misconception(
            "as-printed",
            1 / 8,
            "That goes by the article's bound, ½ for each factor. No factor ever gets there: which "
            "one is really reached?",
        ),
        Misconception(
            "one-factor", 1 / 4, "That is the most for one factor. There are three of them."
        ),
        Misconception(
            "two-factors", 1 / 16, "That is the most for two factors. There are three of them."
        ),
        Misconception(
            "added", 3 / 4, "You added. Along a path slopes are multiplied, as in module 04."
        ),
        Misconception(
            "of-the-sigmoid",
            1.0,
            "1 is what the sigmoid itself comes close to. The factors are its slopes.",
        ),
        Misconception(
            "divided-by-three",
            1 / 12,
            "You divided ¼ by 3. Three factors of ¼ are multiplied: ¼ · ¼ · ¼.",
        ),
        Misconception(
            "slopes-at-one",
            (0.7310585786 * 0.2689414214) ** 3,
            "That is the product at x = 1. At which x is a sigmoid steepest?",
        ),
        Misconception(
            "rounded",
            0.016,
            "It is ¼ · ¼ · ¼ = 0.0156…, rounded too early: give four decimals at least, or a "
            "fraction.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("How large is one factor?", "Write s for σ(x). Which s makes s(1 − s) largest?"),
        Hint("I want to try numbers.", "`s = np.linspace(0, 1, 101)`, then `max(s * (1 - s))`."),
        Hint("Nearly the answer", "s = ½ gives ¼; three times, ¼ · ¼ · ¼."),
    ),
)
