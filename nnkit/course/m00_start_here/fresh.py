"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit._typing import Array
from nnkit.checks.draw import Draw


class Line(NamedTuple):
    """Two points that a line goes through."""

    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def rise(self) -> int:
        """How far it climbs between them."""
        return self.y2 - self.y1

    @property
    def run(self) -> int:
        """How far it goes to the right."""
        return self.x2 - self.x1

    @property
    def slope(self) -> float:
        """Its slope."""
        return self.rise / self.run


def draw_line(draw: Draw) -> Line:
    """Whole slopes, at least 2, and heights above the places."""
    x, run, slope = draw.integer(1, 4), draw.integer(2, 4), draw.integer(2, 5)
    y = x + draw.integer(1, 4)
    return Line(x, y, x + run, y + run * slope)


class Inner(NamedTuple):
    """The number that goes into f(g(x)), and what g adds."""

    x: int
    c: int

    @property
    def inner(self) -> int:
        """What g gives."""
        return self.x + self.c

    @property
    def result(self) -> int:
        """What f makes of it."""
        return self.inner**2


def draw_inner(draw: Draw) -> Inner:
    """Small whole numbers."""
    return Inner(draw.integer(2, 6), draw.integer(2, 7))


class Table(NamedTuple):
    """A table of numbers."""

    table: Array

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.table)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.table[0])

    @property
    def size(self) -> int:
        """Number of entries."""
        return self.table.size


def draw_table(draw: Draw) -> Table:
    """Two to four rows of two to five digits, not square."""
    rows = draw.integer(2, 4)
    columns = draw.choice([n for n in (2, 3, 4, 5) if n != rows])
    return Table(draw.array((rows, columns), 0, 9))


class Place(NamedTuple):
    """The shape of an array, and a place in it."""

    rows: int
    columns: int
    i: int
    j: int


def draw_place(draw: Draw) -> Place:
    """A place that a transpose and mirrors move."""
    rows, columns = draw.integer(3, 6), draw.integer(7, 9)
    return Place(rows, columns, draw.integer(0, rows - 1), draw.integer(1, columns - 1))


class Errors(NamedTuple):
    """How much too small one output is and how much too large another, and their slopes."""

    small: float
    large: float
    s1: float
    s2: float

    @property
    def a1(self) -> float:
        """The first output."""
        return round(1 - self.small, 2)

    @property
    def products(self) -> list[float]:
        """Errors times slopes."""
        return [-self.small * self.s1, self.large * self.s2]


def draw_errors(draw: Draw) -> Errors:
    """Two decimals, and slopes that sigmoids have there."""
    small, large = draw.integer(20, 80) / 100, draw.integer(20, 80) / 100
    return Errors(small, large, round(small * (1 - small), 2), round(large * (1 - large), 2))


class Star(NamedTuple):
    """A square table and a column."""

    W: Array
    x: Array

    @property
    def top(self) -> float:
        """The upper entry of the column."""
        return float(self.x[0, 0])

    @property
    def low(self) -> float:
        """The lower one."""
        return float(self.x[1, 0])


def draw_star(draw: Draw) -> Star:
    """Whole numbers above 0."""
    x = np.array([[draw.choice((10.0, 5.0, 4.0))], [draw.choice((1.0, 2.0, 3.0))]])
    return Star(draw.array((2, 2), 1, 6), x)


class Stretched(NamedTuple):
    """The length of a column and that of a row."""

    rows: int
    columns: int

    @property
    def entries(self) -> int:
        """Number of entries of their sum."""
        return self.rows * self.columns


def draw_stretched(draw: Draw) -> Stretched:
    """Two different lengths."""
    return Stretched(draw.integer(2, 4), draw.integer(5, 8))


class Layer(NamedTuple):
    """What a layer listens to, its own neurons, and the examples of a batch."""

    inputs: int
    neurons: int
    batch: int


def draw_layer(draw: Draw) -> Layer:
    """Three different sizes."""
    sizes = [2, 3, 4, 5, 6, 7, 8, 9]
    inputs, neurons, batch = (sizes.pop(draw.integer(0, len(sizes) - 1)) for _ in range(3))
    return Layer(inputs, neurons, batch)
