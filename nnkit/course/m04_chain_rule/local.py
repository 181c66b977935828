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
    """Each operation with numbers of both signs; zeros; a saturated sigmoid."""
    for _ in range(2):
        for op in OPERATIONS:
            yield op, normal(rng, 1 if op in ("square", "sigmoid") else 2).tolist()
    yield "multiply", [3.0, -4.0]
    u = float(normal(rng, 1)[0])
    yield "multiply", [0.0, u]
    yield "multiply", [u, 0.0]
    yield "square", [0.0]
    yield "sigmoid", [float(6 + rng.uniform(0, 1))]


def logistic(z):
    return 1 / (1 + math.exp(-z))


def written_operation(op: str, inputs: list[float]) -> str:
    """The operation that a case is about; the sum is given, and earns nothing by itself."""
    return "subtract" if op == "add" else op


local_gradients = Code(
    "04.local_gradients",
    kind="faded-code",
    points=2,
    minutes=6,
    asks="local_gradients(op, inputs) -> list with the local gradient for each input",
    cases=operation_cases,
    arguments=("op", "inputs"),
    part_of=written_operation,
    exact_shape=True,
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


@local_gradients.wrong(credit=0.75)
def own_factor(op, inputs):
    """In a product you give each factor its own value back. If u rises by 1, u · v grows by one
    more v: the local gradient for u is the other factor."""
    return list(inputs) if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def minus_as_plus(op, inputs):
    """You treat u − v like a sum. When v rises, u − v falls."""
    return [1.0, 1.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def product_like_sum(op, inputs):
    """Your product has the local gradients of a sum. In a product each factor is scaled by the
    other one."""
    return [1.0, 1.0] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def square_without_two(op, inputs):
    """The slope of u² is not u. Think of u · u: two factors, and each of them moves."""
    return [inputs[0]] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def square_constant(op, inputs):
    """Your square has the same slope everywhere. But a parabola gets steeper: at u its slope is
    2u."""
    return [2.0] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def square_itself(op, inputs):
    """For the square you return its value, not its slope."""
    return [inputs[0] ** 2] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def sigmoid_itself(op, inputs):
    """For the sigmoid you return its value, not its slope."""
    return [logistic(inputs[0])] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def slope_of_the_input(op, inputs):
    """You put the input into a(1 − a). The rule wants the output of the sigmoid."""
    return [inputs[0] * (1 - inputs[0])] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def sigmoid_twice(op, inputs):
    """The sigmoid is applied twice: `a` is its output already, and a(1 − a) is all that is left to
    do."""
    if op != "sigmoid":
        return by_table(op, inputs)
    a = logistic(logistic(inputs[0]))
    return [a * (1 - a)]


@local_gradients.wrong(credit=0.75)
def minus_on_the_first(op, inputs):
    """In the difference the minus stands on the wrong one: u lifts u − v, and v lowers it."""
    return [-1.0, 1.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def numbers_of_the_difference(op, inputs):
    """For the difference you return the two numbers themselves, not slopes. How far does u − v move
    if u moves by 1?"""
    return [inputs[0], -inputs[-1]] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def inputs_of_the_difference(op, inputs):
    """For the difference you return the inputs, not slopes. How far does u − v move if u moves by
    1?"""
    return list(inputs) if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def difference_itself(op, inputs):
    """For the difference you return its value, not its slopes. There are two, one for each
    input."""
    return [inputs[0] - inputs[-1]] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def both_falling(op, inputs):
    """In the difference only v lowers the result. If u rises, u − v rises."""
    return [-1.0, -1.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def product_for_both(op, inputs):
    """For the product you return its value, twice. If u rises by 1, u · v grows by one more v."""
    value = inputs[0] * inputs[-1]
    return [value, value] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def product_itself(op, inputs):
    """For the product you return its value, not its slopes. There are two, one for each input."""
    return [inputs[0] * inputs[-1]] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def slopes_of_the_product_added(op, inputs):
    """For the product you add the two slopes. They belong to two inputs: keep them apart."""
    return [inputs[0] + inputs[-1]] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def product_divided_by_its_input(op, inputs):
    """For the product you divide u · v by the input. That is the other factor, as long as the input
    is not 0. Give the other factor itself."""
    if op != "multiply":
        return by_table(op, inputs)
    value = inputs[0] * inputs[1]
    return [value / inputs[0], value / inputs[1]]


@local_gradients.wrong(credit=0.75)
def one_factor_for_both(op, inputs):
    """In the product both inputs get v. The slope for v is the other factor, u."""
    return [inputs[-1], inputs[-1]] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def first_factor_for_both(op, inputs):
    """In the product both inputs get u. The slope for u is the other factor, v."""
    return [inputs[0], inputs[0]] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def sign_on_the_product(op, inputs):
    """In the product one slope has a minus. That belongs to a difference: here it is [v, u]."""
    return [inputs[-1], -inputs[0]] if op == "multiply" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def square_for_two(op, inputs):
    """The square has one input, so its list has one slope, 2u, and not two."""
    return [inputs[0], inputs[0]] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def slope_of_the_square_twice(op, inputs):
    """The square has one input, so its list has one slope."""
    return [2 * inputs[0]] * 2 if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def square_times_its_input(op, inputs):
    """For the square you have 2u². The slope is 2u: the power goes down by one."""
    return [2 * inputs[0] ** 2] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def two_plus_the_input(op, inputs):
    """For the square you add 2 and u. The slope is 2 times u."""
    return [2 + inputs[0]] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def bare_square(op, inputs):
    """The number for the square is right. It has to be in a list, `[2 * u]`, as the others are."""
    return 2 * inputs[0] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def bare_sigmoid(op, inputs):
    """The number for the sigmoid is right. It has to be in a list, `[a * (1 - a)]`, as the others
    are."""
    return by_table(op, inputs)[0] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.5)
def bare_numbers(op, inputs):
    """The numbers for the square and for the sigmoid are right. They have to be in lists, such as
    `[2 * u]`: a list of one."""
    slopes = by_table(op, inputs)
    return slopes[0] if len(slopes) == 1 else slopes


@local_gradients.wrong(credit=0.75)
def bracket_of_the_sigmoid_missing(op, inputs):
    """For the sigmoid the bracket is missing: `a * 1 - a` is 0. Write `a * (1 - a)`."""
    return [0.0] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def plus_in_the_sigmoid(op, inputs):
    """For the sigmoid you have a(1 + a). What is left to 1 is 1 − a."""
    a = logistic(inputs[0])
    return [a * (1 + a)] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def rest_of_the_sigmoid(op, inputs):
    """For the sigmoid you return 1 − a. The factor a is missing: a(1 − a)."""
    return [1 - logistic(inputs[0])] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def slope_of_tanh(op, inputs):
    """1 − a² is the slope of tanh. The sigmoid has a(1 − a)."""
    return [1 - logistic(inputs[0]) ** 2] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def largest_slope(op, inputs):
    """For the sigmoid you always return ¼, its largest slope. Where its output is near 0 or 1 it is
    flatter: a(1 − a)."""
    return [0.25] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def sigmoid_squared(op, inputs):
    """For the sigmoid you have a². The second factor is 1 − a: a(1 − a)."""
    return [logistic(inputs[0]) ** 2] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def half_for_the_square(op, inputs):
    """For the square you have u/2. The slope is 2u."""
    return [inputs[0] / 2] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def second_left_out(op, inputs):
    """In the difference you have 0 for v. But if v rises, u − v falls."""
    return [1.0, 0.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def difference_falls_by_v(op, inputs):
    """In the difference you have −v for v. If v rises by 1, u − v falls by 1, whatever v is."""
    return [1.0, -inputs[-1]] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.5)
def own_factor_and_minus(op, inputs):
    """Two things: in the product each factor got its own value, and it is the other one; and in the
    difference v lowers the result."""
    if op == "multiply":
        return list(inputs)
    return [1.0, 1.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.5)
def own_factor_and_minus_on_the_first(op, inputs):
    """Two things: in the product each factor got its own value, and it is the other one; and in the
    difference the minus stands on the wrong one."""
    if op == "multiply":
        return list(inputs)
    return [-1.0, 1.0] if op == "subtract" else by_table(op, inputs)


@local_gradients.wrong(credit=0.5)
def own_factor_and_sigmoid(op, inputs):
    """Two things: in the product each factor got its own value, and it is the other one; and for
    the sigmoid you return its value, not its slope."""
    if op == "multiply":
        return list(inputs)
    return [logistic(inputs[0])] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def sign_of_the_sigmoid(op, inputs):
    """For the sigmoid the sign is wrong: a(1 − a) and not a(a − 1). It always rises."""
    return [-by_table(op, inputs)[0]] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.75)
def sigmoid_times_its_input(op, inputs):
    """For the sigmoid you multiply by the input as well. The slope is a(1 − a) alone."""
    slopes = by_table(op, inputs)
    return [slopes[0] * inputs[0]] if op == "sigmoid" else slopes


@local_gradients.wrong(credit=0.25)
def sigmoid_for_all_but_the_square(op, inputs):
    """For everything but the square you return the slope of the sigmoid. An `else` belongs to the
    last `if` alone: write `elif` for the others, or `return` at once."""
    return by_table(op, inputs) if op == "square" else by_table("sigmoid", inputs[:1])


@local_gradients.wrong(credit=0.25)
def two_inputs_always(op, inputs):
    """Sum, difference and product are right. The square and the sigmoid have one input: there is no
    second one to read."""
    inputs[1]
    return by_table(op, inputs)


@local_gradients.wrong(credit=0.5)
def inputs_emptied(op, inputs):
    """The slopes are right, but you take the inputs out of the caller's list: `pop` changes it.
    Read them, `inputs[0]`."""
    slopes = by_table(op, list(inputs))
    if op in ("multiply", "square", "sigmoid"):
        inputs.clear()
    return slopes


@local_gradients.wrong(credit=0.5)
def own_factor_and_input(op, inputs):
    """Two things: in the product each factor got its own value, and it is the other one; and for
    the sigmoid you put the input into a(1 − a), and it is the output."""
    if op == "multiply":
        return list(inputs)
    u = inputs[0]
    return [u * (1 - u)] if op == "sigmoid" else by_table(op, inputs)


@local_gradients.wrong(credit=0.5)
def own_factor_and_square(op, inputs):
    """Two things: in the product each factor got its own value, and it is the other one; and the
    square has the slope 2u, not u."""
    if op == "multiply":
        return list(inputs)
    return [inputs[0]] if op == "square" else by_table(op, inputs)


@local_gradients.wrong(credit=0.25)
def values_for_slopes(op, inputs):
    """You return the results of the operations. Asked for is how fast they move when one input
    does: one slope for each input."""
    if op == "add":
        return by_table(op, inputs)
    u, v = inputs[0], inputs[-1]
    return {
        "subtract": [u - v],
        "multiply": [u * v],
        "square": [u * u],
        "sigmoid": [logistic(u)],
    }[op]


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
