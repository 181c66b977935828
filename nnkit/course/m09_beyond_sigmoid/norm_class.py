"""Batch normalisation as a class: the batch's own mean while training, a remembered one after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.checks.steps import Step
from nnkit.course.m09_beyond_sigmoid.norm_forward import statistics


def three_batches(rng: Generator) -> Iterator[Case]:
    """Batches of different sizes to train on, and a single example to answer."""
    for n, sizes, memory in ((4, (7, 5, 1), 0.9), (3, (2, 6, 3), 0.6)):
        z = [2 + normal(rng, n, 1) * 2 + 1.5 * normal(rng, n, size) for size in sizes]
        yield normal(rng, n, 1), normal(rng, n, 1), 0.1, memory, *z


def life(*_: Any) -> list[Step]:
    """Two batches of training, an answer, another batch; a second object beside."""
    return [
        ("", "layer = BatchNorm(gamma, beta, eps, memory)"),
        ("", "other = BatchNorm(gamma, beta, eps, memory)"),
        ("first training batch", "layer.forward(z1, True)"),
        ("running mean after one batch", "layer.mean"),
        ("running variance after one batch", "layer.var"),
        ("second training batch", "layer.forward(z2, True)"),
        ("running mean after two batches", "layer.mean"),
        ("running variance after two batches", "layer.var"),
        ("answer", "layer.forward(z3, False)"),
        ("running mean after the answer", "layer.mean"),
        ("answer of another object", "other.forward(z3, False)"),
        ("running mean at the beginning", "other.mean"),
        ("running variance at the beginning", "other.var"),
        ("", "layer.memory = 0.3"),
        ("training with another memory", "layer.forward(z1, True)"),
        ("running mean with another memory", "layer.mean"),
        ("answer to a whole batch", "layer.forward(z2, False)"),
    ]


batch_norm = Code(
    "09.BatchNorm",
    points=3,
    minutes=10,
    difficulty=3,
    asks="class BatchNorm(gamma, beta, eps, memory) with forward(z, training) -> out, mean, var",
    needs=("09.norm_forward",),
    cases=three_batches,
    steps=life,
    arguments=("gamma", "beta", "eps", "memory", "z1", "z2", "z3"),
    hints=(
        Hint(
            "What has to be kept?",
            "γ, β, ε and the memory; and `self.mean` and `self.var`, which begin as columns of "
            "zeros and of ones.",
        ),
        Hint(
            "What differs in training?",
            "Training normalises with the batch's own mean and variance, and moves the running "
            "ones. An answer normalises with the running ones and moves nothing.",
        ),
        Hint(
            "Nearly the answer",
            "While training: `mean, var, _, out = norm_forward(z, self.gamma, self.beta, "
            "self.eps)`, then `self.mean = self.memory * self.mean + (1 - self.memory) * mean`.",
        ),
    ),
)


@batch_norm.right
class ReferenceNorm:
    def __init__(self, gamma, beta, eps, memory):
        self.gamma, self.beta, self.eps, self.memory = gamma, beta, eps, memory
        self.mean, self.var = np.zeros_like(gamma), np.ones_like(gamma)

    def forward(self, z, training):
        return self.train(z) if training else self.answer(z)

    def train(self, z):
        mean = z.mean(axis=1, keepdims=True)
        var = z.var(axis=1, keepdims=True)
        self.remember(mean, var)
        return self.normalised(z, mean, var)

    def answer(self, z):
        return self.normalised(z, self.mean, self.var)

    def remember(self, mean, var):
        self.mean = self.memory * self.mean + (1 - self.memory) * mean
        self.var = self.memory * self.var + (1 - self.memory) * var

    def normalised(self, z, mean, var):
        return self.gamma * (z - mean) / np.sqrt(var + self.eps) + self.beta


@batch_norm.wrong(credit=0.5)
class AnswersByTheBatch(ReferenceNorm):
    """Training is right. But an answer is normalised by what is asked together with it. Then one
    example alone always gets β. Answer with the running mean and variance."""

    def answer(self, z):
        return self.normalised(z, z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True))


@batch_norm.wrong
class TrainsByTheRunning(ReferenceNorm):
    """While training you normalise with the running mean and variance. Take those of the batch; the
    running ones are for answers."""

    def train(self, z):
        super().train(z)
        return self.answer(z)


@batch_norm.wrong
class TrainsByTheRunningOfBefore(ReferenceNorm):
    """While training you normalise with the running mean and variance, and move them afterwards.
    Take those of the batch; the running ones are for answers."""

    def train(self, z):
        out = self.answer(z)
        super().train(z)
        return out


@batch_norm.wrong
class TrainingAndAskedExchanged(ReferenceNorm):
    """You exchanged the two: while training you normalise with the running mean and variance, and
    when asked with the batch's own."""

    def forward(self, z, training):
        return self.answer(z) if training else self.train(z)


