"""The ladder before a long run: the loss at chance, one slope measured, twenty by heart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log, log2, log10
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import (
    Case,
    Choice,
    Code,
    Hint,
    Misconception,
    Right,
    Value,
    Variant,
    Wrong,
)


def draw_classes(draw: Draw) -> int:
    """How many classes; not the ten of the notebook."""
    return draw.choice((3, 4, 5, 6, 7, 8, 12, 15, 20, 26, 50))


def at_chance(C: int) -> list[float]:
    """Cross-entropy and half squared error if every class gets the share 1/C."""
    return [log(C), (1 - 1 / C) / 2]


my_chance = Value(
    "08.my_chance",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="cross-entropy and half squared error if all outputs are 1/C, three decimals",
    variant=Variant("08.classes", draw_classes),
    parts=("cross-entropy", "half squared error"),
    reference=at_chance,
    tolerance=1e-3,
    why="Know these before you start: a first loss that is another one says that something is off.",
    misconceptions=(
        Misconception(
            "decimal-logarithm",
            lambda C: [log10(C), at_chance(C)[1]],
            "You took the logarithm to base 10. ln is the natural one: `np.log`.",
            credit=0.5,
        ),
        Misconception(
            "binary-logarithm",
            lambda C: [log2(C), at_chance(C)[1]],
            "You took the logarithm to base 2. ln is the natural one: `np.log`.",
            credit=0.5,
        ),
        Misconception(
            "minus-kept",
            lambda C: [-log(C), at_chance(C)[1]],
            "The loss is minus the logarithm of 1/C, and that logarithm is negative: minus and "
            "minus is plus.",
            credit=0.5,
        ),
        Misconception(
            "right-class-only",
            lambda C: [log(C), (1 - 1 / C) ** 2 / 2],
            "In the squared error you counted the output of the right class. The other C − 1 "
            "outputs should be 0 and are 1/C: they count as well.",
            credit=0.5,
        ),
        Misconception(
            "half-forgotten",
            lambda C: [log(C), 1 - 1 / C],
            "The second is twice too large: the loss is half the squared error.",
            credit=0.5,
        ),
        Misconception(
            "mean-over-outputs",
            lambda C: [log(C), (1 - 1 / C) / 2 / C],
            "You divided the squared error by C. The loss is a sum over the outputs, and a mean "
            "only over examples.",
            credit=0.5,
        ),
        Misconception(
            "all-outputs-half",
            lambda C: [log(C), C / 8],
            "That is the loss if all outputs are ½. Here each of them is 1/C.",
            credit=0.5,
        ),
        Misconception(
            "the-share",
            lambda C: [1 / C, at_chance(C)[1]],
            "1/C is the output. Cross-entropy is minus its natural logarithm.",
            credit=0.5,
        ),
        Misconception(
            "exchanged",
            lambda C: at_chance(C)[::-1],
            "Both numbers are right, in the other order: first the cross-entropy.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Cross-entropy looks at the right class alone: −ln(1/C)."),
        Hint("And the squared error?", "One error is 1 − 1/C; the other C − 1 are 1/C each."),
        Hint(
            "Nearly the answer",
            "`np.log(C)`, and half of (1 − 1/C)² + (C − 1) · (1/C)², which is ½(1 − 1/C).",
        ),
    ),
)

first_loss = Choice(
    "08.first_loss",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what is wrong if the first loss is 14.2 in place of 2.3",
    options=(
        Wrong(
            "the learning rate is too large",
            "rate",
            "No step has been made yet, so the learning rate has had no say. What has?",
        ),
        Wrong(
            "x was shuffled without y",
            "not-paired",
            "A network that knows nothing is at chance whatever the labels are. This one is far "
            "worse than chance.",
        ),
        Right(
            "the weights that it begins with are far too large",
            "It is sure of itself before it has learnt anything, and mostly sure of the wrong "
            "class.",
        ),
        Wrong(
            "nothing: it has not been trained yet",
            "nothing",
            "Not to know is worth 2.3. To have 14.2 one has to be sure, and wrong: e^(−14.2) is "
            "what the right class gets.",
        ),
    ),
    hints=(
        Hint("What does 14.2 mean?", "The right class gets about e^(−14.2): nearly nothing."),
        Hint("When is an output so sure?", "When z is large. What makes z large before training?"),
        Hint("Nearly the answer", "z is a sum of weights times inputs."),
    ),
)


def direction_cases(rng: Generator) -> Iterator[Case]:
    """A point, a gradient that is not quite right, a direction, h; and two numbers of a curve."""
    for shape, h in (((3,), 0.1), ((2, 4), 0.2), ((1, 1), 0.05), ((3, 3), 0.3), ((5, 2), 0.02)):
        p = normal(rng, *shape)
        bend, start = normal(rng, *shape), normal(rng, *shape)
        g = start + 3 * bend * p**2 + 0.5 * normal(rng, *shape)
        yield p, g, normal(rng, *shape), h, start, bend


def on_a_curve(
    answer: Callable[..., Any], p: Any, g: Any, v: Any, h: float, start: Any, bend: Any
) -> Any:
    """Let an answer measure E = Σ start p + bend p³, a function of an array."""
    return answer(lambda at: float(np.sum(start * at + bend * at**3)), p, g, v, h)


slope_along = Code(
    "08.slope_along",
    kind="faded-code",
    points=2,
    minutes=6,
    difficulty=2,
    asks="slope_along(E, p, g, v, h) -> (measured, claimed), two numbers",
    cases=direction_cases,
    use=on_a_curve,
    returns=("measured", "claimed"),
    hints=(
        Hint("How is a slope measured?", "Go to both sides: E at p + h v and at p − h v."),
        Hint("What does the gradient claim?", "Each entry of g times that of v, added up."),
        Hint(
            "Nearly the answer",
            "`(E(p + h * v) - E(p - h * v)) / (2 * h)` and `np.sum(g * v)`.",
        ),
    ),
)


@slope_along.right
def reference(E, p, g, v, h):
    return (E(p + h * v) - E(p - h * v)) / (2 * h), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def forward_difference(E, p, g, v, h):
    """`claimed` is right. You measured to one side only; its error is about h. Go to both sides:
    E at p + h v less E at p − h v, divided by 2 h."""
    return (E(p + h * v) - E(p)) / h, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def divided_by_h(E, p, g, v, h):
    """`claimed` is right. From p − h v to p + h v it is 2 h: your slope is twice too large."""
    return (E(p + h * v) - E(p - h * v)) / h, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def not_divided(E, p, g, v, h):
    """`claimed` is right. You measured how far E rises. A slope is the rise over the run: divide by
    2 h."""
    return E(p + h * v) - E(p - h * v), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def no_brackets(E, p, g, v, h):
    """`claimed` is right. `/ 2 * h` divides by 2 and then multiplies by h. Put brackets around
    2 * h."""
    return (E(p + h * v) - E(p - h * v)) / 2 * h, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def without_direction(E, p, g, v, h):
    """`claimed` is right. You moved all entries of p by the same h. Move along v: `p + h * v`."""
    return (E(p + h) - E(p - h)) / (2 * h), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def downhill(E, p, g, v, h):
    """`claimed` is right. `measured` has the wrong sign: first E at p + h v, then minus E at
    p − h v."""
    return (E(p - h * v) - E(p + h * v)) / (2 * h), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def gradient_added_up(E, p, g, v, h):
    """`measured` is right. You added up the gradient; each entry counts as far as v goes its way:
    multiply by v, entry by entry."""
    return reference(E, p, g, v, h)[0], np.sum(g)


@slope_along.wrong(credit=0.5)
def not_added_up(E, p, g, v, h):
    """`measured` is right. g * v has still all its entries. Their sum is what E rises along v."""
    return reference(E, p, g, v, h)[0], g * v


@slope_along.wrong(credit=0.5)
def length_of_the_gradient(E, p, g, v, h):
    """`measured` is right. The length of g is the slope in the steepest direction. Along v it is
    the sum of g * v."""
    return reference(E, p, g, v, h)[0], np.linalg.norm(g)


@slope_along.wrong(credit=0.5)
def h_twice(E, p, g, v, h):
    """`measured` is right. `claimed` has a factor h too many: both are slopes, for one unit of
    v."""
    return reference(E, p, g, v, h)[0], h * np.sum(g * v)


@slope_along.wrong(credit=0.5)
def mean_of_the_products(E, p, g, v, h):
    """`measured` is right. You took the mean of g * v. All entries act together: their sum."""
    return reference(E, p, g, v, h)[0], np.mean(g * v)


@slope_along.wrong(credit=0.5)
def exchanged(E, p, g, v, h):
    """Both numbers are right, in the other order: first `measured`, then `claimed`."""
    return reference(E, p, g, v, h)[::-1]


@slope_along.also_right
def with_vdot(E, p, g, v, h):
    return (E(p + h * v) - E(p - h * v)) / h / 2, np.vdot(g, v)


by_heart = Choice(
    "08.by_heart",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what a network reaches on 20 digits whose labels are wrong",
    options=(
        Wrong(
            "about 10 % of the 20, as by guessing: there is nothing to learn",
            "nothing-to-learn",
            "There is no rule to find. But 20 pictures can be known by heart without any rule, and "
            "the network has more than 2000 weights for it.",
        ),
        Wrong(
            "about half of the 20",
            "half",
            "What would stop it there? It has 2260 weights and biases for 20 pictures.",
        ),
        Wrong(
            "about 20 % of the 20, because that is what it reaches on new digits",
            "as-on-new-ones",
            "On new digits it will be bad. On the 20 it can be as good as its memory.",
        ),
        Right(
            "all 20",
            "By heart it learns anything. So this rung tests the code, and says nothing about new "
            "digits.",
        ),
    ),
    hints=(
        Hint("Is there a rule to learn?", "No. Is a rule needed for 20 pictures?"),
        Hint("How many weights are there?", "64 · 30 + 30 · 10, and 40 biases."),
        Hint("Nearly the answer", "It learns by heart whatever it is told, right or wrong."),
    ),
)
