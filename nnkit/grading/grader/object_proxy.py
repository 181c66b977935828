"""Proxies that take operators, for classes that the student was asked to write.

An object that pretends to be a number must not earn what a number would.  So operators take its
like only, in the sandbox: an object never meets the number that a test expects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.grading.grader.proxy import Proxy, ask, asking
from nnkit.grading.protocol.special_methods import ARITHMETIC


class ObjectProxy(Proxy):
    """A class that the student was asked to write, or an object that it made."""

    __str__ = asking("str")
    __repr__ = asking("repr")
    __format__ = asking("format")


def _with_its_like(operator: str) -> Callable[..., Any]:
    def operate(self: ObjectProxy, other: Any) -> Any:
        if isinstance(other, ObjectProxy):
            return ask(self, operator, other)
        of_data = {"eq": Proxy.__eq__, "ne": Proxy.__ne__}.get(operator)
        return of_data(self, other) if of_data else NotImplemented

    return operate


_ALONE = ("contains", "float", "int", "abs", "round", "neg", "pos", "hash")
ObjectProxy._nnkit_kind = ObjectProxy
ObjectProxy._nnkit_methods = {
    **Proxy._nnkit_methods,
    **{name: asking(name) for name in _ALONE},
    **{name: _with_its_like(name) for name in ARITHMETIC},
}
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ObjectProxy, f"__{_name}__", _with_its_like(_name))
