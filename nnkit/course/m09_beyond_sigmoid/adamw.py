"""AdamW: the decay beside Adam's step, not in the gradient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong
from nnkit.course.m09_beyond_sigmoid.adam import down, moments, moved


def with_decay(rng: Generator) -> Iterator[Case]:
    """The cases of Adam, with a decay that shows; in one array some gradients are 0."""
    for i, (w, g, m, v, t, alpha, *memory) in enumerate(moments(rng)):
        if i == 0:
            g[0] = m[0] = 0.0
        yield w, g, m, v, t, alpha, round(rng.uniform(0.3, 0.9), 2), *memory


adamw_step = Code(
    "09.adamw_step",
    points=2.5,
    minutes=6,
    difficulty=2,
    asks="adamw_step(w, g, m, v, t, alpha, decay, beta1, beta2, eps) -> (w, m, v)",
    needs=("09.adam_step",),
    cases=with_decay,
    arguments=("w", "g", "m", "v", "t", "alpha", "decay", "beta1", "beta2", "eps"),
    returns=("w", "m", "v"),
    hints=(
        Hint("Where do I begin?", "With Adam's step, with g as it is."),
        Hint(
            "And the decay?",
            "What the old w loses beside: αλw. Neither m nor v nor the root know of it.",
        ),
        Hint(
            "Nearly the answer",
            "`new, m, v = adam_step(w, g, m, v, t, alpha, beta1, beta2, eps)`; then `new - alpha * "
            "decay * w`.",
        ),
    ),
)


def stepped(w, g, m, v, t, alpha, beta1, beta2, eps):
    """Adam's step without decay."""
    m, v = moved(g, m, v, beta1, beta2)
    return down(w, m / (1 - beta1**t), v / (1 - beta2**t), alpha, eps), m, v


@adamw_step.right
def reference(w, g, m, v, t, alpha, decay, *memory):
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new - alpha * decay * w, m, v


@adamw_step.wrong
def decay_in_the_gradient(w, g, m, v, t, alpha, decay, *memory):
    """You added λw to the gradient. Then it goes through m, v and the root like the gradient, and
    shrinks hardly at all where gradients are large. Keep it apart: subtract αλw beside the step."""
    return stepped(w, g + decay * w, m, v, t, alpha, *memory)


@adamw_step.wrong
def decay_in_the_mean_only(w, g, m, v, t, alpha, decay, beta1, beta2, eps):
    """v is right. But you added λw to the gradient in m, so that it is divided by the root. Keep it
    apart: subtract αλw beside the step."""
    new_m, new_v = moved(g, m, v, beta1, beta2)
    new_m = new_m + (1 - beta1) * decay * w
    return down(w, new_m / (1 - beta1**t), new_v / (1 - beta2**t), alpha, eps), new_m, new_v


@adamw_step.wrong(credit=0.5)
def old_means_returned(w, g, m, v, t, alpha, decay, *memory):
    """Your w is right. But you return the m and v that came in. The new ones are needed for the
    next step."""
    return reference(w, g, m, v, t, alpha, decay, *memory)[0], m.copy(), v.copy()


