"""A `Value` of the student's own: data, the way it came about, and gradients on request.

Methods are called by name, `x.add(y)`: these the class has to have; a notebook ties the signs to
them.
"""

from __future__ import annotations

import math
import re
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
    "q = x + y; r = q * z; s = r ** 2; f = s * x; f.backward()",
    "q = x.add(y); r = x.add(y); s = r.mul(x); f = q.mul(s); f.backward()",
    "q = x.add(y); f = q.mul(x); g = x.mul(z); f.backward(); g.backward(); f.backward()",
)
SPECIAL = (
    ("y = Value(x.data); q = x.mul(y); f = q.add(x); f.backward()", (1.2, 2.5)),
    ("q = x.power(2); r = x.add(y); f = q.add(r); f.backward()", (0.0, 0.0)),
    ("q = x.power(-1); f = q.mul(y); f.backward()", (-2.5, -0.5)),
    ("q = x.power(0.5); f = q.mul(x); f.backward()", (0.5, 4.0)),
)
"""Programs for an x between two limits."""


def programs(rng: Generator) -> Iterator[Case]:
    """Programs that a student can run; leaves twice in use, paths of different lengths.

    Two nodes may have one value, x may be 0, and a power whole, negative or broken.
    """
    for program, limits in (*((program, None) for program in PROGRAMS), *SPECIAL):
        numbers = [round(float(n), 2) for n in normal(rng, 3)]
        if limits:
            numbers[0] = round(float(rng.uniform(*limits)), 2)
        leaves = [f"{name} = Value({n})" for name, n in zip("xyz", numbers, strict=True)]
        used = [
            leaf
            for leaf in leaves
            if re.search(rf"\b{leaf[0]}\b", program) and f"{leaf[0]} = " not in program
        ]
        yield ("; ".join([*used, program]),)


LOOK = """
def look(call, made, owner):
    if made is None:
        raise TypeError(call + " gave back None; a method has to return its new Value")
    if isinstance(made, (int, float)):
        raise TypeError(call + " gave back a plain number; a method has to return a new Value")
    if made is owner:
        raise TypeError(call + " gave back the Value itself, changed; it has to return a new one")
    parents, local = getattr(made, "parents", ()), getattr(made, "local", ())
    if isinstance(parents, type(made)) or isinstance(local, (int, float)):
        raise TypeError(
            "what " + call + " gave back has one entry without a tuple around it: a tuple with a "
            "single entry needs its comma, such as (self,)"
        )
    if isinstance(local, (list, tuple)):
        if any(isinstance(slope, type(made)) for slope in local):
            raise TypeError(
                "what " + call + " gave back has Values for slopes; a slope is a plain number, "
                "such as other.data"
            )
        if isinstance(parents, (list, tuple)) and len(parents) != len(local):
            raise TypeError(
                f"what {call} gave back has {len(parents)} parents and {len(local)} slopes; there "
                "is one slope for each parent"
            )
"""


def program_steps(program: str) -> Iterator[Step]:
    """The lines of a program, with a look at what each gave; then data and grad of each node."""
    nodes = []
    yield "", LOOK
    for line in program.split("; "):
        yield "", line
        name, _, call = line.partition(" = ")
        if call:
            nodes.append(name)
            if not call.startswith("Value("):
                yield "", f"look({call!r}, {name}, {call[0]})"
    for part in ("data", "grad"):
        for name in nodes:
            yield f"{name}.{part}", f"{name}.{part}"


def about(program: str) -> str:
    """What a program is about: a power, a sigmoid, `backward` called again, or products."""
    if "power" in program or "**" in program:
        return "power"
    if "sigmoid" in program:
        return "sigmoid"
    return "called again" if program.count("backward") > 1 else "products"


