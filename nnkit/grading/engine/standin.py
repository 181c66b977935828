"""Stand-ins: what test cells hold in place of the student's functions, classes and objects.

A stand-in sends plain data to the sandbox and gets plain data back.  It is of our own classes, so
nothing that the student defined (`__eq__`, `__array__`, a float subclass) runs on this side.

Where the instructor's solution defines a class, its objects take arithmetic too, which runs in the
sandbox.  Even such an object is equal to nothing but itself.
"""

from __future__ import annotations

import builtins
import contextlib
import inspect
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnkit.grading.engine.inside import ARITHMETIC, INDEXING
from nnkit.grading.engine.sandbox import Message, Sandbox


class RemoteError(Exception):
    """An exception that the student's code raised in the sandbox, as told from there.

    Attributes
    ----------
    own_line : str
        The student's own line, for the verdict.
    unfinished : str
        What to say if it was a stub.
    """

    own_line = ""
    unfinished = ""


class Link:
    """What all the stand-ins of one submission share: the sandbox, and how long it may take.

    Parameters
    ----------
    sandbox : Sandbox
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.deadline = time.monotonic() + 60
        self._outside: list[Callable[..., Any]] = []
        sandbox.outside, sandbox.to_ref, sandbox.from_ref = self._call, self._number, self._stand_in

    def ask(self, do: str, **arguments: Any) -> Message:
        """Send one message; raise what the student's code raised."""
        reply = self.sandbox.ask({"do": do, **arguments}, self.deadline)
        if "error" in reply and do not in ("run", "define", "numbers"):
            raise _error(reply["error"])
        return reply

    def run(self, source: str) -> Any:
        """Run a cell in the sandbox; return what it says that the cell has shown."""
        return self.ask("run", source=source).get("outputs")

    def look(self, name: str, *, is_class: bool = False) -> Any:
        """The student's value of a name, or a stand-in for it.

        Parameters
        ----------
        name : str
        is_class : bool
            Whether a class is expected, so that what it makes takes operators.

        Raises
        ------
        NameError
            If the student did not define it.
        """
        told = self.ask("look", name=name)
        if told.get("missing"):
            raise NameError(f"name {name!r} is not defined")
        value = self.value(told, name)
        if is_class and isinstance(value, StandIn):
            value.makes = Instance
        return value

    def value(self, told: Message, name: str, kind: type[StandIn] | None = None) -> Any:
        """What the sandbox tells of a value: plain data, or a stand-in that knows its signature."""
        if told.get("blank"):
            return ...
        value = told.get("value")
        if isinstance(value, StandIn):
            if kind is not None and kind is not type(value):
                value = kind(self, value.number)
            value.describe(name, told)
        return value

    def define(self, name: str, value: Any) -> None:
        """Bind a name in the student's namespace, for instance to a reference."""
        self.ask("define", name=name, value=value)

    def _number(self, value: Any) -> int:
        """The number by which the sandbox names a value that cannot be sent."""
        if isinstance(value, StandIn):
            return value.number
        if not callable(value):
            raise TypeError(f"a {type(value).__name__} cannot be sent to the student's code")
        self._outside.append(value)
        return -len(self._outside)

    def _stand_in(self, number: int) -> Any:
        return StandIn(self, number) if number >= 0 else self._outside[-number - 1]

    def _call(self, number: int, args: list[Any], kwargs: Message) -> Any:
        return self._outside[-number - 1](*args, **kwargs)


