"""What test cells hold in place of the student's functions and objects.

A proxy sends plain data to the sandbox and gets plain data back.  It is of our own classes, so
nothing that the student defined (`__eq__`, `__array__`, a float subclass) runs on this side.

A test can call a proxy, read and set its attributes, index it, iterate over it and catch what it
raises.  Where the instructor's solution defines a class, what it makes is an `ObjectProxy`, which
takes operators too.  What a test cannot do with what stayed in the sandbox:

- compare it with plain data; a DataFrame, a figure, a Fraction or a view of a dict is such an
  object, so a test compares ``list(frame["a"])``, ``axes.get_title()``, ``sorted(d.keys())``;
- hand it to a library of this side, read its source, derive a class from it, ask for its `type`;
  `isinstance` works;
- pass it anything that is neither plain data, nor a function, nor such an object itself: no object
  of a class that the instructor defines, no random generator, no slice;
- change what it looks up by itself: with a name of the standard library replaced on this side,
  such as `input`, the student's code goes on with the old one;
- see files that it wrote.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from nnkit.checks.remote import Uses
from nnkit.checks.steps import Step
from nnkit.grading.protocol.messages import Message
from nnkit.grading.protocol.signature import read_signature

_READABLE = ("__annotations__", "__defaults__", "__kwdefaults__")


class Connection(Protocol):
    """What a proxy asks of the `Session` that it belongs to."""

    unsupported: list[str]

    def request(self, method: str, **arguments: Any) -> Message:
        """Send a request and return the reply."""

    def value(self, reply: Message, name: str, cls: type[Proxy] | None = None) -> Any:
        """The value in a reply."""

    def call(self, function: Proxy, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Call a function or class."""

    def call_many(self, function: Proxy, cases: Sequence[list[Any]]) -> Iterator[Any]:
        """Call a function with several lists of arguments."""

    def run_steps(
        self, cls: Proxy, name: str, uses: Sequence[tuple[dict[str, Any], list[Step]]]
    ) -> Iterator[Any]:
        """Run steps with a class."""


@dataclass
class Reference:
    """Which object a proxy stands for, in one attribute with a name that no student has.

    Attributes
    ----------
    session : Connection
    number : int
        The object's number in the sandbox.
    name : str
    saw_data : bool
        Whether the object comes of arithmetic with plain data, which may be the expected number.
    """

    session: Connection
    number: int
    name: str
    saw_data: bool = False


class Proxy:
    """A function, class or object of the student's that stayed in the sandbox.

    Parameters
    ----------
    session : Connection
    number : int
        Its number in the sandbox.
    name : str
    """

    _nnkit: Reference

    def __init__(self, session: Connection, number: int, name: str = "an object") -> None:
        object.__setattr__(self, "_nnkit", Reference(session, number, name))

    @property
    def __name__(self) -> str:
        return self._nnkit.name

    @property
    def __signature__(self) -> inspect.Signature:
        reply = self._nnkit.session.request("signature", function=self)
        signature = read_signature(reply.get("signature"))
        if signature is None:
            raise AttributeError("__signature__")
        return signature

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
        try:
            self._nnkit.session.request("get_attribute", target=self, name="__next__")
        except AttributeError:
            yield from self._operate("iterate")
            return
        while True:
            try:
                yield next(self)
            except StopIteration:
                return

    def __next__(self) -> Any:
        return self._operate("next")

    def __len__(self) -> Any:
        return self._operate("len")

    def __getitem__(self, key: Any) -> Any:
        return self._operate("getitem", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._operate("setitem", key, value)

    def __delitem__(self, key: Any) -> None:
        self._operate("delitem", key)

    def __enter__(self) -> Any:
        return self._operate("enter")

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if error is None:
            self._operate("exit", None, None, None)

    __array_ufunc__ = None  # so that NumPy leaves arithmetic to the object

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

    def __instancecheck__(self, instance: Any) -> bool:
        """Return whether an object is of this class of the student's."""
        return is_proxy(instance) and self._operate("instancecheck", instance) is True

    def __subclasscheck__(self, other: Any) -> bool:
        """Return whether a class derives from this class of the student's."""
        return is_proxy(other) and self._operate("subclasscheck", other) is True

    def __mro_entries__(self, bases: tuple[Any, ...]) -> NoReturn:
        """Say that no class can be derived from it here."""
        raise TypeError(f"a test cannot derive a class from {self._nnkit.name}: it stays there")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _READABLE:
            raise AttributeError(f"a test cannot read {name} of {self._nnkit.name}")
        session = self._nnkit.session
        reply = session.request("get_attribute", target=self, name=name)
        return session.value(reply, name, type(self))

    def __setattr__(self, name: str, value: Any) -> None:
        self._operate("setattr", name, value)

    def __delattr__(self, name: str) -> None:
        self._operate("delattr", name)

    def __deepcopy__(self, memo: Any) -> Proxy:
        """Return itself: what stayed in the sandbox cannot be copied."""
        return self

    def __repr__(self) -> str:
        return f"<{self._nnkit.name}, which stayed in the sandbox>"

    def _operate(self, operator: str, *others: Any) -> Any:
        session = self._nnkit.session
        reply = session.request("operate", operator=operator, operands=[self, *others])
        return session.value(reply, f"the result of {operator}", type(self))


def is_proxy(value: Any) -> bool:
    """Whether a value is a proxy; its class is asked, as `isinstance` asks the student's."""
    return issubclass(type(value), Proxy)


def remote_doc(self: Proxy) -> Any:
    """The docstring of what a proxy stands for."""
    session = self._nnkit.session
    return session.request("get_attribute", target=self, name="__doc__").get("value")


Proxy.__doc__ = property(remote_doc)  # type: ignore[assignment]
