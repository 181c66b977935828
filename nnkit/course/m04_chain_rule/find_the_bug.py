"""Sigmoids in a row: what is left of a slope, and a slope that is taken in the wrong place."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

import math
from collections.abc import Iterator

from numpy.random import Generator

import nnkit
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception


def chain_cases(rng: Generator) -> Iterator[Case]:
    """A start and a number of sigmoids."""
    for n in (1, 2, 3, 5, 8):
        yield float(rng.uniform(-3, 3)), n
    yield float(rng.uniform(4, 6)), 2


def reference_chain(x, n):
    start = value = nnkit.Value(x)
    for _ in range(n):
        value = value.sigmoid()
    value.backward()
    return start.grad


def logistic(z):
    return 1 / (1 + math.exp(-z))


def logistic_slope(z):
    return logistic(z) * (1 - logistic(z))


def chain_slope_first(x, n):
    """The slope at the input of each sigmoid, before the step."""
    z, gradient = x, 1.0
    for _ in range(n):
        gradient *= logistic_slope(z)
        z = logistic(z)
    return gradient


def chain_recursive(x, n):
    return logistic_slope(x) * chain_recursive(logistic(x), n - 1) if n else 1.0


def chain_broken(x, n):
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * logistic_slope(a)
    return gradient


def chain_always_x(x, n):
    return logistic_slope(x) ** n


def chain_summed(x, n):
    a, gradient = x, 0.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient + a * (1 - a)
    return gradient


def chain_bound(x, n):
    return 0.25**n


def chain_last_only(x, n):
    a = x
    for _ in range(n):
        a = logistic(a)
    return a * (1 - a)


def chain_first_only(x, n):
    return logistic_slope(x)


def chain_before_the_sigmoid(x, n):
    a, gradient = x, 1.0
    for _ in range(n):
        gradient = gradient * a * (1 - a)
        a = logistic(a)
    return gradient


FIND_THE_BUG = (
    Choice(
        id="04.five_sigmoids",
        kind="prediction",
        points=1,
        minutes=3,
        difficulty=2,
        asks="Slope of five sigmoids in a row",
        reference="a",
        why="Five factors, none above ¼: at most 1/1024, whatever x is. It vanishes.",
        misconceptions=(
            Misconception(
                "one-sigmoid",
                "b",
                "About ¼ is what a single sigmoid passes on at best. Here five of them follow one "
                "another: five factors.",
            ),
            Misconception(
                "nothing-changes",
                "c",
                "A slope of 1 would mean that each sigmoid hands every change on in full. The "
                "steepest that it has is ¼.",
            ),
            Misconception(
                "sum-along-the-path",
                "d",
                "Five times ¼ is a sum. Along a path slopes are multiplied.",
            ),
        ),
        hints=(
            Hint("I can't compute that in my head.", "No need: how steep is one sigmoid at most?"),
            Hint("¼. And five in a row?", "They lie on one path."),
            Hint("Nearly the answer", "At most ¼ · ¼ · ¼ · ¼ · ¼."),
        ),
    ),
    Code(
        id="04.repaired_chain",
        kind="find-the-bug",
        points=2,
        minutes=8,
        difficulty=3,
        asks="repaired_chain(x, n) -> slope of n sigmoids in a row at x",
        reference=reference_chain,
        cases=chain_cases,
        arguments=("x", "n"),
        misconceptions=(
            Misconception(
                "not-repaired",
                chain_broken,
                "This still does what the broken function does: `slope` sends its argument through "
                "the sigmoid, and you hand it an `a` that has been through it already.",
            ),
            Misconception(
                "always-at-x",
                chain_always_x,
                "You take the slope at x every time. Only the first sigmoid sees x; the second one "
                "sees the output of the first.",
            ),
            Misconception(
                "sum-along-the-path",
                chain_summed,
                "The slopes are right, but you add them. They follow one another on one path: "
                "multiply.",
            ),
            Misconception(
                "bound-for-slope",
                chain_bound,
                "(¼)ⁿ is the most that n sigmoids can leave over. How much it is depends on where "
                "each of them stands.",
            ),
            Misconception(
                "last-only",
                chain_last_only,
                "You return the slope of the last sigmoid alone. Each turn has to multiply what is "
                "there already.",
            ),
            Misconception(
                "first-only",
                chain_first_only,
                "You return the slope of the first sigmoid alone; the other ones are on the path, "
                "too.",
            ),
            Misconception(
                "input-for-output",
                chain_before_the_sigmoid,
                "a(1 − a) needs the output of the sigmoid. In your lines `a` is still its input "
                "when you use it: exchange them.",
            ),
        ),
        accepts=(chain_slope_first, chain_recursive),
        hints=(
            Hint("Where do I look?", "Take n = 1 and x = 0. Which number goes into `slope`?"),
            Hint(
                "0.5 goes in. And then?",
                "`slope` computes σ(0.5) first. But the sigmoid was passed at z = 0.",
            ),
            Hint(
                "How do I mend it?",
                "Either take the slope before the step, of the input; or after it, as a(1 − a).",
            ),
        ),
    ),
)
