"""Weight decay: in the loss and in the step, for plain gradient descent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value, Variant


def parameters(rng: Generator) -> Iterator[Case]:
    """Weights, biases and their gradients; one weight has no gradient."""
    for sizes, alpha, decay in (
        ((3, 4, 2), 0.3, 0.5),
        ((5, 2), 0.1, 0.8),
        ((3, 3, 3), 0.5, 0.2),
        ((2, 6, 4, 3), 0.2, 0.1),
    ):
        pairs = list(zip(sizes[1:], sizes[:-1], strict=True))
        W, dW = ([normal(rng, m, n) for m, n in pairs] for _ in range(2))
        b, db = ([normal(rng, m, 1) for m, _ in pairs] for _ in range(2))
        dW[0][0, 0] = 0.0
        yield W, b, dW, db, alpha, decay


def stepped(arrays, gradients, alpha, decay):
    return [w - alpha * (g + decay * w) for w, g in zip(arrays, gradients, strict=True)]


decay_step = Code(
    "09.decay_step",
    points=2,
    minutes=5,
    difficulty=2,
    asks="decay_step(weights, biases, dW, db, alpha, decay) -> (weights, biases), new lists",
    cases=parameters,
    arguments=("weights", "biases", "dW", "db", "alpha", "decay"),
    returns=("weights", "biases"),
    hints=(
        Hint(
            "Where do I begin?", "With the plain step W − α g. To g comes the slope of ½λ‖W‖²: λW."
        ),
        Hint("What about the biases?", "They take the plain step: nothing makes them decay."),
        Hint("Nearly the answer", "`[W - alpha * (g + decay * W) for W, g in zip(weights, dW)]`"),
    ),
)


@decay_step.right
def reference(weights, biases, dW, db, alpha, decay):
    return stepped(weights, dW, alpha, decay), stepped(biases, db, alpha, 0)


@decay_step.wrong(credit=0.5)
def biases_decay(weights, biases, dW, db, alpha, decay):
    """Your biases decay as well. A bias only shifts; there is no reason to pull it to 0. Only the
    weights decay."""
    return stepped(weights, dW, alpha, decay), stepped(biases, db, alpha, decay)


@decay_step.wrong
def only_biases_decay(weights, biases, dW, db, alpha, decay):
    """You have it the wrong way round: the weights should decay, the biases should not."""
    return stepped(weights, dW, alpha, 0), stepped(biases, db, alpha, decay)


@decay_step.wrong
def no_decay(weights, biases, dW, db, alpha, decay):
    """Nothing decays: this is the plain step. Add λW to each gradient of weights."""
    return stepped(weights, dW, alpha, 0), stepped(biases, db, alpha, 0)


@decay_step.wrong
def weights_grow(weights, biases, dW, db, alpha, decay):
    """Your weights are pushed away from 0. λW is a part of the gradient, so it is subtracted with
    it."""
    return stepped(weights, dW, alpha, -decay), stepped(biases, db, alpha, 0)


@decay_step.wrong
def rate_missing_in_the_decay(weights, biases, dW, db, alpha, decay):
    """You subtract the whole λW. It belongs to the gradient, so α is in front of it as well: in one
    step the weights shrink by the factor 1 − αλ."""
    return stepped(weights, dW, alpha, decay / alpha), stepped(biases, db, alpha, 0)


@decay_step.wrong
def twice(weights, biases, dW, db, alpha, decay):
    """Your decay is twice too strong. The loss has ½λ‖W‖², whose slope is λW, not 2λW."""
    return stepped(weights, dW, alpha, 2 * decay), stepped(biases, db, alpha, 0)


@decay_step.wrong
def half(weights, biases, dW, db, alpha, decay):
    """Your decay is half of what it should be. The ½ is in the loss; the slope of ½λ‖W‖² is λW."""
    return stepped(weights, dW, alpha, decay / 2), stepped(biases, db, alpha, 0)


@decay_step.wrong
def one_missing(weights, biases, dW, db, alpha, decay):
    """Your weights shrink to αλ of what they were. The factor is 1 − αλ: nearly all of them
    stays."""
    W = [alpha * decay * w - alpha * g for w, g in zip(weights, dW, strict=True)]
    return W, stepped(biases, db, alpha, 0)


@decay_step.wrong
def step_shrinks(weights, biases, dW, db, alpha, decay):
    """You multiplied the step by 1 − αλ. It is the weights that shrink by this factor; the step
    stays as it is."""
    return stepped(weights, dW, alpha * (1 - alpha * decay), 0), stepped(biases, db, alpha, 0)


@decay_step.wrong
def constant_pull(weights, biases, dW, db, alpha, decay):
    """You subtract αλ itself, the same for all weights. Large weights shrink more: αλW."""
    W = [w - alpha * (g + decay) for w, g in zip(weights, dW, strict=True)]
    return W, stepped(biases, db, alpha, 0)


@decay_step.wrong
def gradient_decays(weights, biases, dW, db, alpha, decay):
    """You made the gradient smaller by λ. It is the weight that decays: add λW to the gradient."""
    W = [w - alpha * (1 - decay) * g for w, g in zip(weights, dW, strict=True)]
    return W, stepped(biases, db, alpha, 0)


@decay_step.wrong
def loss_added(weights, biases, dW, db, alpha, decay):
    """You added the loss ½λ‖W‖², one number, to the gradients. Its slope belongs there: λW."""
    W = [w - alpha * (g + decay * (w**2).sum() / 2) for w, g in zip(weights, dW, strict=True)]
    return W, stepped(biases, db, alpha, 0)


@decay_step.wrong(credit=0.5)
def shrunk_after_the_step(weights, biases, dW, db, alpha, decay):
    """You stepped first and shrank the result. λW is taken of the weights before the step, like the
    gradient."""
    W = [(w - alpha * g) * (1 - alpha * decay) for w, g in zip(weights, dW, strict=True)]
    return W, stepped(biases, db, alpha, 0)


@decay_step.wrong(credit=0.5)
def last_layer_only(weights, biases, dW, db, alpha, decay):
    """Only the weights of the last layer decay. All weights should."""
    return (
        [*stepped(weights[:-1], dW[:-1], alpha, 0), *stepped(weights[-1:], dW[-1:], alpha, decay)],
        stepped(biases, db, alpha, 0),
    )


@decay_step.wrong(credit=0.5)
def first_layer_only(weights, biases, dW, db, alpha, decay):
    """Only the weights of the first layer decay. All weights should."""
    return (
        [*stepped(weights[:1], dW[:1], alpha, decay), *stepped(weights[1:], dW[1:], alpha, 0)],
        stepped(biases, db, alpha, 0),
    )


@decay_step.wrong(credit=0.5)
def biases_stay(weights, biases, dW, db, alpha, decay):
    """The weights are right. Your biases do not move at all: they take the plain step."""
    return stepped(weights, dW, alpha, decay), [b.copy() for b in biases]


@decay_step.wrong
def only_shrinks(weights, biases, dW, db, alpha, decay):
    """Your weights shrink, but their gradient is not used: shrink and step."""
    return [w * (1 - alpha * decay) for w in weights], stepped(biases, db, alpha, 0)


@decay_step.wrong
def brackets_missing(weights, biases, dW, db, alpha, decay):
    """Your λW is added to the weights, without α and without the minus. Put brackets round the sum
    of the gradient and λW."""
    return stepped(weights, dW, alpha, -decay / alpha), stepped(biases, db, alpha, 0)


@decay_step.also_right
def by_the_factor(weights, biases, dW, db, alpha, decay):
    keep = 1 - alpha * decay
    weights = [keep * w - alpha * g for w, g in zip(weights, dW, strict=True)]
    return weights, [b - alpha * g for b, g in zip(biases, db, strict=True)]


class Lonely(NamedTuple):
    """A weight without gradient, its decay, a rate for two steps, and one for the third."""

    w: int
    decay: float
    alpha: float
    later: float

    def __repr__(self) -> str:
        start = str(self.w).replace("-", "−")
        return f"w = {start},  λ = {self.decay},  α = {self.alpha} twice, then α = {self.later}"


def shrunk(own: Lonely, factor: float = 1.0) -> list[float]:
    """w after one step and after three, with `factor` times the decay."""
    once = 1 - factor * own.alpha * own.decay
    return [own.w * once, own.w * once**2 * (1 - factor * own.later * own.decay)]


def draw_lonely(draw: Draw) -> Lonely:
    """Rates far larger than in earnest, so that what happens can be seen."""
    while True:
        w = draw.choice((-1, 1)) * draw.choice((20, 30, 40, 50, 60))
        alpha, later = draw.choice(((0.5, 0.2), (0.2, 0.5), (0.4, 1.0), (1.0, 0.5), (0.8, 0.5)))
        own = Lonely(w, draw.choice((0.2, 0.3, 0.4)), alpha, later)
        if my_decay.tells_apart(own, 0.3):
            return own


my_decay = Value(
    "09.my_decay",
    points=1,
    minutes=4,
    asks="a weight without gradient after one and after three decoupled steps; the rate changes",
    variant=Variant("09.lonely", draw_lonely),
    parts=("after one step", "after three steps"),
    practice=(
        "A weight {w} has no gradient at all, but it decays with λ = {decay}. What is it after "
        "**one** step with the rate {alpha}, and what after **three**, if the third has the "
        "rate {later}? A list of two numbers, one decimal."
    ),
    reference=shrunk,
    tolerance=0.06,
    why="Without a gradient nothing is left but the factor 1 − αλ in each step.",
    misconceptions=(
        Misconception(
            "rate-forgotten",
            lambda own: [own.w * (1 - own.decay), own.w * (1 - own.decay) ** 3],
            "You shrink by 1 − λ. The learning rate belongs to it: 1 − αλ.",
        ),
        Misconception(
            "rate-not-changed",
            lambda own: [shrunk(own)[0], own.w * (1 - own.alpha * own.decay) ** 3],
            "The first number is right. In the third step the rate is another one.",
            credit=0.5,
        ),
        Misconception(
            "one-step-too-many",
            lambda own: [
                shrunk(own)[0],
                own.w * (1 - own.alpha * own.decay) ** 3 * (1 - own.later * own.decay),
            ],
            "The first number is right. Then there is one step too many: two with the first rate, "
            "and the third with the other.",
            credit=0.5,
        ),
        Misconception(
            "rate-changed-too-early",
            lambda own: [shrunk(own)[0], shrunk(own)[0] * (1 - own.later * own.decay) ** 2],
            "The first number is right. Only the third step has the other rate; the second has "
            "the first one.",
            credit=0.5,
        ),
        Misconception(
            "grows",
            lambda own: shrunk(own, -1.0),
            "Your weight grows. Decay pulls it to 0: the factor is 1 − αλ.",
        ),
        Misconception(
            "twice",
            lambda own: shrunk(own, 2.0),
            "You used 2αλ. With ½λw² in the loss the slope is λw, so it is αλ.",
        ),
        Misconception(
            "the-same-each-time",
            lambda own: [
                shrunk(own)[0],
                own.w * (1 - (2 * own.alpha + own.later) * own.decay),
            ],
            "The first number is right. Then you took the same amount off again. Each step takes "
            "its share of what is left: multiply by 1 − αλ each time.",
            credit=0.5,
        ),
        Misconception(
            "what-is-lost",
            lambda own: [own.w * own.alpha * own.decay, own.w - shrunk(own)[1]],
            "That is what the weight loses. Asked for is what is left.",
        ),
        Misconception(
            "product-kept",
            lambda own: [
                own.w * own.alpha * own.decay,
                own.w * own.alpha**2 * own.later * own.decay**3,
            ],
            "You multiplied by αλ. That is the share that goes; 1 − αλ stays.",
        ),
        Misconception(
            "two-steps",
            lambda own: [shrunk(own)[0], own.w * (1 - own.alpha * own.decay) ** 2],
            "The first number is right; the second is the weight after two steps. There is a third "
            "one, with the other rate.",
            credit=0.5,
        ),
        Misconception(
            "one-step-each",
            lambda own: [shrunk(own)[0], shrunk(own)[0] * (1 - own.later * own.decay)],
            "The first number is right. Then one step with the first rate is missing: two steps "
            "with it, one with the other.",
            credit=0.5,
        ),
        Misconception(
            "not-at-all",
            lambda own: [float(own.w), float(own.w)],
            "Without a gradient the weight still decays: λw is pulled off in each step, times α.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "With g = 0 a step is w ← (1 − αλ) w."),
        Hint("And three steps?", "Three factors: two with the first rate, one with the other."),
        Hint(
            "I want to see it.",
            "The second number: `lone.w * (1 - lone.alpha * lone.decay)**2 * (1 - lone.later * "
            "lone.decay)`",
        ),
    ),
)
