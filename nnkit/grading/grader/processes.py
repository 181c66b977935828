"""Start and end the processes in which students' code runs.

On Linux they are forked from a fork server; elsewhere, where forking is unsafe or unknown, and on a
student's own machine each is started by itself.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nnkit.grading.grader.scratch import remove_left_behind
from nnkit.grading.protocol.messages import Message

logger = logging.getLogger(__name__)
CAN_FORK = sys.platform == "linux"
MAX_START = 120.0  # seconds that a process may take to start, on a busy machine


@dataclass
class Process:
    """A process that answers on a connection.

    Attributes
    ----------
    connection : socket
    pid : int
    end : callable
        Kills it and returns what it used, as far as it is known, and in words if it was killed
        before because it overstepped.
    confinement : str
        How it is confined, as `nnkit.grading.sandbox.confinement.support` names it.
    """

    connection: socket.socket
    pid: int
    end: Callable[[], Message]
    confinement: str


def start_unconfined(folder: Path, environment: dict[str, str], *, pictures: bool) -> Process:
    """Start a process of its own, unconfined.

    Parameters
    ----------
    folder : Path
        Its working directory.
    environment : dict of str to str
        Its whole environment.
    pictures : bool
        Whether figures are drawn; without, nothing that a cell shows is kept.
    """
    token = secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",  # the folder's files are not looked for before the libraries
                "-m",
                "nnkit.grading.sandbox.unconfined",
                str(port),
                str(int(pictures)),
            ],
            cwd=folder,
            env={**environment, "NNKIT_TOKEN": token, "PYTHONPATH": _python_path(environment)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        connection = _accept(listener, process, token)

    def end() -> Message:
        by_itself = process.poll() is not None
        process.kill()
        code = process.wait()
        is_signal = by_itself and code < 0 and code != -signal.SIGTERM
        return {"signal": -code if is_signal else 0}

    return Process(connection, process.pid, end, "none")


def _accept(listener: socket.socket, process: subprocess.Popen[bytes], token: str) -> socket.socket:
    """The connection of the process that shows the token; others are closed."""
    for _ in range(int(MAX_START / 0.2)):
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            if process.poll() is not None:
                break
            continue
        connection.settimeout(5)
        try:
            if connection.recv(len(token), socket.MSG_WAITALL) == token.encode():
                return connection
        except OSError:
            pass
        connection.close()
    process.kill()
    raise RuntimeError("a process for the notebook could not be started")


def _python_path(environment: dict[str, str]) -> str:
    """Where Python finds this package, also from another folder."""
    package = str(Path(__file__).resolve().parents[3])
    return os.pathsep.join(filter(None, (environment.get("PYTHONPATH"), package)))


@dataclass
class ForkServer:
    """The fork server, as a client of `nnkit.grading.sandbox.fork_server`; started when needed.

    Attributes
    ----------
    process : Popen or None
        If it is a child of this process.
    control : socket or None
        Takes requests, as soon as it has loaded everything.
    """

    process: subprocess.Popen[bytes] | None = None
    control: socket.socket | None = None

    def start(self) -> None:
        """Start it, unless it runs already."""
        if self._has_ended():
            self._start()

    def fork(
        self, folder: Path, environment: dict[str, str], limits: Message, *, confine: bool
    ) -> Process:
        """Fork a process, confined if wanted."""
        ours, theirs = socket.socketpair()
        request = {
            "method": "fork",
            "folder": str(folder),
            "environment": environment,
            "confine": confine,
            "limits": limits,
        }
        with theirs:
            pid = self._request(request, theirs)["pid"]
        level = "landlock+seccomp" if confine else "none"
        return Process(ours, pid, lambda: self._request({"method": "end", "pid": pid}), level)

    def branch(self) -> socket.socket:
        """The control socket of another fork server, forked from this one, for another process."""
        ours, theirs = _control()
        with theirs:
            self._send({"method": "branch"}, theirs)
        return ours

    def end_all(self) -> None:
        """End the sandboxes that a process left behind which shared this fork server."""
        self._request({"method": "end_all"})

    def stop(self) -> None:
        """End the fork server, and with it all sandboxes."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            self.process.wait(10)
        self.process = self.control = None

    def _request(self, message: Message, *connections: socket.socket) -> Message:
        # A forked process that asked the same fork server may have been killed before the reply.
        number = secrets.token_hex(8)
        reply: Message = {}
        try:
            self._send({**message, "number": number}, *connections)
            assert self.control is not None
            while reply.get("number") != number:
                reply = json.loads(self.control.recv(1 << 16))
        except (ConnectionError, ValueError):
            raise RuntimeError("the process that makes sandboxes ended by itself") from None
        return reply

    def _send(self, message: Message, *connections: socket.socket) -> None:
        self.start()
        assert self.control is not None
        fds = [connection.fileno() for connection in connections]
        socket.send_fds(self.control, [json.dumps(message).encode()], fds)

    def _has_ended(self) -> bool:
        if self.control is None:
            return True
        try:
            return not self.control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _start(self) -> None:
        remove_left_behind()
        self.control, theirs = _control()
        command = [sys.executable, "-m", "nnkit.grading.sandbox.fork_server", str(theirs.fileno())]
        with theirs:
            self.process = subprocess.Popen(
                command,
                env=minimal_environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        logger.info("fork server %d started", self.process.pid)


def _control() -> tuple[socket.socket, socket.socket]:
    """Two ends of a connection on which each message stays whole."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


GRADED = {"NBGRADER_EXECUTION": "autograde"}
"""By this a notebook sees that it is graded, as nbgrader has it: it loads no framework then."""


def minimal_environment() -> dict[str, str]:
    """What students' code may know of the grader's machine: where Python is, to use one thread."""
    names = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMP")
    own = {k: v for k, v in os.environ.items() if k.upper() in names or k[:9] == "OPENBLAS_"}
    threads = {f"{b}_NUM_THREADS": "1" for b in ("OPENBLAS", "OMP", "MKL", "VECLIB")}
    # Memory that was freed is kept: to get it anew from the kernel takes time, page by page.
    memory = {"MALLOC_TRIM_THRESHOLD_": str(1 << 28), "MALLOC_TOP_PAD_": str(1 << 24)}
    return {**own, **threads, **memory, "PYTHONDONTWRITEBYTECODE": "1", "NNKIT_SANDBOX": "1"}


fork_server = ForkServer()
atexit.register(fork_server.stop)
