"""Local gradients of the operations that networks are made of."""

from __future__ import annotations

import math
from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.graph import Value

OPERATIONS = ("add", "subtract", "multiply", "square", "sigmoid")


def operation_cases(rng: Generator) -> Iterator[Case]:
    """Each operation with numbers of both signs; a saturated sigmoid."""
    for _ in range(2):
        for op in OPERATIONS:
            yield op, normal(rng, 1 if op in ("square", "sigmoid") else 2).tolist()
    yield "multiply", [3.0, -4.0]
    yield "sigmoid", [float(6 + rng.uniform(0, 1))]


def logistic(z):
    return 1 / (1 + math.exp(-z))


local_gradients = Code(
    "04.local_gradients",
    kind="faded-code",
    points=2,
    minutes=6,
    asks="local_gradients(op, inputs) -> list with the local gradient for each input",
    cases=operation_cases,
    arguments=("op", "inputs"),
    hints=(
        Hint(
            "I don't know where to begin.",
            "Move one input by a little and keep the other: how far does the output go? Per unit, "
            "that is the local gradient.",
        ),
        Hint(
            "Which factor goes where?",
            "The list is in the order of the inputs: first the slope for the first one. It is the "
            "value of the second one.",
        ),
        Hint(
            "Nearly the answer",
            "Subtract: 1 and −1. Square: twice the input. Sigmoid: a(1 − a) with its output a.",
        ),
    ),
)


@local_gradients.right
def reference(op, inputs):
    made = {
        "add": lambda a, b: a + b,
        "subtract": lambda a, b: a - b,
        "multiply": lambda a, b: a * b,
        "square": lambda a: a**2,
        "sigmoid": lambda a: a.sigmoid(),
    }[op](*map(Value, inputs))
    return list(made.local)


@local_gradients.wrong
def own_factor(op, inputs):
    """In a product you give each factor its own value back. If u rises by 1, u · v grows by one
    more v: the local gradient for u is the other factor."""
    return list(inputs) if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong
def minus_as_plus(op, inputs):
    """You treat u − v like a sum. When v rises, u − v falls."""
    return [1.0, 1.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong
def product_like_sum(op, inputs):
    """Your product has the local gradients of a sum. In a product each factor is scaled by the
    other one."""
    return [1.0, 1.0] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong
def square_without_two(op, inputs):
    """The slope of u² is not u. Think of u · u: two factors, and each of them moves."""
    return [inputs[0]] if op == "square" else by_table(op, inputs)


@local_gradients.wrong
def square_constant(op, inputs):
    """Your square has the same slope everywhere. But a parabola gets steeper: at u its slope is
    2u."""
    return [2.0] if op == "square" else by_table(op, inputs)


@local_gradients.wrong
def square_itself(op, inputs):
    """For the square you return its value, not its slope."""
    return [inputs[0] ** 2] if op == "square" else by_table(op, inputs)


@local_gradients.wrong
def sigmoid_itself(op, inputs):
    """For the sigmoid you return its value, not its slope."""
    return [logistic(inputs[0])] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong
def slope_of_the_input(op, inputs):
    """You put the input into a(1 − a). The rule wants the output of the sigmoid."""
    return [inputs[0] * (1 - inputs[0])] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong
def sigmoid_twice(op, inputs):
    """The sigmoid is applied twice: `a` is its output already, and a(1 − a) is all that is left to
    do."""
    if op != "sigmoid":
        return by_table(op, inputs)
    a = logistic(logistic(inputs[0]))
    return [a * (1 - a)]


@local_gradients.also_right
def by_table(op, inputs):
    """The right answer, as a dictionary; an accepted variant."""
    a, b = inputs[0], inputs[-1]
    return {
        "add": [1, 1],
        "subtract": [1, -1],
        "multiply": [b, a],
        "square": [2 * a],
        "sigmoid": [logistic(a) * logistic(-a)],
    }[op]


@local_gradients.also_right
def by_differences(op, inputs):
    """Central differences; h is large enough for six digits."""
    f = {
        "add": lambda a, b: a + b,
        "subtract": lambda a, b: a - b,
        "multiply": lambda a, b: a * b,
        "square": lambda a: a * a,
        "sigmoid": logistic,
    }[op]
    found = []
    for i in range(len(inputs)):
        up, down = list(inputs), list(inputs)
        up[i] += 1e-4
        down[i] -= 1e-4
        found.append((f(*up) - f(*down)) / 2e-4)
    return found
