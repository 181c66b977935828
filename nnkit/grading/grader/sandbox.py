"""The grader's handle on one sandbox: start it, exchange messages with it, end it.

Nothing that comes back is trusted: a reply that is late, malformed or missing raises `SandboxLost`,
whatever the reason.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.files import write_files
from nnkit.grading.grader.notebook import text_of
from nnkit.grading.grader.scratch import new_folder, remove_folder
from nnkit.grading.protocol.channel import Channel, ChannelError
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError
from nnkit.grading.protocol.messages import Message
from nnkit.grading.sandbox.confinement.usage import oversteps

logger = logging.getLogger(__name__)
_SIGNALS = {  # on Linux
    7: "it crashed Python (bus error: a file that was mapped had no room left)",
    9: "it ended itself, or the machine's memory ran out",
    11: "it crashed Python (segmentation fault)",
    24: "it used too much processor time",
}
MAX_ERROR = 4000  # characters, of what a test's function raised


class SandboxLost(BaseException):
    """The sandbox hung, died or broke the protocol; says which in a plain sentence.

    Not an `Exception`: no ``except Exception`` of a test cell may take it for an ordinary error.
    """


class SandboxUnavailable(RuntimeError):
    """Students' code cannot be run here as it should; no submission is to blame."""


@dataclass
class Sandbox:
    """One process that runs a student's code.

    Parameters
    ----------
    process : Process
    limits : Limits
    scratch : Path, optional
        A folder that belongs to it, is watched and is removed with it.

    Attributes
    ----------
    callback : callable
        Answers a call from the sandbox to a function that is here: ``callback(number, args,
        kwargs)``.
    to_ref, from_ref : callable
        The number for a value that cannot be sent, and back; see `nnkit.grading.protocol.codec`.
    class_named : callable
        What a name of a class stands for on this side.
    """

    process: processes.Process | None
    limits: Limits
    scratch: Path | None = None
    callback: Callable[[int, list[Any], Message], Any] | None = None
    to_ref: Callable[[Any], int] | None = None
    from_ref: Callable[[int], Any] | None = None
    class_named: Callable[[str], Any] | None = None
    _channel: Channel = field(init=False)
    _lost: str = field(default="", init=False)

    def __post_init__(self) -> None:
        assert self.process is not None
        self._pid = self.process.pid
        self._channel = Channel(self.process.connection, self._look)
        try:
            deadline = time.monotonic() + processes.MAX_START
            limit = {"method": "limit_output", "characters": self.limits.output}
            reply = self.request(limit, deadline)
        except SandboxLost as lost:
            self.end()
            raise SandboxUnavailable(f"A sandbox could not be started: {lost}.") from None
        if "refused" in reply:
            self.end()
            logger.info("process %d could not be confined: %s", self._pid, reply["refused"])
            raise SandboxUnavailable(str(reply["refused"]))
        logger.info("sandbox %d started, %s", self._pid, self.process.confinement)

    @classmethod
    def start(
        cls,
        environment: dict[str, str],
        files: dict[str, bytes],
        limits: Limits,
        *,
        confine: bool,
    ) -> Sandbox:
        """A sandbox with a scratch folder of its own.

        Parameters
        ----------
        environment : dict of str to str
            Added to the sandbox's minimal environment.
        files : dict of str to bytes
            Put into the scratch folder.
        limits : Limits
        confine : bool
            False runs the student's code with all the rights of this process.

        Raises
        ------
        SandboxUnavailable
            If the machine does not offer what is needed.
        """
        if confine and not processes.CAN_FORK:
            raise SandboxUnavailable("A process can be confined on Linux only.")
        scratch = new_folder()
        try:
            write_files(scratch, files)
            if processes.CAN_FORK:
                bounds = {"memory": limits.memory, "disk": limits.disk}
                bounds["cpu"] = int(limits.total) + 1
                process = processes.fork_server.fork(scratch, environment, bounds, confine=confine)
            else:
                environment = {**processes.minimal_environment(), **environment}
                process = processes.start_unconfined(scratch, environment, pictures=True)
        except BaseException:
            remove_folder(scratch)
            raise
        return cls(process, limits, scratch)

    @classmethod
    def on_own_machine(cls, folder: Path, limits: Limits) -> Sandbox:
        """A process that runs a student's notebook where it lies, with all of their rights."""
        environment = {**os.environ, "MPLBACKEND": "agg"}
        return cls(processes.start_unconfined(folder, environment, pictures=False), limits)

    def request(self, message: Message, deadline: float) -> Message:
        """Send a request and return the reply, answering callbacks in between.

        Raises
        ------
        SandboxLost
            If no well-formed reply comes before the deadline (of `time.monotonic`), and ever after.
        CodecError
            If the request cannot be sent; then the sandbox goes on.
        """
        self.raise_if_lost()
        data = encode(message, to_ref=self.to_ref)
        try:
            return self._exchange(data, deadline)
        except SandboxLost as lost:
            self._lost = str(lost)
            logger.info("sandbox %d is lost in %s: %s", self._pid, message["method"], lost)
            raise

    def raise_if_lost(self) -> None:
        """Raise `SandboxLost` again if it was lost: some libraries clear all that is raised."""
        if self._lost:
            raise SandboxLost(self._lost)

    def _exchange(self, data: bytes, deadline: float) -> Message:
        try:
            self._channel.send(data, deadline)
            while True:
                data = self._channel.receive(deadline)
                reply = decode(data, self.from_ref, self.class_named)
                if not isinstance(reply, dict):
                    raise SandboxLost("the sandbox sent something that is no reply")
                if "callback" not in reply:
                    return reply
                self._channel.send(self._call_back(reply), deadline)
        except MemoryError:  # a message may have been read in part
            self.end()
            raise SandboxLost("what it handed over takes too much memory here") from None
        except TimeoutError:
            raise SandboxLost("it ran out of time: is there a loop that never stops") from None
        except (ChannelError, CodecError) as error:
            raise SandboxLost(self._reason(error)) from None

    def _look(self) -> None:
        """Bound what its files take, if it is no child of the fork server, which does that."""
        if self.scratch is not None and not processes.CAN_FORK:
            overstepped = oversteps(self.scratch, self.limits.disk)
            if overstepped:
                raise SandboxLost(overstepped)

    def _call_back(self, request: Message) -> bytes:
        if self.callback is None:
            raise SandboxLost("the sandbox called something that it was not given")
        try:
            args, kwargs = request.get("args"), request.get("kwargs")
            if not isinstance(args, list) or not isinstance(kwargs, dict):
                raise SandboxLost("the sandbox sent a malformed call")
            value = self.callback(request["callback"], args, kwargs)
            return encode({"value": value}, to_ref=self.to_ref)
        except Exception as error:
            return encode({"error": f"{type(error).__name__}: {text_of(error)}"[:MAX_ERROR]})

    def _reason(self, error: Exception) -> str:
        """Why the connection broke off, from how the process ended."""
        time.sleep(0.01)  # the kernel needs a moment to report how a process ended
        usage = self.end()
        signal = int(usage.get("signal", 0))
        if usage.get("overstepped"):
            return str(usage["overstepped"])
        if signal == 9 and usage.get("memory", 0) > 0.8 * self.limits.memory:
            return "it used too much memory"
        if signal:
            return _SIGNALS.get(signal, f"it was ended by signal {signal}")
        return f"its process ended or broke off ({error})"

    def end(self) -> Message:
        """Kill the process and remove its folder; return what it used.  May be called twice."""
        if self.process is None:
            return {}
        self._channel.close()
        process, self.process = self.process, None
        try:
            usage = process.end()
        finally:
            if self.scratch is not None:
                remove_folder(self.scratch)
        logger.debug("sandbox %d ended: %s", self._pid, usage)
        return usage
