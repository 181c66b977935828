"""The five-node graph f = (x + y)·z, with numbers of each student's own."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant
from nnkit.graph import Value as Node


class Leaves(NamedTuple):
    """The three numbers that go in."""

    x: int
    y: int
    z: int


def draw_leaves(draw: Draw) -> Leaves:
    """Whole numbers; q is no leaf, and f and the gradients are all different in size."""
    while True:
        p = Leaves(draw.integer(-5, 5), draw.integer(-6, 6), draw.integer(-7, 7))
        q = p.x + p.y
        sizes = {abs(p.x), abs(p.y), abs(p.z), abs(q), abs(q * p.z)}
        if 0 not in sizes and 1 not in sizes and len(sizes) == 5:
            return p


def through(p: Leaves) -> list[float]:
    """f, then its derivatives with respect to x, y and z."""
    x, y, z = Node(float(p.x)), Node(float(p.y)), Node(float(p.z))
    f = (x + y) * z
    f.backward()
    return [f.data, x.grad, y.grad, z.grad]


GRAPH = (
    Value(
        id="06.own_graph",
        points=1.5,
        minutes=4,
        asks="f = (x + y)·z and its three partial derivatives, with your own x, y, z",
        reference=through,
        variant=Variant("06.graph", draw_leaves),
        parts=("f", "df_dx", "df_dy", "df_dz"),
        why="A sum hands the gradient on to both; a product hands each the other's value.",
        misconceptions=(
            Misconception(
                "local-only",
                lambda p: [*through(p)[:1], 1.0, 1.0, through(p)[3]],
                "At x and y you have the local gradient ∂q/∂x = 1. It has still to be multiplied "
                "by what comes back to q.",
                credit=0.5,
            ),
            Misconception(
                "factors-not-exchanged",
                lambda p: [through(p)[0], float(p.x + p.y), float(p.x + p.y), float(p.z)],
                "Each factor of a product gets the other factor's value. You gave each its own.",
            ),
            Misconception(
                "own-values",
                lambda p: [through(p)[0], float(p.x * p.z), float(p.y * p.z), float(p.x + p.y)],
                "∂f/∂z is right. But q = x + y grows by 1 if x does, whatever x is: do not "
                "multiply by x.",
            ),
            Misconception(
                "sign-lost",
                lambda p: [through(p)[0], -through(p)[1], -through(p)[2], through(p)[3]],
                "∂f/∂z is right, the other two have the wrong sign. What comes back to q is z, "
                "with its sign.",
            ),
            Misconception(
                "sum-not-product",
                lambda p: [float(p.x + p.y + p.z), 1.0, 1.0, 1.0],
                "You added z. The last node multiplies.",
            ),
        ),
        hints=(
            Hint("Where do I begin?", "Forward: q = x + y, then f = q·z."),
            Hint("And back?", "f is a product: q gets z, and z gets q."),
            Hint("Nearly the answer", "q is a sum: x and y both get what q got, unchanged."),
        ),
    ),
)
