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
    asks="keras_momentum(w, v, gradients, rates, mu) -> (w, v) after all steps",
    cases=momentum_cases,
    arguments=("w", "v", "gradients", "rates", "mu"),
    returns=("w", "v"),
    hints=(
        Hint("Where do I begin?", "Two lines in the loop: the new v, then the new w."),
        Hint("Where is the learning rate?", "In v already. So w moves by v itself."),
        Hint("Nearly the answer", "`v = mu * v - alpha * g`, then `w = w + v`."),
    ),
)


@keras_momentum.right
def reference(w, v, gradients, rates, mu):
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w + v
    return w, v


@keras_momentum.wrong
def as_in_pytorch(w, v, gradients, rates, mu):
    """That is the form of this course and of PyTorch, v ← μ v + g and w ← w − α v. In Keras' form
    the rate is inside v: v ← μ v − α g, w ← w + v."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v + g
        w = w - alpha * v
    return w, v


@keras_momentum.wrong
def alpha_twice(w, v, gradients, rates, mu):
    """The rate comes in twice. It is inside v already, so w moves by v itself."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w + alpha * v
    return w, v


@keras_momentum.wrong
def velocity_uphill(w, v, gradients, rates, mu):
    """Your v grows uphill, μ v + α g. In Keras' form v points the way that w goes: subtract the
    gradient."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v + alpha * g
        w = w + v
    return w, v


@keras_momentum.wrong
def other_sign(w, v, gradients, rates, mu):
    """Your v points uphill, and w goes against it. With v = 0 at the start w would come out right,
    but the velocity that you were given is Keras' and points the way that w goes: v ← μ v − α g,
    w ← w + v."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v + alpha * g
        w = w - v
    return w, v


@keras_momentum.wrong
def velocity_subtracted(w, v, gradients, rates, mu):
    """v is right. It points the way that w goes, so it is added."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w - v
    return w, v


@keras_momentum.wrong
def no_momentum(w, v, gradients, rates, mu):
    """`mu` is not used: your v keeps all of its past."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = v - alpha * g
        w = w + v
    return w, v


@keras_momentum.wrong
def no_past(w, v, gradients, rates, mu):
    """Your v forgets its past: μ v is missing."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = -alpha * g
        w = w + v
    return w, v


@keras_momentum.wrong
def old_velocity(w, v, gradients, rates, mu):
    """w moves with the velocity from before. First the new v, then w."""
    for g, alpha in zip(gradients, rates, strict=True):
        w = w + v
        v = mu * v - alpha * g
    return w, v


@keras_momentum.wrong
def damped_gradient(w, v, gradients, rates, mu):
    """You multiply the gradient by 1 − μ. In this form it counts in full."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - (1 - mu) * alpha * g
        w = w + v
    return w, v


@keras_momentum.wrong
def mu_on_everything(w, v, gradients, rates, mu):
    """You multiply the new gradient by μ as well. Only the old velocity fades: mind the
    brackets."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * (v - alpha * g)
        w = w + v
    return w, v


@keras_momentum.wrong
def no_rate(w, v, gradients, rates, mu):
    """`alpha` is not used: the gradient comes in whole."""
    for g in gradients:
        v = mu * v - g
        w = w + v
    return w, v


@keras_momentum.wrong
def first_rate_throughout(w, v, gradients, rates, mu):
    """You use the first rate in all steps. Each step has its own: `alpha`."""
    return reference(w, v, gradients, [rates[0]] * len(rates), mu)


@keras_momentum.wrong
def gradient_added_as_well(w, v, gradients, rates, mu):
    """v is right. You step by −α g once more when you move w: v holds it already."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w + v - alpha * g
    return w, v


@keras_momentum.wrong
def nesterov(w, v, gradients, rates, mu):
    """v is right. w ← w + μ v − α g is Nesterov's form, which Keras takes with `nesterov=True`. By
    default it is w ← w + v."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w + mu * v - alpha * g
    return w, v


@keras_momentum.wrong
def from_rest_each_time(w, v, gradients, rates, mu):
    """Each step starts from the velocity that you were given. It has to start from that of the step
    before."""
    start = v
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * start - alpha * g
        w = w + v
    return w, v


@keras_momentum.wrong
def one_step(w, v, gradients, rates, mu):
    """Only the first step is taken. Let the loop go through all of them, and return behind it."""
    return reference(w, v, gradients[:1], rates[:1], mu)


@keras_momentum.wrong
def w_stays(w, v, gradients, rates, mu):
    """v is right, and w does not move: add v to it in each step."""
    return w, reference(w, v, gradients, rates, mu)[1]


@keras_momentum.wrong(credit=0.5)
def in_place(w, v, gradients, rates, mu):
    """Right numbers, but `+=` and `*=` changed the arrays that you were given, and whoever called
    you still needs them. Make new ones: `w = w + v`."""
    for g, alpha in zip(gradients, rates, strict=True):
        v *= mu
        v -= alpha * g
        w += v
    return w, v


@keras_momentum.wrong
def rate_outside(w, v, gradients, rates, mu):
    """The rate is outside of your v. In Keras' form it is inside, v ← μ v − α g, and w moves by v
    itself: that is what makes the two forms differ when the rate changes."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - g
        w = w + alpha * v
    return w, v


@keras_momentum.wrong
def plain_step(w, v, gradients, rates, mu):
    """v is right. w takes plain steps, −α g, and does not use it: it moves by v."""
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w - alpha * g
    return w, v


@keras_momentum.wrong
def velocity_not_kept(w, v, gradients, rates, mu):
    """Your v stays what it was at the start. Give it its new value first, then move w by it."""
    for g, alpha in zip(gradients, rates, strict=True):
        w = w + mu * v - alpha * g
    return w, v


@keras_momentum.wrong(credit=0.5)
def w_alone(w, v, gradients, rates, mu):
    """w is right. Return v as well: whoever goes on from here needs it."""
    return reference(w, v, gradients, rates, mu)[0]


@keras_momentum.wrong(credit=0.5)
def exchanged(w, v, gradients, rates, mu):
    """Both are right, in the other order: first w, then v."""
    w, v = reference(w, v, gradients, rates, mu)
    return v, w


@keras_momentum.also_right
def with_torch_velocity(w, v, gradients, rates, mu):
    for i in range(len(gradients)):
        change = mu * v
        change = change - rates[i] * gradients[i]
        w, v = w + change, change
    return w, v
