"""Dropout by hand: what is sent, what is sent on average, and what it does for validation."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong


class Dropped(NamedTuple):
    """Activations of four neurons, their uniform numbers, and the share that is dropped."""

    a: list[int]
    u: list[float]
    p: float

    def __repr__(self) -> str:
        a = ", ".join(map(str, self.a)).replace("-", "−")
        return f"a = ({a}),  u = ({', '.join(map(str, self.u))}),  p = {self.p}"


def dropped(own: Dropped, factor: float | None = None) -> list[float]:
    """What the four neurons send, with a factor on those that stay."""
    factor = 1 / (1 - own.p) if factor is None else factor
    return [factor * a * (u >= own.p) for a, u in zip(own.a, own.u, strict=True)]


def draw_dropped(draw: Draw) -> Dropped:
    """Shares with simple factors; at least one neuron stays and one goes."""
    while True:
        p = draw.choice((0.2, 0.6, 0.75, 0.8))
        a = [draw.integer(2, 9) for _ in range(4)]
        u = [draw.integer(5, 95) / 100 for _ in range(4)]
        goes = sum(x < p for x in u)
        if goes in (1, 2, 3) and min(abs(x - p) for x in u) > 0.02:
            own = Dropped(a, u, p)
            if my_dropout.tells_apart(own, 0.05):
                return own


my_dropout = Value(
    "09.my_dropout",
    points=1,
    minutes=4,
    asks="what four neurons send while training, with the student's own uniform numbers",
    variant=Variant("09.dropped", draw_dropped),
    practice=(
        "Four neurons have the activations {a}. A neuron is dropped with probability p = {p}: "
        "it stays where its random number, of {u}, is at least p. What does each send while "
        "training? A list of four numbers, two decimals."
    ),
    reference=dropped,
    tolerance=6e-3,
    why="Those who stay speak louder, so that on average as much arrives as without dropout.",
    misconceptions=(
        Misconception(
            "not-scaled",
            lambda own: dropped(own, 1.0),
            "The right ones are dropped. Those that stay are divided by 1 − p.",
            credit=0.5,
        ),
        Misconception(
            "divided-by-p",
            lambda own: dropped(own, 1 / own.p),
            "The right ones are dropped. You divided by p, the share that goes; the share that "
            "stays is 1 − p.",
            credit=0.5,
        ),
        Misconception(
            "multiplied",
            lambda own: dropped(own, 1 - own.p),
            "The right ones are dropped. You multiplied by 1 − p; those that stay have to become "
            "larger: divide.",
            credit=0.5,
        ),
        Misconception(
            "times-p",
            lambda own: dropped(own, own.p),
            "The right ones are dropped. You multiplied by p. Divide by the share that stays, "
            "1 − p.",
            credit=0.5,
        ),
        Misconception(
            "wrong-ones-stay",
            lambda own: [a / (1 - own.p) - d for a, d in zip(own.a, dropped(own), strict=True)],
            "The scale is right, but the others stay: u < p is dropped.",
        ),
        Misconception(
            "p-is-what-stays",
            lambda own: [a * (u < own.p) / own.p for a, u in zip(own.a, own.u, strict=True)],
            "You kept the share p and divided by it. Here p is the share that goes.",
        ),
        Misconception(
            "times-u",
            lambda own: [d * u for d, u in zip(dropped(own), own.u, strict=True)],
            "You multiplied by u as well. These numbers only decide who stays.",
        ),
        Misconception(
            "nobody-dropped",
            lambda own: [a / (1 - own.p) for a in own.a],
            "All four speak. Those with u < p have to send 0.",
        ),
        Misconception(
            "silent",
            lambda own: [float(a) for a in own.a],
            "So it is when the network is asked. Here it trains.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Compare each number u with p: who is dropped sends 0."),
        Hint("What do the others send?", "Their a, divided by the share that stays."),
        Hint("Nearly the answer", "a / (1 − p) where u is p or more, 0 elsewhere."),
    ),
)

dropout_mean = Value(
    "09.dropout_mean",
    points=1,
    minutes=3,
    asks="mean of what a neuron with a = 6 sends over many steps of training, p = 0.25",
    reference=6.0,
    tolerance=0.02,
    why="¾ of the steps it sends 8, in the others 0: on average 6, as without dropout.",
    misconceptions=(
        Misconception(
            "when-it-stays",
            8.0,
            "That is what it sends when it stays. In a quarter of the steps it sends 0.",
        ),
        Misconception(
            "not-scaled",
            4.5,
            "So it would be if nothing were scaled: ¾ of 6. While training it sends 6 / (1 − p).",
        ),
        Misconception(
            "share-that-goes",
            1.5,
            "That is a quarter of 6. A quarter of the steps are those in which it sends nothing.",
        ),
        Misconception(
            "divided-by-p",
            18.0,
            "You divided by p: ¾ of 24. What stays is divided by the share that stays, 1 − p.",
        ),
        Misconception(
            "half", 3.0, "That is half of 6. It sends 0 in a quarter of the steps, not in half."
        ),
        Misconception(
            "goes-for-stays",
            2.0,
            "You took a quarter of 8. A quarter goes, three quarters stay.",
        ),
        Misconception(
            "scaled-down", 3.375, "You scaled by 1 − p twice. What stays is divided by 1 − p."
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What does it send when it stays?"),
        Hint("It sends 8.", "And how often? In the other steps it sends 0."),
        Hint("Nearly the answer", "0.75 · 8 + 0.25 · 0"),
    ),
)

dropout_gap = Choice(
    "09.dropout_gap",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what dropout does to accuracy where a quarter of the training labels is random",
    options=(
        Wrong(
            "it raises both: a better network is better everywhere",
            "raises-both",
            "A quarter of the training labels are nonsense. Who gets them right has learnt them by "
            "heart.",
        ),
        Wrong(
            "it lowers both: half of the neurons are missing",
            "lowers-both",
            "They are missing while it trains. When it is asked, all of them speak. Then what has "
            "it learnt less well: digits, or labels by heart?",
        ),
        Right(
            "it lowers the first and raises the second",
            "Nothing can be learnt by heart by neurons that are missing half of the time.",
        ),
        Wrong(
            "it raises the first and lowers the second",
            "exchanged",
            "That would be a help to learn by heart. Can a neuron keep one label in mind if it is "
            "missing half of the time?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "How does a network get a label right that was drawn at random?"),
        Hint("By heart.", "Does it become easier or harder if neurons are missing at random?"),
        Hint("Nearly the answer", "Harder; and what is left to learn are the digits."),
    ),
)
