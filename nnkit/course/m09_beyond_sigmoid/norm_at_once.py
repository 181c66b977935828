"""Batch normalisation backward as one expression."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m09_beyond_sigmoid.norm_backward import after_forward


def kept_only(rng: Generator) -> Iterator[Case]:
    """What the one expression needs: z and its mean are not among it."""
    for d_out, _, _, var, z_hat, gamma, eps in after_forward(rng):
        yield d_out, z_hat, var, gamma, eps


norm_at_once = Code(
    "09.norm_at_once",
    points=2.5,
    minutes=10,
    difficulty=3,
    asks="norm_at_once(d_out, z_hat, var, gamma, eps) -> dz, without the steps between",
    cases=kept_only,
    arguments=("d_out", "z_hat", "var", "gamma", "eps"),
    hints=(
        Hint(
            "Where do I begin?",
            "Put dvar and dmean into dz. (z − mean) / √(var + ε) is z_hat, wherever it appears.",
        ),
        Hint(
            "What is taken out?",
            "A factor γ / √(var + ε) in front. What is left is d_out, minus its mean, minus z_hat "
            "times a mean.",
        ),
        Hint(
            "Nearly the answer",
            "`d_out - d_out.mean(axis=1, keepdims=True) - z_hat * (d_out * z_hat).mean(axis=1, "
            "keepdims=True)`, times the factor in front",
        ),
    ),
)


def row_mean(values):
    return values.mean(axis=1, keepdims=True)


def front(var, gamma, eps):
    return gamma / np.sqrt(var + eps)


@norm_at_once.right
def reference(d_out, z_hat, var, gamma, eps):
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - z_hat * row_mean(d_out * z_hat))


@norm_at_once.wrong(credit=0.5)
def without_the_mean(d_out, z_hat, var, gamma, eps):
    """The way through the mean is missing: subtract the mean of d_out over the examples."""
    return front(var, gamma, eps) * (d_out - z_hat * row_mean(d_out * z_hat))


@norm_at_once.wrong(credit=0.5)
def without_the_variance(d_out, z_hat, var, gamma, eps):
    """The way through the variance is missing: subtract z_hat times the mean of d_out · z_hat."""
    return front(var, gamma, eps) * (d_out - row_mean(d_out))


@norm_at_once.wrong
def only_straight_through(d_out, z_hat, var, gamma, eps):
    """You take only the straight way, as if mean and variance were fixed numbers. Two ways are
    missing."""
    return front(var, gamma, eps) * d_out


@norm_at_once.wrong
def sums_for_means(d_out, z_hat, var, gamma, eps):
    """You subtract sums where means belong: each example has the share 1/N in the mean and in the
    variance."""
    N = d_out.shape[1]
    inner = d_out - N * row_mean(d_out) - N * z_hat * row_mean(d_out * z_hat)
    return front(var, gamma, eps) * inner


@norm_at_once.wrong(credit=0.5)
def not_divided_by_n(d_out, z_hat, var, gamma, eps):
    """Your dz is N times too large. If you write N · d_out minus two sums in the bracket, N stands
    below the line as well."""
    inner = d_out - row_mean(d_out) - z_hat * row_mean(d_out * z_hat)
    return d_out.shape[1] * front(var, gamma, eps) * inner


@norm_at_once.wrong(credit=0.5)
def added(d_out, z_hat, var, gamma, eps):
    """You added the two means. Both are subtracted."""
    return front(var, gamma, eps) * (d_out + row_mean(d_out) + z_hat * row_mean(d_out * z_hat))


@norm_at_once.wrong(credit=0.5)
def variance_added(d_out, z_hat, var, gamma, eps):
    """The way through the variance has the wrong sign: if the variance grows, z_hat shrinks."""
    return front(var, gamma, eps) * (d_out - row_mean(d_out) + z_hat * row_mean(d_out * z_hat))


@norm_at_once.wrong(credit=0.5)
def gamma_missing(d_out, z_hat, var, gamma, eps):
    """γ is missing in front. What comes back through `out = γ z_hat + β` is multiplied by it."""
    return reference(d_out, z_hat, var, 1.0, eps)


@norm_at_once.wrong(credit=0.5)
def root_missing(d_out, z_hat, var, gamma, eps):
    """In front you divide by the variance. z was divided by its root."""
    return reference(d_out, z_hat, var, gamma / np.sqrt(var + eps), eps)


@norm_at_once.wrong(credit=0.5)
def not_divided(d_out, z_hat, var, gamma, eps):
    """In front the root below the line is missing: γ / √(var + ε)."""
    return reference(d_out, z_hat, var, gamma * np.sqrt(var + eps), eps)


@norm_at_once.wrong(credit=0.5)
def eps_forgotten(d_out, z_hat, var, gamma, eps):
    """ε is missing under the root. Forward it was √(var + ε), and so it is back."""
    with np.errstate(all="ignore"):
        return reference(d_out, z_hat, var, gamma, 0.0)


@norm_at_once.wrong
def means_over_the_neurons(d_out, z_hat, var, gamma, eps):
    """Your means go over the neurons, down the column. They go over the examples, along the row."""
    down, both = d_out.mean(axis=0), (d_out * z_hat).mean(axis=0)
    return front(var, gamma, eps) * (d_out - down - z_hat * both)


@norm_at_once.wrong
def z_hat_only_inside(d_out, z_hat, var, gamma, eps):
    """The mean of d_out · z_hat is subtracted as it is. It has to be multiplied by z_hat: examples
    far from the mean move the variance more."""
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - row_mean(d_out * z_hat))


@norm_at_once.wrong
def mean_of_the_squares(d_out, z_hat, var, gamma, eps):
    """In the last term you took the mean of z_hat², and d_out stands outside. The mean is that of
    the product d_out · z_hat, and z_hat stands outside."""
    by_var = d_out * row_mean(z_hat**2)
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - by_var)


@norm_at_once.wrong
def example_by_example(d_out, z_hat, var, gamma, eps):
    """In the last term you divide d_out · z_hat by N and do not add the examples up. All of them
    share the variance: z_hat times the *mean* of d_out · z_hat."""
    by_var = z_hat * d_out * z_hat / d_out.shape[1]
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - by_var)


@norm_at_once.wrong
def z_hat_not_inside(d_out, z_hat, var, gamma, eps):
    """z_hat is multiplied by the mean of d_out. It is the mean of d_out · z_hat: multiply first,
    then take the mean."""
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - z_hat * row_mean(d_out))


@norm_at_once.wrong
def twice_the_variance(d_out, z_hat, var, gamma, eps):
    """The way through the variance is twice too strong. The 2 of the square and the ½ of the root
    cancel."""
    by_var = 2 * z_hat * row_mean(d_out * z_hat)
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - by_var)


@norm_at_once.wrong
def half_the_variance(d_out, z_hat, var, gamma, eps):
    """The way through the variance is half of what it should be. The 2 of the square and the ½ of
    the root cancel."""
    by_var = z_hat * row_mean(d_out * z_hat) / 2
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - by_var)


@norm_at_once.wrong
def one_mean_for_all(d_out, z_hat, var, gamma, eps):
    """Your means go over all entries. Each neuron has its own: along the row, with `axis=1,
    keepdims=True`."""
    return front(var, gamma, eps) * (d_out - d_out.mean() - z_hat * (d_out * z_hat).mean())


@norm_at_once.wrong(credit=0.5)
def mean_added(d_out, z_hat, var, gamma, eps):
    """The mean of d_out has the wrong sign: it is subtracted, like the other one."""
    return front(var, gamma, eps) * (d_out + row_mean(d_out) - z_hat * row_mean(d_out * z_hat))


@norm_at_once.wrong(credit=0.5)
def divided_by_gamma(d_out, z_hat, var, gamma, eps):
    """In front you divide by γ. What comes back through `out = γ z_hat + β` is multiplied by it."""
    return reference(d_out, z_hat, var, 1 / gamma, eps)


@norm_at_once.wrong
def squares_of_z_hat(d_out, z_hat, var, gamma, eps):
    """You have the mean of z_hat². It is the mean of d_out · z_hat."""
    return front(var, gamma, eps) * (d_out - row_mean(d_out) - z_hat * row_mean(z_hat**2))


@norm_at_once.wrong(credit=0.5)
def eps_outside_the_root(d_out, z_hat, var, gamma, eps):
    """Your ε is added to the root. Forward it stood inside, √(var + ε), and so it does back."""
    inner = d_out - row_mean(d_out) - z_hat * row_mean(d_out * z_hat)
    return gamma / (np.sqrt(var) + eps) * inner


@norm_at_once.wrong(credit=0.5)
def wrong_sign(d_out, z_hat, var, gamma, eps):
    """Every entry has the right size and the wrong sign: d_out minus the two means."""
    return -reference(d_out, z_hat, var, gamma, eps)


@norm_at_once.also_right
def with_sums(d_out, z_hat, var, gamma, eps):
    N = d_out.shape[1]
    total, both = d_out.sum(1, keepdims=True), (d_out * z_hat).sum(1, keepdims=True)
    return gamma * (N * d_out - total - z_hat * both) / (N * (var + eps) ** 0.5)
