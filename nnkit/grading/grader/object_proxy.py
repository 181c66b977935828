"""Proxies that take operators, for classes that the student was asked to write.

An object that pretends to be a number must not earn what a number would.  So it is compared with
its like only, in the sandbox; what arithmetic with plain data gives has to be such an object again,
and of that no number is taken, because it may know the expected one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.grading.grader.proxy import Proxy, ask, asking, is_proxy
from nnkit.grading.protocol.special_methods import BINARY, methods_of


class ObjectProxy(Proxy):
    """A class that the student was asked to write, or an object that it made."""

    def __bool__(self) -> bool:
        _refuse_if_it_saw_data(self, "bool")
        methods = methods_of(self._nnkit.number)
        truth = "bool" if "bool" in methods else "len"
        return bool(ask(self, truth)) if truth in methods else True


def _refuse_if_it_saw_data(proxy: ObjectProxy, operator: str) -> None:
    if proxy._nnkit.saw_data:
        raise TypeError(
            f"a test cannot take {operator}() of what came of an object and plain data; "
            "let the object be made first, and its parts be compared"
        )


def _arithmetic(operator: str) -> Callable[..., Any]:
    def operate(self: ObjectProxy, *others: Any) -> Any:
        value = ask(self, operator, *others)
        plain = not any(map(is_proxy, others))
        if is_proxy(value):
            saw_data = (p._nnkit.saw_data for p in (self, *others) if is_proxy(p))
            value._nnkit.saw_data = any(saw_data) or (plain and bool(others))
        elif plain and value is not NotImplemented:
            raise TypeError(f"{operator} of an object gave no object, but {type(value).__name__}")
        return value

    return operate


def _comparison(operator: str) -> Callable[..., Any]:
    def compare(self: ObjectProxy, other: Any) -> Any:
        if isinstance(other, ObjectProxy):
            return ask(self, operator, other)
        of_data = {"eq": Proxy.__eq__, "ne": Proxy.__ne__}.get(operator)
        return of_data(self, other) if of_data else NotImplemented

    return compare


def _conversion(operator: str) -> Callable[..., Any]:
    """Convert to a number or to text; a format with a width shows as much as a number."""
    convert_there = asking(operator)

    def convert(self: ObjectProxy, *arguments: Any) -> Any:
        if operator not in _SHOWN or any(arguments):
            _refuse_if_it_saw_data(self, operator)
        return convert_there(self, *arguments)

    return convert


_SHOWN = ("str", "repr", "format", "hash")
_CONVERSIONS = ("float", "int", "abs", "round", "hash")
ObjectProxy._nnkit_kind = ObjectProxy
ObjectProxy._nnkit_methods = {
    **{name: own for name, own in Proxy._nnkit_methods.items() if name != "bool"},
    "contains": asking("contains"),
    **{name: _arithmetic(name) for name in (*BINARY, "neg", "pos")},
    **{name: _conversion(name) for name in _CONVERSIONS},
}
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ObjectProxy, f"__{_name}__", _comparison(_name))
for _name in ("str", "repr", "format"):
    setattr(ObjectProxy, f"__{_name}__", _conversion(_name))
