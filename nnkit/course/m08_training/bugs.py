"""Find the bug: training loops that run, and do something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong
from nnkit.course.m08_training import stopping

bug_seed = Choice(
    "08.bug_seed",
    kind="find-the-bug",
    points=1,
    minutes=3,
    asks="The line that makes each epoch the same as the one before",
    options=(
        Wrong(
            "for epoch in range(epochs):",
            "loop",
            "The loop over the epochs is as it should be.",
        ),
        Right(
            "    rng = np.random.default_rng(0)",
            "A generator is made once, before the loop; each epoch then takes its next numbers.",
        ),
        Wrong(
            "    order = rng.permutation(N)",
            "permutation",
            "An order is drawn anew in each epoch, as it should be. But from where?",
        ),
        Wrong(
            "    for batch in np.split(order, N // 10):",
            "split",
            "The order is cut into batches of 10 (N is a multiple of 10 here). That is right.",
        ),
        Wrong(
            "        step(x[:, batch], y[:, batch])",
            "step",
            "x and y get the same columns, so each example keeps its label. That is right.",
        ),
    ),
    hints=(
        Hint("What should differ from epoch to epoch?", "Only the order of the examples."),
        Hint("Where does the order come from?", "From a generator. What fixes its numbers?"),
        Hint("Nearly the answer", "A seed begins the same row of numbers again. How often here?"),
    ),
)

bug_schedule = Choice(
    "08.bug_schedule",
    kind="find-the-bug",
    points=1,
    minutes=3,
    asks="The line that lets a schedule run out within the first epoch",
    options=(
        Wrong(
            "for epoch in range(100):",
            "loop",
            "100 epochs are what is wanted.",
        ),
        Wrong(
            "    for batch in np.split(rng.permutation(1500), 150):",
            "batches",
            "Going through 150 batches of 10 in each epoch, in a new order, is right.",
        ),
        Right(
            "        optimizer.lr = 0.5 ** (t // 20)",
            "t counts batches. 150 of them make an epoch, so the rate is halved seven times in it.",
        ),
        Wrong(
            "        step(x[:, batch], y[:, batch])",
            "step",
            "x and y get the same columns, and the step uses the rate that was just set.",
        ),
        Wrong(
            "        t = t + 1",
            "count",
            "This counts the updates, and counts them right. Who uses the count?",
        ),
    ),
    hints=(
        Hint("What is t after one epoch?", "Count: 1500 examples in batches of 10."),
        Hint("150.", "And how often has the rate been halved by then?"),
        Hint("Nearly the answer", "The schedule should go by `epoch`. Which line does not?"),
    ),
)

bug_velocity = Choice(
    "08.bug_velocity",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="The line that makes one velocity for all parameters",
    options=(
        Right(
            "velocity = [np.zeros((8, 8))] * 3",
            "One array under three names: what one layer adds to it, all three have.",
        ),
        Wrong(
            "for i in range(3):",
            "loop",
            "The loop goes over the three layers. That is right.",
        ),
        Wrong(
            "    velocity[i] *= mu",
            "friction",
            "The old velocity is multiplied by μ, in place to save memory. That would be fine if "
            "it were a velocity of this layer alone.",
        ),
        Wrong(
            "    velocity[i] += dW[i]",
            "gradient",
            "The gradient of layer i is added. That is right; to what is it added?",
        ),
        Wrong(
            "    weights[i] -= alpha * velocity[i]",
            "step",
            "The step goes against the velocity. That is right.",
        ),
    ),
    hints=(
        Hint("What should each layer have?", "A velocity of its own."),
        Hint("How many arrays does the list hold?", "`[p] * 3` repeats the *name* p three times."),
        Hint("Nearly the answer", "`velocity[0] is velocity[1]` is True."),
    ),
)


def stopped_early(rng: Generator) -> Iterator[Case]:
    """Training in which other ways to wait end with other weights; and training without a stop."""
    for n, N, again in ((4, 5, True), (3, 1, False), (5, 7, True)):
        for _ in range(400):
            training = _training(rng, n, N)
            losses = _watched(training, 40)
            patience = next((p for p in (4, 3, 2, 1) if _shows(losses, p, again)), 0)
            if patience:
                break
        yield *training, patience or 2, 40
    *data, alpha = _training(rng, 2, 6)
    yield *data, 0.1 * alpha, 2, 6


def _shows(losses: list[float], patience: int, again: bool) -> bool:
    """Whether it waits several times, `again` and again, or else whether longer waiting is seen."""
    last, best = stopping.reference(losses, patience)
    if not again:
        return bool(stopping.reference(losses, patience + 1)[1] != best)
    counted = stopping.counter_not_set_back(losses, patience)[1]
    return bool(counted != best and best < last < len(losses) - 1)


def _training(rng: Generator, n: int, N: int) -> tuple[Any, ...]:
    """w, x, y, x_val, y_val and a rate for a neuron with n inputs; the targets are noisy."""
    true, w = normal(rng, 1, n), normal(rng, 1, n)
    x, x_val = normal(rng, n, N), normal(rng, n, 8)
    y = true @ x + 0.8 * normal(rng, 1, N)
    y_val = true @ x_val + 0.2 * normal(rng, 1, 8)
    alpha = rng.uniform(0.3, 1.8) / float(np.linalg.norm(x @ x.T / N, 2))
    return w, x, y, x_val, y_val, round(alpha, 4)


def _watched(training: tuple[Any, ...], epochs: int) -> list[float]:
    """The validation loss after each epoch."""
    w, x, y, x_val, y_val, alpha = training
    losses = []
    for _ in range(epochs):
        w = w - alpha * (w @ x - y) @ x.T / y.shape[1]
        losses.append(float(np.mean((w @ x_val - y_val) ** 2) / 2))
    return losses


def train(
    w,
    x,
    y,
    x_val,
    y_val,
    alpha,
    patience,
    epochs,
    watch="validation",
    keep="copy",
    learn="training",
    reset=0,
):
    """The loop of the exercise, with its possible faults."""
    w = w.copy()
    best, lowest, waited = w.copy(), np.inf, 0
    for _ in range(epochs):
        before = w.copy()
        u, t = (x, y) if learn == "training" else (x_val, y_val)
        w = w - alpha * (w @ u - t) @ u.T / t.shape[1]
        p, q = (x_val, y_val) if watch == "validation" else (x, y)
        loss = np.mean((w @ p - q) ** 2) / 2
        if loss < lowest:
            best, lowest = before if keep == "before" else w.copy(), loss
            waited *= reset
        else:
            waited += 1
        if waited == patience:
            break
    return w if keep == "last" else best


repaired_stopping = Code(
    "08.repaired_stopping",
    kind="find-the-bug",
    points=3,
    minutes=10,
    difficulty=3,
    asks="repaired_stopping(w, x, y, x_val, y_val, alpha, patience, epochs) -> the best weights",
    cases=stopped_early,
    arguments=("w", "x", "y", "x_val", "y_val", "alpha", "patience", "epochs"),
    exact_shape=True,
    hints=(
        Hint(
            "It runs to the end. Why?",
            "Which loss does it watch? On the data that it learns from, the loss of such a neuron "
            "falls in every epoch.",
        ),
        Hint(
            "Now it stops, but the weights are not the best ones.",
            "`best` and `w` are two names of one array, and `w -= ...` writes into it.",
        ),
        Hint(
            "Nearly the answer",
            "The loss from `x_val` and `y_val`; and `best = w.copy()` in both places.",
        ),
    ),
)


@repaired_stopping.right
def reference(w, x, y, x_val, y_val, alpha, patience, epochs):
    w = w.copy()
    best, lowest, waited = w.copy(), np.inf, 0
    for _ in range(epochs):
        w -= alpha * (w @ x - y) @ x.T / y.shape[1]
        loss = np.mean((w @ x_val - y_val) ** 2) / 2
        if loss < lowest:
            best, lowest, waited = w.copy(), loss, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best


@repaired_stopping.wrong
def as_printed(w, x, y, x_val, y_val, alpha, patience, epochs):
    """Your function still watches the loss of the data that it learns from. That falls in every
    epoch, so it never stops early. When you have mended it, look at `best` as well: is it a copy,
    or a second name for `w`?"""
    return train(w, x, y, x_val, y_val, alpha, patience, epochs, "training", "last")


@repaired_stopping.wrong(credit=0.5)
def still_a_name(w, x, y, x_val, y_val, alpha, patience, epochs):
    """It stops in time now. But `best` is still a second name for `w`, so what you return are the
    *last* weights. Keep a copy, in the loop as well."""
    return train(w, x, y, x_val, y_val, alpha, patience, epochs, keep="last")


@repaired_stopping.wrong
def trained_on_the_validation_data(w, x, y, x_val, y_val, alpha, patience, epochs):
    """You let the neuron learn from the validation data. Learn from x and y; x_val and y_val are
    only for watching."""
    return train(w, x, y, x_val, y_val, alpha, patience, epochs, learn="validation")


@repaired_stopping.wrong(credit=0.5)
def weights_before_the_step(w, x, y, x_val, y_val, alpha, patience, epochs):
    """You keep the weights from before the step, and the loss was measured after it. Copy `w` when
    you have its loss."""
    return train(w, x, y, x_val, y_val, alpha, patience, epochs, keep="before")


@repaired_stopping.wrong(credit=0.5)
def waits_too_long(w, x, y, x_val, y_val, alpha, patience, epochs):
    """You wait longer than the patience allows, and keep weights that come too late. The printed
    `waited == patience`, after the counting, was no bug."""
    return train(w, x, y, x_val, y_val, alpha, patience + 1, epochs)


@repaired_stopping.wrong(credit=0.5)
def counter_not_set_back(w, x, y, x_val, y_val, alpha, patience, epochs):
    """You count all epochs without a new minimum. The printed line sets `waited` back to 0 at each
    new minimum, and that was no bug."""
    return train(w, x, y, x_val, y_val, alpha, patience, epochs, reset=1)


@repaired_stopping.wrong
def uphill(w, x, y, x_val, y_val, alpha, patience, epochs):
    """Your step goes uphill. The printed minus was no bug."""
    return train(w, x, y, x_val, y_val, -alpha, patience, epochs)


@repaired_stopping.wrong
def sum_for_the_mean(w, x, y, x_val, y_val, alpha, patience, epochs):
    """Your steps are N times too long. The division by `y.shape[1]` in the printed line was no
    bug."""
    with np.errstate(all="ignore"):
        return train(w, x, y, x_val, y_val, alpha * y.shape[1], patience, epochs)


@repaired_stopping.also_right
def with_new_arrays(w, x, y, x_val, y_val, alpha, patience, epochs):
    best, lowest, waited = w, np.inf, 0
    for _ in range(epochs):
        w = w - alpha * (w @ x - y) @ x.T / y.shape[1]
        loss = np.sum((w @ x_val - y_val) ** 2)
        if loss < lowest:
            best, lowest, waited = w, loss, 0
        else:
            waited += 1
        if waited == patience:
            return best
    return best
