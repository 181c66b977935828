"""Where the sigmoid is steep, and why its slope is a(1 - a)."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Order, Right, Wrong
from nnkit.course.in_order import orders

steepest = Choice(
    "01.steepest",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="Where the sigmoid is steepest",
    question="**Predict.** Where on the whole line is the sigmoid steepest?",
    options=(
        Right(
            "in the middle, at $z = 0$",
            "In the middle, where the neuron is undecided, it takes least to change its mind.",
        ),
        Wrong(
            "where it is highest, far to the right",
            "highest-is-steepest",
            "There the curve is high, not steep: it has nearly arrived at 1. Height and slope are "
            "different things.",
        ),
        Wrong(
            "where it is lowest, far to the left",
            "lowest-is-steepest",
            "Far to the left the curve is close to 0 and nearly flat.",
        ),
        Wrong(
            "it is equally steep everywhere",
            "same-everywhere",
            "Then it would be a straight line. It bends: flat, steep, flat.",
        ),
    ),
    hints=(
        Hint("What does steep mean?", "Going a little to the right lifts you a lot."),
        Hint("I look at the picture.", "Lay a pencil along the curve: where is it steepest?"),
        Hint("Left, middle, right?", "Left and right it is flat."),
    ),
)

slope_proof = Order(
    "01.slope_proof",
    points=1.5,
    minutes=6,
    difficulty=3,
    asks="The lines that prove that the slope of the sigmoid is a(1 - a)",
    lines=(
        r"$\;= a_+\,(1 - a)\,(1 - q)$",
        r"$\;= \dfrac{(1+u) - (1+qu)}{(1+qu)(1+u)}$",
        r"Divide by the run $h$ and let $h$ shrink: $a_+$ becomes $a$, and $\frac{1-q}{h}$ becomes "
        "1. The slope is $a(1-a)$.",
        r"The rise is $\;a_+ - a = \dfrac{1}{1+qu} - \dfrac{1}{1+u}$",
        r"$\;= a_+\,a\,(1 - q)$",
        r"$\;= \dfrac{u\,(1-q)}{(1+qu)(1+u)}$",
    ),
    reference="dbfac",
    why="A fraction, a subtraction and one limit: nothing else is behind σ′ = a(1 − a).",
    misconceptions=(
        *orders(
            "wrong-fraction",
            "dbfec",
            "Line E takes u / (1 + u) for a. But a is 1 / (1 + u); what is left to 1 is u / (1 + "
            "u).",
        ),
        *orders(
            "limit-too-early",
            "dbfca dbcfa dcbfa",
            "In line C the h has shrunk away. After that nothing can be divided by h any more.",
        ),
        *orders(
            "conclusion-first",
            "cdbfa cdbaf cdfba",
            "Line C is the end of the proof: it uses what the other lines show. The proof begins "
            "with the rise, line D.",
        ),
        *orders(
            "ends-in-the-middle",
            "dbafc dabfc",
            "Line A names the fractions that line F has made. F has to come before it.",
        ),
        *orders(
            "simplified-before-subtracting",
            "dfbac dfabc",
            "Line F simplifies the numerator (1 + u) − (1 + qu) of line B. It has to be there "
            "first.",
        ),
        *orders(
            "rise-not-first",
            "bdfac bfdac fdbac bfacd bfadc abfdc bfac",
            "A line that begins with = needs one before it that it continues. The proof begins "
            "with what is to be computed: the rise, line D.",
        ),
        *orders(
            "both-fractions",
            "dbfae dbfea dbfaec dbfeac",
            "Lines A and E stand for the same step, and only one of them can be right: is a or is "
            "1 − a the one that is u / (1 + u)?",
        ),
        *orders(
            "no-conclusion",
            "dbfa dbfe",
            "The rise is written in the right form now. The slope is still missing: one more line.",
        ),
    ),
    hints=(
        Hint("Where does it start?", "With the rise: the new height minus the old one."),
        Hint("And then?", "Common denominator, simplify, recognise a and 1 − a, limit."),
        Hint("A or E?", "a = 1/(1 + u). Then 1 − a = (1 + u − 1)/(1 + u). What is on top?"),
    ),
)
