"""A descent that overwrites its own past, to be found out and mended."""

from __future__ import annotations

import numpy as np

from nnkit.checks.exercise import Code, Hint
from nnkit.course.m03_gradients.surface import (
    always_from_the_start,
    decimals_cut_off,
    in_place,
    no_rows_without_a_step,
    old_gradient,
    old_place_lost,
    on_a_surface,
    one_flat_row,
    one_step_too_few,
    one_step_too_many,
    only_the_end,
    points_as_columns,
    reference,
    start_missing,
    start_not_in_the_list,
    surfaces,
    uphill,
    written_before_the_step,
    written_into_whole_numbers,
)

repaired_descent = Code(
    "03.repaired_descent",
    kind="find-the-bug",
    points=2,
    minutes=8,
    difficulty=2,
    asks="repaired_descent(gradient, x, alpha, steps) -> path, shape (steps + 1, n)",
    cases=surfaces,
    use=on_a_surface,
    arguments=("x", "alpha", "steps"),
    exact_shape=True,
    hints=(
        Hint("It prints the same row four times.", "How many arrays are in the path?"),
        Hint("It is one array, in it four times.", "Which line changes it after it was added?"),
        Hint("How do I mend it?", "`x = x - ...` makes a new array; `x -= ...` writes into it."),
    ),
)


repaired_descent.right(reference)

repaired_descent.wrong(
    in_place,
    name="not-repaired",
    tell=(
        "All rows of the path are still the same, and the caller's start has moved: `x -= ...` "
        "writes into the one array that `x`, the path and the caller share."
    ),
)


@repaired_descent.wrong(credit=0.5)
def copied_once(gradient, x, alpha, steps):
    """The caller's start is safe now. But the path still holds one array again and again, and each
    step changes it."""
    x = x.copy()
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x)
    return np.array(path)


@repaired_descent.wrong(credit=0.5)
def caller_moved(gradient, x, alpha, steps):
    """The path is right. But look at the caller's start after the call: it has moved, because `x`
    is still the caller's own array."""
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


@repaired_descent.wrong(credit=0.5)
def start_not_copied(gradient, x, alpha, steps):
    """The steps are copied, the start is not: the first row shows the last point, and the caller's
    start has moved."""
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


@repaired_descent.wrong(credit=0.5)
def later_rows_shared(gradient, x, alpha, steps):
    """The first row is right, as it has a copy of its own. All other rows are still one array, and
    the caller's start has moved."""
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x)
    return np.array(path)


@repaired_descent.wrong(credit=0.5)
def copied_too_late(gradient, x, alpha, steps):
    """The copy comes after the first change: by then the first row, and the caller's start, have
    moved by one step. Copy before you change anything."""
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        x = x.copy()
        path.append(x)
    return np.array(path)


@repaired_descent.wrong
def whole_numbers(gradient, x, alpha, steps):
    """All decimals are cut off: your array holds whole numbers. A copy is `x.copy()`, of the same
    kind."""
    x = np.array(x, dtype=int)
    path = [x]
    for _ in range(steps):
        x = (x - alpha * gradient(x)).astype(int)
        path.append(x)
    return np.array(path)


@repaired_descent.wrong
def all_rows_the_start(gradient, x, alpha, steps):
    """Now all rows of the path are the start. There is still one array in all of them: putting the
    start back into it changes every row."""
    return np.array([x] * (steps + 1))


repaired_descent.wrong(
    always_from_the_start,
    name="never-moves-on",
    tell=(
        "Nothing is overwritten any more, but `x` never gets its new value: each step begins at "
        "the start."
    ),
)
repaired_descent.wrong(
    uphill,
    tell="Nothing is overwritten any more. But your steps lead uphill now: look at the sign.",
)
repaired_descent.wrong(
    old_place_lost,
    tell=(
        "The new x is minus α times the gradient: the old x has got lost (`x =- ...` is not `x -= "
        "...`)."
    ),
)
for program in (
    written_before_the_step,
    start_missing,
    start_not_in_the_list,
    only_the_end,
    one_step_too_many,
    one_step_too_few,
    points_as_columns,
    one_flat_row,
    no_rows_without_a_step,
    old_gradient,
    decimals_cut_off,
    written_into_whole_numbers,
):
    repaired_descent.wrong(program, credit=0.5)


@repaired_descent.also_right
def copies_everywhere(gradient, x, alpha, steps):
    x = x.copy()
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


@repaired_descent.also_right
def from_the_last_row(gradient, x, alpha, steps):
    path = [np.array(x)]
    while len(path) <= steps:
        path.append(path[-1] - alpha * gradient(path[-1]))
    return np.stack(path)
