"""The best weights kept while training goes on: a copy, not a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.checks.steps import Step


def parameters_and_losses(rng: Generator) -> Iterator[Case]:
    """Parameters of networks, and losses: some lower, one just as low, one higher."""
    for shapes, unit in (((4, 3), (4, 1)), 1.0), (((3, 3), (3, 1), (2, 3), (2, 1)), 5e4):
        params = [normal(rng, *shape) for shape in shapes]
        losses = rng.uniform(0.4, 0.5) + np.array([0.0, 0.1, -0.2, -0.2, -0.1])
        yield params, [float(unit * loss) for loss in losses]


def keep_best_steps(*_: Any) -> list[Step]:
    """Training changes the arrays in place; now and then somebody looks."""
    return [
        ("", "mine = [p + 0.0 for p in params]"),
        ("", "best = KeepBest()"),
        ("", "other = KeepBest()"),
        ("first look", "best.look(mine, losses[0])"),
        ("loss after the first look", "best.loss"),
        ("", "for p in mine: p *= 2"),
        ("params after training went on", "best.params and list(best.params)"),
        ("look at a higher loss", "best.look(mine, losses[1])"),
        ("params after a higher loss", "best.params and list(best.params)"),
        ("", "for p in mine: p -= 1"),
        ("look at a lower loss", "best.look(mine, losses[2])"),
        ("params after a lower loss", "best.params and list(best.params)"),
        ("", "for p in mine: p += 1"),
        ("look at the same loss", "best.look(mine, losses[3])"),
        ("params after the same loss", "best.params and list(best.params)"),
        ("look at a loss between", "best.look(mine, losses[4])"),
        ("loss at the end", "best.loss"),
        ("", "mine[:] = [0.0 * p for p in mine]"),
        ("params after the list was filled anew", "best.params and list(best.params)"),
        ("another object's first look", "other.look(mine, losses[1])"),
        ("", "for p in mine: p += 3"),
        ("another object's params", "other.params and list(other.params)"),
        ("the first object's params", "best.params and list(best.params)"),
    ]


keep_best = Code(
    "08.KeepBest",
    points=3,
    minutes=10,
    difficulty=2,
    asks="class KeepBest with look(params, loss), and its attributes loss and params",
    cases=parameters_and_losses,
    steps=keep_best_steps,
    arguments=("params", "losses"),
    hints=(
        Hint(
            "What does the constructor do?",
            "Nothing has been seen yet, so `self.loss = np.inf`: every loss is lower than that. "
            "`self.params = None`.",
        ),
        Hint(
            "What I kept goes on changing.",
            "`self.params = params` is a second name for the same list of the same arrays, and so "
            "is `list(params)` for its arrays. Copy each array: `p.copy()`.",
        ),
        Hint(
            "Nearly the answer",
            "In `look`: `if loss < self.loss:` keep the loss, keep `[p.copy() for p in params]`, "
            "and return True; at the end return False.",
        ),
    ),
)


@keep_best.right
class ReferenceKeepBest:
    """Copies of the arrays with the lowest loss so far."""

    def __init__(self):
        self.loss = np.inf
        self.params = None

    def look(self, params, loss):
        if loss < self.loss:
            self.loss = loss
            self.params = [p.copy() for p in params]
            return True
        return False


@keep_best.wrong
class ByName(ReferenceKeepBest):
    """What you keep is a second name for the arrays that are trained, so it goes on changing with
    them. Keep copies: `[p.copy() for p in params]`."""

    def look(self, params, loss):
        if loss < self.loss:
            self.loss = loss
            self.params = params
            return True
        return False


@keep_best.wrong
class ListCopiedArraysNot(ReferenceKeepBest):
    """Your list is new, but the arrays in it are the very ones that are trained: copying a list
    does not copy what is in it. Copy each array."""

    def look(self, params, loss):
        if loss < self.loss:
            self.loss = loss
            self.params = list(params)
            return True
        return False


@keep_best.wrong
class LastKept(ReferenceKeepBest):
    """Your object keeps what it saw last, also where the loss was higher. Keep it only if the loss
    is lower than the lowest so far."""

    def look(self, params, loss):
        lower = loss < self.loss
        self.loss = min(loss, self.loss)
        self.params = [p.copy() for p in params]
        return lower


@keep_best.wrong
class LossNotKept(ReferenceKeepBest):
    """The lowest loss is never written down, so each new one looks like the lowest. Set `self.loss`
    whenever you keep the parameters."""

    def look(self, params, loss):
        if loss < self.loss:
            self.params = [p.copy() for p in params]
            return True
        return False


@keep_best.wrong
class ComparedWithTheLast(ReferenceKeepBest):
    """You compare with the loss of the last look, and change `self.loss` even where the new loss is
    higher. Compare with the lowest of all."""

    def look(self, params, loss):
        lower = loss < self.loss
        self.loss = loss
        if lower:
            self.params = [p.copy() for p in params]
        return lower


@keep_best.wrong
class LargestKept(ReferenceKeepBest):
    """You keep the parameters with the *highest* loss. The best ones have the lowest."""

    def __init__(self):
        self.loss = -np.inf
        self.params = None

    def look(self, params, loss):
        if loss > self.loss:
            self.loss = loss
            self.params = [p.copy() for p in params]
            return True
        return False


@keep_best.wrong(credit=0.5)
class KeepsTheSameLoss(ReferenceKeepBest):
    """A loss that is just as low is no new minimum: compare with `<`, not `<=`."""

    def look(self, params, loss):
        if loss <= self.loss:
            self.loss = loss
            self.params = [p.copy() for p in params]
            return True
        return False


@keep_best.wrong(credit=0.5)
class SaysNothing(ReferenceKeepBest):
    """The right arrays are kept. But `look` returns nothing; it has to say True for a new minimum
    and False otherwise."""

    def look(self, params, loss):
        super().look(params, loss)


@keep_best.wrong(credit=0.5)
class SaysFalseAfterwards(ReferenceKeepBest):
    """The right arrays are kept. But `look` says False for a new minimum: when it compares for its
    answer, `self.loss` is the new loss already. Return True where you keep it."""

    def look(self, params, loss):
        super().look(params, loss)
        return bool(loss < self.loss)


@keep_best.wrong(credit=0.5)
class SaysTheLoss(ReferenceKeepBest):
    """The right arrays are kept. But `look` returns the loss; it has to say True for a new minimum
    and False otherwise."""

    def look(self, params, loss):
        super().look(params, loss)
        return self.loss


@keep_best.wrong
class BeginsTooLow(ReferenceKeepBest):
    """Your object begins with a loss of its own, so a first loss that is higher is never kept. Any
    first loss is the lowest so far: begin with `np.inf`."""

    def __init__(self):
        self.loss = 1.0
        self.params = None


@keep_best.wrong
class BeginsAtZero(ReferenceKeepBest):
    """Your object begins with a loss of 0, and no loss is lower than that: nothing is ever kept.
    Begin with `np.inf`, which is above every loss."""

    def __init__(self):
        self.loss = 0.0
        self.params = None


@keep_best.wrong
class AppendsToTheOld(ReferenceKeepBest):
    """Your list grows with each new minimum: the old arrays are still in it. Begin a new list each
    time."""

    def __init__(self):
        self.loss = np.inf
        self.params = []

    def look(self, params, loss):
        if loss < self.loss:
            self.loss = loss
            self.params += [p.copy() for p in params]
            return True
        return False


@keep_best.wrong
class FirstKept(ReferenceKeepBest):
    """Your object keeps what it saw first, and never anything else. Each lower loss is a new
    minimum, and its parameters take the place of the old ones."""

    def look(self, params, loss):
        if self.params is None:
            return super().look(params, loss)
        return False


@keep_best.wrong
class OneForAll:
    """Two objects of your class share what they keep. Set the attributes in `__init__`, with
    `self.`, so that each object has its own."""

    kept: ClassVar[dict[str, Any]] = {}

    def __init__(self):
        self.kept.update(loss=np.inf, params=None)

    @property
    def loss(self):
        return self.kept["loss"]

    @property
    def params(self):
        return self.kept["params"]

    def look(self, params, loss):
        if loss < self.kept["loss"]:
            self.kept.update(loss=loss, params=[p.copy() for p in params])
            return True
        return False


@keep_best.also_right
class WithDeepCopies:
    def __init__(self):
        self.loss, self.params = float("inf"), []

    def look(self, params, loss):
        better = bool(loss < self.loss)
        if better:
            self.loss = loss
            self.params = [np.array(p) for p in params]
        return better


@keep_best.also_right
class FromNothing:
    def __init__(self):
        self.loss = None
        self.params = None

    def look(self, params, loss):
        if self.loss is not None and loss >= self.loss:
            return False
        self.loss, self.params = loss, tuple(p + 0.0 for p in params)
        return True
