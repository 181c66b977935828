"""Whole messages over a socket, with a deadline and a largest size.

Nothing that is received is trusted: a message that announces too many bytes is refused.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable

HEADER = struct.Struct("!Q")
MAX_BYTES = 64 << 20
PAUSE = 0.1  # seconds between two calls of `watch`
READ_AHEAD = 1 << 14


class ChannelError(Exception):
    """The other side is gone or does not keep to the protocol."""


class Channel:
    """One end of a connection between the grader and a sandbox.

    Parameters
    ----------
    connection : socket
        A connected stream socket, owned by the channel from now on.

    watch : callable, optional
        Called every `PAUSE` seconds while waiting; what it raises ends the wait.
    """

    def __init__(self, connection: socket.socket, watch: Callable[[], None] = lambda: None) -> None:
        self._socket = connection
        self._watch = watch
        self._buffer = bytearray()

    def send(self, message: bytes, deadline: float | None = None) -> None:
        """Send one message.

        Raises
        ------
        TimeoutError
            If the other side did not take it before the deadline (of `time.monotonic`).
        ChannelError
            If the other side is gone.
        """
        self._wait_until(deadline)
        try:
            self._socket.settimeout(None if deadline is None else deadline - time.monotonic())
            self._socket.sendall(HEADER.pack(len(message)) + message)
        except TimeoutError:
            raise
        except (OSError, ValueError) as error:
            raise ChannelError("the connection is closed") from error

    def receive(self, deadline: float | None = None) -> bytes:
        """Receive one message.

        Raises
        ------
        TimeoutError
            If no whole message came before the deadline (of `time.monotonic`).
        ChannelError
            If the other side is gone, or announces a message that is too long.
        """
        (length,) = HEADER.unpack(self._read(HEADER.size, deadline))
        if length > MAX_BYTES:
            raise ChannelError(f"a message of {length} bytes; {MAX_BYTES} are allowed")
        return self._read(length, deadline)

    def close(self) -> None:
        """Close this end; the other side's next `receive` ends."""
        self._socket.close()

    def _read(self, length: int, deadline: float | None) -> bytes:
        while (missing := length - len(self._buffer)) > 0:
            self._wait_until(deadline)
            try:
                # A little more than is missing: header and message mostly come at once.
                piece = self._socket.recv(min(missing, 1 << 20) + READ_AHEAD)
            except TimeoutError:
                self._watch()
                continue
            except OSError as error:
                raise ChannelError("the connection is closed") from error
            if not piece:
                raise ChannelError("the connection is closed")
            self._buffer += piece
        with memoryview(self._buffer) as read, read[:length] as first:  # not copied twice
            message = bytes(first)
        del self._buffer[:length]
        return message

    def _wait_until(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError("no answer in time")
        try:
            self._socket.settimeout(PAUSE if left is None else min(left, PAUSE))
        except OSError as error:
            raise ChannelError("the connection is closed") from error
