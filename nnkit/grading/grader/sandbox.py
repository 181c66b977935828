"""The grader's handle on one sandbox: start it, talk to it, end it.

Trusts nothing that comes back: a reply that is late, malformed or missing raises `SandboxLost`,
whatever the reason.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.protocol.channel import Channel, ChannelError
from nnkit.grading.protocol.codec import CodecError, decode, encode
from nnkit.grading.sandbox.confinement import disk_used

Message = dict[str, Any]


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
    outside : callable
        Answers a call from inside to a function that stayed here: ``outside(number, args,
        kwargs)``.
    to_ref, from_ref : callable
        What stands for a thing that cannot be sent, and back; see `nnkit.grading.protocol.codec`.
    """

    process: processes.Process | None
    limits: Limits
    scratch: Path | None = None
    outside: Callable[[int, list[Any], Message], Any] | None = None
    to_ref: Callable[[Any], int] | None = None
    from_ref: Callable[[int], Any] | None = None
    _channel: Channel = field(init=False)
    _lost: str = field(default="", init=False)

    def __post_init__(self) -> None:
        assert self.process is not None
        self._channel = Channel(self.process.connection, self._watch)
        try:
            deadline = time.monotonic() + processes.SLOWEST
            reply = self.ask({"do": "keep", "output": self.limits.output}, deadline)
        except SandboxLost as lost:
            raise SandboxUnavailable(f"A sandbox could not be started: {lost}.") from None
        if "refused" in reply:
            self.end()
            raise SandboxUnavailable(str(reply["refused"]))

    @classmethod
    def confined(
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
            Added to the little that a sandbox knows.
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
        scratch = Path(tempfile.mkdtemp(prefix="nnkit-")).resolve()
        for name, content in files.items():
            path = scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if processes.CAN_FORK:
            bounds = {"memory": limits.memory, "disk": limits.disk, "cpu": int(limits.total) + 1}
            process = processes.fork_server.fork(scratch, environment, bounds, confine=confine)
        elif confine:
            raise SandboxUnavailable("A process can be confined on Linux only.")
        else:
            everything = {**processes.minimal_environment(), **environment}
            process = processes.fresh(scratch, everything, pictures=True)
        return cls(process, limits, scratch)

    @classmethod
    def on_own_machine(cls, folder: Path, limits: Limits) -> Sandbox:
        """A process that runs a student's notebook where it lies, with all of their rights."""
        environment = {**os.environ, "MPLBACKEND": "agg"}
        return cls(processes.fresh(folder, environment, pictures=False), limits)

    def ask(self, message: Message, deadline: float) -> Message:
        """Send a message and return the reply, answering calls to the outside in between.

        Raises
        ------
        SandboxLost
            If no well-formed reply comes before the deadline (of `time.monotonic`), and ever after.
        """
        self.demand()
        try:
            return self._reply(message, deadline)
        except SandboxLost as lost:
            self._lost = str(lost)
            raise

    def demand(self) -> None:
        """Raise `SandboxLost` again if it was lost: some libraries clear all that is raised."""
        if self._lost:
            raise SandboxLost(self._lost)

    def _reply(self, message: Message, deadline: float) -> Message:
        try:
            self._channel.send(encode(message, to_ref=self.to_ref), deadline)
            while True:
                reply = decode(self._channel.receive(deadline), from_ref=self.from_ref)
                if not isinstance(reply, dict):
                    raise SandboxLost("the sandbox sent something that is no reply")
                if "outside" not in reply:
                    return reply
                self._channel.send(encode(self._answer(reply), to_ref=self.to_ref), deadline)
        except TimeoutError:
            raise SandboxLost("it ran out of time: is there a loop that never stops") from None
        except (ChannelError, CodecError) as error:
            raise SandboxLost(self._why(error)) from None

    def _watch(self) -> None:
        """Bound what all files together take; the kernel bounds each by itself."""
        if self.scratch is None or self.process is None:
            return
        most = self.limits.disk
        if disk_used(self.scratch, self.process.pid, most + 1) > most:
            raise SandboxLost("it wrote too much to the disk")

    def _answer(self, request: Message) -> Message:
        if self.outside is None:
            raise SandboxLost("the sandbox called something that it was not given")
        try:
            args, kwargs = request.get("args"), request.get("kwargs")
            if not isinstance(args, list) or not isinstance(kwargs, dict):
                raise SandboxLost("the sandbox sent a malformed call")
            return {"value": self.outside(request["outside"], args, kwargs)}
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def _why(self, error: Exception) -> str:
        time.sleep(0.01)  # the kernel needs a moment to report how a process ended
        used = self.end()
        signal = int(used.get("signal", 0))
        if signal == 9 and used.get("memory", 0) > 0.8 * self.limits.memory:
            return "it used too much memory"
        if signal == 11:
            return "it crashed Python (segmentation fault)"
        if signal:
            return f"it was ended by signal {signal}"
        return f"its process ended or broke off ({error})"

    def end(self) -> Message:
        """Kill the process and remove its folder; return what it used.  May be called twice."""
        if self.process is None:
            return {}
        self._channel.close()
        used = self.process.end()
        self.process = None
        if self.scratch is not None:
            processes.remove(self.scratch)
        return used
