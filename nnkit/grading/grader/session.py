"""One connection with a sandbox: the grader's side of `nnkit.grading.sandbox.server`."""

from __future__ import annotations

import random
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import numpy as np

from nnkit.checks.remote import Uses
from nnkit.checks.steps import Step
from nnkit.grading.grader.lent import call_lent
from nnkit.grading.grader.notebook import encodable, text_of
from nnkit.grading.grader.object_proxy import ObjectProxy
from nnkit.grading.grader.proxy import Proxy, is_proxy
from nnkit.grading.grader.remote_error import NotHandedOverError, RemoteErrors
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost
from nnkit.grading.protocol.codec import decode, encode, size_of_text
from nnkit.grading.protocol.limits import MAX_TEXT, CodecError
from nnkit.grading.protocol.messages import Message

MAX_PRINTED = 1_000_000
BAD_REPLY = "the sandbox answered something else than it was asked"
# These run code in which random numbers may be drawn.
_DRAWS = frozenset(["call", "call_many", "run_steps", "operate", "get_attribute"])
# The student's code raises nothing here; a sandbox that says so lies.
_RAISES_NOTHING = frozenset(
    ["run_cell", "mark_cell", "define", "set_variant", "set_aside", "put_back"]
)


class IsModule(TypeError):
    """A name of the student's stands for a module.

    Attributes
    ----------
    module : str
        The module's own name, as the sandbox says.
    """

    def __init__(self, name: str, module: str) -> None:
        super().__init__(f"`{name}` is the module {module}")
        self.module = module


