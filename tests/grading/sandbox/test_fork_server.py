"""A process that forks sandboxes on request, ends them, and ends with the grader."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.protocol.channel import Channel, ChannelError
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.sandbox import fork_server
from nnkit.grading.sandbox.confinement import private_disk, support
from nnkit.grading.sandbox.fork_server import policy_for

pytestmark = pytest.mark.skipif(bool(support().missing), reason=" ".join(support().missing))


class ForkServer:
    """The process, and the socket by which it is controlled."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        command = [sys.executable, "-m", "nnkit.grading.sandbox.fork_server", str(theirs.fileno())]
        with theirs:
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        self.replies = self.control.makefile("r")

    def reply(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.replies.readline())
        return answer

    def fork(self, folder: Path, **limits: int) -> tuple[int, Channel]:
        ours, theirs = socket.socketpair()
        request = {"method": "fork", "folder": str(folder), "confine": True, "limits": limits}
        request["environment"] = {"NNKIT_STUDENT": "ada"}
        with theirs:
            socket.send_fds(self.control, [json.dumps(request).encode()], [theirs.fileno()])
            return self.reply()["pid"], Channel(ours)

    def end(self, pid: int) -> dict[str, Any]:
        self.control.sendall(json.dumps({"method": "end", "pid": pid}).encode())
        return self.reply()

    def stop(self) -> int:
        self.replies.close()
        self.control.close()
        return self.process.wait(10)


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    server = ForkServer()
    yield server
    server.stop()


def ask(channel: Channel, source: str) -> list[dict[str, Any]]:
    """What a cell shows."""
    channel.send(encode({"method": "run_cell", "source": source}))
    outputs: list[dict[str, Any]] = decode(channel.receive())["outputs"]
    return outputs


def test_a_sandbox_begins_in_its_folder_with_nothing_of_the_rehearsal(
    server: ForkServer, tmp_path: Path
) -> None:
    (tmp_path / "mine.py").write_text("n = 7")
    pid, channel = server.fork(tmp_path)
    (shown,) = ask(
        channel,
        "import mine, os, sys, tempfile\n"
        "own = [name for name in ('f', 'np', 'a') if name in globals()]\n"
        "home = {os.getcwd(), os.environ['HOME'], tempfile.gettempdir()}\n"
        "print(mine.n, own, home, os.environ['NNKIT_STUDENT'], os.getpid())",
    )
    assert shown["text"] == f"7 [] {{{str(tmp_path)!r}}} ada {pid}\n"
    channel.close()
    server.end(pid)


def test_a_sandbox_is_ended_and_what_it_used_is_told(server: ForkServer, tmp_path: Path) -> None:
    pid, channel = server.fork(tmp_path)
    assert ask(channel, "x = bytearray(1 << 24)") == []
    used = server.end(pid)
    assert used["signal"] == 0  # which was ours
    assert used["cpu"] > 0
    assert used["memory"] > 1 << 24
    with pytest.raises(ChannelError):
        channel.receive()
    channel.close()
    assert server.end(pid) == {}


def test_a_sandbox_that_cannot_be_confined_runs_nothing(server: ForkServer, tmp_path: Path) -> None:
    pid, channel = server.fork(tmp_path, open_files=1)
    refused = decode(channel.receive())["refused"]
    assert refused.startswith("This process could not be confined: ")
    with pytest.raises(ChannelError):
        channel.receive()
    channel.close()
    assert server.end(pid)["signal"] == 0


def test_all_end_when_the_grader_closes_the_control_socket(tmp_path: Path) -> None:
    server = ForkServer()
    pid, channel = server.fork(tmp_path)
    assert ask(channel, "x = 1") == []
    assert server.stop() == 0
    with pytest.raises(ChannelError):
        channel.receive()
    channel.close()
    assert not os.path.exists(f"/proc/{pid}/exe")  # also while it waits to be reaped


def test_a_branch_makes_sandboxes_for_another_grader_and_ends_with_it(
    server: ForkServer, tmp_path: Path
) -> None:
    branch = ForkServer.__new__(ForkServer)
    branch.control, theirs = socket.socketpair()
    with theirs:
        request = json.dumps({"method": "branch"}).encode()
        socket.send_fds(server.control, [request], [theirs.fileno()])
    branch.replies = branch.control.makefile("r")
    pid, channel = branch.fork(tmp_path)
    own, own_channel = server.fork(tmp_path)
    assert ask(channel, "import os; print(os.getpid())")[0]["text"] == f"{pid}\n"
    branch.replies.close()
    branch.control.close()
    with pytest.raises(ChannelError):
        channel.receive()
    channel.close()
    assert ask(own_channel, "print(2)")[0]["text"] == "2\n"
    assert server.end(own)["signal"] == 0
    own_channel.close()


def test_a_large_disk_is_none_in_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(private_disk, "available", lambda: True)
    assert policy_for(str(tmp_path), {"disk": 1 << 20}).private_disk
    assert not policy_for(str(tmp_path), {"disk": 1 << 20, "private_disk": False}).private_disk
    assert not policy_for(str(tmp_path), {"disk": 1 << 40}).private_disk
    (tmp_path / "given").write_bytes(bytes(2 << 20))
    monkeypatch.setattr(fork_server, "MAX_IN_MEMORY", 2 << 20)
    assert not policy_for(str(tmp_path), {"disk": 1 << 20}).private_disk
