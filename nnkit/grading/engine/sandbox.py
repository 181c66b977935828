"""The grader's handle on one sandbox: start it, talk to it, end it.

Trusts nothing that comes back: a reply that is late, malformed or missing raises `SandboxLost`,
whatever the reason.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nnkit.grading.codec import CodecError, decode, encode
from nnkit.grading.confinement import disk_used
from nnkit.grading.engine.channel import Channel, ChannelError

Message = dict[str, Any]


class SandboxLost(BaseException):
    """The sandbox hung, died or broke the protocol; says which in a plain sentence.

    Not an `Exception`: no ``except Exception`` of a test cell may take it for an ordinary error.
    """


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    seconds : float
        Wall-clock time of one cell, and of all calls of one test cell together.
    memory, disk, output : int
        Bytes.
    """

    seconds: float = 60.0
    memory: int = 1 << 30
    disk: int = 64 << 20
    output: int = 10_000_000


@dataclass
class Warm:
    """The warm process from which our sandboxes are forked; started when first needed."""

    process: subprocess.Popen[bytes] | None = None
    control: socket.socket | None = None

    def request(self, message: Message, fds: tuple[int, ...] = ()) -> Message:
        """Send a request to the warm process and return its reply."""
        if self.process is None or self.process.poll() is not None:
            self._start()
        assert self.control is not None
        data = json.dumps(message).encode()
        socket.send_fds(self.control, [data], fds)
        reply: Message = json.loads(self._line())
        return reply

    def stop(self) -> None:
        """End the warm process, and with it all sandboxes."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            self.process.wait(10)
        self.process = self.control = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "nnkit.grading.engine.warm", str(theirs.fileno())]
        self.process = subprocess.Popen(
            command,
            env=_bare_environment(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self.control = ours
        self._line()

    def _line(self) -> bytes:
        assert self.control is not None
        line = b""
        while not line.endswith(b"\n"):
            piece = self.control.recv(1 << 16)
            if not piece:
                raise RuntimeError("the process that makes sandboxes ended by itself")
            line += piece
        return line


def _bare_environment() -> dict[str, str]:
    """What a sandbox may know of this machine: where Python is, and to use one thread."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "PYTHONPATH")}
    kept.update({k: v for k, v in os.environ.items() if k.startswith("OPENBLAS_")})
    threads = {f"{b}_NUM_THREADS": "1" for b in ("OPENBLAS", "OMP", "MKL", "VECLIB")}
    return {**kept, **threads, "PYTHONDONTWRITEBYTECODE": "1", "NNKIT_SANDBOX": "1"}


_warm = Warm()
atexit.register(_warm.stop)


@dataclass
class Sandbox:
    """One confined process and its scratch folder.

    Parameters
    ----------
    student : str
    files : dict of str to bytes
        The instructor's files beside the notebook, put into the scratch folder.
    limits : Limits
    confine : bool
        False runs the student's code with all the rights of this process.
    outside : callable
        Answers a call from inside to a function that stayed here: ``outside(number, args,
        kwargs)``.
    """

    student: str
    files: dict[str, bytes]
    limits: Limits
    confine: bool
    outside: Callable[[int, list[Any], Message], Any] | None = None
    to_ref: Callable[[Any], int] | None = None
    from_ref: Callable[[int], Any] | None = None
    _folder: Path = field(init=False)
    _pid: int = field(init=False)
    _channel: Channel = field(init=False)

    def __post_init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="nnkit-"))
        for name, content in self.files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        ours, theirs = socket.socketpair()
        limits = {k: v for k, v in asdict(self.limits).items() if k in ("memory", "disk")}
        reply = _warm.request(
            {
                "do": "start",
                "folder": str(self._folder),
                "environment": {"NNKIT_STUDENT": self.student},
                "confine": self.confine,
                "limits": limits,
            },
            (theirs.fileno(),),
        )
        theirs.close()
        self._pid = reply["pid"]
        self._channel = Channel(ours, self._watch)

    def ask(self, message: Message, deadline: float) -> Message:
        """Send a message and return the reply, answering calls to the outside in between.

        Raises
        ------
        SandboxLost
            If no well-formed reply comes before the deadline (of `time.monotonic`).
        """
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
            raise SandboxLost("it ran out of time") from None
        except (ChannelError, CodecError) as error:
            raise SandboxLost(self._why(error)) from None

    def _watch(self) -> None:
        """Bound what all files together take; the kernel bounds each by itself."""
        if disk_used(self._folder, self._pid, self.limits.disk + 1) > self.limits.disk:
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
        if self._pid == 0:
            return {}
        pid, self._pid = self._pid, 0
        self._channel.close()
        used = _warm.request({"do": "end", "pid": pid})
        shutil.rmtree(self._folder, ignore_errors=True)
        return used
