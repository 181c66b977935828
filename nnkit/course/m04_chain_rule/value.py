"""A `Value` of the student's own: data, the way it came about, and gradients on request.

Methods are called by name, `x.add(y)`: these the class has to have; a notebook ties the signs to
them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.checks.steps import Step
from nnkit.course.m04_chain_rule.right_values import (
    ClosureValue,
    PathByPath,
    PlainValue,
    ReferenceValue,
)

PROGRAMS = (
    "q = x.add(y); f = q.mul(z); f.backward()",
    "f = x.mul(x); f.backward()",
    "q = x.add(x); f = q.mul(y); f.backward()",
    "q = x.add(y); f = q.mul(x); f.backward()",
    "q = x.power(3); r = q.mul(y); f = r.sigmoid(); f.backward()",
    "q = x.mul(y); r = q.sigmoid(); s = r.add(z); t = s.mul(r); f = t.mul(q); f.backward()",
    "q = x.mul(y); r = q.power(2); s = r.mul(q); t = q.add(s); f = t.sigmoid(); f.backward()",
    "q = x.add(y); f = q.mul(x); f.backward(); f.backward()",
    "q = x.mul(y); r = q.sigmoid(); f = r.mul(q); f.backward(); f.backward()",
)


def programs(rng: Generator) -> Iterator[Case]:
    """Programs that a student can run; leaves twice in use, paths of different lengths."""
    for program in PROGRAMS:
        numbers = [round(float(n), 2) for n in normal(rng, 3)]
        leaves = [f"{name} = Value({n})" for name, n in zip("xyz", numbers, strict=True)]
        used = [leaf for leaf in leaves if f"{leaf[0]}." in program or f"({leaf[0]})" in program]
        yield ("; ".join([*used, program]),)


def program_steps(program: str) -> Iterator[Step]:
    """The lines of a program, then data and grad of each node."""
    nodes = []
    for line in program.split("; "):
        yield "", line
        name, _, call = line.partition(" = ")
        if call:
            nodes.append(name)
            told = f"{call} gave back None; a method has to return its new Value"
            yield "", f"if {name} is None: raise TypeError({told!r})"
    for part in ("data", "grad"):
        for name in nodes:
            yield f"{name}.{part}", f"{name}.{part}"


value = Code(
    "04.Value",
    points=4,
    minutes=30,
    difficulty=3,
    asks="Value: a number with add, mul, power, sigmoid and backward",
    cases=programs,
    steps=program_steps,
    arguments=("program",),
    reference=ReferenceValue,
    accepts=(PlainValue, ClosureValue, PathByPath),
    hints=(
        Hint(
            "What do I write in `mul`?",
            "The same as in `add`, with two changes: the data is a product, and the local "
            "gradients are those of a product. Each factor gets the other one's data.",
        ),
        Hint(
            "How does `backward` find the graph?",
            "As in `parents_first`: `visit(self)`, where `visit(node)` first visits all of "
            "`node.parents` and then appends `node`, unless it is there already.",
        ),
        Hint(
            "Nearly the answer",
            "Order; every `node.grad = 0.0`; `self.grad = 1.0`; then, over `reversed(order)`, "
            "`parent.grad += node.grad * slope` for each parent and slope of the node.",
        ),
    ),
)


@value.wrong
class Overwritten(PlainValue):
    """A value that is used twice keeps only the gradient that arrived last. Paths that meet add up:
    `+=`."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad = node.grad * slope


@value.wrong(credit=0.5)
class AddsUpOverCalls(PlainValue):
    """The first call is right. A second call of `backward` adds to what the first one left behind:
    set every gradient in the graph to 0 before you begin."""

    def backward(self):
        self.grad = 1.0
        for node in reversed(self.parents_first()):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong
class OwnFactor(PlainValue):
    """In `mul` each factor got its own value as local gradient. It is the other factor that scales
    it."""

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (self.data, other.data), "*")


@value.wrong
class NotSeeded(PlainValue):
    """All gradients stay 0. The walk begins with `self.grad = 1.0`: the slope of the result towards
    itself."""

    def backward(self):
        for node in self.parents_first():
            node.grad = 0.0


@value.wrong
class WalksForward(PlainValue):
    """Nothing has come further than the parents of the result. Either you walk from the leaves:
    take the order from its end. Or the loop over the order ends in its first turn."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong
class StartsAgain(PlainValue):
    """Every gradient ends up as 1: `backward` calls itself on the parents, and each call starts
    again with `self.grad = 1.0`. Only the result starts with 1. Make an order, and walk back over
    it in one loop."""

    def backward(self):
        self.grad = 1.0
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.grad += self.grad * slope
            parent.backward()


@value.wrong
class PassesOnTooEarly(PlainValue):
    """A node that is used twice passes on what has arrived so far each time something arrives, so
    its first share is counted twice. Make an order first; let each node pass on once, when it has
    everything."""

    def backward(self):
        for node in self.parents_first():
            node.grad = 0.0
        self.grad = 1.0
        self.tell()

    def tell(self):
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.grad += self.grad * slope
            parent.tell()


@value.wrong
class LevelByLevel(PlainValue):
    """You go back level by level. That fails where a short and a long path lead to the same value:
    it passes on before the long one has arrived. Use the order of `parents_first`, backwards."""

    def parents_first(self):
        order = [self]
        for node in order:
            order += [parent for parent in dict.fromkeys(node.parents) if parent not in order]
        return order[::-1]


@value.wrong
class SigmoidTwice(PlainValue):
    """In `sigmoid` the local gradient goes through the sigmoid a second time. With the output a it
    is a(1 − a), and nothing more."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        again = 1 / (1 + math.exp(-a))
        return self.made(a, (self,), (again * (1 - again),), "sigmoid")


@value.wrong
class PowerKeepsItsExponent(PlainValue):
    """In `power` the exponent of the local gradient goes down by one: n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data**n,), f"**{n}")


@value.wrong
class PowerWithoutItsFactor(PlainValue):
    """In `power` the n comes down in front: n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (self.data ** (n - 1),), f"**{n}")


@value.wrong
class PowerLikeASquare(PlainValue):
    """n · x is right for the square only. In general it is n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data,), f"**{n}")


@value.wrong
class SumAlongThePath(PlainValue):
    """On the way back you add the local gradient to what comes from above. It scales it:
    multiply."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad + slope
