"""What test cells hold in place of the student's functions and objects.

A proxy sends plain data to the sandbox and gets plain data back.  It is of our own classes, so
nothing that the student defined (`__eq__`, `__array__`, a float subclass) runs on this side.

A test can call a proxy, read and set its attributes, index it, iterate over it and catch what it
raises.  Where the instructor's solution defines a class, what it makes is an `ObjectProxy`, which
takes operators too.  More is not imitated: a test that needs an object itself is decided where the
object is, among the student's cells (see `nnkit.grading.grader.sandboxed_tests`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from nnkit.checks.remote import Uses
from nnkit.checks.steps import Step

_READABLE = ("__annotations__", "__defaults__", "__kwdefaults__")


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
    """A function, class or object of the student's that stayed in the sandbox.

    Parameters
    ----------
    session : Session
    number : int
        Its number in the sandbox.
    name : str
    """

    _nnkit: Reference
    __array_ufunc__ = None  # so that NumPy leaves arithmetic to the object

    def __init__(self, session: Any, number: int, name: str = "an object") -> None:
        object.__setattr__(self, "_nnkit", Reference(session, number, name))

    @property
    def __name__(self) -> str:
        return self._nnkit.name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there; arguments that it changes there change here."""
        return self._nnkit.session.call(self, args, kwargs)

    def _nnkit_call_each(self, cases: Sequence[list[Any]]) -> Uses:
        """Call it with one list of arguments after the other, all in one message."""
        return self._nnkit.session.call_many(self, cases)

    def _nnkit_run_steps(
        self, name: str, uses: Sequence[tuple[dict[str, Any], list[Step]]]
    ) -> Uses:
        """Run steps with some arguments, then others with others, all in one message."""
        return self._nnkit.session.run_steps(self, name, uses)

    def __iter__(self) -> Iterator[Any]:
        """Iterate over what it yields there, one by one if it is an iterator itself."""
        values = self._ask("iterate")
        if values is not NotImplemented:
            yield from values
            return
        while (value := self._ask("next")) is not NotImplemented:
            yield value

    def __next__(self) -> Any:
        """Return what an iterator yields next; only here may the student's code end a loop."""
        value = self._ask("next")
        if value is NotImplemented:
            raise StopIteration
        return value

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NoReturn:
        """Say that it is no array, before NumPy goes through its entries."""
        raise TypeError(f"{self._nnkit.name} is an object that stays with the student's code")

    def __bool__(self) -> bool:
        """Return True: it is there."""
        return True

    def __eq__(self, other: object) -> Any:
        """Return whether it is the same; what else it may be equal to, nobody here can know."""
        if other is not self and other is not None:
            self._nnkit.session.unsupported.append(
                f"{self._nnkit.name} is an object that stays with the student's code. "
                "Tests compare plain data: numbers, strings, arrays, and lists, tuples, sets and "
                "dicts of these."
            )
        return NotImplemented

    __hash__ = object.__hash__

    def __mro_entries__(self, bases: tuple[Any, ...]) -> NoReturn:
        """Say that no class can be derived from it here."""
        raise TypeError(f"a test cannot derive a class from {self._nnkit.name}: it stays there")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _READABLE:
            raise AttributeError(f"a test cannot read {name} of {self._nnkit.name}")
        session = self._nnkit.session
        reply = session.request("get_attribute", target=self, name=name)
        return session.value(reply, name, type(self))

    def __repr__(self) -> str:
        return f"<{self._nnkit.name}, which stayed in the sandbox>"

    def _operate(self, operator: str, *others: Any) -> Any:
        """What an operator gives."""
        value = self._ask(operator, *others)
        if value is NotImplemented:
            raise TypeError(f"{self._nnkit.name} does not take {operator}")
        return value

    def _ask(self, operator: str, *others: Any) -> Any:
        """What an operator gives; NotImplemented if the object does not take it, or has ended."""
        session = self._nnkit.session
        reply = session.request("operate", operator=operator, operands=[self, *others])
        if reply.get("not_implemented") is True:
            return NotImplemented
        return session.value(reply, f"the result of {operator}", type(self))


def is_proxy(value: Any) -> bool:
    """Whether a value is a proxy; its class is asked, as `isinstance` asks the student's."""
    return issubclass(type(value), Proxy)


def remote_doc(self: Proxy) -> Any:
    """The docstring of what a proxy stands for."""
    session = self._nnkit.session
    return session.request("get_attribute", target=self, name="__doc__").get("value")


def _operator(name: str) -> Callable[..., Any]:
    return lambda self, *others: self._operate(name, *others)


def _class_check(name: str) -> Callable[..., bool]:
    return lambda self, other: is_proxy(other) and self._operate(name, other) is True


for _name in ("instancecheck", "subclasscheck"):
    setattr(Proxy, f"__{_name}__", _class_check(_name))
for _name in ("len", "getitem", "setitem", "delitem", "setattr", "delattr"):
    setattr(Proxy, f"__{_name}__", _operator(_name))
Proxy.__doc__ = property(remote_doc)  # type: ignore[assignment]