@batch_norm.wrong
class CorrectedLikeAdam(ReferenceNorm):
    """Training is right. But in an answer you correct the running ones for their start, as Adam
    does. Here there is no such correction: take them as they are."""

    steps = 0

    def train(self, z):
        self.steps += 1
        return super().train(z)

    def answer(self, z):
        share = 1 - self.memory**self.steps if self.steps else 1.0
        return self.normalised(z, self.mean / share, self.var / share)


@batch_norm.wrong(credit=0.5)
class EpsNotPassedOn(ReferenceNorm):
    """An answer is right. But while training your ε is 1e-5, whatever was asked for: hand
    `self.eps` on to `norm_forward`."""

    def train(self, z):
        eps, self.eps = self.eps, 1e-5
        out = super().train(z)
        self.eps = eps
        return out


@batch_norm.wrong(credit=0.5)
class EpsForgottenWhenAsked(ReferenceNorm):
    """Training is right. But in an answer ε is missing under the root: √(var + ε) there as well."""

    def answer(self, z):
        return self.gamma * (z - self.mean) / np.sqrt(self.var) + self.beta


@batch_norm.wrong
class SpreadRememberedAndUsed(ReferenceNorm):
    """You remember the spread, the root of the variance. The object remembers the variance; its
    root is taken in an answer: √(var + ε)."""

    def remember(self, mean, var):
        super().remember(mean, np.sqrt(var))

    def answer(self, z):
        return self.gamma * (z - self.mean) / (self.var + self.eps) + self.beta


@batch_norm.wrong
class SharesExchanged(ReferenceNorm):
    """You keep the share 1 − memory of what was. Keep `memory` of it, take 1 − memory of the
    new."""

    def remember(self, mean, var):
        self.mean = (1 - self.memory) * self.mean + self.memory * mean
        self.var = (1 - self.memory) * self.var + self.memory * var


@batch_norm.wrong
class OnlyTheLastBatch(ReferenceNorm):
    """Your running mean and variance are those of the last batch. They should remember the earlier
    ones as well: the share `memory` of the old stays."""

    def remember(self, mean, var):
        self.mean, self.var = mean, var


@batch_norm.wrong(credit=0.5)
class NothingRemembered(ReferenceNorm):
    """Training comes out right, but the running mean and variance stay 0 and 1. Each training batch
    has to move them."""

    def remember(self, mean, var):
        pass


@batch_norm.wrong(credit=0.5)
class VarianceNotRemembered(ReferenceNorm):
    """The running mean is right. The running variance stays 1: move it in the same way."""

    def remember(self, mean, var):
        super().remember(mean, self.var)


@batch_norm.wrong(credit=0.5)
class MeanNotRemembered(ReferenceNorm):
    """The running variance is right. The running mean stays 0: move it in the same way."""

    def remember(self, mean, var):
        super().remember(self.mean, var)


@batch_norm.wrong(credit=0.5)
class SpreadRemembered(ReferenceNorm):
    """Your running variance remembers roots. Keep the variance itself; the root is taken when it is
    used."""

    def remember(self, mean, var):
        super().remember(mean, np.sqrt(var))


@batch_norm.wrong(credit=0.5)
class SampleVarianceRemembered(ReferenceNorm):
    """Training is right. But you remember the variance with N − 1. Some frameworks do that; here
    the running variance remembers the one that was used, with N."""

    def train(self, z):
        out = super().train(z)
        N = z.shape[1]
        extra = z.var(axis=1, keepdims=True) / (N - 1) if N > 1 else 0.0
        self.var = self.var + (1 - self.memory) * extra
        return out


@batch_norm.wrong
class VarianceFromZero(ReferenceNorm):
    """Your running variance begins at 0. It begins at 1, as if z were normalised already, so that
    an answer before any training divides by 1."""

    def __init__(self, gamma, beta, eps, memory):
        super().__init__(gamma, beta, eps, memory)
        self.var = np.zeros_like(gamma)


