"""Gradient descent on a surface of any number of dimensions, in code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnkit._typing import Array
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint
from nnkit.course.m03_gradients.shared import slope_of_height, symmetric


def surfaces(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A start (n,), α, how many steps; A and c of a surface."""
    for n, steps in ((2, 1), (2, 6), (3, 4), (5, 2), (3, 0), (1, 3)):
        c = rng.uniform(-0.2, 0.2, n)
        yield cases.normal(rng, n), rng.uniform(0.05, 0.15), steps, symmetric(rng, n), c
    c = rng.uniform(-0.2, 0.2, 2)
    yield np.zeros(2), rng.uniform(0.05, 0.15), 3, symmetric(rng, 2), c  # at rest from the start
    whole = rng.integers(1, 4, 2) * rng.choice([-1, 1], 2)
    yield whole, rng.uniform(0.05, 0.15), 3, symmetric(rng, 2), c


def on_a_surface(
    answer: Callable[..., Any], x: Array, alpha: float, steps: int, A: Array, c: Array
) -> Any:
    """Let a descent walk on the surface of `shared.height`.

    An answer that refuses whole numbers, as `x -= ...` on a copy does, gets them as floats: what
    must not happen is that decimals are cut off without a word.
    """
    gradient = slope_of_height(A, c)
    try:
        return answer(gradient, x, alpha, steps)
    except Exception:
        if x.dtype.kind != "i":
            raise
        return answer(gradient, x.astype(float), alpha, steps)


descend = Code(
    "03.descend",
    points=3,
    minutes=10,
    difficulty=2,
    asks="descend(gradient, x, alpha, steps) -> path, shape (steps + 1, n)",
    cases=surfaces,
    use=on_a_surface,
    arguments=("x", "alpha", "steps"),
    exact_shape=True,
    hints=(
        Hint("How is this different?", "Hardly: x is now an array, and so is the gradient."),
        Hint(
            "All rows of my path are the same.",
            "`x -= ...` changes the array that already lies in the path. Write `x = x - ...`, "
            "which makes a new one.",
        ),
        Hint("How do I get an array?", "Collect points in a list; `return np.array(path)`."),
    ),
)


@descend.right
def reference(gradient, x, alpha, steps):
    path = [x]
    for _ in range(steps):
        x = x - alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong
def uphill(gradient, x, alpha, steps):
    """You walk along the gradient. That is the steepest way up; the step is subtracted."""
    return reference(gradient, x, -alpha, steps)


@descend.wrong
def no_learning_rate(gradient, x, alpha, steps):
    """`alpha` is not used: your step is the whole gradient."""
    return reference(gradient, x, 1.0, steps)


@descend.wrong(credit=0.5)
def old_gradient(gradient, x, alpha, steps):
    """All your steps use the gradient at the start. It has to be asked for anew at each point."""
    g = gradient(x)
    return np.array([x - k * alpha * g for k in range(steps + 1)])


@descend.wrong
def unit_steps(gradient, x, alpha, steps):
    """You brought the gradient to length 1, so all steps have the length α and never get shorter.
    Use it as long as it is."""
    path = [x]
    for _ in range(steps):
        g = gradient(x)
        x = x - alpha * g / np.linalg.norm(g)
        path.append(x)
    return np.array(path)


@descend.wrong
def updated_during(gradient, x, alpha, steps):
    """You change the first coordinate and then ask for the gradient again before you change the
    second. One step uses one gradient, that of the old point, for all coordinates."""
    path = [x]
    for _ in range(steps):
        x = np.array(x, dtype=float)
        for i in range(len(x)):
            x[i] = x[i] - alpha * gradient(x)[i]
        path.append(x)
    return np.array(path)


@descend.wrong(credit=0.5)
def start_missing(gradient, x, alpha, steps):
    """The start is missing from your path. It is its first row."""
    return reference(gradient, x, alpha, steps)[1:]


@descend.wrong(credit=0.5)
def start_not_in_the_list(gradient, x, alpha, steps):
    """The start is missing from your path. It is its first row."""
    return np.array([*reference(gradient, x, alpha, steps)][1:])


@descend.wrong(credit=0.5)
def two_knobs_only(gradient, x, alpha, steps):
    """It is right for two knobs. There may be one, or more: `len(x)` of them. Keep a point in one
    array."""
    path = np.zeros((steps + 1, 2))
    path[0] = x
    for i in range(steps):
        path[i + 1] = path[i] - alpha * gradient(path[i])
    return path


@descend.wrong(credit=0.5)
def only_the_end(gradient, x, alpha, steps):
    """This is where the descent ends. The whole path is asked for, one point a row."""
    return reference(gradient, x, alpha, steps)[-1]


@descend.wrong
def in_place(gradient, x, alpha, steps):
    """All the rows of your path are the same, and the caller's start has moved: `x -= ...` changes
    the array that already lies in the path. Write `x = x - ...`."""
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong(credit=0.5)
def in_place_on_a_copy(gradient, x, alpha, steps):
    """All the rows of your path are the same: `x -= ...` changes the array that already lies in the
    path. With a number it makes a new one, which is why the same line may have worked in `slide`.
    Write `x = x - ...`."""
    return in_place(gradient, x.copy(), alpha, steps)


