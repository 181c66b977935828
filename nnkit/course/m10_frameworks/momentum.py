"""Momentum as Keras counts it: the learning rate is inside the velocity."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def momentum_cases(rng: Generator) -> Iterator[Case]:
    """Steps from a velocity that is not zero, with a rate that changes on the way."""
    for shape, rates in (
        ((3, 1), [0.5, 0.5, 0.1, 0.1]),
        ((2, 4), [0.2, 0.4, 0.8]),
        ((4,), [0.9, 0.3, 0.3, 0.05]),
        ((1, 1), [0.4]),
    ):
        gradients = [normal(rng, *shape) for _ in rates]
        yield normal(rng, *shape), normal(rng, *shape), gradients, rates, rng.uniform(0.5, 0.9)


keras_momentum = Code(
    "10.keras_momentum",
    kind="faded-code",
    points=2,
    minutes=5,
    difficulty=2,
    asks="keras_momentum(w, u, gradients, rates, mu) -> (w, u) after all steps",
    cases=momentum_cases,
    arguments=("w", "u", "gradients", "rates", "mu"),
    returns=("w", "u"),
    hints=(
        Hint("Where do I begin?", "Two lines in the loop: the new u, then the new w."),
        Hint("Where is the learning rate?", "In u already. So w moves by u itself."),
        Hint("Nearly the answer", "`u = mu * u - alpha * g`, then `w = w + u`."),
    ),
)


@keras_momentum.right
def reference(w, u, gradients, rates, mu):
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - alpha * g
        w = w + u
    return w, u


@keras_momentum.wrong
def as_in_pytorch(w, u, gradients, rates, mu):
    """That is the form of this course and of PyTorch, v ← μ v + g and w ← w − α v. In Keras' form
    the rate is inside u: u ← μ u − α g, w ← w + u."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u + g
        w = w - alpha * u
    return w, u


@keras_momentum.wrong
def alpha_twice(w, u, gradients, rates, mu):
    """The rate comes in twice. It is inside u already, so w moves by u itself."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - alpha * g
        w = w + alpha * u
    return w, u


@keras_momentum.wrong
def velocity_uphill(w, u, gradients, rates, mu):
    """Your u grows uphill, μ u + α g. In Keras' form u points the way that w goes: subtract the
    gradient."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u + alpha * g
        w = w + u
    return w, u


@keras_momentum.wrong
def other_sign(w, u, gradients, rates, mu):
    """Your u points uphill, and w goes against it. With u = 0 at the start w would come out right,
    but the velocity that you were given is Keras' and points the way that w goes: u ← μ u − α g,
    w ← w + u."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u + alpha * g
        w = w - u
    return w, u


@keras_momentum.wrong
def velocity_subtracted(w, u, gradients, rates, mu):
    """u is right. It points the way that w goes, so it is added."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - alpha * g
        w = w - u
    return w, u


@keras_momentum.wrong
def no_momentum(w, u, gradients, rates, mu):
    """`mu` is not used: your u keeps all of its past."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = u - alpha * g
        w = w + u
    return w, u


@keras_momentum.wrong
def no_past(w, u, gradients, rates, mu):
    """Your u forgets its past: μ u is missing."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = -alpha * g
        w = w + u
    return w, u


@keras_momentum.wrong
def old_velocity(w, u, gradients, rates, mu):
    """w moves with the velocity from before. First the new u, then w."""
    for g, alpha in zip(gradients, rates, strict=True):
        w = w + u
        u = mu * u - alpha * g
    return w, u


@keras_momentum.wrong
def damped_gradient(w, u, gradients, rates, mu):
    """You multiply the gradient by 1 − μ. In this form it counts in full."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - (1 - mu) * alpha * g
        w = w + u
    return w, u


@keras_momentum.wrong
def mu_on_everything(w, u, gradients, rates, mu):
    """You multiply the new gradient by μ as well. Only the old velocity fades: mind the
    brackets."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * (u - alpha * g)
        w = w + u
    return w, u


