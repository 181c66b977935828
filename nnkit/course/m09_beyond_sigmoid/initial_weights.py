"""Weights at the start, with the spread that fits the activation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Code, Hint


def start_cases(rng: Generator) -> Iterator[Case]:
    """Layers that widen and narrow, and one that keeps its size, for each activation."""
    for n_in, n_out in ((3, 8), (9, 2), (5, 5)):
        for activation in ("sigmoid", "tanh", "relu", "identity"):
            yield n_in, n_out, activation, int(rng.integers(0, 1000))


initial_weights = Code(
    "09.initial_weights",
    points=2,
    minutes=6,
    difficulty=2,
    asks="initial_weights(n_in, n_out, activation, seed) -> W, shape (n_out, n_in)",
    cases=start_cases,
    arguments=("n_in", "n_out", "activation", "seed"),
    part_of=lambda n_in, n_out, activation, seed: (
        "ReLU" if activation == "relu" else "the other activations"
    ),
    exact_shape=True,
    hints=(
        Hint(
            "Where do I begin?", "First the variance, by the activation; then its root; then draw."
        ),
        Hint(
            "How do I draw?",
            "`np.random.default_rng(seed).normal(0, spread, (n_out, n_in))`",
        ),
        Hint(
            "Nearly the answer",
            '`variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)`',
        ),
    ),
)


def drawn(spread, shape, seed):
    return np.random.default_rng(seed).normal(0, spread, shape)


@initial_weights.right
def reference(n_in, n_out, activation, seed):
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def variance_as_spread(n_in, n_out, activation, seed):
    """You gave the variance to `normal`. It takes the spread, the standard deviation: the root of
    the variance."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return drawn(variance, (n_out, n_in), seed)


@initial_weights.wrong
def n_out_for_relu(n_in, n_out, activation, seed):
    """ReLU: you divided by n_out. Each neuron adds up n_in terms, so their number counts."""
    variance = 2 / n_out if activation == "relu" else 2 / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def two_missing_for_relu(n_in, n_out, activation, seed):
    """ReLU: the 2 is missing. Half of its neurons are silent, so the variance is 2/n_in."""
    variance = 1 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def xavier_for_all(n_in, n_out, activation, seed):
    """ReLU: you gave it the spread of the others. It needs 2/n_in, since half of it is silent."""
    return drawn(np.sqrt(2 / (n_in + n_out)), (n_out, n_in), seed)


@initial_weights.wrong
def he_for_all(n_in, n_out, activation, seed):
    """You gave all activations the spread of ReLU. The others are not silent by half: 2/(n_in +
    n_out)."""
    return drawn(np.sqrt(2 / n_in), (n_out, n_in), seed)


@initial_weights.wrong
def turned_round(n_in, n_out, activation, seed):
    """You gave ReLU the spread of the others, and the others that of ReLU."""
    variance = 2 / (n_in + n_out) if activation == "relu" else 2 / n_in
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def one_for_two(n_in, n_out, activation, seed):
    """The others: 1/(n_in + n_out) is half of what is needed. The 2 makes the mean of n_in and
    n_out."""
    variance = 2 / n_in if activation == "relu" else 1 / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def forward_only(n_in, n_out, activation, seed):
    """The others: 1/n_in keeps the size on the way forward only. Xavier takes the mean of n_in and
    n_out: 2/(n_in + n_out)."""
    variance = 2 / n_in if activation == "relu" else 1 / n_in
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def backward_only(n_in, n_out, activation, seed):
    """The others: 1/n_out keeps the size on the way back only. Xavier takes the mean of n_in and
    n_out: 2/(n_in + n_out)."""
    variance = 2 / n_in if activation == "relu" else 1 / n_out
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def brackets_missing(n_in, n_out, activation, seed):
    """The others: Python divides before it adds, so `2 / n_in + n_out` is far too large. Put
    brackets around the sum: `2 / (n_in + n_out)`."""
    variance = 2 / n_in if activation == "relu" else 2 / n_in + n_out
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def product(n_in, n_out, activation, seed):
    """The others: you multiplied n_in and n_out. Below the line stands their sum."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in * n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def six_for_two(n_in, n_out, activation, seed):
    """The others: 6/(n_in + n_out) belongs to weights drawn from `uniform`. For `normal` the
    variance is 2/(n_in + n_out)."""
    variance = 2 / n_in if activation == "relu" else 6 / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def variance_squared(n_in, n_out, activation, seed):
    """You squared the variance. The spread is its root."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return drawn(variance**2, (n_out, n_in), seed)


@initial_weights.wrong
def half_the_variance(n_in, n_out, activation, seed):
    """Your variances are half of what they should be: both have a 2 above the line."""
    n = n_in if activation == "relu" else n_in + n_out
    return drawn(np.sqrt(1 / n), (n_out, n_in), seed)


@initial_weights.wrong
def twos_exchanged(n_in, n_out, activation, seed):
    """You gave ReLU 1/n_in and the others 2/n_in. It is ReLU whose neurons are half silent."""
    variance = 1 / n_in if activation == "relu" else 2 / n_in
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def root_for_the_others_only(n_in, n_out, activation, seed):
    """ReLU: you gave the variance to `normal`. It takes the spread, its root, as for the others."""
    spread = 2 / n_in if activation == "relu" else np.sqrt(2 / (n_in + n_out))
    return drawn(spread, (n_out, n_in), seed)


