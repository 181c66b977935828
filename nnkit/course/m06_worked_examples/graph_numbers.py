"""The five-node graph f = (x + y)·z read from its end, with numbers of each student's own."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Told(NamedTuple):
    """The three numbers that are left: the result, one leaf, and what came back to it."""

    f: int
    x: int
    df_dx: int


def draw_told(draw: Draw) -> Told:
    """From whole x, y, z; the numbers of the graph differ so much that each mistake shows."""
    while True:
        x, y, z = draw.integer(-5, 5), draw.integer(-6, 6), draw.integer(-7, 7)
        q = x + y
        sizes = {abs(x), abs(y), abs(z), abs(q), abs(q * z)}
        if 0 not in sizes and 1 not in sizes and len(sizes) == 5 and z != x * q:
            return Told(q * z, x, z)


def found(p: Told) -> list[float]:
    """y, z and ∂f/∂z."""
    return with_z(p, p.df_dx)


def with_z(p: Told, z: float) -> list[float]:
    """What follows for y and ∂f/∂z if z is taken to be this."""
    return [p.f / z - p.x, float(z), p.f / z]


from_the_back = Value(
    "06.from_the_back",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="y, z and ∂f/∂z of f = (x + y)·z if only f, x and ∂f/∂x are known",
    variant=Variant("06.graph", draw_told),
    parts=("y", "z", "df_dz"),
    practice=(
        "Three numbers are left of f = (x + y)·z: f = {f}, x = {x} and ∂f/∂x = {df_dx}. "
        "Restore y, z and ∂f/∂z, and answer with them in this order, as a list of three "
        "numbers."
    ),
    reference=found,
    why="What came back to x is z itself, and what z gets is q. Each factor tells the other.",
    misconceptions=(
        Misconception(
            "factors-not-exchanged",
            lambda p: with_z(p, p.f / p.df_dx),
            "You took ∂f/∂x for q. What comes back to a factor of a product is the other factor: q "
            "gets z, and the sum hands that on to x.",
        ),
        Misconception(
            "sign-lost",
            lambda p: with_z(p, -p.df_dx),
            "Right in size, but z has the wrong sign. ∂f/∂x is z, sign and all.",
        ),
        Misconception(
            "own-values",
            lambda p: with_z(p, p.df_dx / p.x),
            "You divided ∂f/∂x by x. If x grows by 1, so does q = x + y, whatever x is: its local "
            "gradient is 1.",
        ),
        Misconception(
            "sum-for-leaf",
            lambda p: [found(p)[2], *found(p)[1:]],
            "z and ∂f/∂z are right. For y you gave q = x + y; take x off.",
            credit=0.5,
        ),
        Misconception(
            "x-added",
            lambda p: [found(p)[2] + p.x, *found(p)[1:]],
            "z and ∂f/∂z are right. But q is x + y already: subtract x to get y.",
            credit=0.5,
        ),
        Misconception(
            "own-factor",
            lambda p: [*found(p)[:2], found(p)[1]],
            "y and z are right. ∂f/∂z is the other factor of the product, not z itself.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "At x: what came back to it? The sum changed nothing of it."),
        Hint("I have z.", "Then f = q·z tells q, and q is what z gets back."),
        Hint("Nearly the answer", "z = ∂f/∂x, q = f/z, y = q − x."),
    ),
)
