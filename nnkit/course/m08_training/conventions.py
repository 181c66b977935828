"""The two forms of momentum: the second one, by hand with both, and when they part."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Right, Value, Variant, Wrong
from nnkit.course.m08_training.momentum import rolling_parameters, step_after_step

keras_step = Code(
    "08.keras_step",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="keras_step(params, grads, velocity, alpha, mu) -> (new params, new velocity)",
    cases=rolling_parameters,
    use=step_after_step,
    arguments=("params", "grads", "velocity", "alphas", "mu"),
    returns=("params", "velocity"),
    hints=(
        Hint("What is different?", "Only where α and the minus stand: both inside the velocity."),
        Hint("And the step itself?", "This velocity is the step, with its sign: add it."),
        Hint(
            "Nearly the answer",
            "`[mu * v - alpha * g for v, g in zip(velocity, grads)]`, then `p + v`.",
        ),
    ),
)


@keras_step.right
def reference(params, grads, velocity, alpha, mu):
    velocity = [mu * v - alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def pytorch_form(params, grads, velocity, alpha, mu):
    """This is the form from before, in which the rate comes in when the parameters move. Here it is
    inside the velocity, μv − αg, and the velocity is added."""
    velocity = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def minus_in_the_step(params, grads, velocity, alpha, mu):
    """Your velocity has the sign of the gradients, and the minus stands in the step. In this form
    the minus is inside the velocity, μv − αg, and the step adds it."""
    velocity = [mu * v + alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p - v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def minus_twice(params, grads, velocity, alpha, mu):
    """Your velocity is right. It has the minus already, so the parameters move by *adding* it."""
    velocity = [mu * v - alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p - v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def no_minus(params, grads, velocity, alpha, mu):
    """There is no minus in your step, so it goes uphill: the velocity is μv − αg."""
    velocity = [mu * v + alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def velocity_turned_round(params, grads, velocity, alpha, mu):
    """The first step is right, and your velocity has the other sign, so the next one goes wrong. In
    this form the velocity is what is *added*: μv − αg."""
    velocity = [alpha * g - mu * v for v, g in zip(velocity, grads, strict=True)]
    return [p - v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def rate_twice(params, grads, velocity, alpha, mu):
    """Your velocity is right. It has the rate already, so the step adds it as it is; you multiply
    it by the rate a second time."""
    velocity = [mu * v - alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p + alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def rate_on_the_memory_too(params, grads, velocity, alpha, mu):
    """You multiply the old velocity by the rate as well. Old velocities have their rate in them
    already: only the new gradient is multiplied, μv − αg."""
    velocity = [alpha * (mu * v - g) for v, g in zip(velocity, grads, strict=True)]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def rate_missing(params, grads, velocity, alpha, mu):
    """The rate is missing: the velocity is μv − αg."""
    velocity = [mu * v - g for v, g in zip(velocity, grads, strict=True)]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def moved_by_the_old_velocity(params, grads, velocity, alpha, mu):
    """Your velocity is right, but the parameters move by the old one. First the velocity, then the
    step with the new velocity."""
    moved = [p + v for p, v in zip(params, velocity, strict=True)]
    return moved, [mu * v - alpha * g for v, g in zip(velocity, grads, strict=True)]


@keras_step.wrong
def begun_at_rest(params, grads, velocity, alpha, mu):
    """The old velocity is nowhere in your step. The new one is μ times the old one, minus α times
    the gradient."""
    velocity = [-alpha * g for g in grads]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.wrong
def without_friction(params, grads, velocity, alpha, mu):
    """μ is missing: the old velocity is multiplied by it before the gradient comes in."""
    velocity = [v - alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@keras_step.also_right
def in_a_loop(params, grads, velocity, alpha, mu):
    moved, rolling = [], []
    for p, g, v in zip(params, grads, velocity, strict=True):
        step = v * mu - g * alpha
        rolling.append(step)
        moved.append(step + p)
    return moved, rolling


class Ride(NamedTuple):
    """A parameter, three gradients, and a rate that falls before the third step."""

    w: int
    g1: int
    g2: int
    g3: int
    mu: float
    alpha: float
    alpha_3: float

    def __repr__(self) -> str:
        numbers = f"w = {self.w},  gradients {self.g1}, {self.g2}, {self.g3}".replace("-", "−")
        return (
            f"{numbers},  μ = {self.mu},  α = {self.alpha} in the first two steps and "
            f"{self.alpha_3} in the third"
        )


def ride(own: Ride, mu: float | None = None, sign: float = 1.0) -> list[float]:
    """w after two steps, then after the third in PyTorch's form and in Keras's."""
    mu = own.mu if mu is None else mu
    v1 = sign * own.g1
    v2 = mu * v1 + sign * own.g2
    v3 = mu * v2 + sign * own.g3
    two = own.w - own.alpha * (v1 + v2)
    keras = two - own.alpha * mu * v2 - own.alpha_3 * sign * own.g3
    return [two, two - own.alpha_3 * v3, keras]


def rate_kept(own: Ride) -> list[float]:
    right = ride(own)
    third = own.mu * (own.mu * own.g1 + own.g2) + own.g3
    return [right[0], right[0] - own.alpha * third, right[0] - own.alpha * third]


def draw_ride(draw: Draw) -> Ride:
    """Multiples of 4, so that halves of halves are whole; the velocity never dies out."""
    while True:
        g1, g2, g3 = (4 * draw.choice((-3, -2, -1, 1, 2, 3)) for _ in range(3))
        own = Ride(draw.integer(-5, 5), g1, g2, g3, 0.5, 0.1, draw.choice((0.01, 0.02)))
        if abs(own.mu * g1 + g2) >= 4 and my_ride.tells_apart(own, 0.01):
            return own


my_ride = Value(
    "08.my_ride",
    points=2,
    minutes=8,
    difficulty=2,
    asks="w after two and three steps of both forms, with the student's own numbers",
    variant=Variant("08.ride", draw_ride),
    parts=("both after two steps", "PyTorch after three", "Keras after three"),
    practice=(
        "Momentum μ = {mu} and the rate α = {alpha}, from w = {w} with velocity 0. The "
        "gradients of three steps are {g1}, {g2} and {g3}; in the third step the rate is "
        "{alpha_3}. Where is w (1) after two steps, where both forms agree, (2) after the "
        "third step in PyTorch's form, (3) after the third step in Keras's form? A list of "
        "three numbers, three decimals."
    ),
    reference=ride,
    tolerance=2e-3,
    why="PyTorch's form multiplies all its memory by the new rate, Keras's only the new gradient.",
    misconceptions=(
        Misconception(
            "exchanged",
            lambda own: [ride(own)[0], ride(own)[2], ride(own)[1]],
            "The last two are exchanged. In which form does the new rate multiply the old "
            "velocity as well?",
            credit=0.5,
        ),
        Misconception(
            "both-like-pytorch",
            lambda own: [ride(own)[0], ride(own)[1], ride(own)[1]],
            "The last number is that of the other form. In Keras's form the first two gradients "
            "keep the rate they came in with.",
            credit=0.67,
        ),
        Misconception(
            "both-like-keras",
            lambda own: [ride(own)[0], ride(own)[2], ride(own)[2]],
            "The second number is that of the other form. In PyTorch's form the new rate "
            "multiplies the whole velocity.",
            credit=0.67,
        ),
        Misconception(
            "rate-not-changed",
            rate_kept,
            "You kept the first rate in the third step, too. Then both forms agree; with the new "
            "rate they do not.",
            credit=0.34,
        ),
        Misconception(
            "memory-lost-with-the-rate",
            lambda own: [ride(own)[0], *[ride(own)[0] - own.alpha_3 * own.g3] * 2],
            "In the third step you began at rest. The velocity stays, whatever the rate does.",
            credit=0.34,
        ),
        Misconception(
            "no-momentum",
            lambda own: ride(own, mu=0.0),
            "There is no momentum in these: each step takes half of the last velocity along.",
        ),
        Misconception(
            "no-friction",
            lambda own: ride(own, mu=1.0),
            "You take the whole old velocity along. Multiply it by μ first.",
        ),
        Misconception(
            "uphill",
            lambda own: ride(own, sign=-1.0),
            "The signs are turned round: the step goes against the gradient.",
        ),
        Misconception(
            "mean-of-old-and-new",
            lambda own: ride(own, sign=1 - own.mu),
            "You multiplied each gradient by 1 − μ. The whole gradient is added to the velocity.",
        ),
    ),
    hints=(
        Hint(
            "Where do I begin?",
            "Three velocities, v1 = g1, v2 = μ v1 + g2, v3 = μ v2 + g3; then the steps.",
        ),
        Hint(
            "And Keras?",
            "Its velocity has the rate inside: u1 = −α g1, u2 = μ u1 − α g2, u3 = μ u2 − α₃ g3.",
        ),
        Hint(
            "Nearly the answer",
            "Both after two steps: `w - alpha * (v1 + v2)`. Then `- alpha_3 * v3` for PyTorch, "
            "`+ u3` for Keras.",
        ),
    ),
)

they_part = Choice(
    "08.they_part",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="What the two forms of momentum do when the rate falls to a tenth",
    options=(
        Wrong(
            "nothing happens: the two are the same algorithm",
            "always-equal",
            "They are equal as long as the rate stays. Write down what the first gradient is "
            "multiplied by after the rate has changed, in each form.",
        ),
        Wrong(
            "Keras's step falls to a tenth at once, PyTorch's rolls on for a while",
            "exchanged",
            "It is the other way round. In which of the two is the new rate multiplied by the "
            "whole velocity?",
        ),
        Right(
            "PyTorch's step falls to a tenth at once, Keras's rolls on for a while",
            "In Keras's form the old velocity carries the old rate inside, and fades only by μ.",
        ),
        Wrong(
            "they part from the first step on, and the change makes it worse",
            "never-equal",
            "As long as the rate stays, Keras's velocity is −α times PyTorch's, and their steps "
            "are equal.",
        ),
    ),
    hints=(
        Hint("Where does the rate stand?", "In one form inside the velocity, in one outside."),
        Hint("Inside: what of the velocity changes?", "Only what comes in from now on."),
        Hint("Outside: what of the step changes?", "All of it, at once."),
    ),
)
