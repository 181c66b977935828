"""Adam: momentum over mean square, both made up for their start from zero."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def moments(rng: Generator) -> Iterator[Case]:
    """An array with its moments: at the start, at step 2, 3, 5 and 40; large and small ε."""
    for shape, t, alpha, beta1, beta2, eps in (
        ((3, 4), 3, 0.1, 0.9, 0.99, 0.2),
        ((5, 1), 2, 0.7, 0.5, 0.8, 0.3),
        ((2, 6), 40, 0.03, 0.95, 0.98, 1e-8),
        ((3, 3), 5, 0.4, 0.8, 0.7, 0.1),
    ):
        w, g, m = (normal(rng, *shape) for _ in range(3))
        yield w, g, m, 0.3 + m**2, t, alpha, beta1, beta2, eps
    zero = np.zeros((2, 3))
    yield normal(rng, 2, 3), 9 * normal(rng, 2, 3), zero, zero.copy(), 1, 0.2, 0.9, 0.99, 0.3


adam_step = Code(
    "09.adam_step",
    points=3,
    minutes=8,
    difficulty=2,
    asks="adam_step(w, g, m, v, t, alpha, beta1, beta2, eps) -> (w, m, v), step t counted from 1",
    cases=moments,
    arguments=("w", "g", "m", "v", "t", "alpha", "beta1", "beta2", "eps"),
    returns=("w", "m", "v"),
    hints=(
        Hint("Where do I begin?", "The new m and v: share β of the old, share 1 − β of g or g²."),
        Hint(
            "m and v are right, w is not.",
            "m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ), in Python `beta1**t`. The step uses both, "
            "what you return is m and v without hats.",
        ),
        Hint(
            "Nearly the answer",
            "`w - alpha * m_hat / (np.sqrt(v_hat) + eps)`, with `m_hat = m / (1 - beta1**t)`",
        ),
    ),
)


def moved(g, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def down(w, m_hat, v_hat, alpha, eps):
    return w - alpha * m_hat / (np.sqrt(v_hat) + eps)


@adam_step.right
def reference(w, g, m, v, t, alpha, beta1, beta2, eps):
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def no_correction(w, g, m, v, t, alpha, beta1, beta2, eps):
    """m and v are right, and the step uses them as they are. At the beginning both are too small,
    because they started from 0: divide by 1 − βᵗ first."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m, v, alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def only_the_mean_corrected(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You correct m and not v. v is even farther behind, because it remembers longer: divide it by
    1 − β₂ᵗ."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1**t), v, alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def only_the_square_corrected(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You correct v and not m. m has started from 0 as well: divide it by 1 − β₁ᵗ."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m, v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def multiplied(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You multiply by 1 − βᵗ. The moments are too small at the beginning, and so you make them
    smaller still: divide."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m * (1 - beta1**t), v * (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def power_forgotten(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You divide by 1 − β in every step. That is right in the first step only; in step t it is
    1 − βᵗ, and goes to 1."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1), v / (1 - beta2), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def one_step_late(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your power is t + 1. Here t counts this step already: the first step has t = 1."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1 ** (t + 1)), v / (1 - beta2 ** (t + 1)), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def one_step_early(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your power is t − 1, as if t counted from 0. The first step has t = 1; with power 0 you would
    divide by 0."""
    m, v = moved(g, m, v, beta1, beta2)
    with np.errstate(all="ignore"):
        a, b = np.float64(1 - beta1 ** (t - 1)), np.float64(1 - beta2 ** (t - 1))
        return down(w, m / a, v / b, alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def times_the_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your correction has β · t where the power βᵗ belongs: in Python `beta1**t`."""
    m, v = moved(g, m, v, beta1, beta2)
    with np.errstate(all="ignore"):
        return down(w, m / (1 - beta1 * t), v / (1 - beta2 * t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def same_beta_in_both(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You correct both with β₁. v has a memory of its own: 1 − β₂ᵗ."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1**t), v / (1 - beta1**t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def corrected_moments_kept(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your w is right. But you return m̂ and v̂: in the next step they would be corrected a second
    time. Return m and v without hats."""
    m, v = moved(g, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return down(w, m_hat, v_hat, alpha, eps), m_hat, v_hat


@adam_step.wrong(credit=0.5)
def eps_inside_the_root(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your ε stands inside the root, where it acts as √ε. It is added after the root is taken."""
    m, v = moved(g, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - alpha * m_hat / np.sqrt(v_hat + eps), m, v


@adam_step.wrong(credit=0.5)
def eps_on_the_uncorrected_root(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You add ε to √v and correct afterwards, so that ε is corrected, too. Some frameworks do it;
    here v̂ is taken first, then its root, then ε is added."""
    m, v = moved(g, m, v, beta1, beta2)
    rate = alpha * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps), m, v


@adam_step.wrong(credit=0.5)
def root_missing(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You divide by v̂ itself. It is a mean of squares: take its root."""
    m, v = moved(g, m, v, beta1, beta2)
    return w - alpha * m / (1 - beta1**t) / (v / (1 - beta2**t) + eps), m, v


@adam_step.wrong(credit=0.5)
def without_eps(w, g, m, v, t, alpha, beta1, beta2, eps):
    """ε does nothing in your step: it is missing, or it is not the argument `eps`. Without it the
    step of a weight that never had a gradient would be 0/0."""
    m, v = moved(g, m, v, beta1, beta2)
    with np.errstate(all="ignore"):
        return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, 0), m, v


@adam_step.wrong(credit=0.5)
def gradient_for_its_mean(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your step uses today's gradient; that would be RMSprop. Adam goes along m̂, its mean."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, g, v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def moments_of_before(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You return the right m and v, but the step used those of before. First take today's gradient
    in, then step."""
    m_new, v_new = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m_new, v_new


@adam_step.wrong
def old_moments_dropped(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your moments hold nothing but today's gradient. The share β of the old ones has to stay. From
    moments that are zero nobody would notice; from others one does."""
    return reference(w, g, 0 * m, 0 * v, t, alpha, beta1, beta2, eps)


@adam_step.wrong
def gradients_added_whole(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You add the whole g and the whole g². Only the share 1 − β of them belongs into a mean."""
    m, v = beta1 * m + g, beta2 * v + g**2
    return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong
def betas_exchanged(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You exchanged the two memories: β₁ belongs to m, β₂ to v."""
    return reference(w, g, m, v, t, alpha, beta2, beta1, eps)


@adam_step.wrong
def shares_exchanged(w, g, m, v, t, alpha, beta1, beta2, eps):
    """In your moments the shares are exchanged: β of the old, 1 − β of the new."""
    m, v = moved(g, m, v, 1 - beta1, 1 - beta2)
    return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong
def mean_is_squared(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your v is made of m². It is made of g², today's gradient, squared."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * m**2
    return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong
def square_not_squared(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your v averages g. It is a mean square: average g²."""
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g
    with np.errstate(all="ignore"):
        return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def uphill(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your step goes uphill: it has to be subtracted."""
    return reference(w, g, m, v, t, -alpha, beta1, beta2, eps)


@adam_step.wrong(credit=0.5)
def rate_missing(w, g, m, v, t, alpha, beta1, beta2, eps):
    """The learning rate is missing from your step."""
    return reference(w, g, m, v, t, 1.0, beta1, beta2, eps)


@adam_step.wrong(credit=0.5)
def eps_beside_the_fraction(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your ε is added to the fraction or to w, not to the root. Put brackets round √v̂ + ε."""
    new, m, v = without_eps(w, g, m, v, t, alpha, beta1, beta2, eps)
    return new + eps, m, v


@adam_step.wrong(credit=0.5)
def power_of_the_bracket(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your correction is (1 − β)ᵗ. The power belongs to β alone: 1 − βᵗ."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1) ** t, v / (1 - beta2) ** t, alpha, eps), m, v


@adam_step.wrong(credit=0.5)
def corrected_after_the_root(w, g, m, v, t, alpha, beta1, beta2, eps):
    """You divide the root of v by 1 − β₂ᵗ. First v̂ = v / (1 − β₂ᵗ), then its root."""
    m, v = moved(g, m, v, beta1, beta2)
    root = np.sqrt(v) / (1 - beta2**t)
    return w - alpha * m / (1 - beta1**t) / (root + eps), m, v


@adam_step.wrong
def gradient_subtracted_in_the_mean(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Your m takes −g in. It is a mean of the gradients; only the step has a minus."""
    m, v = moved(-g, m, v, beta1, beta2)
    return down(w, -m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adam_step.also_right
def corrections_in_front(w, g, m, v, t, alpha, beta1, beta2, eps):
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g * g - v)
    root = (v / (1 - beta2**t)) ** 0.5
    return w - alpha / (1 - beta1**t) * m / (root + eps), m, v
