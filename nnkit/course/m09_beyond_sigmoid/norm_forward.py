"""Batch normalisation forward, every intermediate result by itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def batches(rng: Generator) -> Iterator[Case]:
    """Pre-activations of some neurons, each with its own mean and spread."""
    for n, examples, eps in ((4, 7, 0.1), (3, 5, 1e-5), (6, 2, 0.5), (3, 3, 0.2), (5, 1, 0.3)):
        z = normal(rng, n, 1) + rng.uniform(0.5, 3.0, (n, 1)) * normal(rng, n, examples)
        yield z, normal(rng, n, 1), normal(rng, n, 1), eps


norm_forward = Code(
    "09.norm_forward",
    points=3,
    minutes=8,
    difficulty=2,
    asks="norm_forward(z, gamma, beta, eps) -> (mean, var, z_hat, out)",
    cases=batches,
    arguments=("z", "gamma", "beta", "eps"),
    returns=("mean", "var", "z_hat", "out"),
    exact_shape=True,
    hints=(
        Hint(
            "Which axis?",
            "Each neuron has a mean of its own, over the examples: along its row, `axis=1`. With "
            "`keepdims=True` it stays a column, so that it can be subtracted from z.",
        ),
        Hint(
            "N or N − 1?",
            "The mean of the squared distances: N. `z.var(axis=1, keepdims=True)` does that.",
        ),
        Hint(
            "Nearly the answer",
            "`z_hat = (z - mean) / np.sqrt(var + eps)` and `out = gamma * z_hat + beta`",
        ),
    ),
)


def statistics(z, axis=1, ddof=0):
    with np.errstate(all="ignore"):
        mean = z.mean(axis=axis, keepdims=True)
        squares = ((z - mean) ** 2).sum(axis=axis, keepdims=True)
        count = z.shape[axis] if isinstance(axis, int) else z.size
        return mean, squares / np.float64(count - ddof)


def scaled(mean, var, z_hat, gamma, beta):
    return mean, var, z_hat, gamma * z_hat + beta


@norm_forward.right
def reference(z, gamma, beta, eps):
    mean, var = statistics(z)
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong
def over_the_neurons(z, gamma, beta, eps):
    """Your mean goes over the neurons of one example, down the column. Batch normalisation takes
    each neuron by itself, over the examples: along the row."""
    mean, var = statistics(z, axis=0)
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong
def over_everything(z, gamma, beta, eps):
    """You took one mean over all entries. Each neuron has a mean and a variance of its own."""
    mean, var = statistics(z, axis=(0, 1))
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong
def one_for_all_neurons(z, gamma, beta, eps):
    """You took one mean and one variance for the whole table. Each neuron has its own, over the
    examples: along its row, `axis=1`."""
    mean, var = np.full(gamma.shape, z.mean()), np.full(gamma.shape, z.var())
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong
def spread_with_eps_outside(z, gamma, beta, eps):
    """Your `var` is the spread, its root, and ε is added to it. Return the variance; ε stands
    beside it under the root."""
    mean, var = statistics(z)
    return scaled(mean, np.sqrt(var), (z - mean) / (np.sqrt(var) + eps), gamma, beta)


@norm_forward.wrong(credit=0.5)
def last_two_exchanged(z, gamma, beta, eps):
    """All four are right, but the last two are exchanged: first z_hat, then out."""
    mean, var, z_hat, out = reference(z, gamma, beta, eps)
    return mean, var, out, z_hat


@norm_forward.wrong(credit=0.5)
def out_first(z, gamma, beta, eps):
    """All four are right, but out comes first. Return mean, var, z_hat, out in this order."""
    mean, var, z_hat, out = reference(z, gamma, beta, eps)
    return out, mean, var, z_hat


@norm_forward.wrong(credit=0.5)
def sample_variance(z, gamma, beta, eps):
    """You divided the squares by N − 1. While training the batch is all there is, and its variance
    is the mean of the squares: N. (With one example, N − 1 would be 0.)"""
    mean, var = statistics(z, ddof=1)
    with np.errstate(all="ignore"):
        return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong(credit=0.5)
def eps_outside_the_root(z, gamma, beta, eps):
    """Your ε is added to the root. So it is in Adam; in batch normalisation it stands inside,
    beside the variance."""
    mean, var = statistics(z)
    return scaled(mean, var, (z - mean) / (np.sqrt(var) + eps), gamma, beta)


@norm_forward.wrong(credit=0.5)
def without_eps(z, gamma, beta, eps):
    """Your ε is missing. With one example, or with a neuron that always says the same, you divide
    by 0."""
    mean, var = statistics(z)
    with np.errstate(all="ignore"):
        return scaled(mean, var, (z - mean) / np.sqrt(var), gamma, beta)


@norm_forward.wrong(credit=0.5)
def root_missing(z, gamma, beta, eps):
    """You divided by the variance. Its root, the spread, is what z is measured in."""
    mean, var = statistics(z)
    return scaled(mean, var, (z - mean) / (var + eps), gamma, beta)


@norm_forward.wrong(credit=0.5)
def mean_stays(z, gamma, beta, eps):
    """You divided z without subtracting its mean first."""
    mean, var = statistics(z)
    return scaled(mean, var, z / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong
def squares_of_z(z, gamma, beta, eps):
    """Your variance is the mean of z². It is the mean of (z − mean)²."""
    mean, var = statistics(z)[0], (z**2).mean(axis=1, keepdims=True)
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong
def spread_for_variance(z, gamma, beta, eps):
    """`var` should be the variance. You gave its root, and took the root again below the line."""
    mean, var = statistics(z)
    var = np.sqrt(var)
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong(credit=0.5)
def spread_returned(z, gamma, beta, eps):
    """All is right but the second thing that you return: asked for is the variance, without the
    root."""
    mean, var, z_hat, out = reference(z, gamma, beta, eps)
    return mean, np.sqrt(var), z_hat, out


@norm_forward.wrong(credit=0.5)
def variance_with_eps(z, gamma, beta, eps):
    """z_hat is right. But you return the variance with ε added; ε belongs under the root only."""
    mean, var, z_hat, out = reference(z, gamma, beta, eps)
    return mean, var + eps, z_hat, out


@norm_forward.wrong(credit=0.5)
def gamma_and_beta_exchanged(z, gamma, beta, eps):
    """z_hat is right. You exchanged γ and β: γ multiplies, β is added."""
    return reference(z, beta, gamma, eps)


@norm_forward.wrong(credit=0.5)
def shifted_first(z, gamma, beta, eps):
    """z_hat is right. But you add β first and multiply then. First γ, then β."""
    mean, var, z_hat, _ = reference(z, gamma, beta, eps)
    return mean, var, z_hat, gamma * (z_hat + beta)


@norm_forward.wrong(credit=0.5)
def only_normalised(z, gamma, beta, eps):
    """z_hat is right, and `out` is the same. Multiply by γ and add β."""
    mean, var, z_hat, _ = reference(z, gamma, beta, eps)
    return mean, var, z_hat, z_hat.copy()


@norm_forward.wrong(credit=0.5)
def divided_by_gamma(z, gamma, beta, eps):
    """z_hat is right. γ is a factor: multiply by it."""
    mean, var, z_hat, _ = reference(z, gamma, beta, eps)
    return mean, var, z_hat, z_hat / gamma + beta


@norm_forward.wrong(credit=0.5)
def flat_statistics(z, gamma, beta, eps):
    """The numbers are right. But `mean` and `var` have lost an axis: keep them columns, (n, 1),
    with `keepdims=True`."""
    mean, var, z_hat, out = reference(z, gamma, beta, eps)
    return mean[:, 0], var[:, 0], z_hat, out


@norm_forward.wrong
def absolute_distances(z, gamma, beta, eps):
    """Your variance is the mean of the distances without sign. It is the mean of their squares."""
    mean = statistics(z)[0]
    var = np.abs(z - mean).mean(axis=1, keepdims=True)
    return scaled(mean, var, (z - mean) / np.sqrt(var + eps), gamma, beta)


@norm_forward.wrong(credit=0.5)
def eps_behind_the_fraction(z, gamma, beta, eps):
    """You add ε to the fraction. It belongs under the root, beside the variance: put brackets round
    both."""
    mean, var = statistics(z)
    with np.errstate(all="ignore"):
        return scaled(mean, var, (z - mean) / np.sqrt(var) + eps, gamma, beta)


@norm_forward.wrong(credit=0.5)
def matrix_product(z, gamma, beta, eps):
    """z_hat is right. But γ is multiplied by a matrix product, which adds the neurons up. Each has
    its own γ: entry by entry, with `*`."""
    mean, var, z_hat, _ = reference(z, gamma, beta, eps)
    return mean, var, z_hat, gamma.T @ z_hat + beta


@norm_forward.also_right
def by_distances(z, gamma, beta, eps):
    N = z.shape[1]
    mean = z @ np.ones((N, 1)) / N
    away = z - mean
    var = np.sum(away * away, axis=1, keepdims=True) / N
    z_hat = away * (var + eps) ** -0.5
    return mean, var, z_hat, beta + z_hat * gamma