@keras_momentum.wrong
def no_rate(w, u, gradients, rates, mu):
    """`alpha` is not used: the gradient comes in whole."""
    for g in gradients:
        u = mu * u - g
        w = w + u
    return w, u


@keras_momentum.wrong
def first_rate_throughout(w, u, gradients, rates, mu):
    """You use the first rate in all steps. Each step has its own: `alpha`."""
    return reference(w, u, gradients, [rates[0]] * len(rates), mu)


@keras_momentum.wrong
def gradient_added_as_well(w, u, gradients, rates, mu):
    """u is right. You step by −α g once more when you move w: u holds it already."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - alpha * g
        w = w + u - alpha * g
    return w, u


@keras_momentum.wrong
def nesterov(w, u, gradients, rates, mu):
    """u is right. w ← w + μ u − α g is Nesterov's form, which Keras takes with `nesterov=True`. By
    default it is w ← w + u."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - alpha * g
        w = w + mu * u - alpha * g
    return w, u


@keras_momentum.wrong
def from_rest_each_time(w, u, gradients, rates, mu):
    """Each step starts from the velocity that you were given. It has to start from that of the step
    before."""
    start = u
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * start - alpha * g
        w = w + u
    return w, u


@keras_momentum.wrong
def from_rest(w, u, gradients, rates, mu):
    """You begin at rest. The velocity that you were given need not be zero: go on from it."""
    return reference(w, 0 * u, gradients, rates, mu)


@keras_momentum.wrong
def one_step(w, u, gradients, rates, mu):
    """Only the first step is taken. Let the loop go through all of them, and return behind it."""
    return reference(w, u, gradients[:1], rates[:1], mu)


@keras_momentum.wrong
def w_stays(w, u, gradients, rates, mu):
    """u is right, and w does not move: add u to it in each step."""
    return w, reference(w, u, gradients, rates, mu)[1]


@keras_momentum.wrong(credit=0.5)
def in_place(w, u, gradients, rates, mu):
    """Right numbers, but `+=` and `*=` changed the arrays that you were given, and whoever called
    you still needs them. Make new ones: `w = w + u`."""
    for g, alpha in zip(gradients, rates, strict=True):
        u *= mu
        u -= alpha * g
        w += u
    return w, u


@keras_momentum.wrong
def rate_outside(w, u, gradients, rates, mu):
    """The rate is outside of your u. In Keras' form it is inside, u ← μ u − α g, and w moves by u
    itself: that is what makes the two forms differ when the rate changes."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - g
        w = w + alpha * u
    return w, u


@keras_momentum.wrong
def plain_step(w, u, gradients, rates, mu):
    """u is right. w takes plain steps, −α g, and does not use it: it moves by u."""
    for g, alpha in zip(gradients, rates, strict=True):
        u = mu * u - alpha * g
        w = w - alpha * g
    return w, u


@keras_momentum.wrong
def velocity_not_kept(w, u, gradients, rates, mu):
    """Your u stays what it was at the start. Give it its new value first, then move w by it."""
    for g, alpha in zip(gradients, rates, strict=True):
        w = w + mu * u - alpha * g
    return w, u


@keras_momentum.wrong(credit=0.5)
def w_alone(w, u, gradients, rates, mu):
    """w is right. Return u as well: whoever goes on from here needs it."""
    return reference(w, u, gradients, rates, mu)[0]


@keras_momentum.wrong(credit=0.5)
def exchanged(w, u, gradients, rates, mu):
    """Both are right, in the other order: first w, then u."""
    w, u = reference(w, u, gradients, rates, mu)
    return u, w


@keras_momentum.also_right
def with_torch_velocity(w, u, gradients, rates, mu):
    for i in range(len(gradients)):
        change = mu * u
        change = change - rates[i] * gradients[i]
        w, u = w + change, change
    return w, u
