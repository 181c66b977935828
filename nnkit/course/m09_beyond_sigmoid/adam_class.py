"""Adam as a class that keeps its moments: several steps, a rate that changes midway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.checks.steps import Step
from nnkit.course.m09_beyond_sigmoid.adam import down, moved


def walks(rng: Generator) -> Iterator[Case]:
    """A list of parameters, and gradients for four steps; once an array has no gradient."""
    for shapes in (((3, 4), (3, 1)), ((2, 5), (2, 1), (4, 2), (4, 1)), ((3, 3), (3, 3))):
        parameters = [normal(rng, *shape) for shape in shapes]
        gradients = [[normal(rng, *shape) for shape in shapes] for _ in range(4)]
        gradients[1][-1][:] = 0.0
        yield parameters, gradients, 0.3, 0.05


def walk(*_: Any) -> list[Step]:
    """Two objects that take turns; the rate of one changes midway."""
    return [
        ("", "adam = Adam(alpha)"),
        ("", "other = Adam(alpha)"),
        ("", "p = [w.copy() for w in parameters]"),
        ("", "p = adam.step(p, gradients[0])"),
        ("parameters after one step", "p"),
        ("", "p = adam.step(p, gradients[1])"),
        ("parameters after two steps", "p"),
        ("", "adam.alpha = later"),
        ("", "p = adam.step(p, gradients[2])"),
        ("parameters after the rate changed", "p"),
        ("first step of another object", "other.step(parameters, gradients[3])"),
        ("parameters after four steps", "adam.step(p, gradients[3])"),
        ("a step from other parameters", "adam.step([2 * w for w in parameters], gradients[0])"),
    ]


adam_class = Code(
    "09.Adam",
    points=3,
    minutes=10,
    difficulty=3,
    asks="class Adam(alpha) with step(parameters, gradients) -> list of new arrays",
    needs=("09.adam_step",),
    cases=walks,
    steps=walk,
    arguments=("parameters", "gradients", "alpha", "later"),
    hints=(
        Hint(
            "What has to be kept?",
            "The rate `self.alpha`, the count `self.t`, and one m and one v for each array.",
        ),
        Hint(
            "I do not know the shapes when the object is made.",
            "Keep `self.m = None`. In the first `step` make lists of zeros: "
            "`[np.zeros_like(w) for w in parameters]`.",
        ),
        Hint(
            "Nearly the answer",
            "In `step`: `self.t += 1` once; then for each i "
            "`w, self.m[i], self.v[i] = adam_step(parameters[i], gradients[i], self.m[i], "
            "self.v[i], self.t, self.alpha)`, and collect the `w`.",
        ),
    ),
)


@adam_class.right
class ReferenceAdam:
    def __init__(self, alpha):
        self.alpha, self.t, self.m, self.v = alpha, 0, None, None

    def step(self, parameters, gradients):
        self.begin(parameters)
        self.t += 1
        pairs = zip(parameters, gradients, strict=True)
        return [self.one(i, w, g) for i, (w, g) in enumerate(pairs)]

    def begin(self, parameters):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in parameters]
            self.v = [np.zeros_like(w) for w in parameters]

    def one(self, i, w, g):
        self.m[i], self.v[i] = moved(g, self.m[i], self.v[i], 0.9, 0.999)
        m_hat, v_hat = self.m[i] / (1 - 0.9**self.t), self.v[i] / (1 - 0.999**self.t)
        return down(w, m_hat, v_hat, self.alpha, 1e-8)


@adam_class.wrong
class CountsArrays(ReferenceAdam):
    """Your t grows with each array. It counts steps: once in each call of `step`."""

    def step(self, parameters, gradients):
        self.begin(parameters)
        stepped = []
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.t += 1
            stepped.append(self.one(i, w, g))
        return stepped


@adam_class.wrong(credit=0.5)
class CountStays(ReferenceAdam):
    """The first step is right. Later ones are corrected as if they were the first: t has to grow by
    1 in each call of `step`."""

    def step(self, parameters, gradients):
        self.t = 0
        return super().step(parameters, gradients)


@adam_class.wrong
class CountFromOne(ReferenceAdam):
    """Your first step is corrected with t = 2: you begin at 1 and add 1 before the step. Begin at
    0."""

    def __init__(self, alpha):
        super().__init__(alpha)
        self.t = 1


@adam_class.wrong(credit=0.5)
class MomentsMadeAnew(ReferenceAdam):
    """The first step is right. In each later one m and v are zeros again. Make them once, and keep
    what `adam_step` returns: in `self.m[i]` and `self.v[i]`."""

    def step(self, parameters, gradients):
        self.m = None
        return super().step(parameters, gradients)


@adam_class.wrong(credit=0.5)
class NewEachTime(ReferenceAdam):
    """The first step is right. Each later one is another first step: moments and count start anew.
    Keep them in `self`."""

    def step(self, parameters, gradients):
        self.m, self.t = None, 0
        return super().step(parameters, gradients)


@adam_class.wrong(credit=0.5)
class MeanNotKept(ReferenceAdam):
    """The first step is right. Later ones know v of before, but m is zero again: keep the new m as
    well."""

    def one(self, i, w, g):
        kept = self.m[i]
        w = super().one(i, w, g)
        self.m[i] = kept
        return w


@adam_class.wrong(credit=0.5)
class SquareNotKept(ReferenceAdam):
    """The first step is right. Later ones know m of before, but v is zero again: keep the new v as
    well."""

    def one(self, i, w, g):
        kept = self.v[i]
        w = super().one(i, w, g)
        self.v[i] = kept
        return w


@adam_class.wrong(credit=0.5)
class RateForGood(ReferenceAdam):
    """Right, as long as the rate stays. When somebody changes `adam.alpha`, your steps go on with
    the old one: use `self.alpha` in `step`."""

    def __init__(self, alpha):
        super().__init__(alpha)
        self.first = alpha

    def one(self, i, w, g):
        later, self.alpha = self.alpha, self.first
        w = super().one(i, w, g)
        self.alpha = later
        return w


@adam_class.wrong(credit=0.5)
class StartsAnewWithTheRate(ReferenceAdam):
    """Right, as long as the rate stays. When it changes, your moments start anew. The rate is one
    thing, what the gradients were like is another."""

    def step(self, parameters, gradients):
        if getattr(self, "rate", self.alpha) != self.alpha:
            self.m, self.t = None, 0
        self.rate = self.alpha
        return super().step(parameters, gradients)


@adam_class.wrong
class OneMomentForAll(ReferenceAdam):
    """Your arrays share one m and one v, and so the memory of the first leaks into the second. Each
    array has moments of its own."""

    def step(self, parameters, gradients):
        if self.m is None:
            self.m, self.v = [np.zeros((1, 1))], [np.zeros((1, 1))]
        self.t += 1
        return [self.one(0, w, g) for w, g in zip(parameters, gradients, strict=True)]

    def one(self, i, w, g):
        self.m[0] = np.full(w.shape, self.m[0].mean())
        self.v[0] = np.full(w.shape, self.v[0].mean())
        return super().one(0, w, g)


@adam_class.wrong(credit=0.5)
class SharedByAll(ReferenceAdam):
    """A second `Adam` object is not at its beginning: it shares moments and count with the first.
    What belongs to one object is kept in `self`, and made in `__init__`."""

    kept: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, alpha):
        super().__init__(alpha)
        type(self).kept.clear()

    def step(self, parameters, gradients):
        self.t, self.m, self.v = type(self).kept.get("state", (0, None, None))
        stepped = super().step(parameters, gradients)
        type(self).kept["state"] = self.t, self.m, self.v
        return stepped


@adam_class.wrong(credit=0.5)
class InPlace(ReferenceAdam):
    """`step` changes what it was given, the arrays or the list. Return a new list with new arrays:
    `w = w - …`, not `w -= …`."""

    def one(self, i, w, g):
        w[...] = super().one(i, w, g)
        return w


@adam_class.wrong
class MeansExchanged(ReferenceAdam):
    """You store the new v as m, and the new m as v. `adam_step` returns w, m and v in this
    order."""

    def one(self, i, w, g):
        with np.errstate(all="ignore"):
            w = super().one(i, w, g)
        self.m[i], self.v[i] = self.v[i], self.m[i]
        return w


@adam_class.wrong(credit=0.5)
class OwnParameters(ReferenceAdam):
    """You go on from parameters that you keep in the object. Those that `step` is given count: they
    may have changed in between. Keep only m, v and t."""

    def step(self, parameters, gradients):
        self.own = super().step(getattr(self, "own", parameters), gradients)
        return list(self.own)


@adam_class.wrong(credit=0.5)
class SkipsZeros(ReferenceAdam):
    """An array whose gradient is 0 is skipped in yours. But its means have to fade, and along its m
    it goes on moving: make the step for every array."""

    def one(self, i, w, g):
        return super().one(i, w, g) if np.any(g) else w.copy()


@adam_class.wrong(credit=0.5)
class MeansByShape(ReferenceAdam):
    """Two arrays of one shape share their means in yours. Each array has its own: keep them by
    their place in the list."""

    def step(self, parameters, gradients):
        self.begin(parameters)
        self.t += 1
        places = {w.shape: i for i, w in enumerate(parameters)}
        pairs = zip(parameters, gradients, strict=True)
        return [self.one(places[w.shape], w, g) for w, g in pairs]


@adam_class.wrong
class OneListForBoth(ReferenceAdam):
    """`self.m` and `self.v` are one and the same list: what is stored in one stands in the other as
    well. Make two lists."""

    def one(self, i, w, g):
        w = super().one(i, w, g)
        self.m[i] = self.v[i]
        return w


@adam_class.wrong
class CountAfterTheStep(ReferenceAdam):
    """Your first step has t = 0, and 1 − β⁰ is 0: you divide by it. Count first, `self.t += 1`,
    then step."""

    def step(self, parameters, gradients):
        self.t -= 1
        with np.errstate(all="ignore"):
            stepped = super().step(parameters, gradients)
        self.t += 1
        return stepped

    def one(self, i, w, g):
        self.m[i], self.v[i] = moved(g, self.m[i], self.v[i], 0.9, 0.999)
        first, second = np.float64(1 - 0.9**self.t), np.float64(1 - 0.999**self.t)
        return down(w, self.m[i] / first, self.v[i] / second, self.alpha, 1e-8)


@adam_class.wrong(credit=0.5)
class Uphill(ReferenceAdam):
    """Your steps go uphill: they have to be subtracted."""

    def one(self, i, w, g):
        return 2 * w - super().one(i, w, g)


@adam_class.wrong
class NoCorrection(ReferenceAdam):
    """Your steps lack the bias correction: m and v are too small at the beginning. `adam_step` does
    it, if you hand it the number of the step."""

    def one(self, i, w, g):
        self.m[i], self.v[i] = moved(g, self.m[i], self.v[i], 0.9, 0.999)
        return down(w, self.m[i], self.v[i], self.alpha, 1e-8)


@adam_class.also_right
class StateByIndex:
    def __init__(self, alpha):
        self.alpha, self.t, self.state = alpha, 0, {}

    def step(self, parameters, gradients):
        self.t += 1
        stepped = []
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            m, v = self.state.get(i, (0 * w, 0 * w))
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            self.state[i] = m, v
            size = np.sqrt(v / (1 - 0.999**self.t)) + 1e-8
            stepped.append(w - self.alpha * m / (1 - 0.9**self.t) / size)
        return stepped