@batch_norm.wrong(credit=0.5)
class AnswersMoveIt(ReferenceNorm):
    """Your answers move the running mean and variance, so that asking changes the network. Move
    them while training only."""

    def answer(self, z):
        out = super().answer(z)
        self.remember(z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True))
        return out


@batch_norm.wrong(credit=0.5)
class AnswersWithoutGamma(ReferenceNorm):
    """Training is right. An answer takes γ and β as well."""

    def answer(self, z):
        return (z - self.mean) / np.sqrt(self.var + self.eps)


@batch_norm.wrong
class EpsOutside(ReferenceNorm):
    """Your ε is added to the root. In batch normalisation it stands inside: √(var + ε)."""

    def normalised(self, z, mean, var):
        return self.gamma * (z - mean) / (np.sqrt(var) + self.eps) + self.beta


@batch_norm.wrong
class SharedByAll(ReferenceNorm):
    """A second object is not at its beginning: it shares mean and variance with the first. What
    belongs to one object is kept in `self`."""

    kept: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, gamma, beta, eps, memory):
        super().__init__(gamma, beta, eps, memory)
        type(self).kept.clear()

    def remember(self, mean, var):
        super().remember(mean, var)
        type(self).kept["state"] = self.mean, self.var

    def answer(self, z):
        self.mean, self.var = type(self).kept.get("state", (self.mean, self.var))
        return super().answer(z)


@batch_norm.wrong(credit=0.5)
class FixedMemory(ReferenceNorm):
    """Your memory is always 0.9. Use `self.memory`, which may be another number and may change."""

    def remember(self, mean, var):
        self.mean, self.var = 0.9 * self.mean + 0.1 * mean, 0.9 * self.var + 0.1 * var


@batch_norm.wrong(credit=0.5)
class MemoryOfTheStart(ReferenceNorm):
    """Right, as long as the memory stays. When somebody changes `layer.memory`, yours goes on with
    the old one: use `self.memory` in `forward`."""

    def __init__(self, gamma, beta, eps, memory):
        super().__init__(gamma, beta, eps, memory)
        self.first = memory

    def remember(self, mean, var):
        self.mean = self.first * self.mean + (1 - self.first) * mean
        self.var = self.first * self.var + (1 - self.first) * var


@batch_norm.wrong(credit=0.5)
class NothingFades(ReferenceNorm):
    """Your running mean and variance only grow: all of the old stays. Only the share `memory` of it
    should."""

    def remember(self, mean, var):
        self.mean = self.mean + (1 - self.memory) * mean
        self.var = self.var + (1 - self.memory) * var


@batch_norm.wrong(credit=0.5)
class FirstBatchTakenWhole(ReferenceNorm):
    """Your first batch is taken over whole. Here the running ones begin at 0 and 1, and the first
    batch moves them like any other."""

    def remember(self, mean, var):
        if not self.mean.any():
            self.mean, self.var = mean, var
        else:
            super().remember(mean, var)


@batch_norm.wrong(credit=0.5)
class OnlyNormalised(ReferenceNorm):
    """What is remembered is right. But `forward` returns z_hat: multiply by γ and add β."""

    def normalised(self, z, mean, var):
        return (z - mean) / np.sqrt(var + self.eps)


@batch_norm.wrong(credit=0.5)
class ReturnsAll(ReferenceNorm):
    """While training `forward` returns all four results of `norm_forward`. Return `out` alone."""

    def train(self, z):
        mean, var = statistics(z)
        out = super().train(z)
        return mean, var, (z - mean) / np.sqrt(var + self.eps), out


@batch_norm.wrong(credit=0.5)
class NumbersForColumns(ReferenceNorm):
    """All is right after the first batch. Before it, your running mean and variance are plain
    numbers: make them columns of the shape of `gamma`."""

    def __init__(self, gamma, beta, eps, memory):
        super().__init__(gamma, beta, eps, memory)
        self.mean, self.var = 0.0, 1.0


@batch_norm.also_right
class MovedTowards(ReferenceNorm):
    def train(self, z):
        mean, var = statistics(z)
        self.mean = self.mean + (1 - self.memory) * (mean - self.mean)
        self.var = self.var + (1 - self.memory) * (var - self.var)
        return self.normalised(z, mean, var)
