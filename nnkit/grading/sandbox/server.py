"""Answers the grader's requests: runs the student's cells, and calls what they defined.

Everything here shares a process with the student's code and may be changed by it.  Nothing that
leaves this process is trusted, so nothing here has to be protected.
"""

from __future__ import annotations

import builtins
import importlib.util
import pathlib
import sys
import threading
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from nnkit.checks.exceptions import own_line, text_of, unfinished
from nnkit.checks.overwritten import overwritten
from nnkit.checks.steps import Step, run_steps
from nnkit.checks.suppress_output import suppress_output
from nnkit.grading.protocol.channel import Channel, ChannelError
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError
from nnkit.grading.protocol.messages import Message
from nnkit.grading.protocol.points import no_points
from nnkit.grading.protocol.special_methods import numbered, place_of
from nnkit.grading.sandbox import course_stub
from nnkit.grading.sandbox.outputs import Outputs, Stream
from nnkit.grading.sandbox.watch import WatchedArguments

MAX_RESULT = 300  # characters
MAX_PIECES = 10_000  # of what is printed, in turn to stdout and to stderr


class Server:
    """Answers requests until the channel closes; each names one of the methods below.

    Parameters
    ----------
    channel : Channel
    shell : InteractiveShell
        From `make_shell`.
    """

    def __init__(self, channel: Channel, shell: Any) -> None:
        self._channel = channel
        # Held by the thread that talks with the grader.  While a request is answered any thread of
        # the student's may call a function of the grader's: one after the other.
        self._turn = threading.Lock()
        self._shell = shell
        self._outputs = Outputs()
        shell.display_pub.outputs = shell.displayhook.outputs = self._outputs
        shell._showtraceback = self._show_traceback
        self._streams = {name: Stream(self._outputs, name) for name in ("stdout", "stderr")}
        sys.stdout, sys.stderr = self._streams.values()
        sys.stdin = None
        self._objects: list[Any] = []  # those that stay here; the grader knows their numbers
        self._aside: dict[str, Any] = {}
        self._aside_names: list[str] = []
        self._pandas = False  # whether the grader has it

    def serve(self) -> None:
        """Answer until the other side closes the channel."""
        with self._turn:
            while True:
                try:
                    self._answer(self._receive())
                except ChannelError:
                    return

    def _answer(self, request: Message) -> None:
        """Do what one request asks for and reply."""
        self._pandas = request.pop("pandas", False)
        self._turn.release()
        try:
            reply: Message = getattr(self, request.pop("method"))(**request)
        finally:
            self._turn.acquire()
        # What a function printed, so that a test can capture it.
        outputs = self._outputs.collect()
        pieces = [[o["name"], o["text"]] for o in outputs if o["output_type"] == "stream"]
        reply["printed"] = pieces[:MAX_PIECES]
        self._channel.send(self._encode(reply))

    def _receive(self) -> Message:
        """The next message of the grader's."""
        data = self._channel.receive()
        if b'"pandas.' in data and importlib.util.find_spec("pandas"):
            import pandas  # type: ignore[import-untyped]  # noqa: F401, the codec needs it now
        message: Message = decode(data, self._object, self._class_named)
        return message

    def _encode(self, reply: Message) -> bytes:
        """A reply as bytes; one that is too large says so."""
        try:
            return encode(reply, to_ref=self._number, pandas=self._pandas)
        except CodecError as error:
            return encode({"too_large": str(error)})

    def limit_output(self, characters: int) -> Message:
        """Allow so many characters of output from now on."""
        self._outputs.left = characters
        return {}

    def run_cell(self, source: str) -> Message:
        """Run one cell."""
        self._shell.run_cell(source, store_history=False)
        self._flush()
        return {"outputs": self._outputs.collect()}

    def mark_cell(self, source: str) -> Message:
        """Run one cell, keep what it shows, and say only what it came to, as nbgrader reads it."""
        result = self._shell.run_cell(source, store_history=True)
        self._flush()
        error = result.error_before_exec or result.error_in_exec
        outputs = self._outputs.collect()
        kinds = {output["output_type"] for output in outputs}
        results = [o["data"] for o in outputs if o["output_type"] == "execute_result"]
        shown = str(results[0].get("text/plain"))[:MAX_RESULT] if results else ""
        return {
            "passed": result.success and "error" not in kinds and not no_points(result.result),
            "error": _sentence(error)[:MAX_RESULT] if error else "",
            "warned": any(output.get("name") == "stderr" for output in outputs),
            "result": _number(result.result) or shown if results else None,
        }

    def _flush(self) -> None:
        """Let all be seen that a cell printed, and put back a stream in whose place is none."""
        for name, own in self._streams.items():
            try:
                stream = getattr(sys, name)
                stream.write("")
                stream.flush()
            except Exception:
                setattr(sys, name, own)

    def draw_figure(self, figure: bytes) -> Message:
        """Draw a figure that a cell has shown."""
        try:
            return {"picture": self._shell.nnkit_figures.draw(figure)}
        except Exception as error:
            return _describe_error(error)

    def get(self, name: str) -> Message:
        """Describe what a name stands for."""
        if name not in self._shell.user_ns:
            return {"missing": True}
        return _describe(self._shell.user_ns[name])

    def get_attribute(self, target: Any, name: str) -> Message:
        """Describe an attribute of an object."""
        try:
            return _describe(getattr(target, name))
        except BaseException as error:
            return _describe_error(error)

    def call(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> Message:
        """Call a function or class; describe its value, and what it changed of its arguments."""
        watched = WatchedArguments([*args, *kwargs.values()])
        try:
            value = function(*args, **kwargs)
        except BaseException as error:
            return _describe_error(error)
        same = [i for i, given in enumerate([*args, *kwargs.values()]) if given is value]
        return {**_describe(value), "changed": watched.changes(), "argument": same[:1]}

    def call_many(self, function: Any, cases: list[list[Any]]) -> Message:
        """Call a function with these arguments, then with those, and so on.

        Each reply is encoded before the next call, which may change what this one returned.
        """
        replies = (self.call(function, args, {}) for args in cases)
        with suppress_output():
            return {"replies": [self._encode(reply) for reply in replies]}

    def run_steps(
        self, cls: Any, name: str, uses: list[tuple[dict[str, Any], list[Step]]]
    ) -> Message:
        """Run steps with a class, each time from the start; see `nnkit.checks.steps`."""
        replies = (self._run_steps_once(steps, {name: cls}, given) for given, steps in uses)
        with suppress_output():
            return {"replies": [self._encode(reply) for reply in replies]}

    def _run_steps_once(self, steps: list[Step], names: Message, arguments: Message) -> Message:
        def encoded(value: Any) -> bytes:
            try:
                return encode(_describe(value), to_ref=self._number, pandas=self._pandas)
            except CodecError as error:
                raise ValueError(str(error)) from None

        watched = WatchedArguments([*arguments.values()])
        try:
            results = run_steps(steps, {**names, **arguments}, encoded)
        except BaseException as error:
            # The frames of this method, of `run_steps` and of the step are not the student's.
            return _describe_error(error, own_frames=3)
        keys = [*arguments]
        return {"results": results, "changed": {keys[i]: new for i, new in watched.changes()}}

    def operate(self, operator: str, operands: list[Any]) -> Message:
        """Call a special method of the first operand with the others."""
        first, *others = operands
        try:
            method = getattr(type(first), f"__{operator}__", None)
            value = method(first, *others) if method else NotImplemented
        except StopIteration as error:
            return {"not_implemented": True} if operator == "next" else _describe_error(error)
        except BaseException as error:
            return _describe_error(error)
        return {"not_implemented": True} if value is NotImplemented else _describe(value)

    def define(self, name: str, value: Any) -> Message:
        """Bind a name in the student's namespace."""
        if isinstance(value, types.FunctionType):
            value.__name__ = value.__qualname__ = name
        self._shell.user_ns[name] = value
        return {}

    def set_aside(self, names: list[str]) -> Message:
        """Keep what names stand for, to be put back later."""
        space = self._shell.user_ns
        self._aside = {name: space[name] for name in names if name in space}
        self._aside_names = names
        return {}

    def put_back(self) -> Message:
        """Let names stand for what they did when they were set aside."""
        for name in self._aside_names:
            self._shell.user_ns.pop(name, None)
        self._shell.user_ns.update(self._aside)
        return {}

    def set_variant(self, id: str, kind: str, data: Any, shown: str) -> Message:
        """Take over the student's own numbers, for `variant`."""
        course_stub.set_variant(id, kind, data, shown)
        return {}

    def set_random_state(self, python: Any, numpy: Any) -> Message:
        """Take over the state of Python's and NumPy's random numbers, which a test has seeded."""
        import random

        random.setstate(python)
        np.random.set_state(tuple(numpy))  # noqa: NPY002, the one that tests seed
        return {}

    def _callback(self, number: int) -> Callable[..., Any]:
        """A function of the grader's, as one that calls it there."""

        def callback(*args: Any, **kwargs: Any) -> Any:
            request = {"callback": number, "args": list(args), "kwargs": kwargs}
            with self._turn:
                self._channel.send(encode(request, to_ref=self._number, pandas=self._pandas))
                while "method" in (message := self._receive()):
                    self._answer(message)
            if "error" in message:
                kind, _, text = message["error"].partition(": ")
                raise getattr(builtins, kind, RuntimeError)(text)
            return message["value"]

        return callback

    def _number(self, value: Any) -> int:
        """The number by which the grader knows an object that stays here."""
        self._objects.append(value)
        return numbered(len(self._objects) - 1, value)

    def _object(self, number: int) -> Any:
        """What a number stands for: an object here, or below 0 a function of the grader's."""
        return self._objects[place_of(number)] if number >= 0 else self._callback(number)

    def _class_named(self, name: str) -> Any:
        """The class of that name: the student's, of paths, or of masked arrays."""
        if name == "MaskedArray":
            return np.ma.MaskedArray
        return self._shell.user_ns.get(name) or getattr(pathlib, name, None)

    def _show_traceback(self, kind: type, value: BaseException, lines: list[str]) -> None:
        if isinstance(lines, str):  # a syntax error
            lines = lines.splitlines()
        elif len(lines) > 2:  # a heading, a text for each frame, and the message
            own = [frame for frame in lines[1:-1] if frame.startswith("Cell In")]
            lines = [lines[0], *own, lines[-1]]
        text, found = text_of(value), overwritten(value)
        if found and found.is_meant():
            text, lines = f"{text}. {found.tell}", [*lines, found.tell]
        self._outputs.error(kind.__name__, text, list(lines))


def _number(value: Any) -> str:
    """A number as Python shows it; NumPy names its type as well, and IPython may round it."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        return ""
    try:
        return str(float(value))
    except OverflowError:
        return "inf"


def _sentence(error: BaseException) -> str:
    """An exception in words, with the line of the notebook that raised it."""
    text = f"{type(error).__name__}: {text_of(error)}".rstrip(": ")
    line = own_line(error.__traceback__).partition("\n")[0].partition(":  ")[2]
    return f"{text} in the line {line!r}." if line else f"{text}."


def _describe(value: Any) -> Message:
    # The class is asked: a student's object may stop with an error when `isinstance` asks it.
    if issubclass(type(value), types.ModuleType):
        return {"module": value.__name__}
    if issubclass(type(value), type) and issubclass(value, BaseException):
        return {"value": value, "exception": _describe_class(value)}
    return {"value": value}


def _describe_class(cls: type) -> tuple[Any, ...]:
    """A class as its module, its name, and its bases, described likewise."""
    bases = (base for base in cls.__bases__ if base is not object)
    return (cls.__module__, cls.__name__, *map(_describe_class, bases))


def _describe_error(error: BaseException, own_frames: int = 1) -> Message:
    """Describe an exception; the first frames are our own, the next is the student's."""
    traceback = error.__traceback__
    for _ in range(own_frames):
        traceback = traceback.tb_next if traceback else None
    function = traceback.tb_frame.f_code.co_name if traceback else ""
    found = overwritten(error)
    return {
        "error": {
            "kind": _describe_class(type(error)),
            "text": text_of(error),
            "line": own_line(error.__traceback__),
            "unfinished": unfinished(error, function),
            "overwritten": [found.name, found.tell] if found else None,
        }
    }