value = Code(
    "04.Value",
    points=4,
    minutes=30,
    difficulty=3,
    asks="Value: a number with add, mul, power, sigmoid and backward",
    cases=programs,
    steps=program_steps,
    arguments=("program",),
    part_of=about,
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


@value.wrong(credit=0.5)
class OwnFactor(PlainValue):
    """In `mul` each factor gets its own value as slope. It is the other factor that scales it: the
    slopes stand in the order of the parents, `(self, other)` with `(other.data, self.data)`."""

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (self.data, other.data), "*")


@value.wrong
class NotSeeded(PlainValue):
    """All gradients stay 0. The walk begins with `self.grad = 1.0`, and what is found has to be
    written into the `grad` of the Values themselves."""

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


@value.wrong(credit=0.5)
class SigmoidTwice(PlainValue):
    """In `sigmoid` the local gradient goes through the sigmoid a second time. With the output a it
    is a(1 − a), and nothing more."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        again = 1 / (1 + math.exp(-a))
        return self.made(a, (self,), (again * (1 - again),), "sigmoid")


@value.wrong(credit=0.5)
class PowerKeepsItsExponent(PlainValue):
    """In `power` the exponent of the local gradient goes down by one: n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data**n,), f"**{n}")


@value.wrong(credit=0.5)
class PowerWithoutItsFactor(PlainValue):
    """In `power` the n comes down in front: n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (self.data ** (n - 1),), f"**{n}")


@value.wrong(credit=0.5)
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


@value.wrong(credit=0.5)
class MulLikeAdd(PlainValue):
    """In `mul` the slopes are those of a sum, 1 and 1. In a product each factor is scaled by the
    other one."""

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (1.0, 1.0), "*")


@value.wrong(credit=0.5)
class MulOneSlope(PlainValue):
    """In `mul` both factors get the value of the second. The slope towards the second is the value
    of the first."""

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (other.data, other.data), "*")


@value.wrong(credit=0.5)
class MulOneSlopeOfSelf(PlainValue):
    """In `mul` both factors get the value of the first. The slope towards the first is the value of
    the second."""

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (self.data, self.data), "*")


@value.wrong(credit=0.5)
class MulGivesTheProduct(PlainValue):
    """In `mul` the slopes are the product itself. Each factor is scaled by the other one alone."""

    def mul(self, other):
        value = self.data * other.data
        return self.made(value, (self, other), (value, value), "*")


@value.wrong(credit=0.5)
class MulForgetsItsParents(PlainValue):
    """What `mul` returns does not know its parents, so the walk back ends there. It needs `(self,
    other)` and the two slopes."""

    def mul(self, other):
        return self.made(self.data * other.data, (), (), "*")


@value.wrong(credit=0.5)
class SquareByMulOnce(PlainValue):
    """x · x has x for both factors, and your `mul` counts it once. Both entries stay: `(self,
    other)`, even if they are the same."""

    def mul(self, other):
        if self is other:
            return self.made(self.data**2, (self,), (self.data,), "*")
        return self.made(self.data * other.data, (self, other), (other.data, self.data), "*")


@value.wrong(credit=0.5)
class MulAdds(PlainValue):
    """`mul` adds the two. Its data is the product."""

    def mul(self, other):
        return self.made(self.data + other.data, (self, other), (other.data, self.data), "*")


@value.wrong(credit=0.5)
class PowerBracketMissing(PlainValue):
    """In `power` the bracket is missing: `data**n - 1` takes 1 away from the power. Write `data **
    (n - 1)`."""

    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data**n - 1,), f"**{n}")


@value.wrong(credit=0.5)
class PowerTwoWrittenIn(PlainValue):
    """2x is the slope of the square. For any power it is n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (2 * self.data,), f"**{n}")


@value.wrong(credit=0.5)
class PowerTimes(PlainValue):
    """`power` multiplies by n. xⁿ is `self.data ** n`."""

    def power(self, n):
        return self.made(self.data * n, (self,), (n,), f"**{n}")


