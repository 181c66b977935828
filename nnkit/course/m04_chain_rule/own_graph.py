"""The small graph again, with numbers of each student's own: a difference times a factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant

FORMULAS = (
    ("(x - y) * z", "xyz"),
    ("z * (y - x)", "yxz"),
    ("x * (y - z)", "yzx"),
    ("(x - z) * y", "xzy"),
    ("(z - x) * y", "zxy"),
)
"""A formula, and which letter is the number before the minus, behind it, and the factor."""

Numbers = tuple[str, float, float, float]
Rule = Callable[[Numbers], Any]


def draw_graph(draw: Draw) -> Numbers:
    """A formula and x, y, z, such that no mistake leads to a right number or to another's."""
    while True:
        formula, _ = draw.choice(FORMULAS)
        sizes = [2, 3, 4, 5, 6, 7, 8, 9]
        x, y, z = (sizes.pop(draw.integer(0, len(sizes) - 1)) for _ in range(3))
        signs = [draw.choice((1, -1)) for _ in range(3)]
        numbers = (formula, float(signs[0] * x), float(signs[1] * y), float(signs[2] * z))
        moderate = sum(signs) in (1, -1) and 2 <= abs(forward(numbers)[0]) <= 12
        exercises = (my_values, my_local, my_gradients)
        if moderate and all(exercise.tells_apart(numbers) for exercise in exercises):
            return numbers


def roles(numbers: Numbers) -> tuple[float, float, float]:
    """The number before the minus, the one behind it, and the factor."""
    formula, x, y, z = numbers
    letters = dict(FORMULAS)[formula]
    before, behind, factor = ({"x": x, "y": y, "z": z}[letter] for letter in letters)
    return before, behind, factor


def in_order(numbers: Numbers, before: float, behind: float, factor: float) -> list[float]:
    """Three gradients, sorted by the names x, y, z of what they belong to."""
    letters = dict(FORMULAS)[numbers[0]]
    named = dict(zip(letters, (before, behind, factor), strict=True))
    return [named["x"], named["y"], named["z"]]


def forward(numbers: Numbers) -> list[float]:
    before, behind, factor = roles(numbers)
    return [before - behind, (before - behind) * factor]


def forward_added(numbers: Numbers) -> list[float]:
    before, behind, factor = roles(numbers)
    return [before + behind, (before + behind) * factor]


def local(numbers: Numbers) -> list[float]:
    return [1.0, -1.0, roles(numbers)[2], forward(numbers)[0]]


def local_values(numbers: Numbers) -> list[float]:
    before, behind, factor = roles(numbers)
    return [before, -behind, factor, before - behind]


def gradients(numbers: Numbers) -> list[float]:
    factor = roles(numbers)[2]
    return in_order(numbers, factor, -factor, forward(numbers)[0])


def gradients_own_factor(numbers: Numbers) -> list[float]:
    q, factor = forward(numbers)[0], roles(numbers)[2]
    return in_order(numbers, q, -q, factor)


def gradients_minus_as_plus(numbers: Numbers) -> list[float]:
    factor = roles(numbers)[2]
    return in_order(numbers, factor, factor, forward(numbers)[0])


def gradients_summed(numbers: Numbers) -> list[float]:
    factor = roles(numbers)[2]
    return in_order(numbers, factor + 1, factor - 1, forward(numbers)[0])


GRAPH = Variant("04.graph", draw_graph, ("formula", "x", "y", "z"))

