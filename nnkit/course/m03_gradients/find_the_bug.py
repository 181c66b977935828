"""A descent that overwrites its own past, to be found out and mended."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnkit.checks.exercise import Code, Hint, Misconception
from nnkit.course.m03_gradients.surface import in_place, on_a_surface, surfaces


def repaired(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = [x]
    for _ in range(steps):
        x = x - alpha * gradient(x)
        path.append(x)
    return np.array(path)


def copied_once(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    x = x.copy()
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x)
    return np.array(path)


def caller_moved(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


def start_not_copied(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


def path_moved_along(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = [x]
    for _ in range(steps):
        path.append(x - alpha * gradient(x))
    return np.array(path)


def copies_everywhere(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    x = x.copy()
    path = [x.copy()]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x.copy())
    return np.array(path)


def from_the_last_row(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = [np.array(x)]
    while len(path) <= steps:
        path.append(path[-1] - alpha * gradient(path[-1]))
    return np.stack(path)


FIND_THE_BUG = (
    Code(
        id="03.repaired_descent",
        kind="find-the-bug",
        points=2,
        minutes=8,
        difficulty=2,
        asks="repaired_descent(gradient, x, alpha, steps) -> path, shape (steps + 1, n)",
        reference=repaired,
        cases=surfaces,
        use=on_a_surface,
        arguments=("x", "alpha", "steps"),
        misconceptions=(
            Misconception(
                "not-repaired",
                in_place,
                "All rows of the path are still the same, and the caller's start has moved: "
                "`x -= ...` writes into the one array that `x`, the path and the caller share.",
            ),
            Misconception(
                "copied-once",
                copied_once,
                "The caller's start is safe now. But the path still holds one array again and "
                "again, and each step changes it.",
                credit=0.5,
            ),
            Misconception(
                "caller-moved",
                caller_moved,
                "The path is right. But look at the caller's start after the call: it has "
                "moved, because `x` is still the caller's own array.",
                credit=0.5,
            ),
            Misconception(
                "start-not-copied",
                start_not_copied,
                "The steps are copied, the start is not: the first row shows the last point, and "
                "the caller's start has moved.",
                credit=0.5,
            ),
            Misconception(
                "never-moves-on",
                path_moved_along,
                "Nothing is overwritten any more, but `x` never gets its new value: each step "
                "begins at the start.",
            ),
        ),
        accepts=(copies_everywhere, from_the_last_row),
        hints=(
            Hint("It prints the same row four times.", "How many arrays are in the path?"),
            Hint("It is one array, in it four times.", "Which line changes it after it was added?"),
            Hint(
                "How do I mend it?", "`x = x - ...` makes a new array; `x -= ...` writes into it."
            ),
        ),
    ),
)