@value.wrong(credit=0.5)
class PowerDivided(PlainValue):
    """The slope n · xⁿ / x is right as long as x is not 0. Lower the power: n · xⁿ⁻¹."""

    def power(self, n):
        value = self.data**n
        return self.made(value, (self,), (n * value / self.data,), f"**{n}")


@value.wrong(credit=0.5)
class PowerByMultiplying(PlainValue):
    """You multiply x by itself again and again. That works for n = 1, 2, 3, ... only; n may be
    negative, or 0.5."""

    def power(self, n):
        result = self
        for _ in range(n - 1):
            result = result.mul(self)
        return result


@value.wrong(credit=0.5)
class PowerOneDownAsFactor(PlainValue):
    """In `power` it is n that comes in front, not n − 1: n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), ((n - 1) * self.data ** (n - 1),), f"**{n}")


@value.wrong(credit=0.5)
class PowerOfItsValue(PlainValue):
    """In `power` the slope is the value xⁿ itself. It is n · xⁿ⁻¹."""

    def power(self, n):
        return self.made(self.data**n, (self,), (self.data**n,), f"**{n}")


@value.wrong(credit=0.5)
class PowerForgetsItsParents(PlainValue):
    """What `power` returns does not know its parent, so the walk back ends there. It needs
    `(self,)` and the slope."""

    def power(self, n):
        return self.made(self.data**n, (), (), f"**{n}")


@value.wrong(credit=0.5)
class SigmoidOfItsInput(PlainValue):
    """In `sigmoid` you put the input into a(1 − a). It needs the output, `a`."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a, (self,), (self.data * (1 - self.data),), "sigmoid")


@value.wrong(credit=0.5)
class SigmoidIsItsSlope(PlainValue):
    """The data of your sigmoid is its slope. The data is `a`; the slope a(1 − a) goes into
    `local`."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a * (1 - a), (self,), (a * (1 - a),), "sigmoid")


@value.wrong(credit=0.5)
class SigmoidSlopeIsOutput(PlainValue):
    """In `sigmoid` the slope is the output a. It is a(1 − a)."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a, (self,), (a,), "sigmoid")


@value.wrong(credit=0.5)
class SigmoidSlopeIsRest(PlainValue):
    """In `sigmoid` the slope is 1 − a. The factor a is missing: a(1 − a)."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a, (self,), (1 - a,), "sigmoid")


@value.wrong(credit=0.5)
class SigmoidSlopeOfTanh(PlainValue):
    """1 − a² is the slope of tanh. The sigmoid has a(1 − a)."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a, (self,), (1 - a**2,), "sigmoid")


@value.wrong(credit=0.5)
class SigmoidSlopePlus(PlainValue):
    """In `sigmoid` you have a(1 + a). What is left to 1 is 1 − a."""

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a, (self,), (a * (1 + a),), "sigmoid")


@value.wrong(credit=0.5)
class SigmoidForgetsItsParents(PlainValue):
    """What `sigmoid` returns does not know its parent, so the walk back ends there. It needs
    `(self,)` and the slope."""

    def sigmoid(self):
        return self.made(1 / (1 + math.exp(-self.data)), (), (), "sigmoid")


@value.wrong(credit=0.5)
class OnlyLeavesCleared(PlainValue):
    """The first call is right. But before a second one only the leaves are set to 0; the nodes
    between still hold what the first one left. Set *every* gradient in the graph to 0."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            if not node.parents:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong(credit=0.5)
class OnlyInnerNodesCleared(PlainValue):
    """The first call is right. But before a second one the leaves are not set to 0, so they add up.
    Set *every* gradient in the graph to 0."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            if node.parents:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong(credit=0.5)
class OnlyParentsCleared(PlainValue):
    """The first call is right. But before a second one only the parents of the result are set to 0.
    Set *every* gradient in the graph to 0, however far back it is."""

    def backward(self):
        for parent in self.parents:
            parent.grad = 0.0
        self.grad = 1.0
        for node in reversed(self.parents_first()):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong(credit=0.5)
