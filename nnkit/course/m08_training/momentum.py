"""One step with momentum, in the two forms that frameworks use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def rolling_parameters(rng: Generator) -> Iterator[Case]:
    """Lists of arrays that roll already; one step, then several, with a rate that changes."""
    for shapes, alphas in (
        (((4, 3), (4, 1)), (0.3,)),
        (((2, 5), (2, 1), (1, 2), (1, 1)), (0.7,)),
        (((3, 3), (3, 1)), (0.5, 0.5, 0.1)),
        (((2, 3), (2, 1), (4, 2), (4, 1)), (0.2, 0.4, 0.05, 0.05)),
    ):
        params, velocity = ([normal(rng, *shape) for shape in shapes] for _ in range(2))
        grads = [[normal(rng, *shape) for shape in shapes] for _ in alphas]
        yield params, grads, velocity, list(alphas), float(rng.uniform(0.6, 0.9))


def step_after_step(
    answer: Callable[..., Any], params: Any, grads: Any, velocity: Any, alphas: Any, mu: float
) -> Any:
    """One step for each gradient, each from where the last one led."""
    for g, alpha in zip(grads[:-1], alphas[:-1], strict=True):
        result = answer(params, g, velocity, alpha, mu)
        if len(result) != 2 or any(len(part) != len(g) for part in result):
            return result  # no two lists that one could go on with
        params, velocity = result
    return answer(params, grads[-1], velocity, alphas[-1], mu)


momentum_step = Code(
    "08.momentum_step",
    points=2.5,
    minutes=8,
    difficulty=2,
    asks="momentum_step(params, grads, velocity, alpha, mu) -> (new params, new velocity)",
    cases=rolling_parameters,
    use=step_after_step,
    arguments=("params", "grads", "velocity", "alphas", "mu"),
    returns=("params", "velocity"),
    hints=(
        Hint(
            "Three lists at once?",
            "`for p, g, v in zip(params, grads, velocity):` gives one array of each.",
        ),
        Hint(
            "My check says that an argument was changed.",
            "`v *= mu` writes into the caller's array. `v = mu * v + g` makes a new one; append it "
            "to a new list.",
        ),
        Hint(
            "Nearly the answer",
            "`new_velocity = [mu * v + g for v, g in zip(velocity, grads)]`, then the same with "
            "`p - alpha * v` for `params` and `new_velocity`.",
        ),
    ),
)


@momentum_step.right
def reference(params, grads, velocity, alpha, mu):
    velocity = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def keras_form(params, grads, velocity, alpha, mu):
    """This is the other form, the one of Keras: the rate is inside your velocity. Here the velocity
    is made of gradients alone, and the rate comes in when the parameters move."""
    velocity = [mu * v - alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p + v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def rate_inside_the_velocity(params, grads, velocity, alpha, mu):
    """The rate is inside your velocity. The velocity is made of gradients alone, μv + g; the rate
    comes in when the parameters move."""
    velocity = [mu * v + alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p - v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def rate_twice(params, grads, velocity, alpha, mu):
    """The rate comes in twice: in the velocity and again in the step."""
    velocity = [mu * v + alpha * g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def made_anew(params, grads, velocity, alpha, mu):
    """The old velocity is nowhere in your step: you begin from rest each time, so there is no
    momentum. The new velocity is μ times the old one, plus the gradient."""
    velocity = [1.0 * g for g in grads]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def stepped_with_the_old_velocity(params, grads, velocity, alpha, mu):
    """Your velocity is right, but the parameters move by the old one, which knows nothing of this
    gradient. First the velocity, then the step with the new velocity."""
    moved = [p - alpha * v for p, v in zip(params, velocity, strict=True)]
    return moved, [mu * v + g for v, g in zip(velocity, grads, strict=True)]


@momentum_step.wrong
def shares_of_old_and_new(params, grads, velocity, alpha, mu):
    """You multiply the gradient by 1 − μ. That is a mean of old and new, as Adam has it; here the
    whole gradient is added."""
    velocity = [mu * v + (1 - mu) * g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def friction_on_the_gradient(params, grads, velocity, alpha, mu):
    """You multiply the gradient by μ and keep the whole old velocity, so it never slows down. It is
    the old velocity that loses: μ v + g."""
    velocity = [v + mu * g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def no_friction(params, grads, velocity, alpha, mu):
    """μ is nowhere in your step: nothing ever slows the velocity down. Multiply the old one by μ
    before you add the gradient."""
    velocity = [v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def friction_on_both(params, grads, velocity, alpha, mu):
    """You multiply the sum by μ. Only the old velocity loses; the new gradient is added whole."""
    velocity = [mu * (v + g) for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def uphill(params, grads, velocity, alpha, mu):
    """Your velocity is right. But you add α times it, and it is made of gradients, which point
    uphill: subtract."""
    velocity = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p + alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def gradient_subtracted_twice(params, grads, velocity, alpha, mu):
    """You subtract the gradient in the velocity and then the velocity in the step: two minus signs
    lead uphill. In this form the velocity is μ v + g."""
    velocity = [mu * v - g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def rate_and_friction_exchanged(params, grads, velocity, alpha, mu):
    """α and μ have changed places: μ says how much of the old velocity is kept, α how far the step
    goes."""
    velocity = [alpha * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - mu * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def shares_exchanged(params, grads, velocity, alpha, mu):
    """You take a mean of the two, and even that the wrong way round. μ is the share of the *old*
    velocity that is kept, and the new gradient is added whole."""
    velocity = [(1 - mu) * v + mu * g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def moved_by_the_gradient(params, grads, velocity, alpha, mu):
    """Your velocity is right, but the parameters move by the gradient alone. They move by α times
    the new velocity."""
    new = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * g for p, g in zip(params, grads, strict=True)], new


@momentum_step.wrong
def nothing_happens(params, grads, velocity, alpha, mu):
    """You return what you were given. In a loop `v = …` gives the name v to a new array, and the
    list stays as it is: append the new arrays to new lists, and return those."""
    return params, velocity


@momentum_step.wrong(credit=0.5)
def parameters_alone(params, grads, velocity, alpha, mu):
    """You return the parameters only. The next step needs the velocity too: return both lists."""
    velocity = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, velocity, strict=True)]


@momentum_step.wrong
def velocity_turned_round(params, grads, velocity, alpha, mu):
    """The minus is in your velocity, and the step adds it. In this form the velocity has the sign
    of the gradients, μ v + g, and the minus stands in the step."""
    velocity = [mu * v - g for v, g in zip(velocity, grads, strict=True)]
    return [p + alpha * v for p, v in zip(params, velocity, strict=True)], velocity


@momentum_step.wrong
def looks_ahead(params, grads, velocity, alpha, mu):
    """Your velocity is right. But the parameters move by g + μ v with the *new* v: this is
    Nesterov's momentum. Asked for is a step by the new velocity alone."""
    velocity = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [
        p - alpha * (g + mu * v) for p, g, v in zip(params, grads, velocity, strict=True)
    ], velocity


