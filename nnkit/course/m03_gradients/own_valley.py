"""A valley with a student's own numbers: its slope, and two steps down."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Valley(NamedTuple):
    """The curve y = c (x − m)², where to start on it, and the learning rate."""

    c: int
    m: int
    x: int
    alpha: float

    @property
    def in_words(self) -> str:
        """The curve and the point in a line."""
        return repr(self)

    def __repr__(self) -> str:
        sign = "+" if self.m < 0 else "−"
        start = str(self.x).replace("-", "−")
        return f"y = {self.c} (x {sign} {abs(self.m)})²,  start at x = {start},  α = {self.alpha}"


def slope(own: Valley, x: float | None = None) -> float:
    """dy/dx, at the start or elsewhere."""
    return 2.0 * own.c * ((own.x if x is None else x) - own.m)


def walk(own: Valley) -> list[float]:
    """x after the first and after the second step."""
    first = own.x - own.alpha * slope(own)
    return [first, first - own.alpha * slope(own, first)]


def walk_uphill(own: Valley) -> list[float]:
    first = own.x + own.alpha * slope(own)
    return [first, first + own.alpha * slope(own, first)]


def walk_whole_slope(own: Valley) -> list[float]:
    first = own.x - slope(own)
    return [first, first - slope(own, first)]


def walk_old_slope(own: Valley) -> list[float]:
    step = own.alpha * slope(own)
    return [own.x - step, own.x - 2 * step]


def walk_fixed_steps(own: Valley) -> list[float]:
    step = own.alpha if slope(own) > 0 else -own.alpha
    return [own.x - step, own.x - 2 * step]


def draw_valley(draw: Draw) -> Valley:
    """Whole numbers, never started at 0, so that no two mistakes give the same."""
    while True:
        m = draw.choice((-4, -3, -1, 1, 3, 4))
        x = m + draw.choice((-5, -3, 3, 5))
        own = Valley(draw.choice((3, 4)), m, x, draw.choice((0.05, 0.1)))
        if x != 0 and own.c * (x + m) != x - m:
            return own


VALLEY = Variant("03.valley", draw_valley)

my_slope = Value(
    "03.my_slope",
    points=1,
    minutes=3,
    asks="slope of the student's own valley at the start",
    variant=VALLEY,
    practice=("A valley: {in_words}. How steep is it at the start?"),
    reference=slope,
    why="The number in front makes the valley steeper and multiplies every slope.",
    misconceptions=(
        Misconception(
            "factor-two-missing",
            lambda own: slope(own) / 2,
            "The power 2 has to come down as a factor: half of what is needed is there.",
        ),
        Misconception(
            "factor-in-front-missing",
            lambda own: slope(own) / own.c,
            "The slope of (x − m)² is right. The number in front of it is a factor of the slope, "
            "too.",
        ),
        Misconception(
            "height",
            lambda own: float(own.c * (own.x - own.m) ** 2),
            "This is the height y at the start. How steep is it there?",
        ),
        Misconception(
            "shift-forgotten",
            lambda own: 2.0 * own.c * own.x,
            "You used x alone. What is squared is the whole bracket.",
        ),
        Misconception(
            "sign-in-the-bracket",
            lambda own: 2.0 * own.c * (own.x + own.m),
            "Look at the sign in your bracket again, and at that of your start: minus a negative "
            "number is plus.",
        ),
        Misconception(
            "wrong-sign",
            lambda own: -slope(own),
            "The size is right. Does your curve rise or fall at the start, going right? The lowest "
            "point is where the bracket is 0.",
        ),
        Misconception(
            "bracket-alone",
            lambda own: float(own.x - own.m),
            "This is the bracket. The slope is 2 times it, times the number in front.",
        ),
    ),
    hints=(
        Hint("My curve looks different.", "As before: 2 · (bracket), times the number ahead."),
        Hint("What is in the bracket?", "Put your start for x. Mind two minus signs in a row."),
        Hint("I want to see the formula.", "`2 * mine.c * (mine.x - mine.m)`"),
    ),
)

my_walk = Value(
    "03.my_walk",
    points=1.5,
    minutes=5,
    asks="x after one and after two steps of gradient descent",
    variant=VALLEY,
    parts=("after one step", "after two steps"),
    practice=(
        "A valley: {in_words}. Take two steps of gradient descent. Where are you after the "
        "first, and where after the second? Give both as a list, to three decimals, and round "
        "at the end only."
    ),
    reference=walk,
    tolerance=2e-3,
    why="The second step is shorter, although α stayed: the slope became smaller.",
    misconceptions=(
        Misconception(
            "uphill",
            walk_uphill,
            "You added α times the slope. The slope points uphill, so it is subtracted.",
        ),
        Misconception(
            "no-learning-rate",
            walk_whole_slope,
            "You subtracted the whole slope. Only the share α of it is one step.",
        ),
        Misconception(
            "old-slope",
            walk_old_slope,
            "The first step is right. For the second you used the slope at the start again; you "
            "are somewhere else now, and it is less steep there.",
            credit=0.5,
        ),
        Misconception(
            "slope-not-used",
            walk_fixed_steps,
            "You went by α in the right direction. A step is α times the slope: long where it is "
            "steep, short where it is flat.",
        ),
        Misconception(
            "start-counted",
            lambda own: [own.x, walk(own)[0]],
            "Your list begins with the start. Asked for are the places after the first step and "
            "after the second.",
            credit=0.5,
        ),
        Misconception(
            "lengths-of-the-steps",
            lambda own: [own.alpha * slope(own), own.alpha * slope(own, walk(own)[0])],
            "These are the steps, α times the slope. Where do they lead? The new x is the old x "
            "minus the step.",
            credit=0.5,
        ),
        Misconception(
            "half-steps",
            lambda own: [
                own.x - own.alpha * slope(own) / 2,
                own.x
                - own.alpha * slope(own) / 2
                - own.alpha * slope(own, own.x - own.alpha * slope(own) / 2) / 2,
            ],
            "Your steps are half as long as they should be: the slope is *2 times* the number in "
            "front times the bracket.",
        ),
        Misconception(
            "one-step-twice",
            lambda own: [walk(own)[0], walk(own)[0]],
            "The first step is right. The second goes on from there, so it leads further.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "New x = old x − α · slope, with your slope from above."),
        Hint("And the second step?", "The same again, with the slope at the new x."),
        Hint(
            "I want to see the first step.",
            "`mine.x - mine.alpha * 2 * mine.c * (mine.x - mine.m)`",
        ),
    ),
)
