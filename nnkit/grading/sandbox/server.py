"""What runs in the sandbox: the student's cells in IPython's own shell, and calls from outside.

Everything here shares a process with the student's code and may be changed by it.  Nothing that
leaves this process is trusted; here, therefore, is nothing to protect.
"""

from __future__ import annotations

import builtins
import collections
import inspect
import itertools
import os
import socket
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from nnkit.checks.exceptions import own_line, unfinished
from nnkit.checks.steps import Step, run_steps
from nnkit.checks.suppress_output import suppress_output
from nnkit.grading.protocol.channel import Channel, ChannelError
from nnkit.grading.protocol.codec import CodecError, decode, encode
from nnkit.grading.protocol.messages import WATCHED_CALLS, Message
from nnkit.grading.sandbox.figures import defer_figures
from nnkit.grading.sandbox.no_pictures import without_pictures
from nnkit.grading.sandbox.outputs import Outputs, Publisher, ResultHook, Stream

MOST_ITEMS = 100_000
MOST_PIECES = 10_000  # of what is printed, in turn to stdout and to stderr


def prepare(*, pictures: bool) -> Any:
    """Make IPython's shell, with all that is slow to load, before any student's code is known.

    Parameters
    ----------
    pictures : bool
        Whether figures are drawn, as in a notebook.
    """
    if pictures:
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    else:
        os.environ["MPLBACKEND"] = "agg"
        without_pictures()
    import numpy.linalg
    import numpy.random
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    from nnkit.grading.sandbox.syntax import Transformer

    class Shell(InteractiveShell):
        """Shows to our outputs; `%matplotlib` finds no windows, as in a kernel."""

        display_pub_class = Type(Publisher)
        displayhook_class = Type(ResultHook)

        def enable_gui(self, gui: Any = None) -> None: ...

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config)
    shell.input_transformer_manager = Transformer()
    shell.nnkit_notebook = True  # type: ignore[attr-defined]
    if pictures:
        _first_figure(shell)
        shell.nnkit_figures = defer_figures(shell)  # type: ignore[attr-defined]
        _rehearse(shell)
    else:
        assert shell.display_formatter is not None
        shell.display_formatter.active_types = ["text/plain"]
    _without_answers()
    del numpy
    return shell


def _first_figure(shell: Any) -> None:
    """The first figure of a process finds its fonts and compiles its parsers: once, here."""
    import matplotlib.pyplot
    from matplotlib_inline.backend_inline import configure_inline_support

    import nnkit.plot
    from nnkit.plot.figure import Picture, png

    configure_inline_support(shell, matplotlib.get_backend())
    figure = Picture()
    figure.add_subplot().set_title("$x^2$")
    png(figure)
    matplotlib.pyplot.close(matplotlib.pyplot.figure())
    del nnkit


def _rehearse(shell: Any) -> None:
    """The first cell, error and call of a process take many times longer: once, here."""
    import numpy

    runner = Server(Channel(socket.socket()), shell)
    for source in (
        "import numpy as np\n\ndef f(a):\n    return a @ a\n\nprint(f(np.eye(2)))\nf(np.eye(2))",
        "%matplotlib inline\nf(np.ones((2, 3)))",
    ):
        decode(encode(runner.run(source)))
    decode(encode(runner.call(shell.user_ns["f"], [numpy.eye(2), {"k": [1, "a"]}], {})))
    runner.run("del f, np")
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__


def _without_answers() -> None:
    """Let students' own calls of `check` and its like pass: the answers are not in this process."""
    import nnkit
    from nnkit.checks.problem import Problem

    course = types.ModuleType("nnkit.course")
    numbers: dict[str, Any] = {}

    def later(*args: Any, **kwargs: Any) -> str:
        return "The grader checks this."

    def variant(id: str) -> Any:
        if id not in numbers:
            raise ValueError(f"there are no individual numbers {id!r}")
        return numbers[id]

    def set_student(student: str) -> None: ...

    course.check = course.hint = course.progress = later  # type: ignore[attr-defined]
    course.variant, course.set_student = variant, set_student  # type: ignore[attr-defined]
    course.numbers, course.Problem = numbers, Problem  # type: ignore[attr-defined]
    sys.modules["nnkit.course"] = nnkit.course = course