@descend.wrong(credit=0.5)
def points_as_columns(gradient, x, alpha, steps):
    """Your path has one point a column; here a row is asked for, as `plot.contour` takes it."""
    return reference(gradient, x, alpha, steps).T


@descend.wrong(credit=0.5)
def caller_moved(gradient, x, alpha, steps):
    """The path is right. But look at the caller's start after the call: it has moved, because `x -=
    ...` writes into the caller's own array. Write `x = x - ...`."""
    path = [np.array(x, dtype=float)]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


@descend.wrong(credit=0.5)
def first_row_kept(gradient, x, alpha, steps):
    """The first row is right, and all other rows are the last point: `x -= ...` changes the one
    array that lies in the path again and again, and the caller's start as well. Write `x = x -
    ...`."""
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong(credit=0.5)
def start_overwritten(gradient, x, alpha, steps):
    """The first row shows the last point, and the caller's start has moved: the start in your path
    is the very array that `x -= ...` changes. Write `x = x - ...`."""
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


@descend.wrong(credit=0.5)
def written_before_the_step(gradient, x, alpha, steps):
    """The start is there twice and the last point is missing: you write down where you are and step
    after that. First step, then append."""
    path = reference(gradient, x, alpha, steps)
    return np.concatenate([path[:1], path[:-1]])


@descend.wrong
def always_from_the_start(gradient, x, alpha, steps):
    """Each of your steps begins at the start, because `x` never gets its new value."""
    path = [x]
    for _ in range(steps):
        path.append(x - alpha * gradient(x))
    return np.array(path)


@descend.wrong
def knob_by_knob(gradient, x, alpha, steps):
    """For each knob you walk down with all other knobs still at the start. In one step all knobs
    move, and the gradient is asked for at the point where all of them are now."""
    path = np.array([x] * (steps + 1), dtype=float)
    for i in range(len(x)):
        for k in range(steps):
            at = np.array(x, dtype=float)
            at[i] = path[k, i]
            path[k + 1, i] = path[k, i] - alpha * gradient(at)[i]
    return path


@descend.wrong
def from_zero(gradient, x, alpha, steps):
    """Your path begins in a row of zeros: `x`, where to start, is not in it."""
    return reference(gradient, 0.0 * x, alpha, steps)


@descend.wrong(credit=0.5)
def first_row_zero(gradient, x, alpha, steps):
    """The first row is still zeros. It is the start: `path[0] = x`."""
    path = reference(gradient, x, alpha, steps)
    path = 1.0 * path
    path[0] = 0.0
    return path


@descend.wrong(credit=0.5)
def one_flat_row(gradient, x, alpha, steps):
    """All the numbers lie in one row, one point after the other. A point a row is asked for:
    `np.array` of a list of points, or `np.vstack`."""
    return reference(gradient, x, alpha, steps).ravel()


@descend.wrong(credit=0.5)
def points_of_two_axes(gradient, x, alpha, steps):
    """Each of your points is an array of two axes, a row or a column of its own. A point has shape
    (n,), and so the path has two axes."""
    return reference(gradient, x, alpha, steps)[:, :, None]


@descend.wrong(credit=0.5)
def points_as_rows_of_rows(gradient, x, alpha, steps):
    """Each of your points is an array of two axes, a row or a column of its own. A point has shape
    (n,), and so the path has two axes."""
    return reference(gradient, x, alpha, steps)[:, None, :]


@descend.wrong(credit=0.5)
def one_step_too_many(gradient, x, alpha, steps):
    """Your path has one row too many: it walks `steps` + 1 times. The start is no step."""
    return reference(gradient, x, alpha, steps + 1)


@descend.wrong(credit=0.5)
def one_step_too_few(gradient, x, alpha, steps):
    """One step is missing at the end: the start does not count as a step, so there are `steps` + 1
    rows."""
    return reference(gradient, x, alpha, max(steps - 1, 0))


@descend.wrong(credit=0.5)
def one_step_at_least(gradient, x, alpha, steps):
    """With `steps` = 0 you walk all the same: one step is made outside of the loop. With no step
    the path is the start alone."""
    return reference(gradient, x, alpha, max(steps, 1))


@descend.wrong(credit=0.5)
def no_rows_without_a_step(gradient, x, alpha, steps):
    """With `steps` = 0 your path has shape (n,). It is still a path, with one point, the start:
    shape (1, n)."""
    path = reference(gradient, x, alpha, steps)
    return path[0] if steps == 0 else path


@descend.wrong(credit=0.5)
def stops_at_rest(gradient, x, alpha, steps):
    """Where the gradient is 0 you break off, and the path gets too short. It has `steps` + 1 rows,
    whether the walker moves or not."""
    path = [x]
    for _ in range(steps):
        if np.all(gradient(x) == 0):
            break
        x = x - alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong(credit=0.5)
