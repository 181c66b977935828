"""A process of its own serves a notebook where it lies, and shows who it is."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from nnkit.grading.protocol.channel import Channel
from nnkit.grading.protocol.codec import decode, encode

REPOSITORY = Path(__file__).parents[3]


def test_it_shows_its_token_serves_and_ends(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("n = 7")
    command = [sys.executable, "-m", "nnkit.grading.sandbox.unconfined"]
    environment = {**os.environ, "NNKIT_TOKEN": "a token", "PYTHONPATH": str(REPOSITORY)}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        process = subprocess.Popen([*command, port, "0"], cwd=tmp_path, env=environment)
        listener.settimeout(60)
        connection, _ = listener.accept()
    connection.settimeout(60)
    assert connection.recv(7, socket.MSG_WAITALL) == b"a token"
    channel = Channel(connection)
    source = "import mine, os\nprint(mine.n, 'NNKIT_TOKEN' in os.environ)"
    channel.send(encode({"method": "run_cell", "source": source}))
    assert decode(channel.receive())["outputs"][0]["text"] == "7 False\n"
    channel.close()
    assert process.wait(30) == 0
