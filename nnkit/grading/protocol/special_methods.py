"""Which special methods an object in the sandbox has: told in the number that stands for it.

Python looks for them in an object's class, so that what stands for it has to have the same ones:
only then is it callable, iterable or true as the object itself is.
"""

from __future__ import annotations

from functools import cache
from typing import Any

_ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
BINARY = (*_ARITHMETIC, *(f"r{name}" for name in _ARITHMETIC))
_NAMES = (
    *("call", "iter", "next", "len", "getitem", "setitem", "delitem", "contains", "bool", "hash"),
    *("float", "int", "abs", "round", "neg", "pos"),
    *BINARY,
)
SPECIAL = tuple(f"__{name}__" for name in _NAMES)
# What a class says of itself may be a student's; its methods, as Python looks for them, are here.
_classes, _namespace = type.__dict__["__mro__"].__get__, type.__dict__["__dict__"].__get__


def numbered(index: int, value: Any) -> int:
    """The number for an object that has a place in a list."""
    spaces = [_namespace(cls) for cls in _classes(type(value))]
    bits = 0
    for i, name in enumerate(SPECIAL):
        found = next((space[name] for space in spaces if name in space), None)
        bits |= (found is not None) << i  # None says that there is none
    return (index << len(SPECIAL)) + bits


def place_of(number: int) -> int:
    """The place of the object for which a number stands."""
    return number >> len(SPECIAL)


def methods_of(number: int) -> frozenset[str]:
    """The special methods of the object for which a number stands, without underscores."""
    return _methods(number & ((1 << len(SPECIAL)) - 1))


@cache
def _methods(bits: int) -> frozenset[str]:
    return frozenset(name.strip("_") for i, name in enumerate(SPECIAL) if bits >> i & 1)