class Session:
    """What all the proxies of one submission share: the sandbox, and how long it may take.

    Parameters
    ----------
    sandbox : Sandbox

    Attributes
    ----------
    deadline : float
        Until when the sandbox has to reply, on the clock of `time.monotonic`.
    unsupported : list of str
        What a test tried that cannot be done, for the student and the instructor.
    captured : bool
        Whether a test runs, whose output is kept apart from this process's.
    seeded : bool
        Whether NumPy's and Python's random numbers shall be the same there as here.
    keep_masks : bool
        Whether masked arrays arrive as such, and not as what lies under their masks.
    classes : mapping of str to object
        The instructor's names, for the classes that values and exceptions may be of.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.deadline = time.monotonic() + 60
        self.unsupported: list[str] = []
        self.seeded = False
        self.captured = False
        self.keep_masks = True
        self._random_state: Any = None
        self._printable = MAX_PRINTED
        self._text_left = MAX_TEXT
        self._callbacks: list[Callable[..., Any]] = []
        self.classes: Mapping[str, Any] = {}
        self._errors = RemoteErrors(lambda name: self.classes.get(name))
        sandbox.callback, sandbox.to_ref, sandbox.from_ref = self._call_back, self._ref, self._deref
        sandbox.class_named = self._class_named

    def request(self, method: str, **arguments: Any) -> Message:
        """Send one request and return the reply; raise what the student's code raised."""
        if self.seeded and method in _DRAWS:
            self._share_random_state()
        pandas = {"pandas": True} if "pandas" in sys.modules else {}
        try:
            message = {"method": method, **arguments, **pandas}
            reply = self.sandbox.request(message, self.deadline)
        except CodecError as error:
            if method in _RAISES_NOTHING:
                raise SandboxLost(str(error)) from None
            raise NotHandedOverError(_too_large(arguments, error)) from None
        self._print(reply.get("printed"))
        problem = self._error_in(reply, arguments)
        if problem is not None and method not in _RAISES_NOTHING:
            raise problem
        if isinstance(problem, NotHandedOverError):  # what a cell has shown
            raise SandboxLost(str(problem))
        return reply

    def run_cell(self, source: str) -> Any:
        """Run a cell in the sandbox; return what it says that the cell has shown."""
        return self.request("run_cell", source=source).get("outputs")

    def mark_cell(self, source: str) -> Message:
        """Run a cell in the sandbox and show nothing; return what it says that it came to."""
        return self.request("mark_cell", source=source)

    def get(self, name: str, *, is_class: bool = False) -> Any:
        """The student's value of a name, or a proxy for it.

        Parameters
        ----------
        name : str
        is_class : bool
            Whether a class is expected, so that what it makes takes operators.

        Raises
        ------
        NameError
            If the student did not define it.
        IsModule
        """
        reply = self.request("get", name=name)
        if reply.get("missing"):
            raise NameError(f"name {name!r} is not defined")
        if "module" in reply:
            raise IsModule(name, text_of(reply["module"]))
        if is_class and "exception" in reply:
            return self._errors.class_of(reply["exception"])
        return self.value(reply, name, ObjectProxy if is_class else Proxy)

    def define(self, name: str, value: Any) -> None:
        """Bind a name in the student's namespace, for instance to a reference."""
        self.request("define", name=name, value=value)

    def set_aside(self, names: Sequence[str]) -> None:
        """Keep what names stand for in the student's namespace, until `put_back`."""
        self.request("set_aside", names=list(names))

    def put_back(self) -> None:
        """Let the names that were set aside stand for what they did."""
        self.request("put_back")

    def call(self, function: Proxy, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Call a function or class of the student's; what it changes of its arguments changes."""
        reply = self.request("call", function=function, args=list(args), kwargs=dict(kwargs))
        arguments = [*args, *kwargs.values()]
        value = self._result(function, reply, arguments)
        match reply.get("argument"):
            case [int(place)] if 0 <= place < len(arguments):
                return arguments[place]  # that very object
        return value

    def call_many(self, function: Proxy, cases: Sequence[list[Any]]) -> Uses:
        """Call a function with one list of arguments after the other, all in one message."""
        reply = self.request("call_many", function=function, cases=[list(case) for case in cases])
        for one, case in zip(self._replies(reply, len(cases)), cases, strict=True):
            if error := self._error_in(one, {"function": function}):
                yield None, error
            else:
                yield self._result(function, one, case), None

    def run_steps(
        self, cls: Proxy, name: str, uses: Sequence[tuple[dict[str, Any], list[Step]]]
    ) -> Uses:
        """Run steps with some arguments, then others with others, all in one message.

        Parameters
        ----------
        cls : Proxy
        name : str
            What it is called in the steps.
        uses : sequence of (dict of str to object, list of Step)
            Arguments by name, and the steps.
        """
        reply = self.request("run_steps", cls=cls, name=name, uses=[list(use) for use in uses])
        for one, (arguments, steps) in zip(self._replies(reply, len(uses)), uses, strict=True):
            if error := self._error_in(one, {"function": cls}):
                yield None, error
                continue
            results, changed = one.get("results"), one.get("changed")
            if not isinstance(results, dict) or not isinstance(changed, dict):
                raise SandboxLost(BAD_REPLY)
            for argument, new in changed.items():
                if not _write_back(arguments.get(argument), new) and argument in arguments:
                    arguments[argument] = new  # an array that has another shape now
            values = {step: self._decode(results.get(step)) for step, _ in steps if step}
            yield {k: self.value(value, k, cls._nnkit_kind) for k, value in values.items()}, None

    def value(self, reply: Message, name: str, kind: type[Proxy]) -> Any:
        """The value in a reply: plain data, or a proxy of the kind that is wanted."""
        value: Any = reply.get("value")
        if is_proxy(value):
            return kind.of(self, value._nnkit.number, name)
        if kind is not Proxy and type(value) in (list, tuple):  # a method may return several
            return type(value)(kind.of(self, v._nnkit.number) if is_proxy(v) else v for v in value)
        return value

    def _result(self, function: Proxy, reply: Message, arguments: list[Any]) -> Any:
        """What a call returned; what it changed of its arguments changes here."""
        for index, new in reply.get("changed") or ():
            if not _write_back(arguments[index], new):
                arguments[index] = new
        return self.value(reply, f"what {function._nnkit.name} returned", function._nnkit_kind)

    def _error_in(self, reply: Message, arguments: Message) -> Exception | None:
        """What the student's code raised, or why what it returned cannot be handed over."""
        if "too_large" in reply:
            name = _name_of(arguments)
            what = f"`{arguments['name']}`" if "name" in arguments else f"what {name} returned"
            reason = f"{what}: {text_of(reply['too_large'])[:300]}; let it be less"
            return NotHandedOverError(encodable(reason))
        return self._errors.error(reply["error"]) if "error" in reply else None

    def _replies(self, reply: Message, count: int) -> Iterator[Message]:
        """The several replies in one message."""
        replies = reply.get("replies")
        if not isinstance(replies, list) or len(replies) != count:
            raise SandboxLost(BAD_REPLY)
        self._text_left = MAX_TEXT
        return map(self._decode, replies)

    def _decode(self, data: Any) -> Message:
        """One of several replies in one message, which together are no larger than one."""
        if time.monotonic() > self.deadline:
            raise SandboxLost("its answers take too long to read")
        try:
            self._text_left -= size_of_text(data)
            ok = self._text_left >= 0
            reply = decode(data, self._deref, self._class_named) if ok else None
        except (CodecError, TypeError):
            reply = None
        if not isinstance(reply, dict):
            raise SandboxLost(BAD_REPLY)
        return reply

    def _share_random_state(self) -> None:
        """Let the student's code draw the random numbers that the test would draw now."""
        kind, keys, *rest = np.random.get_state(legacy=True)  # noqa: NPY002, tests seed this one
        python = random.getstate()
        state = (python, np.asarray(keys).tobytes(), rest)
        if state != self._random_state:
            self.request("set_random_state", python=python, numpy=[kind, keys, *rest])
            self._random_state = state

    def _print(self, printed: Any) -> None:
        """Print here what the student's code printed there, if a test captures it."""
        for output in printed if self.captured and isinstance(printed, list) else ():
            match output:
                case ["stdout" | "stderr" as stream, str(text)]:
                    text = text[: self._printable]
                    self._printable -= len(text)
                    getattr(sys, stream).write(encodable(text))

    def _ref(self, value: Any) -> int:
        """The number by which the sandbox knows a value that cannot be sent."""
        if is_proxy(value):
            number: int = value._nnkit.number
            return number
        if not callable(value):
            raise TypeError(f"a {type(value).__name__} cannot be sent to the student's code")
        self._callbacks.append(value)
        return -len(self._callbacks)

    def _deref(self, number: int) -> Any:
        return Proxy.of(self, number) if number >= 0 else self._callbacks[-number - 1]

    def _class_named(self, name: str) -> Any:
        """A class of the instructor's of which a value may be; none that reads files, say."""
        if name == "MaskedArray":
            return np.ma.MaskedArray if self.keep_masks else None
        cls = self.classes.get(name)
        return cls if isinstance(cls, type) and issubclass(cls, (Enum, tuple)) else None

    def _call_back(self, number: int, args: list[Any], kwargs: Message) -> Any:
        return call_lent(self._callbacks[-number - 1], args, kwargs)


def _too_large(arguments: Message, error: CodecError) -> str:
    """Which argument cannot be sent, and why."""
    name = _name_of(arguments)
    for i, argument in enumerate(arguments.get("args", ()), 1):
        try:
            encode(argument, to_ref=lambda value: 0)
        except CodecError as reason:
            return f"argument {i} of {name}: {reason}; call it with less"
    return f"what {name} is called with: {error}; call it with less"


def _name_of(arguments: Message) -> str:
    """What a request is about, as the test calls it."""
    about = [arguments.get("function"), arguments.get("target"), *arguments.get("operands", ())]
    return next((p._nnkit.name for p in about if is_proxy(p)), "the student's code")


def _write_back(old: Any, new: Any) -> bool:
    """Change an argument here as the call changed it there; return whether that is possible."""
    match old, new:
        case np.ndarray(), np.ndarray() if old.shape == new.shape:
            old[...] = new
        case list(), list():
            for i in range(min(len(old), len(new))):
                if not _write_back(old[i], new[i]):
                    old[i] = new[i]
            old[len(new) :] = new[len(old) :]
        case dict(), dict():
            same = {k: old[k] for k in new if k in old and _write_back(old[k], new[k])}
            old.clear()
            old.update({**new, **same})
        case set(), set():
            old.clear()
            old.update(new)
        case deque() | bytearray(), deque() | bytearray():
            old.clear()
            old.extend(new)
        case _:
            return False
    return True
