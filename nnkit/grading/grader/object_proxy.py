"""Proxies that take operators, for classes that the student was asked to write.

An object that pretends to be a number must not earn what a number would.  So it is compared with
its like only, in the sandbox; what arithmetic with plain data gives has to be such an object again,
and of that no number is taken, because it may know the expected one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.grading.grader.proxy import Proxy, is_proxy, remote_doc
from nnkit.grading.grader.remote_error import RemoteError
from nnkit.grading.protocol.messages import ARITHMETIC


class ObjectProxy(Proxy):
    """A class that the student was asked to write, or an object that it made."""

    def __bool__(self) -> bool:
        self._refuse_if_it_saw_data("bool")
        truth = self._operate_if_possible("bool")
        if truth is NotImplemented:
            size = self._operate_if_possible("len")
            truth = size is NotImplemented or bool(size)
        return bool(_of_type(truth, bool))

    def __str__(self) -> str:
        return str(_of_type(self._operate("str"), str))

    def __repr__(self) -> str:
        return str(_of_type(self._operate("repr"), str))

    def __format__(self, specification: str) -> str:
        if specification:
            self._refuse_if_it_saw_data("format")
        return str(_of_type(self._operate("format", specification), str))

    def __hash__(self) -> int:
        return int(_of_type(self._operate("hash"), int))

    def __contains__(self, item: Any) -> Any:
        found = self._operate_if_possible("contains", item)
        return item in list(self) if found is NotImplemented else found

    def _refuse_if_it_saw_data(self, operator: str) -> None:
        if self._nnkit.saw_data:
            raise TypeError(
                f"a test cannot take {operator}() of what came of an object and plain data; "
                "let the object be made first, and its parts be compared"
            )

    def _operate_if_possible(self, operator: str, *others: Any) -> Any:
        """The result of an operator; NotImplemented if the object does not take it."""
        try:
            return self._operate(operator, *others)
        except RemoteError as error:
            if str(error).endswith(f" objects do not take {operator}"):
                return NotImplemented
            raise


def _arithmetic(operator: str) -> Callable[..., Any]:
    def operate(self: ObjectProxy, *others: Any) -> Any:
        value = self._operate_if_possible(operator, *others)
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
        return self._operate_if_possible(operator, other)

    return compare


def _conversion(operator: str, cls: type) -> Callable[..., Any]:
    def convert(self: ObjectProxy, *arguments: Any) -> Any:
        self._refuse_if_it_saw_data(operator)
        value = self._operate(operator, *arguments)
        return value if cls is object else _of_type(value, cls)

    return convert


def _of_type(value: Any, cls: type) -> Any:
    """A value that has to be of a type, whatever the student's method returned."""
    if type(value) is not cls:
        raise TypeError(f"{type(value).__name__} where Python needs {cls.__name__}")
    return value


_IN_PLACE = [f"i{name}" for name in ARITHMETIC if f"r{name}" in ARITHMETIC]
for _name in (*ARITHMETIC, *_IN_PLACE, "invert"):
    setattr(ObjectProxy, f"__{_name}__", _arithmetic(_name))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(ObjectProxy, f"__{_name}__", _comparison(_name))
_NUMBERS = {"float": float, "int": int, "complex": complex, "index": int}
for _name, _cls in {**_NUMBERS, "abs": object, "round": object}.items():
    setattr(ObjectProxy, f"__{_name}__", _conversion(_name, _cls))
ObjectProxy.__doc__ = property(remote_doc)  # type: ignore[assignment]
