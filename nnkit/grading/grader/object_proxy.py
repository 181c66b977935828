"""Proxies that take operators, for classes that the student was asked to write.

An object that pretends to be a number must not earn what a number would.  So it is compared with
its like only, in the sandbox; what arithmetic with plain data gives has to be such an object again,
and of that no number is taken, because it may know the expected one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.grading.grader.proxy import Proxy, is_proxy, remote_doc

_BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
_CONVERSIONS = {
    **{"str": str, "repr": str, "format": str, "hash": int},
    **{"float": float, "int": int, "abs": object, "round": object},
}
_SHOWN = ("str", "repr", "format", "hash")


class ObjectProxy(Proxy):
    """A class that the student was asked to write, or an object that it made."""

    def __bool__(self) -> bool:
        self._refuse_if_it_saw_data("bool")
        truth = self._ask("bool")
        if truth is NotImplemented:
            size = self._ask("len")
            return size is NotImplemented or bool(size)
        return truth is True

    def __contains__(self, item: Any) -> bool:
        found = self._ask("contains", item)
        return item in list(self) if found is NotImplemented else found is True

    def _refuse_if_it_saw_data(self, operator: str) -> None:
        if self._nnkit.saw_data:
            raise TypeError(
                f"a test cannot take {operator}() of what came of an object and plain data; "
                "let the object be made first, and its parts be compared"
            )


def _arithmetic(operator: str) -> Callable[..., Any]:
    def operate(self: ObjectProxy, *others: Any) -> Any:
        value = self._ask(operator, *others)
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
        if not isinstance(other, ObjectProxy):
            return Proxy.__eq__(self, other)
        return self._ask(operator, other)

    return compare


def _conversion(operator: str, cls: type) -> Callable[..., Any]:
    def convert(self: ObjectProxy, *arguments: Any) -> Any:
        if operator not in _SHOWN or any(arguments):
            self._refuse_if_it_saw_data(operator)
        value = self._operate(operator, *arguments)
        if cls is not object and type(value) is not cls:
            raise TypeError(f"{type(value).__name__} where Python needs {cls.__name__}")
        return value

    return convert


for _name in (*_BINARY, *(f"r{name}" for name in _BINARY), "neg", "pos"):
    setattr(ObjectProxy, f"__{_name}__", _arithmetic(_name))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ObjectProxy, f"__{_name}__", _comparison(_name))
for _name, _cls in _CONVERSIONS.items():
    setattr(ObjectProxy, f"__{_name}__", _conversion(_name, _cls))
ObjectProxy.__doc__ = property(remote_doc)  # type: ignore[assignment]
