"""A computational graph of scalars that differentiates itself.

Every operation makes a new `Value` that remembers its parents and its local gradient with respect
to each of them. `Value.backward` walks the graph from the result to the leaves and multiplies
local gradients along every path: the chain rule, and nothing else.
"""

from __future__ import annotations

import math
from numbers import Real
from typing import SupportsFloat, TypeAlias

Scalar: TypeAlias = "Value | SupportsFloat"


class Value:
    """A number that knows how it was computed.

    Parameters
    ----------
    data
        The number.
    label
        A name for pictures.

    Attributes
    ----------
    data : float
        The number.
    grad : float
        ∂(result)/∂(this), once ``result.backward()`` was called; 0 before.
    label, op : str
        The name, and the operation that made this value ("" for a leaf).
    parents : tuple of Value
        What the operation was applied to.
    local : tuple of float
        The local gradient ∂(this)/∂(parent) for each parent.

    Examples
    --------
    >>> x, y, z = Value(-2.0), Value(5.0), Value(-4.0)
    >>> f = (x + y) * z
    >>> f.backward()
    >>> f.data, x.grad, y.grad, z.grad
    (-12.0, -4.0, -4.0, 3.0)
    """

    def __init__(
        self,
        data: SupportsFloat,
        label: str = "",
        *,
        op: str = "",
        parents: tuple[Value, ...] = (),
        local: tuple[float, ...] = (),
    ) -> None:
        self.data = _real(data)
        self.grad = 0.0
        self.label = label
        self.op = op
        self.parents = parents
        self.local = local

    def __repr__(self) -> str:
        name = f"{self.label}: " if self.label else ""
        return f"Value({name}data={self.data:g}, grad={self.grad:g})"

    def __add__(self, other: Scalar) -> Value:
        a, b = self, _value(other)
        return Value(a.data + b.data, op="+", parents=(a, b), local=(1.0, 1.0))

    def __sub__(self, other: Scalar) -> Value:
        a, b = self, _value(other)
        return Value(a.data - b.data, op="-", parents=(a, b), local=(1.0, -1.0))

    def __mul__(self, other: Scalar) -> Value:
        a, b = self, _value(other)
        return Value(a.data * b.data, op="*", parents=(a, b), local=(b.data, a.data))

    def __truediv__(self, other: Scalar) -> Value:
        a, b = self, _value(other)
        quotient = a.data / b.data
        return Value(quotient, op="/", parents=(a, b), local=(1 / b.data, -quotient / b.data))

    def __pow__(self, power: Scalar) -> Value:
        if isinstance(power, Value):
            return (power * self.log()).exp()
        power = _real(power)
        slope = power * self.data ** (power - 1) if power else 0.0
        return Value(self.data**power, op=f"**{power:g}", parents=(self,), local=(slope,))

    def __neg__(self) -> Value:
        return Value(-self.data, op="neg", parents=(self,), local=(-1.0,))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: SupportsFloat) -> Value:
        return Value(other) - self

    def __rtruediv__(self, other: SupportsFloat) -> Value:
        return Value(other) / self

    def __rpow__(self, other: SupportsFloat) -> Value:
        return Value(other) ** self

    def exp(self) -> Value:
        """Exponential function."""
        y = math.exp(self.data)
        return Value(y, op="exp", parents=(self,), local=(y,))

    def log(self) -> Value:
        """Natural logarithm."""
        if self.data <= 0:
            raise ValueError(f"log needs a positive number, not {self.data:g}")
        return Value(math.log(self.data), op="log", parents=(self,), local=(1 / self.data,))

    def tanh(self) -> Value:
        """Hyperbolic tangent."""
        y = math.tanh(self.data)
        return Value(y, op="tanh", parents=(self,), local=(1 - y * y,))

    def sigmoid(self) -> Value:
        """Logistic function 1 / (1 + exp(-x))."""
        e = math.exp(-abs(self.data))  # never overflows
        y = 1 / (1 + e) if self.data >= 0 else e / (1 + e)
        return Value(y, op="sigmoid", parents=(self,), local=(y * (1 - y),))

    def relu(self) -> Value:
        """Rectified linear unit max(x, 0)."""
        y = max(self.data, 0.0)
        return Value(y, op="relu", parents=(self,), local=(float(y > 0),))

    def backward(self) -> None:
        """Set the ``grad`` of every value in this graph to ∂(self)/∂(that value).

        Where several paths lead from a value to the result, their products add up. The gradients
        are set to 0 first: a second call gives the same numbers again.
        """
        order = self._parents_first()
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for parent, local in zip(value.parents, value.local, strict=True):
                parent.grad += value.grad * local

    def _parents_first(self) -> list[Value]:
        """Return the graph in topological order, on a stack: recursion would limit its depth."""
        order: list[Value] = []
        seen: set[Value] = set()
        stack = [(self, False)]
        while stack:
            value, parents_done = stack.pop()
            if parents_done:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                stack.append((value, True))
                stack.extend((parent, False) for parent in value.parents)
        return order


def _value(x: Scalar) -> Value:
    return x if isinstance(x, Value) else Value(x)


def _real(data: object) -> float:
    if not isinstance(data, Real):
        raise TypeError(f"a Value holds one real number, but was given {data!r}")
    return float(data)