def decimals_cut_off(gradient, x, alpha, steps):
    """From a start of whole numbers your path has whole numbers only: the array took their type,
    and decimals written into it are cut off. Make it with `np.zeros`, which holds decimals."""
    path = np.zeros((steps + 1, len(x)), dtype=x.dtype)
    path[0] = x
    for i in range(steps):
        path[i + 1] = path[i] - alpha * gradient(path[i])
    return path


@descend.wrong(credit=0.5)
def written_into_whole_numbers(gradient, x, alpha, steps):
    """From a start of whole numbers your path has whole numbers only: the array took their type,
    and decimals written into it are cut off. Make it with `np.zeros`, which holds decimals."""
    path = reference(gradient, x, alpha, steps)
    return path.astype(x.dtype)


@descend.wrong
def summed_gradient(gradient, x, alpha, steps):
    """You add up the gradient, so every knob makes the same step. Each knob has a slope of its own:
    `x - alpha * gradient(x)` takes them entry by entry."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * np.sum(gradient(x))
        path.append(x)
    return np.array(path)


@descend.wrong
def first_coordinate_only(gradient, x, alpha, steps):
    """Only the first coordinate moves. In each step all of them do: `x - alpha * gradient(x)`."""
    path = [np.array(x, dtype=float)]
    for _ in range(steps):
        here = path[-1].copy()
        here[0] -= alpha * gradient(here)[0]
        path.append(here)
    return np.array(path)


@descend.wrong
def moves_for_points(gradient, x, alpha, steps):
    """You write down by how much each step moves. What belongs in the path is the point where it
    led."""
    path = reference(gradient, x, alpha, steps)
    return np.concatenate([path[:1], np.diff(path, axis=0)])


@descend.wrong(credit=0.5)
def backwards(gradient, x, alpha, steps):
    """The points are right and stand in reverse order: the start comes first."""
    return reference(gradient, x, alpha, steps)[::-1]


@descend.wrong(credit=0.5)
def last_row_zero(gradient, x, alpha, steps):
    """The last row is still zeros: the loop ends one step too early."""
    path = 1.0 * reference(gradient, x, alpha, steps)
    if steps:
        path[-1] = 0.0
    return path


@descend.wrong
def length_for_gradient(gradient, x, alpha, steps):
    """You subtract the *length* of the gradient from every coordinate. Each has a slope of its own:
    `x - alpha * gradient(x)`."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * np.linalg.norm(gradient(x))
        path.append(x)
    return np.array(path)


@descend.wrong
def mean_for_gradient(gradient, x, alpha, steps):
    """You subtract the mean of the slopes from every coordinate. Each has a slope of its own: `x -
    alpha * gradient(x)`."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * np.mean(gradient(x))
        path.append(x)
    return np.array(path)


@descend.wrong
def gradients_add_up(gradient, x, alpha, steps):
    """Each step uses the sum of all gradients so far. One step uses the gradient at the point where
    you are."""
    path, total = [x], 0.0
    for _ in range(steps):
        total = total + gradient(x)
        x = x - alpha * total
        path.append(x)
    return np.array(path)


@descend.wrong
def signs_only(gradient, x, alpha, steps):
    """You use the signs of the slopes and steps of length α. Use the slopes themselves."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * np.sign(gradient(x))
        path.append(x)
    return np.array(path)


@descend.wrong
def old_place_lost(gradient, x, alpha, steps):
    """The new x is minus α times the gradient: the old x has got lost. It is the old x minus that
    (`x =- ...` is not `x -= ...`)."""
    path = [x]
    for _ in range(steps):
        x = -alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong
def place_for_gradient(gradient, x, alpha, steps):
    """You subtract α times x. The step is α times the gradient at x."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * x
        path.append(x)
    return np.array(path)


@descend.wrong
def steps_for_points(gradient, x, alpha, steps):
    """You write down the steps, α times the gradient. What belongs in the path is the point where
    each led."""
    path = [x]
    for _ in range(steps):
        step = alpha * gradient(x)
        x = x - step
        path.append(step)
    return np.array(path)


@descend.wrong
def gradients_for_points(gradient, x, alpha, steps):
    """You write down the gradients. What belongs in the path is the point where each step led."""
    path = [x]
    for _ in range(steps):
        g = gradient(x)
        x = x - alpha * g
        path.append(g)
    return np.array(path)


@descend.wrong
def uphill_without_alpha(gradient, x, alpha, steps):
    """Two things: you add the gradient, which leads uphill, and `alpha` is not used."""
    return reference(gradient, x, -1.0, steps)


@descend.also_right
def in_place_on_floats(gradient, x, alpha, steps):
    x = x.copy()
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return path


@descend.also_right
def preallocated(gradient, x, alpha, steps):
    path = np.zeros((steps + 1, len(x)))
    path[0] = x
    for i in range(steps):
        path[i + 1] = path[i] - alpha * gradient(path[i])
    return path
