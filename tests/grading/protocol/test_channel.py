"""Whole messages arrive, or an error says why not."""

from __future__ import annotations

import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from nnkit.grading.protocol.channel import HEADER, MAX_BYTES, Channel, ChannelError


@pytest.fixture
def pair() -> Iterator[tuple[Channel, socket.socket]]:
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours)
        yield channel, theirs
        channel.close()


def soon() -> float:
    return time.monotonic() + 0.05


def test_messages_arrive_whole_however_they_are_cut(pair: tuple[Channel, socket.socket]) -> None:
    channel, peer = pair
    data = HEADER.pack(3) + b"abc" + HEADER.pack(0) + HEADER.pack(2) + b"de"
    for i in range(len(data)):
        peer.sendall(data[i : i + 1])
    later = time.monotonic() + 10
    assert [channel.receive(later) for _ in range(3)] == [b"abc", b"", b"de"]


def test_a_long_message_is_there_twice_at_most(pair: tuple[Channel, socket.socket]) -> None:
    channel, peer = pair
    size = 8 << 20
    message = HEADER.pack(size) + bytes(size)
    sender = threading.Thread(target=peer.sendall, args=(message,))
    tracemalloc.start()
    sender.start()
    try:
        assert len(channel.receive()) == size
        assert tracemalloc.get_traced_memory()[1] < 2.6 * size
    finally:
        tracemalloc.stop()
        sender.join()


def test_what_one_end_sends_the_other_receives() -> None:
    ours, theirs = socket.socketpair()
    message = bytes(range(256)) * 10_000  # more than a socket buffers
    with ours, theirs:
        thread = threading.Thread(target=Channel(ours).send, args=(message,))
        thread.start()
        assert Channel(theirs).receive(time.monotonic() + 10) == message
        thread.join()


def test_nothing_in_time_is_a_timeout(pair: tuple[Channel, socket.socket]) -> None:
    channel, peer = pair
    with pytest.raises(TimeoutError):
        channel.receive(soon())
    peer.sendall(HEADER.pack(3) + b"ab")
    with pytest.raises(TimeoutError):
        channel.receive(soon())
    with pytest.raises(TimeoutError):
        channel.send(b"x", time.monotonic() - 1)


def test_a_message_that_is_too_long_is_refused(pair: tuple[Channel, socket.socket]) -> None:
    channel, peer = pair
    peer.sendall(HEADER.pack(MAX_BYTES + 1))
    with pytest.raises(ChannelError, match="are allowed"):
        channel.receive()


def test_an_end_that_is_gone_is_an_error(pair: tuple[Channel, socket.socket]) -> None:
    channel, peer = pair
    peer.close()
    with pytest.raises(ChannelError):
        channel.receive()
    with pytest.raises(ChannelError):
        channel.send(b"x" * 10_000_000)


def test_what_the_watch_raises_ends_the_wait() -> None:
    def watch() -> None:
        raise MemoryError("too much")

    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours, watch)
        with pytest.raises(MemoryError):
            channel.receive(time.monotonic() + 10)
        channel.close()