@momentum_step.wrong(credit=0.5)
def old_velocity_returned(params, grads, velocity, alpha, mu):
    """The step is right. But you return the old velocity, so the next step forgets this gradient.
    Return the new one."""
    new = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return [p - alpha * v for p, v in zip(params, new, strict=True)], velocity


@momentum_step.wrong(credit=0.5)
def velocity_first(params, grads, velocity, alpha, mu):
    """The numbers are right, in another order: first the parameters, then the velocity."""
    velocity = [mu * v + g for v, g in zip(velocity, grads, strict=True)]
    return velocity, [p - alpha * v for p, v in zip(params, velocity, strict=True)]


@momentum_step.also_right
def by_appending(params, grads, velocity, alpha, mu):
    new_params, new_velocity = [], []
    for p, g, v in zip(params, grads, velocity, strict=True):
        new_velocity.append(np.add(mu * v, g))
        new_params.append(p - alpha * mu * v - alpha * g)
    return new_params, new_velocity


@momentum_step.also_right
def on_copies(params, grads, velocity, alpha, mu):
    params, velocity = [p.copy() for p in params], [v.copy() for v in velocity]
    for i in range(len(params)):
        velocity[i] *= mu
        velocity[i] += grads[i]
        params[i] -= alpha * velocity[i]
    return tuple(params), tuple(velocity)
