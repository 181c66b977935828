"""Batch normalisation backward: in steps, and as one expression."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m09_beyond_sigmoid.norm_forward import batches
from nnkit.course.m09_beyond_sigmoid.norm_forward import reference as norm_forward


def after_forward(rng: Generator) -> Iterator[Case]:
    """What came in and what was kept, and a gradient from behind."""
    for z, gamma, beta, eps in batches(rng):
        mean, var, z_hat, _ = norm_forward(z, gamma, beta, eps)
        yield normal(rng, *z.shape), z, mean, var, z_hat, gamma, eps


norm_backward = Code(
    "09.norm_backward",
    kind="faded-code",
    points=4,
    minutes=15,
    difficulty=3,
    asks="norm_backward(d_out, z, mean, var, z_hat, gamma, eps) -> all six gradients, step by step",
    cases=after_forward,
    arguments=("d_out", "z", "mean", "var", "z_hat", "gamma", "eps"),
    returns=("dgamma", "dbeta", "dz_hat", "dvar", "dmean", "dz"),
    given=("dgamma", "dbeta", "dz_hat"),
    exact_shape=True,
    hints=(
        Hint(
            "dvar is wrong.",
            "z_hat = (z − mean) · (var + ε)^(−½). By var its slope is −½ (z − mean) "
            "(var + ε)^(−³⁄₂). Each example has a share in var, so sum over the examples.",
        ),
        Hint(
            "dmean is wrong.",
            "By the mean z_hat has the slope −1/√(var + ε), in each example. The way through var "
            "adds 0, since the distances z − mean add up to 0.",
        ),
        Hint(
            "Nearly the answer: dz has three ways.",
            "`dz_hat / root`, through var `dvar * 2 * (z - mean) / N`, and through the mean "
            "`dmean / N`.",
        ),
    ),
)


def given(d_out, z_hat, gamma):
    dgamma = (d_out * z_hat).sum(axis=1, keepdims=True)
    return dgamma, d_out.sum(axis=1, keepdims=True), d_out * gamma


def by_var(dz_hat, z, mean, var, eps):
    return (dz_hat * (z - mean)).sum(axis=1, keepdims=True) * -0.5 * (var + eps) ** -1.5


def by_mean(dz_hat, var, eps):
    return -dz_hat.sum(axis=1, keepdims=True) / np.sqrt(var + eps)


def all_ways(dz_hat, z, mean, var, eps, dvar, dmean):
    N = z.shape[1]
    return dz_hat / np.sqrt(var + eps) + dvar * 2 * (z - mean) / N + dmean / N


def walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=by_var, dmean=by_mean, dz=all_ways):
    """The whole way back, with a step replaced by another."""
    first = given(d_out, z_hat, gamma)
    dz_hat = first[2]
    v, m = dvar(dz_hat, z, mean, var, eps), dmean(dz_hat, var, eps)
    return (*first, v, m, dz(dz_hat, z, mean, var, eps, v, m))


@norm_backward.right
def reference(d_out, z, mean, var, z_hat, gamma, eps):
    return walk(d_out, z, mean, var, z_hat, gamma, eps)


@norm_backward.wrong
def dvar_not_summed(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dvar has a number for each example. The examples share one variance for each neuron, so
    their parts are added up: `np.sum(…, axis=1, keepdims=True)`."""

    def dvar(dz_hat, z, mean, var, eps):
        return dz_hat * (z - mean) * -0.5 * (var + eps) ** -1.5

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def dmean_not_summed(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dmean has a number for each example. The examples share one mean for each neuron, so
    their parts are added up: `np.sum(…, axis=1, keepdims=True)`."""

    def dmean(dz_hat, var, eps):
        return -dz_hat / np.sqrt(var + eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)


@norm_backward.wrong(credit=0.5)
def without_the_mean(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. But dz lacks the way through the mean: each z has the share 1/N in
    it. Add dmean / N."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, dvar, 0)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def without_the_variance(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. But dz lacks the way through the variance. Add
    dvar · 2 (z − mean) / N."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, 0, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def only_straight_through(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. But your dz takes only the straight way, as if mean and variance
    were fixed numbers. They are made of z: two ways more."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, 0, 0)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def share_of_n_missing(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz each example has only the share 1/N in the mean and in the
    variance: divide both of these ways by N."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, dvar * z.shape[1], dmean * z.shape[1])

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def share_of_n_missing_in_the_mean(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz, the way through the mean has to be divided by N: each
    example has only that share in it."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, dvar, dmean * z.shape[1])

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def share_of_n_missing_in_the_variance(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz, the way through the variance has to be divided by N: each
    example has only that share in it."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, dvar * z.shape[1], dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def two_missing(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz the factor 2 is missing: (z − mean)² has the slope
    2 (z − mean)."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, dvar / 2, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def divided_by_the_variance(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. On the straight way of dz you divide by the variance; z_hat was
    made with its root, √(var + ε)."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat / np.sqrt(var + eps), z, mean, var, eps, dvar, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong
def sign_of_the_variance(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dvar has the wrong sign. If the variance grows, z_hat shrinks: the power −½ comes down
    with its minus."""

    def dvar(*arguments):
        return -by_var(*arguments)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def half_missing(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dvar is twice too large: the power −½ comes down as a factor, and that is a half."""

    def dvar(*arguments):
        return 2 * by_var(*arguments)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def power_kept(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar the power of (var + ε) is not right. From the power −½ the slope takes 1 off: −³⁄₂,
    in Python `** -1.5`."""

    def dvar(dz_hat, z, mean, var, eps):
        return by_var(dz_hat, z, mean, var, eps) * (var + eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def z_hat_for_the_distance(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar you have z_hat where z − mean belongs. z_hat is divided by the root already."""

    def dvar(dz_hat, z, mean, var, eps):
        return by_var(dz_hat, z, mean, var, eps) / np.sqrt(var + eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def z_for_the_distance(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar you have z where the distance z − mean belongs."""

    def dvar(dz_hat, z, mean, var, eps):
        return by_var(dz_hat, z, 0 * mean, var, eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def dvar_as_a_mean(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dvar is a mean over the examples. All examples feel the variance, and what they feel is
    added up."""

    def dvar(dz_hat, z, mean, var, eps):
        return by_var(dz_hat, z, mean, var, eps) / z.shape[1]

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def sign_of_the_mean(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar is right. Your dmean has the wrong sign: the mean is subtracted from z."""

    def dmean(*arguments):
        return -by_mean(*arguments)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)


@norm_backward.wrong
def root_missing_in_the_mean(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar is right. In dmean you do not divide by the root: the mean is subtracted from z before z
    is divided."""

    def dmean(dz_hat, var, eps):
        return -dz_hat.sum(axis=1, keepdims=True)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)


@norm_backward.wrong
def dmean_as_a_mean(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar is right. Your dmean is a mean over the examples. The mean is subtracted in all of them,
    and what they feel is added up."""

    def dmean(dz_hat, var, eps):
        return -dz_hat.mean(axis=1, keepdims=True) / np.sqrt(var + eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)


@norm_backward.wrong
def eps_forgotten(d_out, z, mean, var, z_hat, gamma, eps):
    """On the way back you divide by √var. Forward it was √(var + ε), and so it is back."""
    with np.errstate(all="ignore"):
        return walk(d_out, z, mean, var, z_hat, gamma, 0.0)


@norm_backward.wrong(credit=0.5)
def both_ways_subtracted(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz you subtract the two ways through them. Their signs are in
    dvar and dmean already: add."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, -dvar, -dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def mean_subtracted(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz you subtract the way through the mean. Its minus is in dmean
    already: add."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, dvar, -dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def variance_subtracted(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz you subtract the way through the variance. Its minus is in
    dvar already: add."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, mean, var, eps, -dvar, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def z_in_the_last_step(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. In dz, the way through the variance has z where the distance
    z − mean belongs."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat, z, 0 * mean, var, eps, dvar, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def multiplied_by_the_root(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. On the straight way of dz you multiply by the root. z was
    divided by it, so its slope is 1 over the root."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        return all_ways(dz_hat * (var + eps), z, mean, var, eps, dvar, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong(credit=0.5)
def eps_forgotten_in_dz(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar and dmean are right. On the straight way of dz you divide by √var. It was
    √(var + ε)."""

    def dz(dz_hat, z, mean, var, eps, dvar, dmean):
        with np.errstate(all="ignore"):
            return all_ways(dz_hat * np.sqrt((var + eps) / var), z, mean, var, eps, dvar, dmean)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dz=dz)


@norm_backward.wrong
def one_variance_for_all(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dvar is one number, summed over the neurons as well. Each neuron has a variance of its
    own: sum along the row, `axis=1, keepdims=True`."""

    def dvar(dz_hat, z, mean, var, eps):
        return np.sum(by_var(dz_hat, z, mean, 1.0, 0.0)) * (var + eps) ** -1.5

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def summed_separately(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar you sum dz_hat and the distances each by itself. Multiply first, example by example,
    then sum. (The distances alone add up to 0.)"""

    def dvar(dz_hat, z, mean, var, eps):
        return dz_hat.sum(axis=1, keepdims=True) * by_var(0 * z + 1.0, z, mean, var, eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def without_gamma(d_out, z, mean, var, z_hat, gamma, eps):
    """You went on with d_out, where dz_hat belongs. γ is missing in dvar, dmean and dz."""
    dgamma, dbeta, dz_hat = given(d_out, z_hat, gamma)
    return dgamma, dbeta, dz_hat, *walk(d_out, z, mean, var, z_hat, np.ones_like(gamma), eps)[3:]


@norm_backward.wrong
def eps_outside_the_root(d_out, z, mean, var, z_hat, gamma, eps):
    """Your ε is added to the root. Forward it stood inside, √(var + ε), and so it does on the way
    back."""
    return walk(d_out, z, mean, (np.sqrt(var) + eps) ** 2 - eps, z_hat, gamma, eps)


@norm_backward.wrong(credit=0.5)
def shares_taken_too_early(d_out, z, mean, var, z_hat, gamma, eps):
    """Your dz is right. But the 1/N is in dvar and dmean already. They are sums over the examples;
    1/N comes in where dz is made."""
    *first, dvar, dmean, dz = walk(d_out, z, mean, var, z_hat, gamma, eps)
    return *first, dvar / z.shape[1], dmean / z.shape[1], dz


@norm_backward.wrong
def positive_power(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar the power has lost its minus: (var + ε) to the power −³⁄₂, in Python `** -1.5`."""

    def dvar(dz_hat, z, mean, var, eps):
        return by_var(dz_hat, z, mean, var, eps) * (var + eps) ** 3

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def summed_over_the_neurons(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar you sum down the columns, over the neurons. Sum over the examples: `axis=1`."""

    def dvar(dz_hat, z, mean, var, eps):
        return (dz_hat * (z - mean)).sum(axis=0) * -0.5 * (var + eps) ** -1.5

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.wrong
def mean_over_the_variance(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar is right. In dmean you divide by the variance. z was divided by its root."""

    def dmean(dz_hat, var, eps):
        return -dz_hat.sum(axis=1, keepdims=True) / (var + eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)


@norm_backward.wrong
def mean_of_d_out(d_out, z, mean, var, z_hat, gamma, eps):
    """dvar is right. In dmean you use d_out where dz_hat belongs: γ is missing."""

    def dmean(dz_hat, var, eps):
        return by_mean(d_out, var, eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)


@norm_backward.wrong
def variance_of_d_out(d_out, z, mean, var, z_hat, gamma, eps):
    """In dvar you use d_out where dz_hat belongs: γ is missing."""

    def dvar(dz_hat, z, mean, var, eps):
        return by_var(d_out, z, mean, var, eps)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dvar=dvar)


@norm_backward.also_right
def with_the_way_that_is_zero(d_out, z, mean, var, z_hat, gamma, eps):
    def dmean(dz_hat, var_, eps):
        dvar = by_var(dz_hat, z, mean, var, eps)
        return by_mean(dz_hat, var, eps) + dvar * (-2 * (z - mean)).mean(axis=1, keepdims=True)

    return walk(d_out, z, mean, var, z_hat, gamma, eps, dmean=dmean)
