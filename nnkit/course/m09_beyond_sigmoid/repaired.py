"""Find the bug: an AdamW with three faults, to be written as it should be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def alternating(rng: Generator) -> Iterator[Case]:
    """Weights and biases in turn, with moments; in each array some gradients are tiny."""
    for sizes, t, alpha, decay in (
        ((3, 4, 2), 3, 0.1, 0.5),
        ((1, 5, 2), 20, 0.3, 0.8),
        ((3, 3, 3), 2, 0.2, 0.4),
        ((2, 5, 4, 3), 7, 0.05, 0.7),
    ):
        pairs = zip(sizes[1:], sizes[:-1], strict=True)
        shapes = [shape for m, n in pairs for shape in ((m, n), (m, 1))]
        w, g, m = ([normal(rng, *shape) for shape in shapes] for _ in range(3))
        v = [0.5 + square**2 for square in m]
        for arrays, tiny in ((g, 1e-5), (m, 1e-5), (v, 1e-10)):
            for array in arrays:
                array[0] = tiny * np.abs(array[0])
        w[0][0, 0] = 0.0  # so that a decay in the gradient does not hide how tiny it is
        yield w, g, m, v, t, alpha, decay
    shapes = [(2, 3), (2, 1)]
    zeros = [[np.zeros(shape) for shape in shapes] for _ in range(2)]
    w, g = ([3 * normal(rng, *shape) for shape in shapes] for _ in range(2))
    yield w, g, *zeros, 1, 0.1, 0.6


repaired_adamw = Code(
    "09.repaired_adamw",
    kind="find-the-bug",
    points=3,
    minutes=10,
    difficulty=3,
    asks="repaired_adamw(parameters, gradients, m, v, t, alpha, decay) -> (parameters, m, v)",
    cases=alternating,
    arguments=("parameters", "gradients", "m", "v", "t", "alpha", "decay"),
    returns=("parameters", "m", "v"),
    hints=(
        Hint(
            "Where do I look?",
            "What the trial prints tells it: a weight without gradient should shrink by 1 − αλ, a "
            "bias should stay, and a tiny gradient should make a step of the size of α.",
        ),
        Hint(
            "How do I tell weights from biases?",
            "By their place: weights stand at 0, 2, 4, …, so `i % 2 == 0`, with `enumerate`.",
        ),
        Hint(
            "Nearly the answer",
            "Leave g as it is; ε goes behind the root; and for weights only subtract `alpha * "
            "decay * w` beside the step.",
        ),
    ),
)


def in_gradient(w, g, i, decay, biases):
    return g + decay * w if biases or i % 2 == 0 else g


def run(parameters, gradients, m, v, t, alpha, decay, *, inside, coupled, biases):
    """The step with faults left in: ε inside the root, decay in the gradient, decay of biases."""
    news = []
    for i, (w, g, m_i, v_i) in enumerate(zip(parameters, gradients, m, v, strict=True)):
        if coupled:
            g = in_gradient(w, g, i, decay, biases)
        m_i, v_i = 0.9 * m_i + 0.1 * g, 0.999 * v_i + 0.001 * g**2
        m_hat, v_hat = m_i / (1 - 0.9**t), v_i / (1 - 0.999**t)
        root = np.sqrt(v_hat + 1e-8) if inside else np.sqrt(v_hat) + 1e-8
        shrink = 0 if coupled or (i % 2 and not biases) else alpha * decay
        news.append((w - alpha * m_hat / root - shrink * w, m_i, v_i))
    return tuple([new[k] for new in news] for k in range(3))


@repaired_adamw.right
def reference(parameters, gradients, m, v, t, alpha, decay):
    case = parameters, gradients, m, v, t, alpha, decay
    return run(*case, inside=False, coupled=False, biases=False)


@repaired_adamw.wrong
def as_it_was(*case):
    """It does what it did before: all three faults are still in it."""
    return run(*case, inside=True, coupled=True, biases=True)


@repaired_adamw.wrong
def only_eps_mended(*case):
    """ε is where it should be. The decay is still in the gradient, and biases still decay."""
    return run(*case, inside=False, coupled=True, biases=True)


@repaired_adamw.wrong
def only_biases_mended(*case):
    """Biases do not decay any more. The decay of the weights is still in the gradient, and ε inside
    the root."""
    return run(*case, inside=True, coupled=True, biases=False)


@repaired_adamw.wrong
def only_taken_apart(*case):
    """The decay stands beside the step now. Biases still decay, and ε is still inside the root."""
    return run(*case, inside=True, coupled=False, biases=True)


@repaired_adamw.wrong(credit=0.5)
def decay_still_in_the_gradient(*case):
    """Two faults are mended. But λw is still added to the gradient, so that it goes through m, v
    and the root."""
    return run(*case, inside=False, coupled=True, biases=False)


@repaired_adamw.wrong(credit=0.5)
def biases_still_decay(*case):
    """Two faults are mended. But biases still decay. Only the weights should, and they stand at 0,
    2, 4, …"""
    return run(*case, inside=False, coupled=False, biases=True)


@repaired_adamw.wrong(credit=0.5)
def eps_still_inside(*case):
    """Two faults are mended. But ε is still inside the root: there 1e-8 acts as 1e-4, and tiny
    gradients make hardly a step."""
    return run(*case, inside=True, coupled=False, biases=False)


@repaired_adamw.wrong(credit=0.5)
def first_weights_only(parameters, gradients, m, v, t, alpha, decay):
    """The three faults are mended. But only the first weights decay. All do: 0, 2, 4, …"""
    news, *moments = nothing_decays(parameters, gradients, m, v, t, alpha, decay)
    return ([news[0] - alpha * decay * parameters[0], *news[1:]], *moments)


@repaired_adamw.wrong(credit=0.5)
def first_half_decays(parameters, gradients, m, v, t, alpha, decay):
    """ε and the decay are mended. But yours takes the first half of the list for weights. They
    stand in turn with the biases: weights at 0, 2, 4, …"""
    news, *moments = nothing_decays(parameters, gradients, m, v, t, alpha, decay)
    half = len(news) // 2
    pairs = enumerate(zip(news, parameters, strict=True))
    return ([new - (i < half) * alpha * decay * w for i, (new, w) in pairs], *moments)


@repaired_adamw.wrong(credit=0.5)
def told_by_columns(parameters, gradients, m, v, t, alpha, decay):
    """The three faults are mended. But you take each array with one column for a bias. Weights have
    one column as well, where a layer has one input: ask for the place, 0, 2, 4, …"""
    news, *moments = nothing_decays(parameters, gradients, m, v, t, alpha, decay)
    pairs = zip(news, parameters, strict=True)
    return ([new - (w.shape[1] > 1) * alpha * decay * w for new, w in pairs], *moments)


@repaired_adamw.wrong(credit=0.5)
def old_means_returned(parameters, gradients, m, v, t, alpha, decay):
    """The parameters are right. But you return the m and v that came in; the new ones are needed
    for the next step."""
    news, *_ = reference(parameters, gradients, m, v, t, alpha, decay)
    return news, [m_i.copy() for m_i in m], [v_i.copy() for v_i in v]


@repaired_adamw.wrong(credit=0.5)
def hats_returned(parameters, gradients, m, v, t, alpha, decay):
    """The parameters are right. But you return m̂ and v̂: in the next step they would be corrected a
    second time. Return m and v without hats."""
    news, m, v = reference(parameters, gradients, m, v, t, alpha, decay)
    return news, [m_i / (1 - 0.9**t) for m_i in m], [v_i / (1 - 0.999**t) for v_i in v]


@repaired_adamw.wrong(credit=0.5)
def nothing_decays(parameters, gradients, m, v, t, alpha, decay):
    """You took the decay out of the gradient, and it is nowhere now. Weights lose αλw beside the
    step."""
    return reference(parameters, gradients, m, v, t, alpha, 0)


@repaired_adamw.wrong(credit=0.5)
def rate_missing(parameters, gradients, m, v, t, alpha, decay):
    """The three faults are mended. But your weights shrink by 1 − λ: α belongs to it, αλw."""
    news, *moments = nothing_decays(parameters, gradients, m, v, t, alpha, decay)
    pairs = enumerate(zip(news, parameters, strict=True))
    return ([new - (1 - i % 2) * decay * w for i, (new, w) in pairs], *moments)


@repaired_adamw.wrong(credit=0.5)
def only_biases_decay(parameters, gradients, m, v, t, alpha, decay):
    """It is the wrong way round: your biases decay and your weights do not. Weights stand at 0, 2,
    4, …"""
    news, *moments = nothing_decays(parameters, gradients, m, v, t, alpha, decay)
    pairs = enumerate(zip(news, parameters, strict=True))
    return ([new - (i % 2) * alpha * decay * w for i, (new, w) in pairs], *moments)


@repaired_adamw.wrong(credit=0.5)
def shrunk_after_the_step(parameters, gradients, m, v, t, alpha, decay):
    """The three faults are mended. But you shrink what Adam's step has made: αλw means the w before
    the step."""
    news, *moments = nothing_decays(parameters, gradients, m, v, t, alpha, decay)
    keep = [1 - alpha * decay, 1.0]
    return ([keep[i % 2] * new for i, new in enumerate(news)], *moments)


@repaired_adamw.also_right
def shrunk_first(parameters, gradients, m, v, t, alpha, decay):
    keep = [1 - alpha * decay, 1.0]
    shrunk = [keep[i % 2] * w for i, w in enumerate(parameters)]
    return nothing_decays(shrunk, gradients, m, v, t, alpha, 0)