@adamw_step.wrong(credit=0.5)
def decay_over_the_root(w, g, m, v, t, alpha, decay, beta1, beta2, eps):
    """m and v are right. But your λw is divided by Adam's root together with m̂. It belongs beside
    the fraction, so that all weights shrink by the same factor."""
    m, v = moved(g, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return down(w, m_hat + decay * w, v_hat, alpha, eps), m, v


@adamw_step.wrong(credit=0.5)
def rate_missing_in_the_decay(w, g, m, v, t, alpha, decay, *memory):
    """Adam's step is right. Your weights shrink by 1 − λ; it should be 1 − αλ, so that a smaller
    rate makes all of the step smaller."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new - decay * w, m, v


@adamw_step.wrong(credit=0.5)
def weights_grow(w, g, m, v, t, alpha, decay, *memory):
    """Adam's step is right. But your decay pushes away from 0: αλw is subtracted."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new + alpha * decay * w, m, v


@adamw_step.wrong(credit=0.5)
def no_decay(w, g, m, v, t, alpha, decay, *memory):
    """This is Adam's step, and nothing decays. Subtract αλw as well."""
    return stepped(w, g, m, v, t, alpha, *memory)


@adamw_step.wrong(credit=0.5)
def shrunk_after_the_step(w, g, m, v, t, alpha, decay, *memory):
    """You shrink what Adam's step has made. What decays is the w before the step: αλw with the old
    w."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new * (1 - alpha * decay), m, v


@adamw_step.wrong
def decay_twice(w, g, m, v, t, alpha, decay, *memory):
    """You have λw in the gradient and beside the step as well. Beside it is enough."""
    new, m, v = stepped(w, g + decay * w, m, v, t, alpha, *memory)
    return new - alpha * decay * w, m, v


@adamw_step.wrong(credit=0.5)
def factor_two(w, g, m, v, t, alpha, decay, *memory):
    """Your decay is twice too strong: αλw, without a 2."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new - 2 * alpha * decay * w, m, v


@adamw_step.wrong(credit=0.5)
def constant_pull(w, g, m, v, t, alpha, decay, *memory):
    """You subtract αλ, the same for all. Each weight loses a share of itself: αλw."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new - alpha * decay, m, v


@adamw_step.wrong(credit=0.5)
def only_the_sign(w, g, m, v, t, alpha, decay, *memory):
    """Your decay has the sign of w and not its size. Each weight loses a share of itself: αλw."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new - alpha * decay * np.sign(w), m, v


@adamw_step.wrong(credit=0.5)
def only_shrinks(w, g, m, v, t, alpha, decay, beta1, beta2, eps):
    """Your w shrinks, but Adam's step is missing."""
    return (w * (1 - alpha * decay), *moved(g, m, v, beta1, beta2))


@adamw_step.wrong(credit=0.5)
def step_shrinks_too(w, g, m, v, t, alpha, decay, *memory):
    """You multiply the step by λ as well. Two things are subtracted from w: Adam's step and αλw."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return w - decay * (w - new) - alpha * decay * w, m, v


@adamw_step.wrong(credit=0.5)
def shrunk_by_lambda_after_the_step(w, g, m, v, t, alpha, decay, *memory):
    """You multiply what Adam's step has made by 1 − λ. What is lost is αλ times the w before the
    step."""
    new, m, v = stepped(w, g, m, v, t, alpha, *memory)
    return new * (1 - decay), m, v


@adamw_step.also_right
def shrunk_first(w, g, m, v, t, alpha, decay, *memory):
    return stepped(w * (1 - alpha * decay), g, m, v, t, alpha, *memory)


decay_through_adam = Choice(
    "09.decay_through_adam",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="how far Adam's first step moves a weight without gradient if λw is in the gradient",
    options=(
        Wrong(
            "αλw each: 0.0002 and 0.02",
            "as-for-sgd",
            "So it would be for plain gradient descent. Adam divides what it gets by its own size.",
        ),
        Right(
            "α each: 0.01 and 0.01",
            "λw goes through the root like any gradient, and its size is lost. So is λ.",
        ),
        Wrong(
            "not at all, there is no gradient",
            "no-gradient",
            "The loss has no slope here, but λw was added. To Adam it looks like a gradient.",
        ),
        Wrong(
            "by λw each: 0.02 and 2",
            "rate-forgotten",
            "The rate is in front of every step of Adam, and the size of λw is divided away.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What does Adam see as the gradient? 0 + λw."),
        Hint("How large is its first step?", "You found it above, for 250 and for −0.002."),
        Hint("Nearly the answer", "The size of the rate, whatever the gradient."),
    ),
)
