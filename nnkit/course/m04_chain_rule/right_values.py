"""Three ways to write a `Value`, and the reference, which is nnkit's own in other clothes."""

from __future__ import annotations

import math
from typing import Any

from nnkit.graph import Value


class ReferenceValue:
    """What the exercise asks for, built on `nnkit.Value`; other graphs keep their gradients."""

    def __init__(self, data, node=None):
        self.node = Value(data) if node is None else node

    data = property(lambda self: self.node.data)
    grad = property(lambda self: self.node.grad)

    def add(self, other):
        return ReferenceValue(0, self.node + other.node)

    def mul(self, other):
        return ReferenceValue(0, self.node * other.node)

    def power(self, n):
        return ReferenceValue(0, self.node**n)

    def sigmoid(self):
        return ReferenceValue(0, self.node.sigmoid())

    def backward(self):
        self.node.backward()

    __add__, __mul__, __pow__ = add, mul, power


class PlainValue:
    """As in the notebook, with an order that is made on a stack; the others change one method."""

    def __init__(self, data, label="", parents=(), local=(), op=""):
        self.data, self.label, self.op = data, label, op
        self.parents, self.local = parents, local
        self.grad = 0.0

    def made(self, data, parents, local, op):
        return type(self)(data, "", parents, local, op)

    def add(self, other):
        return self.made(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (other.data, self.data), "*")

    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data ** (n - 1),), f"**{n}")

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        return self.made(a, (self,), (a * (1 - a),), "sigmoid")

    def parents_first(self):
        order: list[Any] = []

        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope

    def __add__(self, other):
        return self.add(other)

    def __mul__(self, other):
        return self.mul(other)

    def __pow__(self, n):
        return self.power(n)


class ClosureValue(PlainValue):
    """Each node knows how to pass back, as in micrograd."""

    def __init__(self, data, label="", parents=(), local=(), op=""):
        super().__init__(data, label, parents, local, op)
        self.pass_back = self.tell_parents

    def tell_parents(self):
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.grad = parent.grad + slope * self.grad

    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order[::-1]:
            node.pass_back()


class PathByPath(PlainValue):
    """One product for each path, added at the leaf: right, and slow in large graphs."""

    def backward(self):
        for node in self.parents_first():
            node.grad = 0.0
        self.walk(1.0)

    def walk(self, product):
        self.grad += product
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.walk(product * slope)