@initial_weights.wrong
def root_twice(n_in, n_out, activation, seed):
    """You took the root twice. The spread is the root of the variance, once."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return drawn(variance**0.25, (n_out, n_in), seed)


@initial_weights.wrong
def two_means(n_in, n_out, activation, seed):
    """The others: 2/n_in + 2/n_out is far more than 2/(n_in + n_out). Add first, then divide."""
    variance = 2 / n_in if activation == "relu" else 2 / n_in + 2 / n_out
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def xavier_for_tanh_only(n_in, n_out, activation, seed):
    """You gave the spread of ReLU to more than ReLU. Xavier is for *every* other activation:
    sigmoid and identity as well."""
    variance = 2 / (n_in + n_out) if activation == "tanh" else 2 / n_in
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def identity_as_relu(n_in, n_out, activation, seed):
    """You gave the spread of ReLU to the identity. Nothing of it is silent: Xavier is for *every*
    activation but ReLU."""
    variance = 2 / (n_in + n_out) if activation in ("tanh", "sigmoid") else 2 / n_in
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def without_the_root_of_two(n_in, n_out, activation, seed):
    """You took the root of the number of neurons only, not of the 2: the spread is √(2/n), and you
    have 2/√n."""
    n = n_in if activation == "relu" else n_in + n_out
    return drawn(2 / np.sqrt(n), (n_out, n_in), seed)


@initial_weights.wrong
def root_of_two_only(n_in, n_out, activation, seed):
    """You took the root of the 2 only, not of the number of neurons: the spread is √(2/n), and you
    have √2/n."""
    n = n_in if activation == "relu" else n_in + n_out
    return drawn(np.sqrt(2) / n, (n_out, n_in), seed)


@initial_weights.wrong
def twice_xavier_for_relu(n_in, n_out, activation, seed):
    """ReLU: you doubled the variance of the others, 4/(n_in + n_out). He takes 2/n_in, which is
    the same only if n_in and n_out are equal."""
    variance = (4 if activation == "relu" else 2) / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_out, n_in), seed)


@initial_weights.wrong
def as_read_off(n_in, n_out, activation, seed):
    """ReLU: you took the 1.4 that was read off. Exact is √2 = 1.4142…: the spread is √(2/n_in)."""
    if activation == "relu":
        return drawn(1.4 / np.sqrt(n_in), (n_out, n_in), seed)
    return reference(n_in, n_out, activation, seed)


@initial_weights.wrong
def rows_alike(n_in, n_out, activation, seed):
    """All rows of your W are the same, since a new generator with the same seed begins for each.
    Then all neurons of the layer stay alike for ever. Draw the whole W at once."""
    return np.tile(reference(n_in, n_out, activation, seed).ravel()[:n_in], (n_out, 1))


@initial_weights.wrong(credit=0.5)
def with_biases(n_in, n_out, activation, seed):
    """W is right, but you return biases as well. Return W alone."""
    return reference(n_in, n_out, activation, seed), np.zeros((n_out, 1))


@initial_weights.wrong
def standard_normal(n_in, n_out, activation, seed):
    """Your weights have the spread 1, whatever the layer. The more a neuron listens to, the smaller
    they have to be."""
    return drawn(1.0, (n_out, n_in), seed)


@initial_weights.wrong
def shape_exchanged(n_in, n_out, activation, seed):
    """The shape is exchanged: W has a row for each neuron of its layer and a column for each that
    it listens to, (n_out, n_in)."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return drawn(np.sqrt(variance), (n_in, n_out), seed)


@initial_weights.wrong
def transposed_draw(n_in, n_out, activation, seed):
    """You drew an array of shape (n_in, n_out) and transposed it. Shape and spread are right, but
    the numbers stand elsewhere. Draw with the shape (n_out, n_in)."""
    return shape_exchanged(n_in, n_out, activation, seed).T


@initial_weights.wrong
def seed_not_used(n_in, n_out, activation, seed):
    """Your numbers do not depend on the seed: the same ones come for each. Give `seed` to
    `default_rng`."""
    return reference(n_in, n_out, activation, 0)


@initial_weights.wrong
def uniform(n_in, n_out, activation, seed):
    """You drew from `uniform`. Asked for is `normal`, with the mean 0."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    spread = np.sqrt(variance)
    return np.random.default_rng(seed).uniform(-spread, spread, (n_out, n_in))


@initial_weights.wrong
def spread_as_mean(n_in, n_out, activation, seed):
    """You gave the spread as the mean: the first number of `normal` is the mean, 0, the second the
    spread."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return np.random.default_rng(seed).normal(np.sqrt(variance), 1, (n_out, n_in))


@initial_weights.wrong
def zeros(n_in, n_out, activation, seed):
    """All your weights are 0. Then the neurons of a layer stay alike for ever."""
    return np.zeros((n_out, n_in))


@initial_weights.wrong
def old_generator(n_in, n_out, activation, seed):
    """You drew with `np.random.seed`, which has other random numbers. Use
    `np.random.default_rng(seed)`."""
    variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
    return np.random.RandomState(seed).normal(0, np.sqrt(variance), (n_out, n_in))


@initial_weights.also_right
def scaled(n_in, n_out, activation, seed):
    rng = np.random.default_rng(seed)
    n = n_in if activation == "relu" else (n_in + n_out) / 2
    gain = 2 if activation == "relu" else 1
    return rng.standard_normal((n_out, n_in)) * (gain / n) ** 0.5


@initial_weights.also_right
def by_if(n_in, n_out, activation, seed):
    if activation == "relu":
        spread = (2 / n_in) ** 0.5
    else:
        spread = (2 / (n_in + n_out)) ** 0.5
    return np.random.default_rng(seed).normal(scale=spread, size=(n_out, n_in))