class Server:
    """Answers the grader's messages until the channel closes.

    Parameters
    ----------
    channel : Channel
    shell : InteractiveShell
        From `prepare`.
    """

    def __init__(self, channel: Channel, shell: Any) -> None:
        self._channel = channel
        self._shell = shell
        self._outputs = Outputs()
        shell.display_pub.outputs = shell.displayhook.outputs = self._outputs
        shell._showtraceback = self._show_traceback
        sys.stdout, sys.stderr = Stream(self._outputs, "stdout"), Stream(self._outputs, "stderr")
        sys.stdin = None
        self._kept: list[Any] = []
        self._made: collections.deque[_Given] = collections.deque(maxlen=WATCHED_CALLS)

    def serve(self) -> None:
        """Answer until the other side closes the channel."""
        while True:
            try:
                self.answer(decode(self._channel.receive(), from_ref=self._mine))
            except ChannelError:
                return

    def answer(self, message: Message) -> None:
        """Do what one message asks for and reply."""
        handlers: dict[str, Callable[..., Message]] = {
            "run": self.run,
            "draw": self.draw,
            "look": self.look,
            "call": self.call,
            "calls": self.calls,
            "take": self.take,
            "attribute": self.attribute,
            "signature": self.signature,
            "define": self.define,
            "operate": self.operate,
            "keep": self.keep,
            "numbers": self.numbers,
            "randomise": self.randomise,
        }
        reply = handlers[message.pop("do")](**message)
        # What a function printed, so that a test can capture it.
        shown = self._outputs.take()
        pieces = [[o["name"], o["text"]] for o in shown if o["output_type"] == "stream"]
        reply["printed"] = pieces[:MOST_PIECES]
        self._channel.send(encode(reply, to_ref=self._keep))

    def keep(self, output: int) -> Message:
        """Keep so many characters of output."""
        self._outputs.left = output
        return {}

    def run(self, source: str) -> Message:
        """Run one cell."""
        self._shell.run_cell(source, store_history=False)
        sys.stdout.flush()
        return {"outputs": self._outputs.take()}

    def draw(self, figure: bytes) -> Message:
        """Draw a figure that a cell has shown."""
        try:
            return {"picture": self._shell.nnkit_figures.draw(figure)}
        except Exception as error:
            return self._trouble(error)

    def look(self, name: str) -> Message:
        """Tell what a name stands for."""
        if name not in self._shell.user_ns:
            return {"missing": True}
        return self._tell(self._shell.user_ns[name])

    def attribute(self, of: Any, name: str) -> Message:
        """Tell what an attribute of a kept thing is."""
        try:
            return self._tell(getattr(of, name))
        except Exception as error:
            return self._trouble(error)

    def signature(self, of: Any) -> Message:
        """Tell what a kept thing takes when it is called."""
        return {"signature": _signature(of)}

    def call(self, what: Any, args: list[Any], kwargs: dict[str, Any]) -> Message:
        """Call a kept thing; tell its value, and what it changed of its arguments.

        Those of the last classes that were called are watched on: an object may keep an array and
        change it later.  ``made`` tells that this call is such a one.
        """
        given = _Given([*args, *kwargs.values()])
        try:
            value = what(*args, **kwargs)
        except Exception as error:
            return self._trouble(error)
        told = {**self._tell(value), "changed": given.changes()}
        later = [[k, *change] for k, made in enumerate(self._made) for change in made.changes()]
        if later:
            told["changed later"] = later
        if isinstance(what, type):
            self._made.append(given)
            told["made"] = True
        return told

    def calls(self, what: Any, many: list[list[Any]]) -> Message:
        """Call a kept thing with these arguments, then with those, and so on.

        What each call says is encoded before the next, which may change what it returned.
        """
        told = (self.call(what, args, {}) for args in many)
        with suppress_output():
            return {"answers": [encode(answer, to_ref=self._keep) for answer in told]}

    def take(self, what: Any, name: str, uses: list[tuple[dict[str, Any], list[Step]]]) -> Message:
        """Take steps with a kept class, each time from the start; see `nnkit.checks.steps`."""
        told = (self._taken(steps, {name: what}, arguments) for arguments, steps in uses)
        with suppress_output():
            return {"answers": [encode(answer, to_ref=self._keep) for answer in told]}

    def _taken(self, steps: list[Step], names: Message, arguments: Message) -> Message:
        def keep(value: Any) -> bytes:
            try:
                return encode(self._tell(value), to_ref=self._keep)
            except CodecError as error:
                raise ValueError(f"a result cannot be handed over: {error}") from None

        given = _Given([*arguments.values()])
        try:
            told = run_steps(steps, {**names, **arguments}, keep)
        except Exception as error:
            return self._trouble(
                error, ours=3
            )  # this method, `run_steps`, and the line of the step
        which = [*arguments]
        return {"told": told, "changed": {which[i]: new for i, new in given.changes()}}

    def operate(self, operator: str, operands: list[Any]) -> Message:
        """Apply an operator to kept things; ``iterate`` gives a list of what one yields."""
        try:
            first, *others = operands
            if operator == "iterate":
                value = list(itertools.islice(first, MOST_ITEMS))
            else:
                method = getattr(type(first), f"__{operator}__", None)
                value = method(first, *others) if method else NotImplemented
                if value is NotImplemented:
                    raise TypeError(f"{type(first).__name__} objects do not take {operator}")
        except Exception as error:
            return self._trouble(error)
        return self._tell(value)

    def define(self, name: str, value: Any) -> Message:
        """Bind a name in the student's namespace."""
        if isinstance(value, types.FunctionType):
            value.__name__ = value.__qualname__ = name
        self._shell.user_ns[name] = value
        return {}

    def numbers(self, id: str, value: Any) -> Message:
        """Take in the student's own numbers, for `variant`."""
        course: Any = sys.modules["nnkit.course"]
        kind, fields = value
        if kind == "Problem":
            value = course.Problem(**fields)
        elif kind:
            value = collections.namedtuple(kind, fields)(**fields)
        else:
            value = fields
        course.numbers[id] = value
        return {}

    def randomise(self, state: list[Any]) -> Message:
        """Take over the state of Python's and NumPy's random numbers, which a test has seeded."""
        import random

        import numpy as np

        random.setstate(state[0])
        np.random.set_state(tuple(state[1]))  # noqa: NPY002, the one that tests seed
        return {}

    def _outside(self, number: int) -> Callable[..., Any]:
        """A function that stayed with the grader, as one that calls it there."""

        def outside(*args: Any, **kwargs: Any) -> Any:
            request = {"outside": number, "args": list(args), "kwargs": kwargs}
            self._channel.send(encode(request, to_ref=self._keep))
            while True:
                message = decode(self._channel.receive(), from_ref=self._mine)
                if "do" not in message:
                    break
                self.answer(message)
            if "error" in message:
                kind, _, text = message["error"].partition(": ")
                raise getattr(builtins, kind, RuntimeError)(text)
            return message["value"]

        return outside

    def _tell(self, value: Any) -> Message:
        if isinstance(value, types.ModuleType):
            return {"module": value.__name__}
        if value is Ellipsis:
            return {"blank": True}
        return {"value": value, "class": isinstance(value, type)}

    def _trouble(self, error: Exception, ours: int = 1) -> Message:
        """Tell an exception; the first frames are our own, the next is the student's."""
        own = error.__traceback__
        for _ in range(ours):
            own = own.tb_next if own else None
        what = own.tb_frame.f_code.co_name if own else ""
        return {
            "error": {
                "kind": type(error).__name__,
                "text": str(error),
                "line": own_line(error.__traceback__),
                "unfinished": unfinished(error, what),
            }
        }

    def _keep(self, value: Any) -> int:
        self._kept.append(value)
        return len(self._kept) - 1

    def _mine(self, number: int) -> Any:
        """What a number stands for: ours are from 0 on, those of the grader's negative."""
        return self._kept[number] if number >= 0 else self._outside(number)

    def _show_traceback(self, kind: type, value: BaseException, lines: list[str]) -> None:
        if isinstance(lines, str):  # a syntax error
            lines = lines.splitlines()
        elif len(lines) > 2:  # a heading, a text for each frame, and the message
            own = [frame for frame in lines[1:-1] if frame.startswith("Cell In")]
            lines = [lines[0], *own, lines[-1]]
        self._outputs.error(kind.__name__, str(value), list(lines))


