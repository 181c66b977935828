"""RMSprop: the gradient divided by the root of its mean square."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def moving_cases(rng: Generator) -> Iterator[Case]:
    """An array on its way: a mean square that is not zero, and one that is; large and small ε."""
    for shape, alpha, rho, eps in (
        ((3, 4), 0.1, 0.9, 0.2),
        ((5, 1), 0.7, 0.6, 0.1),
        ((2, 6), 0.03, 0.99, 1e-8),
        ((3, 3), 0.4, 0.8, 0.5),
    ):
        yield normal(rng, *shape), normal(rng, *shape), normal(rng, *shape) ** 2, alpha, rho, eps
    yield normal(rng, 2, 3), 30 * normal(rng, 2, 3), np.zeros((2, 3)), 0.2, 0.7, 0.3


rmsprop_step = Code(
    "09.rmsprop_step",
    kind="faded-code",
    points=2,
    minutes=5,
    difficulty=1,
    asks="rmsprop_step(w, g, v, alpha, rho, eps) -> (w, v) after one step, new arrays",
    cases=moving_cases,
    arguments=("w", "g", "v", "alpha", "rho", "eps"),
    returns=("w", "v"),
    hints=(
        Hint("Where do I begin?", "First the new v, from the old one and from g squared."),
        Hint("Which v is in the step?", "The new one: the step knows today's gradient already."),
        Hint(
            "Nearly the answer",
            "`v = rho * v + (1 - rho) * g**2` and then `w = w - alpha * g / (np.sqrt(v) + eps)`",
        ),
    ),
)


def mean_square(g, v, rho):
    return rho * v + (1 - rho) * g**2


@rmsprop_step.right
def reference(w, g, v, alpha, rho, eps):
    v = mean_square(g, v, rho)
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong(credit=0.5)
def eps_inside_the_root(w, g, v, alpha, rho, eps):
    """Your ε stands inside the root. Then it acts as √ε, which for 1e-8 is 1e-4, ten thousand times
    as much. In this course it is added after the root is taken."""
    v = mean_square(g, v, rho)
    return w - alpha * g / np.sqrt(v + eps), v


@rmsprop_step.wrong
def no_root(w, g, v, alpha, rho, eps):
    """You divide by v itself. It is a mean of squares: only its root is of the size of g."""
    v = mean_square(g, v, rho)
    return w - alpha * g / (v + eps), v


@rmsprop_step.wrong(credit=0.5)
def old_mean_square(w, g, v, alpha, rho, eps):
    """Your v is right, but the step was made with the old one. First take today's gradient into v,
    then step."""
    return w - alpha * g / (np.sqrt(v) + eps), mean_square(g, v, rho)


@rmsprop_step.wrong
def shares_exchanged(w, g, v, alpha, rho, eps):
    """You keep the share 1 − ρ of the old mean square and take the share ρ of the new square. It is
    the other way round: ρ is the memory."""
    v = mean_square(g, v, 1 - rho)
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def not_squared(w, g, v, alpha, rho, eps):
    """You average g, and a mean square averages g². With signs, gradients would cancel."""
    v = rho * v + (1 - rho) * g
    with np.errstate(all="ignore"):
        return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def squares_added(w, g, v, alpha, rho, eps):
    """You add the whole g² to what is kept. Only the share 1 − ρ of it belongs into the mean, or
    else v grows without measure."""
    v = rho * v + g**2
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def nothing_fades(w, g, v, alpha, rho, eps):
    """You keep all of the old v. Only the share ρ of it stays, so that old gradients fade."""
    v = v + (1 - rho) * g**2
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def old_mean_forgotten(w, g, v, alpha, rho, eps):
    """Your v holds nothing but today's gradient. The share ρ of the old v has to stay."""
    v = (1 - rho) * g**2
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong(credit=0.5)
def uphill(w, g, v, alpha, rho, eps):
    """Your step goes uphill: it has to be subtracted."""
    v = mean_square(g, v, rho)
    return w + alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def multiplied(w, g, v, alpha, rho, eps):
    """You multiply by the root. Dividing makes large gradients and small ones step alike."""
    v = mean_square(g, v, rho)
    return w - alpha * g * (np.sqrt(v) + eps), v


@rmsprop_step.wrong(credit=0.5)
def brackets_missing(w, g, v, alpha, rho, eps):
    """Python divides before it adds, so your ε is added to the step. Put brackets round the sum
    below the line."""
    v = mean_square(g, v, rho)
    return w - alpha * (g / np.sqrt(v) + eps), v


@rmsprop_step.wrong(credit=0.5)
def eps_behind_the_step(w, g, v, alpha, rho, eps):
    """Python divides before it adds, so your ε is added to w. Put brackets round the sum below the
    line."""
    v = mean_square(g, v, rho)
    return w - alpha * g / np.sqrt(v) + eps, v


@rmsprop_step.wrong(credit=0.5)
def sign_lost(w, g, v, alpha, rho, eps):
    """The sign of your gradient is lost, so all weights become smaller. Only below the line stands
    a size; above it g with its sign."""
    v = mean_square(g, v, rho)
    return w - alpha * np.abs(g) / (np.sqrt(v) + eps), v


@rmsprop_step.wrong(credit=0.5)
def without_eps(w, g, v, alpha, rho, eps):
    """ε does nothing in your step: it is missing, or it is not the argument `eps`. Without it the
    step of a weight whose gradients have all been 0 would be 0/0."""
    v = mean_square(g, v, rho)
    with np.errstate(all="ignore"):
        return w - alpha * g / np.sqrt(v), v


@rmsprop_step.wrong(credit=0.5)
def plain_step(w, g, v, alpha, rho, eps):
    """Your v is right, but your step does not use it: it is a step of plain gradient descent.
    Divide by √v + ε."""
    return w - alpha * g, mean_square(g, v, rho)


@rmsprop_step.wrong(credit=0.5)
def rate_missing(w, g, v, alpha, rho, eps):
    """The learning rate is missing from your step."""
    v = mean_square(g, v, rho)
    return w - g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong(credit=0.5)
def only_the_sign(w, g, v, alpha, rho, eps):
    """You divide g by its own size, so that only its sign is left. The root of v, which remembers
    the steps before, is what g is divided by."""
    return w - alpha * np.sign(g), mean_square(g, v, rho)


@rmsprop_step.wrong
def one_size_for_all(w, g, v, alpha, rho, eps):
    """Your mean is taken over all entries too, so that they share one v. Each weight has a mean
    square of its own."""
    v = rho * v + (1 - rho) * np.mean(g**2)
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def absolute_values(w, g, v, alpha, rho, eps):
    """You average the sizes |g|. RMSprop averages the squares, and takes the root afterwards."""
    v = rho * v + (1 - rho) * np.abs(g)
    return w - alpha * g / (np.sqrt(v) + eps), v


@rmsprop_step.wrong
def eps_kept(w, g, v, alpha, rho, eps):
    """You added ε to v, and keep it there: v would grow in each step. ε is added to the root, for
    the step alone."""
    v = mean_square(g, v, rho) + eps
    return w - alpha * g / np.sqrt(v), v


@rmsprop_step.also_right
def written_as_a_move(w, g, v, alpha, rho, eps):
    v = v + (1 - rho) * (g * g - v)
    return w - alpha * np.divide(g, v**0.5 + eps), v
