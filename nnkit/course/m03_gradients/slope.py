"""The slope of a curve: between two points, in one point, and what its sign tells."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m03_gradients.fresh import Cubic, Shifted, draw_cubic, draw_shifted

one_unit = Value(
    "03.one_unit",
    points=0.5,
    minutes=3,
    asks="By how much (x + 2)² grows from x = 0 to x = 1",
    reference=5.0,
    why=(
        "5, for a run of 1: the line through the two points has slope 5. The curve itself is "
        "flatter at its beginning and steeper at its end."
    ),
    misconceptions=(
        Misconception(
            "height-at-the-end",
            9.0,
            "9 is the height at x = 1. How much is it more than the height at x = 0?",
        ),
        Misconception(
            "square-taken-apart",
            1.0,
            "1 is how far x goes (or x² + 2², taken apart: 5 − 4). Asked for is how far the height "
            "goes: the sum is squared as a whole, (1 + 2)² = 9.",
        ),
        Misconception(
            "slope-for-growth",
            4.0,
            "4 is the height at 0. (It will turn out to be the slope there, too, but over a whole "
            "unit the curve bends.)",
        ),
        Misconception("wrong-sign", -5.0, "New height minus old height, not the reverse."),
        Misconception(
            "slope-at-the-end",
            6.0,
            "6 is the slope at x = 1. Asked for is how much the height grows: height at 1 minus "
            "height at 0.",
        ),
        Misconception(
            "sum-of-the-heights", 13.0, "You added the two heights. Growth is a difference."
        ),
        Misconception(
            "term-by-term-height", 3.0, "First add, then square: (1 + 2)² is 9, and at 0 it is 4."
        ),
        Misconception(
            "ratio",
            2.25,
            "You divided the two heights. Asked for is by how much it grows: the difference.",
        ),
        Misconception(
            "two-for-the-height",
            7.0,
            "The height at 0 is (0 + 2)² = 4, not 2: the bracket is squared there as well.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Compute the height at x = 0 and the height at x = 1."),
        Hint("(1 + 2)² is ...", "3² = 9. First add, then square."),
        Hint("I have both heights.", "Subtract: height at 1 minus height at 0."),
    ),
)

closer = Value(
    "03.closer",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="Slope of the line through the curve at 0 and at 0.0001",
    reference=4.0001,
    tolerance=1e-6,
    why="4 + h, exactly: the smaller h, the closer to 4. That 4 is the slope in the point.",
    misconceptions=(
        Misconception(
            "limit-for-line",
            4.0,
            "4 is where it is heading. With h = 0.0001 there is still a little more: look at the "
            "last digits of the table.",
        ),
        Misconception(
            "one-digit-too-early",
            4.001,
            "This is the line for h = 0.001. Here h is ten times smaller.",
        ),
        Misconception(
            "one-digit-too-late",
            4.00001,
            "This is the line for h = 0.00001. Count the zeros of 0.0001 again.",
        ),
        Misconception(
            "slope-goes-to-zero",
            0.0001,
            "Rise and run both shrink, and their quotient does not. Go on in the table.",
        ),
        Misconception(
            "below", 3.9999, "The lines come from above: 4.1, 4.01, 4.001. A little *more* than 4."
        ),
        Misconception(
            "below-by-more",
            3.999,
            "The lines come from above: 4.1, 4.01, 4.001. A little *more* than 4.",
        ),
        Misconception(
            "height",
            4.00040001,
            "This is the height at h. The slope is what comes in addition to 4, divided by h.",
        ),
        Misconception(
            "first-line",
            5.0,
            "This is the first line of the table. What happens from line to line?",
        ),
        Misconception("line-0.1", 4.1, "This is the line for h = 0.1. Go on in the table."),
        Misconception("line-0.01", 4.01, "This is the line for h = 0.01. Go on in the table."),
        Misconception(
            "rise",
            0.00040001,
            "This is the rise. The slope is the rise divided by the run, 0.0001.",
        ),
        Misconception(
            "slope-goes-to-zero-2",
            0.0,
            "Rise and run both shrink, and their quotient does not. Go on in the table.",
        ),
        Misconception(
            "twice-the-run",
            4.0002,
            "The slope of the line is 4 + h, not 4 + 2h: look at the table.",
        ),
    ),
    hints=(
        Hint("Must I compute it?", "No. What happens in the table from line to line?"),
        Hint("5, 4.1, 4.01 ...", "It is 4 and a little more. How much more?"),
        Hint("I nearly see it.", "The slope of the line is 4 + h."),
    ),
)

slope_left = Value(
    "03.slope_left",
    points=0.5,
    minutes=2,
    asks="Slope of (x + {c})² at x = {x}",
    question="What is the slope of $y = (x+{c})^2$ at $x = {x}$?",
    fresh=Fresh(Shifted(2, -4), draw_shifted),
    reference=lambda n: n.slope,
    why="Left of its lowest point the curve falls: the slope is negative.",
    misconceptions=(
        Misconception(
            "height-or-size",
            4.0,
            "4 is the height there, and also the size of the slope. Does the curve rise or fall at "
            "−4, going to the right?",
        ),
        Misconception(
            "two-not-added",
            lambda n: 2.0 * n.x,
            "2x is the slope of x². Ours is x + {c} squared: 2(x + {c}).",
        ),
        Misconception(
            "factor-two-missing",
            lambda n: float(n.bracket),
            "This is x + {c}. The slope is twice that.",
        ),
        Misconception(
            "two-subtracted",
            lambda n: 2.0 * (n.x - n.c),
            "2(x − {c}) would be a valley with its lowest point at +{c}.",
        ),
        Misconception(
            "shift-forgotten-twice",
            0.0,
            "The slope is 0 at the lowest point, x = −2. At −4 the curve still falls.",
        ),
        Misconception(
            "height-with-minus",
            lambda n: -float(n.x**2),
            "This is {x} squared, with a minus. The slope is 2(x + {c}).",
        ),
        Misconception(
            "square-of-x", lambda n: float(n.x**2), "This is {x} squared. The slope is 2(x + {c})."
        ),
        Misconception("sign-in-the-bracket", 12.0, "2(4 + 2): x is −4, so the bracket is −4 + 2."),
        Misconception(
            "bracket",
            lambda n: -float(n.bracket),
            "This is the size of the bracket. The slope is twice the bracket, with its sign.",
        ),
        Misconception(
            "only-x-doubled",
            lambda n: 2.0 * n.x + n.c,
            "2x + {c}: the 2 in front belongs to the whole bracket, 2(x + {c}).",
        ),
        Misconception("bracket-added", -10.0, "2x − 2: the slope is 2(x + 2), so 2x + 4."),
        Misconception("half", -1.0, "The bracket is −2, and the slope is twice that."),
        Misconception(
            "shift-and-sign",
            8.0,
            "The slope is 2(x + 2), with the whole bracket, and at −4 the curve falls.",
        ),
    ),
    hints=(
        Hint("Which formula?", "dy/dx = 2(x + {c}), as just found."),
        Hint("What about the sign?", "{x} + {c} is {bracket}."),
        Hint("I want to check.", "2 · ({x} + {c})"),
    ),
)

polynomial = Value(
    "03.polynomial",
    points=1,
    minutes=4,
    asks="Derivative of {a}x³ − {b}x + {c} at x = {x}",
    question="How steep is $y = {a}x^3 - {b}x + {c}$ at $x = {x}$?",
    fresh=Fresh(Cubic(2, 5, 7, 2), draw_cubic),
    reference=lambda n: n.slope,
    why="{a3}x² − {b} at {x}. Each term goes for itself and the constant has no slope.",
    misconceptions=(
        Misconception(
            "constant-kept",
            lambda n: n.slope + n.c,
            "The {c} is still there. A constant lifts the whole curve and makes it no "
            "steeper: its slope is 0.",
        ),
        Misconception(
            "height",
            lambda n: float(n.a * n.x**3 - n.b * n.x + n.c),
            "This is the height at x = {x}. The slope is asked for: first the rules, then x = {x}.",
        ),
        Misconception(
            "power-kept",
            lambda n: n.first * n.x - n.b,
            "{a3}x³ − {b}: the power came down as a factor but stayed up as well. It goes "
            "down by one, from x³ to x².",
        ),
        Misconception(
            "x-kept",
            lambda n: n.first - n.b * n.x,
            "{a3}x² − {b}x: the slope of −{b}x is −{b} everywhere, so its x is gone.",
        ),
        Misconception(
            "linear-term-dropped",
            lambda n: n.first,
            "{a3}x² is right. But −{b}x has a slope, too: it falls by {b} for each step to "
            "the right.",
        ),
        Misconception(
            "factor-forgotten",
            lambda n: n.first / n.a - n.b,
            "This is 3x² − {b}, without the {a} in front (or {a3}x − {b}, without the "
            "square): {a}x³ has the slope {a3}x².",
        ),
        Misconception(
            "power-forgotten",
            lambda n: n.first / 3 - n.b,
            "{a}x² − {b}: the power went down, but it also comes in front, as a factor 3.",
        ),
        Misconception(
            "plus-five",
            lambda n: n.first + n.b,
            "{a3}x² is right. The term −{b}x has the slope −{b}, with its minus.",
        ),
        Misconception(
            "integrated",
            12.0,
            "You went the other way: the powers became larger. A power comes down in front and is "
            "one less.",
        ),
        Misconception(
            "constant-and-linear-kept", 31.0, "The slope of 7 is 0, and that of −5x is −5."
        ),
        Misconception("x-not-put-in", 6.0, "6x² − 5 is a rule: put x = 2 into it."),
        Misconception("twelve-squared", 139.0, "(6x)² is not 6x²: only x is squared."),
        Misconception(
            "wrong-sign",
            lambda n: -n.slope,
            "The size is right, the sign is not: the curve rises here.",
        ),
        Misconception("cube-kept", 11.0, "2x³ is still there as it was: its slope is 6x²."),
        Misconception(
            "both-powers-kept",
            27.0,
            "Look at each term: 2x³ has the slope 6x², −5x has −5, and 7 has none.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Take the three terms one by one, with the table of rules."),
        Hint("What becomes of {a}x³?", "{a} · 3x² = {a3}x²."),
        Hint(
            "And the rest?", "−{b}x gives −{b} and {c} gives 0; now put x = {x} into {a3}x² − {b}."
        ),
    ),
)

which_way = Choice(
    "03.which_way",
    kind="prediction",
    points=1,
    minutes=2,
    asks="Where to move a weight if the error's slope there is −3",
    question=(
        "**Predict.** The error of a network has slope −3 with respect to a weight $w$. "
        "What makes the error smaller?"
    ),
    options=(
        Right(
            "a slightly larger $w$",
            "A negative slope: going right is going down. The sign alone tells the direction.",
        ),
        Wrong(
            "a slightly smaller $w$",
            "follows-the-sign",
            "The slope is negative, so to the right the error falls. Following the sign of the "
            "slope leads uphill.",
        ),
        Wrong(
            "nothing, a negative error is as good as it gets",
            "negative-is-good",
            "−3 is not the error, it is how the error changes. There is still a way down: only "
            "where the slope is 0 one might stay.",
        ),
        Wrong(
            "one cannot say without knowing the error itself",
            "needs-the-height",
            "How high the error is does not matter for the direction. That the curve falls to the "
            "right is all one needs.",
        ),
    ),
    hints=(
        Hint("I can't see it.", "Draw a short line that falls from left to right: slope −3."),
        Hint("You stand on that line.", "On which side is it lower?"),
        Hint("On the right.", "To the right means: a larger w."),
    ),
)
