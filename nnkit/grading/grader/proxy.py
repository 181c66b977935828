"""What test cells hold in place of the student's functions and objects.

A proxy sends plain data to the sandbox and gets plain data back.  It is of our own classes, so
nothing that the student defined (`__eq__`, `__array__`, a float subclass) runs on this side.

A test can call a proxy, read and set its attributes, index it, iterate over it and catch what it
raises, as far as the object itself takes that: a proxy has the special methods that the object
has.  Where the instructor's solution defines a class, what it makes is an `ObjectProxy`, which
takes operators too.  More is not imitated: a test that needs an object itself is decided where the
object is, among the student's cells (see `nnkit.grading.grader.sandboxed_tests`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NoReturn

from nnkit.checks.remote import Uses
from nnkit.checks.steps import Step
from nnkit.grading.protocol.special_methods import SPECIAL, methods_of

_READABLE = {*SPECIAL, "__annotations__", "__defaults__", "__kwdefaults__"}
_STAYS = "is an object that stays with the student's code"
_COMPARE = "Tests compare plain data: numbers, strings, arrays, and lists, sets and dicts of these."


@dataclass
class Reference:
    """Which object a proxy stands for, in one attribute with a name that no student has.

    Attributes
    ----------
    session : Session
    number : int
        The object's number in the sandbox.
    name : str
    saw_data : bool
        Whether the object comes of arithmetic with plain data, which may be the expected number.
    """

    session: Any
    number: int
    name: str
    saw_data: bool = False


class Proxy:
    """A function, class or object of the student's that stayed in the sandbox; see `of`."""

    _nnkit: Reference
    _nnkit_kind: ClassVar[type[Proxy]]
    """Of which what the object gives is, too."""
    _nnkit_methods: ClassVar[dict[str, Callable[..., Any]]]
    """The special methods that a proxy has if its object has them."""
    __array_ufunc__ = None  # so that NumPy leaves arithmetic to the object
    __hash__ = object.__hash__

    @classmethod
    def of(cls, session: Any, number: int, name: str = "an object") -> Any:
        """A proxy for the object of that number, which is called by that name."""
        kind: Any = cls
        proxy = _class_with(kind, methods_of(number))()
        object.__setattr__(proxy, "_nnkit", Reference(session, number, name))
        return proxy

    @property
    def __name__(self) -> str:
        return self._nnkit.name

    def __repr__(self) -> str:
        return f"<{self._nnkit.name}, which stayed in the sandbox>"

    def _nnkit_call_each(self, cases: Sequence[list[Any]]) -> Uses:
        """Call it with one list of arguments after the other, all in one message."""
        return self._nnkit.session.call_many(self, cases)

    def _nnkit_run_steps(
        self, name: str, uses: Sequence[tuple[dict[str, Any], list[Step]]]
    ) -> Uses:
        """Run steps with some arguments, then others with others, all in one message."""
        return self._nnkit.session.run_steps(self, name, uses)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NoReturn:
        """Say that it is no array, before NumPy goes through its entries."""
        raise TypeError(f"{self._nnkit.name} {_STAYS}")

    def __eq__(self, other: object) -> Any:
        """Return whether it is the same; see `unlike` for what else it may be equal to."""
        return NotImplemented if other is None or is_proxy(other) else unlike(self, "eq", other)

    def __ne__(self, other: object) -> Any:
        """Return whether it is another."""
        return NotImplemented if other is None or is_proxy(other) else unlike(self, "ne", other)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> NoReturn:
        """Say that no class can be derived from it here."""
        raise TypeError(f"a test cannot derive a class from {self._nnkit.name}: it stays there")

    def __instancecheck__(self, other: object) -> bool:
        return is_proxy(other) and _operate(self, "instancecheck", other) is True

    def __subclasscheck__(self, other: object) -> bool:
        return is_proxy(other) and _operate(self, "subclasscheck", other) is True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _READABLE:
            raise AttributeError(f"a test cannot read {name} of {self._nnkit.name}")
        session = self._nnkit.session
        reply = session.request("get_attribute", target=self, name=name)
        return session.value(reply, name, self._nnkit_kind)

    def __setattr__(self, name: str, value: object) -> None:
        _operate(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        _operate(self, "delattr", name)


def is_proxy(value: Any) -> bool:
    """Whether a value is a proxy; its class is asked, as `isinstance` asks the student's."""
    return issubclass(type(value), Proxy)


def ask(proxy: Proxy, method: str, *others: Any) -> Any:
    """What a special method gives; NotImplemented if it says so, or an iterator has ended."""
    session = proxy._nnkit.session
    reply = session.request("operate", operator=method, operands=[proxy, *others])
    if reply.get("not_implemented") is True:
        return NotImplemented
    return session.value(reply, f"the result of {method}", proxy._nnkit_kind)


def unlike(proxy: Proxy, operator: str, data: object) -> Any:
    """Whether an object differs from plain data: that it is equal, we do not take its word for."""
    stays = f"{proxy._nnkit.name} {_STAYS}. {_COMPARE}"
    proxy._nnkit.session.unsupported.append(stays)
    value = ask(proxy, operator, data)
    if value is NotImplemented or value is (operator == "ne"):
        return value
    raise TypeError(f"{proxy._nnkit.name} {_STAYS}: it does not pass for plain data")


def asking(method: str) -> Callable[..., Any]:
    """A special method that asks the object's own."""
    return lambda self, *others: _operate(self, method, *others)


def _operate(proxy: Proxy, method: str, *others: Any) -> Any:
    value = ask(proxy, method, *others)
    if value is NotImplemented:
        raise TypeError(f"{proxy._nnkit.name} does not take {method}")
    return value


def _call(self: Proxy, *args: Any, **kwargs: Any) -> Any:
    """Call it there; arguments that it changes there change here."""
    return self._nnkit.session.call(self, args, kwargs)


def _next(self: Proxy) -> Any:
    """Return what an iterator yields next; only here may the student's code end a loop."""
    value = ask(self, "next")
    if value is NotImplemented:
        raise StopIteration
    return value


def _doc(self: Proxy) -> Any:
    """The docstring of what a proxy stands for."""
    session = self._nnkit.session
    return session.request("get_attribute", target=self, name="__doc__").get("value")


@cache
def _class_with(base: Any, methods: frozenset[str]) -> Any:
    """The class of proxies that have these special methods."""
    own = {f"__{n}__": method for n, method in base._nnkit_methods.items() if n in methods}
    if "hash" not in methods:
        own["__hash__"] = None
    return type("object", (base,), {**own, "__doc__": property(_doc), "__module__": "builtins"})


Proxy._nnkit_kind = Proxy
Proxy._nnkit_methods = {
    **{name: asking(name) for name in ("iter", "len", "getitem", "setitem", "delitem", "bool")},
    "call": _call,
    "next": _next,
}
