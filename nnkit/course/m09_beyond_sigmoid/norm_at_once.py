"""Batch normalisation backward as one expression."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m09_beyond_sigmoid.norm_backward import after_forward


def kept_only(rng: Generator) -> Iterator[Case]:
    """What the one expression needs: z and its mean are not among it."""
    for dout, _, _, var, z_hat, gamma, eps in after_forward(rng):
        yield dout, z_hat, var, gamma, eps


norm_at_once = Code(
    "09.norm_at_once",
    points=2.5,
    minutes=10,
    difficulty=3,
    asks="norm_at_once(dout, z_hat, var, gamma, eps) -> dz, without the steps between",
    cases=kept_only,
    arguments=("dout", "z_hat", "var", "gamma", "eps"),
    hints=(
        Hint(
            "Where do I begin?",
            "Put dvar and dmean into dz. (z − mean) / √(var + ε) is z_hat, wherever it appears.",
        ),
        Hint(
            "What is taken out?",
            "A factor γ / √(var + ε) in front. What is left is dout, minus its mean, minus z_hat "
            "times a mean.",
        ),
        Hint(
            "Nearly the answer",
            "`dout - dout.mean(axis=1, keepdims=True) - z_hat * (dout * z_hat).mean(axis=1, "
            "keepdims=True)`, times the factor in front",
        ),
    ),
)


def row_mean(values):
    return values.mean(axis=1, keepdims=True)


def front(var, gamma, eps):
    return gamma / np.sqrt(var + eps)


@norm_at_once.right
def reference(dout, z_hat, var, gamma, eps):
    return front(var, gamma, eps) * (dout - row_mean(dout) - z_hat * row_mean(dout * z_hat))


@norm_at_once.wrong(credit=0.5)
def without_the_mean(dout, z_hat, var, gamma, eps):
    """The way through the mean is missing: subtract the mean of dout over the examples."""
    return front(var, gamma, eps) * (dout - z_hat * row_mean(dout * z_hat))


@norm_at_once.wrong(credit=0.5)
def without_the_variance(dout, z_hat, var, gamma, eps):
    """The way through the variance is missing: subtract z_hat times the mean of dout · z_hat."""
    return front(var, gamma, eps) * (dout - row_mean(dout))


@norm_at_once.wrong
def only_straight_through(dout, z_hat, var, gamma, eps):
    """You take only the straight way, as if mean and variance were fixed numbers. Two ways are
    missing."""
    return front(var, gamma, eps) * dout


@norm_at_once.wrong
def sums_for_means(dout, z_hat, var, gamma, eps):
    """You subtract sums where means belong: each example has the share 1/N in the mean and in the
    variance."""
    N = dout.shape[1]
    inner = dout - N * row_mean(dout) - N * z_hat * row_mean(dout * z_hat)
    return front(var, gamma, eps) * inner


@norm_at_once.wrong(credit=0.5)
def not_divided_by_n(dout, z_hat, var, gamma, eps):
    """Your dz is N times too large. If you write N · dout minus two sums in the bracket, N stands
    below the line as well."""
    inner = dout - row_mean(dout) - z_hat * row_mean(dout * z_hat)
    return dout.shape[1] * front(var, gamma, eps) * inner


@norm_at_once.wrong(credit=0.5)
def added(dout, z_hat, var, gamma, eps):
    """You added the two means. Both are subtracted."""
    return front(var, gamma, eps) * (dout + row_mean(dout) + z_hat * row_mean(dout * z_hat))


@norm_at_once.wrong(credit=0.5)
def variance_added(dout, z_hat, var, gamma, eps):
    """The way through the variance has the wrong sign: if the variance grows, z_hat shrinks."""
    return front(var, gamma, eps) * (dout - row_mean(dout) + z_hat * row_mean(dout * z_hat))


@norm_at_once.wrong(credit=0.5)
def gamma_missing(dout, z_hat, var, gamma, eps):
    """γ is missing in front. What comes back through `out = γ z_hat + β` is multiplied by it."""
    return reference(dout, z_hat, var, 1.0, eps)


@norm_at_once.wrong(credit=0.5)
def root_missing(dout, z_hat, var, gamma, eps):
    """In front you divide by the variance. z was divided by its root."""
    return reference(dout, z_hat, var, gamma / np.sqrt(var + eps), eps)


@norm_at_once.wrong(credit=0.5)
def not_divided(dout, z_hat, var, gamma, eps):
    """In front the root below the line is missing: γ / √(var + ε)."""
    return reference(dout, z_hat, var, gamma * np.sqrt(var + eps), eps)


@norm_at_once.wrong(credit=0.5)
def eps_forgotten(dout, z_hat, var, gamma, eps):
    """ε is missing under the root. Forward it was √(var + ε), and so it is back."""
    with np.errstate(all="ignore"):
        return reference(dout, z_hat, var, gamma, 0.0)


@norm_at_once.wrong
def means_over_the_neurons(dout, z_hat, var, gamma, eps):
    """Your means go over the neurons, down the column. They go over the examples, along the row."""
    down, both = dout.mean(axis=0), (dout * z_hat).mean(axis=0)
    return front(var, gamma, eps) * (dout - down - z_hat * both)


@norm_at_once.wrong
def z_hat_only_inside(dout, z_hat, var, gamma, eps):
    """The mean of dout · z_hat is subtracted as it is. It has to be multiplied by z_hat: examples
    far from the mean move the variance more."""
    return front(var, gamma, eps) * (dout - row_mean(dout) - row_mean(dout * z_hat))


@norm_at_once.wrong
def z_hat_not_inside(dout, z_hat, var, gamma, eps):
    """z_hat is multiplied by the mean of dout. It is the mean of dout · z_hat: multiply first, then
    take the mean."""
    return front(var, gamma, eps) * (dout - row_mean(dout) - z_hat * row_mean(dout))


@norm_at_once.wrong
def twice_the_variance(dout, z_hat, var, gamma, eps):
    """The way through the variance is twice too strong. The 2 of the square and the ½ of the root
    cancel."""
    return front(var, gamma, eps) * (dout - row_mean(dout) - 2 * z_hat * row_mean(dout * z_hat))


@norm_at_once.also_right
def with_sums(dout, z_hat, var, gamma, eps):
    N = dout.shape[1]
    total, both = dout.sum(1, keepdims=True), (dout * z_hat).sum(1, keepdims=True)
    return gamma * (N * dout - total - z_hat * both) / (N * (var + eps) ** 0.5)
