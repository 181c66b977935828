"""How wrong a measured slope is, and how small its step may be."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

ten_times_smaller = Value(
    "03.ten_times_smaller",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="By which factor the error of a central difference falls if h is ten times smaller",
    reference=100.0,
    tolerance=0.5,
    why="Its error goes with h². The forward difference, with h, gains a factor of 10 only.",
    misconceptions=(
        Misconception(
            "as-forward",
            10.0,
            "That is the forward difference. Look at the last column of the table.",
        ),
        Misconception("square-of-two", 4.0, "4 is for half the step. Here it is a tenth of it."),
        Misconception("upside-down", 0.01, "You divided new by old. How many times smaller?"),
        Misconception(
            "cube", 1000.0, "Count the zeros in the last column again: two more in each line."
        ),
        Misconception(
            "one-percent-left",
            1000000.0,
            "From line to line the error falls by two zeros, not by six.",
        ),
        Misconception(
            "twenty",
            20.0,
            "The error goes with h², so (1/10)² of it is left: a square, not a double.",
        ),
        Misconception("two-zeros", 2.0, "Two zeros more means: divided by 100."),
        Misconception(
            "not-at-all", 1.0, "Compare the last column from line to line: it does get smaller."
        ),
        Misconception(
            "percent-smaller",
            90.0,
            "How many *times* smaller: divide the old error by the new one.",
        ),
        Misconception("square-root", 3.16, "The error goes with h², not with its root."),
        Misconception("fifty", 50.0, "The error goes with h², and (1/10)² is 1/100."),
    ),
    hints=(
        Hint("Where do I look?", "At the last column of the table, line by line."),
        Hint("From 0.0123 to 0.000123 ...", "... is how many times less?"),
        Hint("I want a reason.", "The error is h² times a number, and (1/10)² is 1/100."),
    ),
)

tiny_h = Choice(
    "03.tiny_h",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="What a difference with h = 1e-15 gives in floating-point numbers",
    options=(
        Right(
            "a number that is wrong in its very first digits",
            "Two nearly equal numbers are subtracted, and only rounding errors are left of them.",
        ),
        Wrong(
            "7.389..., right to 15 digits",
            "smaller-is-better",
            "On paper, yes. But a computer keeps 16 digits: f(x + h) and f(x) agree in nearly all "
            "of them.",
        ),
        Wrong(
            "about as many right digits as with $h = 10^{-8}$",
            "error-levels-off",
            "It does not level off. The difference of the two heights has hardly a right digit "
            "left, and it is divided by a tiny number.",
        ),
        Wrong(
            "an error message: division by zero",
            "division-by-zero",
            "1e-15 is tiny, but not 0, and Python divides by it without complaint. That is what "
            "makes it dangerous.",
        ),
    ),
    hints=(
        Hint("How could I know?", "A float64 keeps about 16 digits."),
        Hint("f(x) is about 7.389.", "Its last digit is worth 1e-15, as much as the rise."),
        Hint("So the rise ...", "... is known to no digit at all: the quotient is mostly noise."),
    ),
)

doubled = Choice(
    "03.doubled",
    kind="find-the-bug",
    points=1,
    minutes=3,
    asks="Why a numerical slope is twice what it should be",
    options=(
        Wrong(
            "`h` is too small, so rounding spoils the result",
            "h-too-small",
            "Rounding makes the last digits wrong, not the whole number twice as large.",
        ),
        Wrong(
            "`above` and `below` are subtracted in the wrong order",
            "order-reversed",
            "That would change the sign. Here the size is wrong.",
        ),
        Right(
            "the run from `x - h` to `x + h` is not `h`",
            "Rise over run: and the run from x − h to x + h is 2h.",
        ),
        Wrong(
            "`f(x)` itself is never computed",
            "f-of-x-missing",
            "f(x) is not needed: the line goes through the points on both sides.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Slope is rise over run. Which line is which?"),
        Hint("The rise is all right.", "How far is it from x − h to x + h?"),
        Hint("2h", "And what does the code divide by?"),
    ),
)