class SeedAddsUp(PlainValue):
    """The first call is right. In a second one the 1 of the result is added to the 1 that is there:
    write `self.grad = 1.0`."""

    def backward(self):
        order = self.parents_first()
        for node in order[:-1]:
            node.grad = 0.0
        self.grad += 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong(credit=0.5)
class OnlyTheFirstCallWorks(PlainValue):
    """A second `backward` of the same result does nothing. If another result was asked in between,
    the Values that both use keep the other one's gradients. Do the whole walk each time."""

    def backward(self):
        if not hasattr(self, "done"):
            self.done = True
            PlainValue.backward(self)


@value.wrong
class BeginsWithItsValue(PlainValue):
    """The walk begins with the value of the result. It begins with 1: if the result moves by 1, it
    moves by 1."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = self.data
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong
class TakenDownTooEarly(PlainValue):
    """A node is taken down before its parents, and the walk goes in this order. That fails where a
    short and a long path lead to the same Value: it passes on before the long one has arrived.
    Visit the parents first, then append, and walk from the end."""

    def backward(self):
        order = []

        def visit(node):
            if node not in order:
                order.append(node)
                for parent in node.parents:
                    visit(parent)

        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


@value.wrong
class StartsAgainAndSets(PlainValue):
    """`backward` calls itself on the parents, and each of these calls starts again with 1. What
    arrives is then set and not added, with the slope of the last arrow alone. Make an order, and
    walk back over it in one loop."""

    def backward(self):
        self.grad = 1.0
        for parent in self.parents:
            parent.backward()
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.grad = self.grad * slope


@value.wrong(credit=0.5)
class EqualNumbersAreOne(PlainValue):
    """Two Values with the same number count as one in your order, so one of them is left out. Two
    nodes are the same only if they are the same object: `node in order`, without `.data`."""

    def parents_first(self):
        order = []

        def visit(node):
            if node.data not in [other.data for other in order]:
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order


@value.wrong(credit=0.5)
class EqualNumbersAreSeen(PlainValue):
    """Two Values with the same number count as one in your order, so one of them is left out. Two
    nodes are the same only if they are the same object: `node in seen`, without `.data`."""

    def parents_first(self):
        order, seen = [], []

        def visit(node):
            if node.data not in seen:
                seen.append(node.data)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order


@value.wrong
class LabelsAreSeen(PlainValue):
    """Your order tells nodes apart by their labels, but most have none. Two nodes are the same only
    if they are the same object: `node in seen`."""

    def parents_first(self):
        order, seen = [], []

        def visit(node):
            if node.label not in seen:
                seen.append(node.label)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order


@value.wrong(credit=0.5)
class EmptiedAfterItsTurn(PlainValue):
    """Only the leaves keep their gradients: the others are set back to 0 after their turn. Every
    Value keeps its own."""

    def backward(self):
        PlainValue.backward(self)
        for node in self.parents_first():
            if node.parents:
                node.grad = 0.0


@value.wrong(credit=0.5)
class ResultWithoutItsOne(PlainValue):
    """All is right but for the result itself: its `grad` is 1."""

    def backward(self):
        PlainValue.backward(self)
        self.grad = 0.0


@value.wrong
class LastArrowOnly(PlainValue):
    """Only the last parent of each node gets its share: does the line with `parent.grad` stand
    inside the loop?"""

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in list(zip(node.parents, node.local, strict=True))[-1:]:
                parent.grad += node.grad * slope


@value.wrong
class SlopeAlone(PlainValue):
    """You pass on the slope of the arrow alone. Multiply it by the gradient that the node itself
    has received."""

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += slope


@value.wrong
class OwnFactorAndOverwritten(PlainValue):
    """Two things: in `mul` each factor gets its own value as slope, and it is the other one's; and
    a Value that is used twice keeps only what arrived last, so write `+=`."""

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (self.data, other.data), "*")

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad = node.grad * slope
