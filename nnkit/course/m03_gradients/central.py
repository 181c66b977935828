"""A gradient by central differences, in code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnkit._typing import Array
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint
from nnkit.course.m03_gradients.shared import height, symmetric


def measured(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A point of some shape, h; A and c of a surface."""
    for shape, h in (((3,), 1e-2), ((2, 1), 1e-3), ((3, 4), 1e-2), ((2, 2), 2e-3)):
        n = int(np.prod(shape))
        yield cases.normal(rng, *shape), h, symmetric(rng, n), cases.normal(rng, n)


def with_heights(answer: Callable[..., Any], x: Array, h: float, A: Array, c: Array) -> Any:
    """Let an answer measure the surface of `shared.height`."""
    return answer(height(A, c), x, h)


central_gradient = Code(
    "03.central_gradient",
    kind="faded-code",
    points=2.5,
    minutes=8,
    difficulty=2,
    asks="central_gradient(f, x, h) -> gradient by central differences, of the shape of x",
    cases=measured,
    use=with_heights,
    arguments=("x", "h"),
    hints=(
        Hint("What is `i`?", "The place of one entry; `x[i]` works for any shape of x."),
        Hint("What do I move?", "`above[i]` up by h and `below[i]` down by h, nothing else."),
        Hint("And the slope?", "`(f(above) - f(below)) / (2 * h)`"),
    ),
)


@central_gradient.right
def reference(f, x, h):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong(credit=0.5)
def forward(f, x, h):
    """This is the forward difference, from x to x + h. It is right up to an error of about h; the
    central one goes to both sides."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above = x.copy()
        above[i] += h
        gradient[i] = (f(above) - f(x)) / h
    return gradient


@central_gradient.wrong
def below_not_moved(f, x, h):
    """Your slopes are about half of what they should be: `above` has moved and `below` has not, so
    the run is h and you divide by 2h."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong
def not_halved(f, x, h):
    """Every slope is twice too large: from x − h to x + h the run is 2h."""
    return 2 * reference(f, x, h)


@central_gradient.wrong(credit=0.5)
def run_not_in_brackets(f, x, h):
    """`/ 2 * h` divides by 2 and then multiplies by h. The run needs brackets: `/ (2 * h)`."""
    return reference(f, x, h) * h**2


@central_gradient.wrong
def entry_replaced(f, x, h):
    """You put h in the place of the entry, so you measure near 0. The entry moves by h: `above[i]
    += h`."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] = h
        below[i] = -h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong
def all_at_once(f, x, h):
    """You move all entries of x together, so every entry of the gradient is the slope in the same
    slanting direction. Move one entry at a time."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        gradient[i] = (f(x + h) - f(x - h)) / (2 * h)
    return gradient


@central_gradient.wrong
def not_put_back(f, x, h):
    """The first slope is right. After that the entries that were moved stay moved: make fresh
    copies in each turn."""
    gradient = np.zeros(x.shape)
    above, below = x.copy(), x.copy()
    for i in np.ndindex(x.shape):
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong
def one_array_two_names(f, x, h):
    """`above` and `below` are the same array under two names, so the moves cancel. Each needs a
    copy of its own."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above = below = x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong
def changes_x(f, x, h):
    """You move the entries of `x` itself and do not put them back: the caller's point has moved.
    Work on copies."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
    return gradient


@central_gradient.wrong
def reversed_(f, x, h):
    """All signs are wrong: it is the height above minus the height below."""
    return -reference(f, x, h)


@central_gradient.also_right
def by_unit_steps(f, x, h):
    gradient = []
    for k in range(x.size):
        step = np.zeros(x.size)
        step[k] = h
        step = step.reshape(x.shape)
        gradient.append((f(x + step) - f(x - step)) / (2 * h))
    return np.reshape(gradient, x.shape)