my_values = Value(
    "04.my_values",
    points=0.5,
    minutes=2,
    asks="Your own graph forward: [q, f]",
    variant=GRAPH,
    parts=("q", "f"),
    practice=(
        "f = {formula}, with x = {x}, y = {y}, z = {z}. Call what stands in the brackets q. "
        "Answer with `[q, f]`."
    ),
    reference=forward,
    why="The forward pass leaves a number on every node. The way back will need them.",
    misconceptions=(
        Misconception("minus-as-plus", forward_added, "You added where your formula has a minus."),
        Misconception(
            "other-way-round",
            lambda numbers: [-v for v in forward(numbers)],
            "Both signs are wrong: before the minus stands what is taken away from, behind it "
            "what is taken.",
        ),
        Misconception(
            "sign-of-the-product",
            lambda numbers: [forward(numbers)[0], -forward(numbers)[1]],
            "q is right. In f a sign is lost: minus times plus is minus, minus times minus is "
            "plus.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("What is q?", "What stands in the brackets of your formula."),
        Hint("My numbers have minus signs.", "3 − (−2) is 5: taking away a debt adds."),
        Hint("And f?", "q times the number that stands outside the brackets."),
    ),
)

my_local = Value(
    "04.my_local",
    points=1,
    minutes=3,
    asks="Your own graph: the four local gradients",
    variant=GRAPH,
    practice=(
        "f = {formula}, with x = {x}, y = {y}, z = {z}. Call what stands in the brackets q. "
        "Give four local gradients as a list: from the number **before** the minus to q, from "
        "the number **behind** it to q, from q to f, and from the number outside the brackets "
        "to f."
    ),
    reference=local,
    why="Four numbers, and none of them needed to know what the rest of the graph is for.",
    misconceptions=(
        Misconception(
            "own-factor",
            lambda numbers: [1.0, -1.0, forward(numbers)[0], roles(numbers)[2]],
            "The difference is right. In the product you gave each factor its own value; its slope "
            "is the value of the other factor.",
            credit=0.5,
        ),
        Misconception(
            "minus-as-plus",
            lambda numbers: [1.0, 1.0, roles(numbers)[2], forward(numbers)[0]],
            "The product is right. In the difference the second number is taken away: when it "
            "rises, q falls.",
            credit=0.5,
        ),
        Misconception(
            "values-for-slopes",
            local_values,
            "For the difference you gave the numbers themselves. How far does q move when one of "
            "them moves by 1?",
            credit=0.5,
        ),
        Misconception(
            "signs-exchanged",
            lambda numbers: [-1.0, 1.0, roles(numbers)[2], forward(numbers)[0]],
            "The product is right. In the difference the signs are exchanged: the number before "
            "the minus lifts q.",
            credit=0.5,
        ),
        Misconception(
            "like-a-sum",
            lambda numbers: [1.0, -1.0, 1.0, 1.0],
            "The difference is right. In the product each factor is scaled by the value of the "
            "other one.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint(
            "What is asked?",
            "For each of the four arrows in your picture: how far does its end move if its start "
            "moves by 1 and nothing else does?",
        ),
        Hint("What about the difference?", "1 for the number before the minus. And the other?"),
        Hint("What about the product?", "Each factor gets the value of the other factor."),
    ),
)

my_gradients = Value(
    "04.my_gradients",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="Your own graph: [∂f/∂x, ∂f/∂y, ∂f/∂z]",
    variant=GRAPH,
    parts=("∂f/∂x", "∂f/∂y", "∂f/∂z"),
    practice=(
        "f = {formula}, with x = {x}, y = {y}, z = {z}. Begin with 1 at f, walk back, "
        "multiply. Answer with `[∂f/∂x, ∂f/∂y, ∂f/∂z]`, in this order."
    ),
    reference=gradients,
    why="Each gradient is the product of the local gradients on the way from f to the letter.",
    misconceptions=(
        Misconception(
            "own-factor",
            gradients_own_factor,
            "These numbers come out if each factor of the product gets its own value. It is the "
            "other one: ∂f/∂q is the factor outside the brackets, and that factor gets q.",
        ),
        Misconception(
            "minus-as-plus",
            gradients_minus_as_plus,
            "One sign is wrong: the arrow from the number *behind* the minus has a local gradient "
            "of −1.",
            credit=0.67,
        ),
        Misconception(
            "local-only",
            lambda numbers: in_order(numbers, 1.0, -1.0, forward(numbers)[0]),
            "For the two letters in the brackets you stopped at q. Their 1 and −1 say how q moves; "
            "multiply by how f moves with q.",
            credit=0.34,
        ),
        Misconception(
            "sum-along-the-path",
            gradients_summed,
            "You added the local gradients along the path. q passes on a multiple of its own "
            "movement: they have to be multiplied.",
            credit=0.34,
        ),
        Misconception(
            "times-f",
            lambda numbers: [forward(numbers)[1] * gradient for gradient in gradients(numbers)],
            "You started with f itself. The walk back starts with ∂f/∂f, which is 1.",
        ),
        Misconception(
            "signs-exchanged",
            lambda numbers: in_order(
                numbers, -roles(numbers)[2], roles(numbers)[2], forward(numbers)[0]
            ),
            "The sizes are right, and two signs are exchanged: it is the number *behind* the "
            "minus that has the local gradient −1.",
            credit=0.34,
        ),
        Misconception(
            "sign-of-q",
            lambda numbers: in_order(
                numbers, roles(numbers)[2], -roles(numbers)[2], -forward(numbers)[0]
            ),
            "The two letters in the brackets are right. The letter outside gets q, with its sign.",
            credit=0.67,
        ),
    ),
    hints=(
        Hint("I don't know where to begin.", "Begin at f with ∂f/∂f = 1 and walk to the left."),
        Hint("What do I do at an arrow?", "Multiply by the local gradient that belongs to it."),
        Hint(
            "Nearly the answer",
            "The two letters in the brackets get ∂f/∂q times 1 or −1; the letter outside gets q.",
        ),
    ),
)
