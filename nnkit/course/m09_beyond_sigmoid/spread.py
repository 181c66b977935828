"""How large weights should be at the start: read off, computed, and why there is a 2."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong

keeps_size = Value(
    "09.keeps_size",
    points=1,
    minutes=3,
    asks="the g with which 20 ReLU layers keep the size of their activations",
    reference=float(np.sqrt(2)),
    tolerance=0.06,
    why="Somewhere near 1.4. That its square is 2 is no accident.",
    misconceptions=(
        Misconception(
            "identity", 1.0, "That is where the identity keeps its size. ReLU needs more."
        ),
        Misconception(
            "tanh",
            1.3,
            "At 1.3 the last of the 20 ReLU layers has less than a quarter of what the first has. "
            "Which g is nearer to a ratio of 1?",
        ),
        Misconception(
            "too-small",
            1.2,
            "At 1.2 the last of the 20 ReLU layers has 3 % of what the first has. Go further up.",
        ),
        Misconception(
            "explodes", 1.5, "At 1.5 the last layer has more than the first. Go a little back."
        ),
        Misconception("explodes-more", 1.6, "At 1.6 the last layer has far more than the first."),
        Misconception("square", 2.0, "At 2 the activations explode. Which g has the ratio 1?"),
        Misconception(
            "ratio", 0.56, "That is the ratio in the table. Asked for is the g above it."
        ),
        Misconception(
            "half", 0.71, "At 0.71 they vanish, and fast. By what has it to be made up for?"
        ),
    ),
    hints=(
        Hint("Where do I look?", "In the row of ReLU: which ratio is nearest to 1?"),
        Hint("It lies between two columns.", "Take the nearer one; one decimal is enough."),
        Hint("Nearly the answer", "Between 1.3, where it is too small, and 1.5, too large."),
    ),
)

why_two = Choice(
    "09.why_two",
    points=1,
    minutes=3,
    difficulty=2,
    asks="where the 2 in 2/n_in comes from",
    options=(
        Wrong(
            "from the ½ in the squared error",
            "loss",
            "No loss came in. Activations were measured on the way forward only.",
        ),
        Wrong(
            "from the two directions, forward and back",
            "two-directions",
            "That 2 stands in 2/(n_in + n_out), where it makes a mean of two numbers. ReLU has "
            "another reason.",
        ),
        Right(
            "from the silent half of the neurons: the others have to be louder",
            "The mean square of what comes out is half of what goes in. Twice the variance makes "
            "up for it.",
        ),
        Wrong(
            "from the slope of ReLU, which is 2 on average",
            "slope-two",
            "The slope of ReLU is 0 or 1, and ½ on average.",
        ),
    ),
    hints=(
        Hint(
            "Where do I begin?", "What does ReLU do to a z that is as often negative as positive?"
        ),
        Hint("And to the mean of the squares?", "Half of them become 0."),
        Hint("Nearly the answer", "What has been halved must have been twice as large."),
    ),
)


class Layer(NamedTuple):
    """Numbers of neurons before and in a layer."""

    n_in: int
    n_out: int

    def __repr__(self) -> str:
        return f"a layer from {self.n_in} to {self.n_out} neurons"


def spreads(own: Layer) -> list[float]:
    """Xavier for tanh, He for ReLU."""
    return [float(np.sqrt(2 / (own.n_in + own.n_out))), float(np.sqrt(2 / own.n_in))]


def draw_layer(draw: Draw) -> Layer:
    """Sizes far enough apart, so that every mistake shows."""
    while True:
        own = Layer(10 * draw.integer(4, 40), 10 * draw.integer(2, 20))
        if own.n_in >= 2 * own.n_out and my_spread.tells_apart(own, 0.0023):
            return own


LAYER = Variant("09.layer", draw_layer)

my_spread = Value(
    "09.my_spread",
    points=1,
    minutes=4,
    asks="spread of the weights of the student's own layer, for tanh and for ReLU",
    variant=LAYER,
    parts=("for tanh", "for ReLU"),
    practice=(
        "A layer has {n_in} inputs and {n_out} neurons. Which spread do its weights need if it "
        "is a **tanh** layer (Xavier), and which if it is a **ReLU** layer (He)? A list of two "
        "numbers, four decimals."
    ),
    reference=spreads,
    tolerance=5e-4,
    why="The more a neuron listens to, the more softly each of them has to speak.",
    misconceptions=(
        Misconception(
            "variances",
            lambda own: [2 / (own.n_in + own.n_out), 2 / own.n_in],
            "These are the variances. The spread is the standard deviation, their root.",
        ),
        Misconception(
            "two-outside-the-root",
            lambda own: [2 / float(np.sqrt(own.n_in + own.n_out)), 2 / float(np.sqrt(own.n_in))],
            "You took the root of the number of neurons only. The 2 stands under it, too: √(2/n).",
        ),
        Misconception(
            "product",
            lambda own: [float(np.sqrt(2 / (own.n_in * own.n_out))), spreads(own)[1]],
            "For tanh you multiplied the two numbers. Xavier adds them: 2/(n_in + n_out). The "
            "second is right.",
            credit=0.5,
        ),
        Misconception(
            "n-out",
            lambda own: [spreads(own)[0], float(np.sqrt(2 / own.n_out))],
            "For ReLU you divided by n_out. Each neuron adds up n_in terms. The first is right.",
            credit=0.5,
        ),
        Misconception(
            "two-missing",
            lambda own: [spreads(own)[0], float(np.sqrt(1 / own.n_in))],
            "For ReLU the 2 is missing: half of the neurons are silent. The first is right.",
            credit=0.5,
        ),
        Misconception(
            "sum-not-mean",
            lambda own: [float(np.sqrt(1 / (own.n_in + own.n_out))), spreads(own)[1]],
            "For tanh the 2 is missing: it makes the mean of n_in and n_out. The second is right.",
            credit=0.5,
        ),
        Misconception(
            "forward-only",
            lambda own: [float(np.sqrt(1 / own.n_in)), spreads(own)[1]],
            "For tanh you kept the size on the way forward only, 1/n_in. Xavier takes n_out into "
            "account as well. The second is right.",
            credit=0.5,
        ),
        Misconception(
            "exchanged",
            lambda own: spreads(own)[::-1],
            "The two are exchanged: first tanh, then ReLU.",
        ),
        Misconception(
            "xavier-twice",
            lambda own: [spreads(own)[0]] * 2,
            "The first is right, and you gave it for ReLU as well: there it is 2/n_in.",
            credit=0.5,
        ),
        Misconception(
            "he-twice",
            lambda own: [spreads(own)[1]] * 2,
            "The second is right, and you gave it for tanh as well: there it is 2/(n_in + n_out).",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Variance for tanh: 2/(n_in + n_out). For ReLU: 2/n_in."),
        Hint("And the spread?", "The root of the variance."),
        Hint("Nearly the answer", "`np.sqrt(2 / (layer.n_in + layer.n_out))`, and the other one."),
    ),
)
