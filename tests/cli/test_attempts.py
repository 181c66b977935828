"""Each attempt succeeds where nothing forbids it: a failure in a sandbox means something."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnkit.cli.attempts import ENDLESS, FORBIDDEN, PREPARE
from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost
from nnkit.grading.grader.session import Session

pytestmark = pytest.mark.skipif(not processes.CAN_FORK, reason="forks")
# An unconfined sandbox is forked with nothing of the grader's as well, and is watched.
HOLDS_WITHOUT_CONFINEMENT = {
    "read what is typed",
    "write to the terminal or a log",
    "change how the grader reads and writes",
    "have sandboxes started",
    "read the grader's environment",
    "start hundreds of threads",
    "fill the disk",
    "fill the disk with removed files",
    "fill the disk with removed files that are mapped",
    "go on for ever",
}


@pytest.fixture
def prepare(tmp_path: Path) -> Iterator[str]:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        yield f"secret, port, grader = {str(secret)!r}, {port}, {os.getpid()}\n{PREPARE}"


def test_each_attempt_succeeds_where_nothing_forbids_it(prepare: str) -> None:
    could, session = set(), None
    for what, code in FORBIDDEN.items():
        if code == ENDLESS:
            continue
        if what == "start a process":
            code = f"if not {code}: os._exit(0)"
        if session is None:
            limits = Limits(disk=4 << 20)
            session = Session(Sandbox.start({}, {}, limits, confine=False))
        session.deadline = time.monotonic() + 30
        try:
            outputs = session.run_cell(f"{prepare}\n{code}")
            if "error" not in [output["output_type"] for output in outputs]:
                could.add(what)
        except SandboxLost:
            session.sandbox.end()
            session = None
    if session is not None:
        session.sandbox.end()
    assert could == FORBIDDEN.keys() - HOLDS_WITHOUT_CONFINEMENT
