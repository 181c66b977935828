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
    """A point of some shape, once with an entry 0; h; A and c of a surface."""
    sizes: tuple[tuple[tuple[int, ...], float], ...] = (
        ((3,), 1e-2),
        ((2, 1), 4e-3),
        ((3, 4), 1e-2),
        ((2, 2), 2e-3),
        ((2, 3, 2), 3e-3),
    )
    for shape, h in sizes:
        n = int(np.prod(shape))
        x = cases.normal(rng, *shape)
        if shape == (2, 2):
            x[rng.integers(2), rng.integers(2)] = 0.0
        yield x, h, symmetric(rng, n), cases.normal(rng, n)


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
    exact_shape=True,
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


@central_gradient.wrong(credit=0.5)
def backward(f, x, h):
    """This is the backward difference, from x − h to x. It is right up to an error of about h; the
    central one goes to both sides."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        below = x.copy()
        below[i] -= h
        gradient[i] = (f(x) - f(below)) / h
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
    """Every entry of yours is the sum of all slopes. Either you move all entries of x together:
    move one at a time. Or you add each slope to the whole array: it goes into `gradient[i]`
    alone."""
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
    """`above` and `below` are equal when you measure, so all rises are 0. Either they are one array
    under two names: each needs a copy of its own. Or both move the same way."""
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


@central_gradient.wrong
def h_not_used(f, x, h):
    """Your slopes are those for another, much smaller h. How far to go is the argument `h`; it has
    to stand in the moves and in the run."""
    return reference(f, x, 1e-5)


@central_gradient.wrong
def half_to_each_side(f, x, h):
    """Your slopes are those that come out with h/2 to each side. Go the whole `h` up and the whole
    `h` down; the run is 2h."""
    return reference(f, x, h / 2)


@central_gradient.wrong
def twice_to_each_side(f, x, h):
    """Your slopes are those that come out with 2h to each side. Go `h` up and `h` down; the run is
    2h."""
    return reference(f, x, 2 * h)


@central_gradient.wrong
def moved_by_half(f, x, h):
    """Each side has moved by h/2 only, but you divide by 2h. Move by the whole `h`."""
    return reference(f, x, h / 2) / 2


@central_gradient.wrong
def moved_by_twice(f, x, h):
    """Each side has moved by 2h, but you divide by 2h, which is half of that run. Move by `h`."""
    return 2 * reference(f, x, 2 * h)


@central_gradient.wrong
def run_forgotten(f, x, h):
    """This is the rise alone. A slope is the rise divided by the run, here by `(2 * h)`."""
    return reference(f, x, h) * 2 * h


@central_gradient.wrong
def run_multiplied(f, x, h):
    """You multiply the rise by the run. A slope is rise *over* run: divide by `(2 * h)`."""
    return reference(f, x, h) * (2 * h) ** 2


@central_gradient.wrong
def half_of_the_run_lost(f, x, h):
    """The run is divided by 2 and not doubled: from x − h to x + h it is `2 * h`."""
    return 4 * reference(f, x, h)


@central_gradient.wrong
def relative_run(f, x, h):
    """You move each entry by h times its own size. It moves by `h` itself, whatever its size is,
    also where it is 0."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = h * x[i]
        above, below = x.copy(), x.copy()
        above[i] += step
        below[i] -= step
        gradient[i] = (f(above) - f(below)) / (2 * step)
    return gradient


@central_gradient.wrong
def size_only(f, x, h):
    """The sizes are right, but all your slopes are positive. Where f falls, the slope is below
    0."""
    return np.abs(reference(f, x, h))


@central_gradient.wrong
def entries_left_out(f, x, h):
    """Where an entry of x is 0 you have no slope. It can move like any other."""
    return np.where(x == 0, 0.0, reference(f, x, h))


@central_gradient.wrong
def stretched(f, x, h):
    """You multiply each entry by 1 + h and by 1 − h, so it moves by h times its own size. It moves
    by `h` itself: `above[i] += h`."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[i] *= 1 + h
        below[i] *= 1 - h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong
def rise_not_in_brackets(f, x, h):
    """Only `f(below)` is divided by the run. The rise needs brackets: `(f(above) - f(below)) / (2 *
    h)`."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[i] += h
        below[i] -= h
        gradient[i] = f(above) - f(below) / (2 * h)
    return gradient


@central_gradient.wrong
def all_at_once_forward(f, x, h):
    """Two things: you move all entries of x together, and you measure to one side only. Move one
    entry at a time, up and down."""
    return np.full(x.shape, (f(x + h) - f(x)) / h)


@central_gradient.wrong
def second_derivative(f, x, h):
    """This measures how the slope changes: f above plus f below minus twice f. The slope is f above
    minus f below, divided by 2h."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) + f(below) - 2 * f(x)) / h**2
    return gradient


@central_gradient.wrong
def heights(f, x, h):
    """You return the height for each place. A slope is the rise, above minus below, divided by the
    run."""
    return np.full(x.shape, f(x))


@central_gradient.wrong
def one_number(f, x, h):
    """You return one number, the slope for the last place. Each slope goes into its own place:
    `gradient[i] = ...`."""
    return float(np.ravel(reference(f, x, h))[-1])


@central_gradient.wrong
def last_place_only(f, x, h):
    """Only the last slope is left; all others are 0 in what you return. The array of zeros is made
    once, before the loop."""
    gradient = np.zeros(x.size)
    gradient[-1] = np.ravel(reference(f, x, h))[-1]
    return gradient.reshape(x.shape)


@central_gradient.wrong
def first_place_only(f, x, h):
    """Only the first slope is there; all others are still 0. The loop has to go through all the
    places: does a `return` stand inside it?"""
    gradient = np.zeros(x.size)
    gradient[0] = np.ravel(reference(f, x, h))[0]
    return gradient.reshape(x.shape)


@central_gradient.wrong
def whole_rows(f, x, h):
    """It is right for one axis. In a matrix you move a whole row at once: one number names a row,
    and a single entry needs the whole place, `above[i]` with the `i` of `np.ndindex`."""
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.wrong(credit=0.5)
def flattened(f, x, h):
    """The slopes are right, but they lie in one long row. The gradient has the shape of `x`."""
    return reference(f, x, h).ravel()


@central_gradient.wrong
def one_below_for_all(f, x, h):
    """`x` itself goes up and stays there, so every further slope is measured in another point, and
    the caller's point has moved. Work on copies."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        before = f(x)
        x[i] += h
        gradient[i] = (f(x) - before) / h
    return gradient


@central_gradient.wrong
def measured_from_the_old_height(f, x, h):
    """`x` itself goes up and stays there, entry after entry, while the height before stays that of
    the start; and the caller's point has moved. Work on copies, one entry at a time."""
    gradient = np.zeros(x.shape)
    before = f(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        gradient[i] = (f(x) - before) / h
    return gradient


@central_gradient.wrong
def matrices_only(f, x, h):
    """You take `x` for a matrix, with rows and columns. It may have any number of axes:
    `np.ndindex(x.shape)` goes through all places."""
    rows, columns = x.shape
    return reference(f, x, h).reshape(rows, columns)


@central_gradient.wrong
def x_for_a_copy(f, x, h):
    """One of the two, `above` or `below`, is `x` itself and no copy: so the caller's point moves,
    and further on both sides are measured from another place."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x, x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@central_gradient.also_right
def by_unit_steps(f, x, h):
    gradient = []
    for k in range(x.size):
        step = np.zeros(x.size)
        step[k] = h
        step = step.reshape(x.shape)
        gradient.append((f(x + step) - f(x - step)) / (2 * h))
    return np.reshape(gradient, x.shape)
