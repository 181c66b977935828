"""Two steps of momentum by hand, in the two forms that part when the rate changes."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class OwnMomentum(NamedTuple):
    """Two steps from w, at rest: gradients g1 and g2, rate α1 and then α2, momentum μ."""

    w: int
    g1: int
    g2: int
    alpha1: float
    alpha2: float
    mu: float

    def __repr__(self) -> str:
        return (
            f"w = {self.w}, gradients {self.g1} then {self.g2}, "
            f"α = {self.alpha1} then {self.alpha2}, μ = {self.mu}"
        )


def keras_then(own: OwnMomentum) -> float:
    first = -own.alpha1 * own.g1
    return own.w + first + own.mu * first - own.alpha2 * own.g2


def torch_then(own: OwnMomentum) -> float:
    return own.w - own.alpha1 * own.g1 - own.alpha2 * (own.mu * own.g1 + own.g2)


def draw_momentum(draw: Draw) -> OwnMomentum:
    """A rate that falls to a tenth or a fifth, and gradients that no two mistakes hide behind."""
    while True:
        own = OwnMomentum(
            draw.integer(2, 9),
            draw.choice((2, 3, 4, 6)),
            draw.choice((-3, -2, 1, 2, 3, 5)),
            draw.choice((0.5, 1.0)),
            draw.choice((0.1, 0.2)),
            draw.choice((0.5, 0.9)),
        )
        if own.g1 != own.g2 and my_momenta.tells_apart(own, 0.02):
            return own


MOMENTUM = Variant("10.momentum", draw_momentum)

my_momenta = Value(
    "10.my_momenta",
    points=1.5,
    minutes=6,
    difficulty=2,
    asks="w after two steps of momentum in Keras' form and in PyTorch's, with two rates",
    variant=MOMENTUM,
    parts=("Keras", "PyTorch"),
    practice=(
        "Momentum μ = {mu} from w = {w} and v = 0: two steps with the gradients {g1}, {g2} and "
        "the rates {alpha1}, {alpha2}. Where is w afterwards, in Keras' form and in PyTorch's? "
        "A list `[Keras, PyTorch]`, two decimals."
    ),
    reference=lambda own: [keras_then(own), torch_then(own)],
    tolerance=5e-3,
    why="Keras' velocity remembers the old rate, PyTorch's is multiplied by the new one at once.",
    misconceptions=(
        Misconception(
            "exchanged",
            lambda own: [torch_then(own), keras_then(own)],
            "Both numbers are right, in the other order: first Keras, then PyTorch.",
            credit=0.5,
        ),
        Misconception(
            "both-keras",
            lambda own: [keras_then(own), keras_then(own)],
            "The first is right. In PyTorch's form the rate stands outside of v: the whole v, past "
            "and present, is multiplied by the new rate.",
            credit=0.5,
        ),
        Misconception(
            "both-pytorch",
            lambda own: [torch_then(own), torch_then(own)],
            "The second is right. In Keras' form the old rate is inside v, and stays there: only "
            "the new gradient gets the new rate.",
            credit=0.5,
        ),
        Misconception(
            "no-momentum",
            lambda own: [own.w - own.alpha1 * own.g1 - own.alpha2 * own.g2] * 2,
            "You took two plain steps. In the second one the velocity of the first goes on, "
            "multiplied by μ.",
        ),
        Misconception(
            "old-rate",
            lambda own: [own.w - own.alpha1 * (own.g1 + own.mu * own.g1 + own.g2)] * 2,
            "You used the first rate in both steps. With one rate the two forms agree; it changes "
            "here.",
        ),
        Misconception(
            "after-one-step",
            lambda own: [own.w - own.alpha1 * own.g1] * 2,
            "That is w after the first step, where both agree. Take the second one as well.",
        ),
        Misconception(
            "uphill",
            lambda own: [2 * own.w - keras_then(own), 2 * own.w - torch_then(own)],
            "The sizes are right. Both go against the gradient: subtract.",
        ),
        Misconception(
            "steps-alone",
            lambda own: [keras_then(own) - own.w, torch_then(own) - own.w],
            "That is how far w has moved. Where is it now?",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "The first step is the same in both: w − α1 · g1."),
        Hint("Keras' second step?", "v = −α1 · g1, then v = μ v − α2 · g2, and w moves by v."),
        Hint("PyTorch's second step?", "v = g1, then v = μ v + g2, and w moves by −α2 v."),
    ),
)