class StandIn:
    """A function, class or object of the student's that stayed in the sandbox.

    Attributes
    ----------
    number : int
        Its number in the sandbox.
    makes : type of StandIn
        What stands for an object that a call returns.
    """

    def __init__(self, link: Link, number: int) -> None:
        self._link = link
        self.number = number
        self.makes: type[StandIn] = StandIn
        self.__name__ = "an object"

    def describe(self, name: str, told: Message) -> None:
        """Take over name and signature as the sandbox tells them."""
        self.__name__ = name
        signature = _signature(told.get("signature"))
        if signature is not None:
            self.__signature__ = signature

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there; arguments that it changes there change here."""
        told = self._link.ask("call", what=self, args=list(args), kwargs=kwargs)
        given = [*args, *kwargs.values()]
        for index, new in told.get("changed") or ():
            _write_back(given[index], new)
        return self._link.value(told, f"what {self.__name__} returned", self.makes)

    def __iter__(self) -> Iterator[Any]:
        """Iterate over what it yields there."""
        return iter(self._operate("iterate"))

    def __bool__(self) -> bool:
        """Return True: it is there."""
        return True

    def _operate(self, operator: str, *others: Any) -> Any:
        told = self._link.ask("operate", operator=operator, operands=[self, *others])
        return self._link.value(told, f"the result of {operator}", type(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.value(self._link.ask("attribute", of=self, name=name), name)

    def __deepcopy__(self, memo: Any) -> StandIn:
        """Return itself: what stayed in the sandbox cannot be copied."""
        return self

    def __repr__(self) -> str:
        return f"<{self.__name__}, which stayed in the sandbox>"


class Instance(StandIn):
    """An object of a class that the student was asked to write; takes arithmetic and indices.

    An object that pretends to be a number must not earn what a number would: so there is no
    comparison, and what arithmetic with plain data gives has to be such an object again.
    """

    def __init__(self, link: Link, number: int) -> None:
        super().__init__(link, number)
        self.makes = Instance

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        if isinstance(value, StandIn):
            value.makes = Instance  # a method
        return value


def _arithmetic(operator: str) -> Callable[..., Any]:
    def operate(self: Instance, *others: Any) -> Any:
        value = self._operate(operator, *others)
        if not isinstance(value, StandIn) and not any(isinstance(o, StandIn) for o in others):
            raise TypeError(f"{operator} of an object gave no object, but {type(value).__name__}")
        return value

    return operate


def _indexing(operator: str) -> Callable[..., Any]:
    def operate(self: Instance, *others: Any) -> Any:
        return self._operate(operator, *others)

    return operate


for _name in ARITHMETIC:
    setattr(Instance, f"__{_name}__", _arithmetic(_name))
for _name in INDEXING:
    setattr(Instance, f"__{_name}__", _indexing(_name))


def _write_back(old: Any, new: Any) -> None:
    """Change an argument here as the call changed it there."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        with contextlib.suppress(ValueError):  # a view keeps its shape
            old.resize(new.shape, refcheck=False)
        if old.shape == new.shape:
            old[...] = new
    elif isinstance(old, list) and isinstance(new, list):
        old[:] = new
    elif isinstance(old, dict) and isinstance(new, dict):
        old.clear()
        old.update(new)


def _signature(told: Any) -> inspect.Signature | None:
    """A signature from what the sandbox tells; None if it makes no sense."""
    try:
        return inspect.Signature(
            [
                inspect.Parameter(
                    str(name),
                    inspect._ParameterKind(kind),
                    default=None if has_default else inspect.Parameter.empty,
                )
                for name, kind, has_default in told
            ]
        )
    except (TypeError, ValueError):
        return None


def _error(told: Any) -> Exception:
    """An exception of the student's builtin kind, so that ``except ValueError`` works."""
    told = told if isinstance(told, dict) else {}
    name = str(told.get("kind", "Exception"))[:80]
    builtin = getattr(builtins, name, None)
    bases: tuple[type, ...] = (RemoteError,)
    if isinstance(builtin, type) and issubclass(builtin, Exception) and builtin is not Exception:
        bases = (RemoteError, builtin)
    kind = type(name if name.isidentifier() else "Exception", bases, {})
    try:
        error = kind(str(told.get("text", ""))[:2000])
    except Exception:  # some builtins, such as UnicodeDecodeError, need more arguments
        error = RemoteError(f"{name}: {told.get('text', '')}"[:2000])
    error.own_line = str(told.get("line", ""))[:2000]
    error.unfinished = str(told.get("unfinished", ""))[:300]
    result: Exception = error
    return result
