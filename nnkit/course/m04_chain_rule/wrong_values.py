"""A `Value` with one mistake each, as learners make them."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

import math

from nnkit.course.m04_chain_rule.right_values import PlainValue


class OwnFactor(PlainValue):
    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (self.data, other.data), "*")


class PowerKeepsExponent(PlainValue):
    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data**n,), f"**{n}")


class PowerWithoutFactor(PlainValue):
    def power(self, n):
        return self.made(self.data**n, (self,), (self.data ** (n - 1),), f"**{n}")


class PowerLikeSquare(PlainValue):
    def power(self, n):
        return self.made(self.data**n, (self,), (n * self.data,), f"**{n}")


class SigmoidTwice(PlainValue):
    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.data))
        again = 1 / (1 + math.exp(-a))
        return self.made(a, (self,), (again * (1 - again),), "sigmoid")


class Overwrites(PlainValue):
    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad = node.grad * slope


class NotSeeded(PlainValue):
    def backward(self):
        for node in self.parents_first():
            node.grad = 0.0


class WalksForward(PlainValue):
    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


class StartsAgain(PlainValue):
    def backward(self):
        self.grad = 1.0
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.grad += self.grad * slope
            parent.backward()


class AddsUpOverCalls(PlainValue):
    def backward(self):
        self.grad = 1.0
        for node in reversed(self.parents_first()):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad * slope


class LevelByLevel(PlainValue):
    def parents_first(self):
        order = [self]
        for node in order:
            order += [parent for parent in dict.fromkeys(node.parents) if parent not in order]
        return order[::-1]


class PassesOnTooEarly(PlainValue):
    def backward(self):
        for node in self.parents_first():
            node.grad = 0.0
        self.grad = 1.0
        self.tell()

    def tell(self):
        for parent, slope in zip(self.parents, self.local, strict=True):
            parent.grad += self.grad * slope
            parent.tell()


class AddsAlongThePath(PlainValue):
    def backward(self):
        order = self.parents_first()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.local, strict=True):
                parent.grad += node.grad + slope
