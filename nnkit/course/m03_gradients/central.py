"""A gradient by central differences, in code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnkit._typing import Array
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint, Misconception
from nnkit.course.m03_gradients.shared import height, symmetric


def measured(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A point of some shape, h; A and c of a surface."""
    for shape, h in (((3,), 1e-2), ((2, 1), 1e-3), ((3, 4), 1e-2), ((2, 2), 2e-3)):
        n = int(np.prod(shape))
        yield cases.normal(rng, *shape), h, symmetric(rng, n), cases.normal(rng, n)


def with_heights(answer: Callable[..., Any], x: Array, h: float, A: Array, c: Array) -> Any:
    """Let an answer measure the surface of `shared.height`."""
    return answer(height(A, c), x, h)


def central_gradient(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


def by_unit_steps(f: Any, x: Any, h: float) -> Any:
    gradient = []
    for k in range(x.size):
        step = np.zeros(x.size)
        step[k] = h
        step = step.reshape(x.shape)
        gradient.append((f(x + step) - f(x - step)) / (2 * h))
    return np.reshape(gradient, x.shape)


def forward(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above = x.copy()
        above[i] += h
        gradient[i] = (f(above) - f(x)) / h
    return gradient


def one_side_over_two(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


def not_halved(f: Any, x: Any, h: float) -> Any:
    return 2 * central_gradient(f, x, h)


def two_divides_h_multiplies(f: Any, x: Any, h: float) -> Any:
    return central_gradient(f, x, h) * h**2


def entry_replaced(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] = h
        below[i] = -h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


def all_at_once(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        gradient[i] = (f(x + h) - f(x - h)) / (2 * h)
    return gradient


def not_put_back(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    above, below = x.copy(), x.copy()
    for i in np.ndindex(x.shape):
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


def one_array_two_names(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above = below = x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


def changes_x(f: Any, x: Any, h: float) -> Any:
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
    return gradient


def reversed_difference(f: Any, x: Any, h: float) -> Any:
    return -central_gradient(f, x, h)


CENTRAL = (
    Code(
        id="03.central_gradient",
        kind="faded-code",
        points=2.5,
        minutes=8,
        difficulty=2,
        asks="central_gradient(f, x, h) -> gradient by central differences, of the shape of x",
        reference=central_gradient,
        cases=measured,
        use=with_heights,
        arguments=("x", "h"),
        misconceptions=(
            Misconception(
                "forward",
                forward,
                "This is the forward difference, from x to x + h. It is right up to an error of "
                "about h; the central one goes to both sides.",
                credit=0.5,
            ),
            Misconception(
                "below-not-moved",
                one_side_over_two,
                "Your slopes are about half of what they should be: `above` has moved and `below` "
                "has not, so the run is h and you divide by 2h.",
            ),
            Misconception(
                "not-halved",
                not_halved,
                "Every slope is twice too large: from x − h to x + h the run is 2h.",
            ),
            Misconception(
                "run-not-in-brackets",
                two_divides_h_multiplies,
                "`/ 2 * h` divides by 2 and then multiplies by h. The run needs brackets: "
                "`/ (2 * h)`.",
                credit=0.5,
            ),
            Misconception(
                "entry-replaced",
                entry_replaced,
                "You put h in the place of the entry, so you measure near 0. The entry moves by "
                "h: `above[i] += h`.",
            ),
            Misconception(
                "all-at-once",
                all_at_once,
                "You move all entries of x together, so every entry of the gradient is the slope "
                "in the same slanting direction. Move one entry at a time.",
            ),
            Misconception(
                "not-put-back",
                not_put_back,
                "The first slope is right. After that the entries that were moved stay moved: "
                "make fresh copies in each turn.",
            ),
            Misconception(
                "one-array-two-names",
                one_array_two_names,
                "`above` and `below` are the same array under two names, so the moves cancel. "
                "Each needs a copy of its own.",
            ),
            Misconception(
                "changes-x",
                changes_x,
                "You move the entries of `x` itself and do not put them back: the caller's point "
                "has moved. Work on copies.",
            ),
            Misconception(
                "reversed",
                reversed_difference,
                "All signs are wrong: it is the height above minus the height below.",
            ),
        ),
        accepts=(by_unit_steps,),
        hints=(
            Hint("What is `i`?", "The place of one entry; `x[i]` works for any shape of x."),
            Hint("What do I move?", "`above[i]` up by h and `below[i]` down by h, nothing else."),
            Hint("And the slope?", "`(f(above) - f(below)) / (2 * h)`"),
        ),
    ),
)
