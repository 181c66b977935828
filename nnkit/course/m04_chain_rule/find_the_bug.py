"""Sigmoids in a row: what is left of a slope, and a slope that is taken in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong
from nnkit.course.m04_chain_rule.local import logistic
from nnkit.graph import Value


def chain_cases(rng: Generator) -> Iterator[Case]:
    """A start and a number of sigmoids."""
    for n in (1, 2, 3, 5, 8):
        yield float(rng.uniform(-3, 3)), n
    yield float(rng.uniform(4, 6)), 2


def logistic_slope(z):
    return logistic(z) * (1 - logistic(z))


five_sigmoids = Choice(
    "04.five_sigmoids",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Slope of five sigmoids in a row",
    options=(
        Right(
            "less than 0.001",
            "Five factors, none above ¼: at most 1/1024, whatever x is. It vanishes.",
        ),
        Wrong(
            "about 0.25",
            "one-sigmoid",
            "About ¼ is what a single sigmoid passes on at best. Here five of them follow one "
            "another: five factors.",
        ),
        Wrong(
            "about 1",
            "nothing-changes",
            "A slope of 1 would mean that each sigmoid hands every change on in full. The steepest "
            "that it has is ¼.",
        ),
        Wrong(
            "about 1.25",
            "sum-along-the-path",
            "Five times ¼ is a sum. Along a path slopes are multiplied.",
        ),
    ),
    hints=(
        Hint("I can't compute that in my head.", "No need: how steep is one sigmoid at most?"),
        Hint("¼. And five in a row?", "They lie on one path."),
        Hint("Nearly the answer", "At most ¼ · ¼ · ¼ · ¼ · ¼."),
    ),
)

repaired_chain = Code(
    "04.repaired_chain",
    kind="find-the-bug",
    points=2,
    minutes=8,
    difficulty=3,
    asks="repaired_chain(x, n) -> slope of n sigmoids in a row at x",
    cases=chain_cases,
    arguments=("x", "n"),
    exact_shape=True,
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
)


@repaired_chain.right
def reference(x, n):
    start = value = Value(x)
    for _ in range(n):
        value = value.sigmoid()
    value.backward()
    return start.grad


@repaired_chain.wrong
def not_repaired(x, n):
    """This still does what the broken function does: `slope` sends its argument through the
    sigmoid, and you hand it an `a` that has been through it already."""
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * logistic_slope(a)
    return gradient


@repaired_chain.wrong
def always_at_x(x, n):
    """You take the slope at x every time. Only the first sigmoid sees x; the second one sees the
    output of the first."""
    return logistic_slope(x) ** n


@repaired_chain.wrong
def sum_along_the_path(x, n):
    """The slopes are right, but you add them. They follow one another on one path: multiply."""
    a, gradient = x, 0.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient + a * (1 - a)
    return gradient


@repaired_chain.wrong
def bound_for_slope(x, n):
    """(¼)ⁿ is the most that n sigmoids can leave over. How much it is depends on where each of them
    stands."""
    return 0.25**n


@repaired_chain.wrong
def last_only(x, n):
    """You return the slope of the last sigmoid alone. Each turn has to multiply what is there
    already."""
    a = x
    for _ in range(n):
        a = logistic(a)
    return a * (1 - a)


@repaired_chain.wrong
def first_only(x, n):
    """You return the slope of the first sigmoid alone; the other ones are on the path, too."""
    return logistic_slope(x)


@repaired_chain.wrong
def input_for_output(x, n):
    """a(1 − a) needs the output of the sigmoid. In your lines `a` is still its input when you use
    it: exchange them."""
    a, gradient = x, 1.0
    for _ in range(n):
        gradient = gradient * a * (1 - a)
        a = logistic(a)
    return gradient


@repaired_chain.wrong
def one_factor_too_few(x, n):
    """One factor is missing: n sigmoids have n slopes."""
    return reference(x, n - 1)


@repaired_chain.wrong
def one_factor_too_many(x, n):
    """There is one factor too many: n sigmoids have n slopes."""
    return reference(x, n + 1)


@repaired_chain.wrong
def first_slope_twice(x, n):
    """The slope of the first sigmoid is in your product twice."""
    return logistic_slope(x) * reference(x, n)


@repaired_chain.wrong
def first_slope_at_x_twice(x, n):
    """The slope at x is in your product twice, and the last one is missing. Either take the slope
    before each step, or a(1 − a) after it; and begin with 1."""
    a, gradient = x, logistic_slope(x)
    for _ in range(n - 1):
        gradient = gradient * logistic_slope(a)
        a = logistic(a)
    return gradient


@repaired_chain.wrong
def output_for_slope(x, n):
    """This is what comes out of the row. Asked for is its slope."""
    a = x
    for _ in range(n):
        a = logistic(a)
    return a


@repaired_chain.wrong
def product_of_the_outputs(x, n):
    """You multiply the outputs. Each factor is a slope, a(1 − a)."""
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * a
    return gradient


@repaired_chain.wrong
def rest_for_slope(x, n):
    """Each of your factors is 1 − a. The slope is a(1 − a)."""
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * (1 - a)
    return gradient


@repaired_chain.wrong
def slope_of_the_slope(x, n):
    """You send the slope on as if it were the output. What goes into the next sigmoid is the output
    of the one before, and the slopes are only multiplied."""
    a = x
    for _ in range(n):
        a = logistic_slope(a)
    return a


@repaired_chain.wrong
def last_slope_to_the_power(x, n):
    """You take the slope of the last sigmoid n times. Each sigmoid has a slope of its own."""
    a = x
    for _ in range(n):
        a = logistic(a)
    return (a * (1 - a)) ** n


@repaired_chain.wrong
def divided(x, n):
    """You divide by the slopes. Along a path they are multiplied."""
    return 1 / reference(x, n)


@repaired_chain.wrong
def steps_along_x(x, n):
    """You take the slopes at x, x + 1, x + 2 and so on. What goes into a sigmoid is the output of
    the one before."""
    gradient = 1.0
    for k in range(n):
        gradient = gradient * logistic_slope(x + k)
    return gradient


@repaired_chain.wrong
def x_in_the_bracket(x, n):
    """In a(1 − a) you have x in the bracket. Both times it is the output `a`."""
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * a * (1 - x)
    return gradient


@repaired_chain.wrong
def mean_of_the_slopes(x, n):
    """You take the mean of the slopes. They follow one another on one path: multiply."""
    a, total = x, 0.0
    for _ in range(n):
        a = logistic(a)
        total = total + a * (1 - a)
    return total / n


@repaired_chain.wrong
def bracket_missing(x, n):
    """The bracket is missing: `a * 1 - a` is 0. Write `a * (1 - a)`."""
    return 0.0 * x


@repaired_chain.wrong
def bracket_missing_in_the_product(x, n):
    """The bracket is missing: `gradient * a * 1 - a` subtracts a from the product. Write `gradient
    * a * (1 - a)`."""
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * a * 1 - a
    return gradient


@repaired_chain.wrong
def put_back_once(x, n):
    """You put the 6 % back by a fixed factor. It was 6 % for one sigmoid at x = 0; elsewhere it is
    another number. Mend what goes into `slope`."""
    return not_repaired(x, n) * 0.25 / logistic_slope(0.5)


@repaired_chain.wrong
def put_back_each_time(x, n):
    """You put the 6 % back by a fixed factor, once for each sigmoid. It was 6 % for one sigmoid at
    x = 0; elsewhere it is another number. Mend what goes into `slope`."""
    return not_repaired(x, n) * (0.25 / logistic_slope(0.5)) ** n


@repaired_chain.wrong
def sum_of_broken_slopes(x, n):
    """Two things: `slope` still gets an `a` that has been through the sigmoid already, and the
    slopes are added, not multiplied."""
    a, total = x, 0.0
    for _ in range(n):
        a = logistic(a)
        total = total + logistic_slope(a)
    return total


@repaired_chain.wrong
def broken_and_last_only(x, n):
    """`slope` still gets an `a` that has been through the sigmoid already, and only the last factor
    is left."""
    a = x
    for _ in range(n):
        a = logistic(a)
    return logistic_slope(a)


@repaired_chain.wrong
def slope_of_tanh(x, n):
    """1 − a² is the slope of tanh. The sigmoid has a(1 − a)."""
    a, gradient = x, 1.0
    for _ in range(n):
        a = logistic(a)
        gradient = gradient * (1 - a**2)
    return gradient


@repaired_chain.wrong(credit=0.5)
def wrong_sign(x, n):
    """The size is right and the sign is wrong: a(1 − a), not a(a − 1). A sigmoid always rises."""
    return -reference(x, n)


@repaired_chain.wrong
def run_of_one(x, n):
    """You measured over a run of 1, from x to x + 1. The slope in a point needs a short run on both
    sides, or the chain rule, which is exact."""
    up, here = x + 1.0, x
    for _ in range(n):
        up, here = logistic(up), logistic(here)
    return up - here


@repaired_chain.also_right
def chain_slope_first(x, n):
    """The slope at the input of each sigmoid, before the step."""
    z, gradient = x, 1.0
    for _ in range(n):
        gradient *= logistic_slope(z)
        z = logistic(z)
    return gradient


@repaired_chain.also_right
def chain_recursive(x, n):
    return logistic_slope(x) * chain_recursive(logistic(x), n - 1) if n else 1.0