class _Given:
    """Arguments of a call, and how they looked when last looked at."""

    def __init__(self, arguments: list[Any]) -> None:
        self.arguments = arguments
        self._looks = [_look(a) for a in arguments]

    def changes(self) -> list[list[Any]]:
        """Place and value of each argument that changed since."""
        before, self._looks = self._looks, [_look(a) for a in self.arguments]
        pairs = enumerate(zip(before, self._looks, strict=True))
        return [[i, self.arguments[i]] for i, (old, new) in pairs if old != new]


_SIMPLE = (float, int, str, bool, type(None))
_PLAIN = (*_SIMPLE, np.ndarray)


def _look(value: Any) -> Any:
    """How a value looks, to see whether a call changed it; None for what cannot be sent."""
    kind = type(value)
    if kind in _SIMPLE:
        return kind, value
    if kind is np.ndarray and value.dtype.kind in "biufc":
        return value.dtype, value.shape, value.tobytes()
    if kind in (list, tuple) and all(type(part) in _PLAIN for part in value):
        return [kind, *map(_look, value)]
    try:
        return encode(value)
    except CodecError:
        return None


def _signature(value: Callable[..., Any]) -> list[list[Any]] | None:
    """Names, kinds and whether there is a default, of the parameters of a callable."""
    try:
        parameters = inspect.signature(value).parameters.values()
    except Exception:  # a student's class may tell nonsense
        return None
    return [[p.name, int(p.kind), p.default is not p.empty] for p in parameters]
