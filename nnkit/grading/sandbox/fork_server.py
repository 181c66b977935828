"""A process that has everything loaded and does nothing but fork sandboxes.

Loading IPython, NumPy and matplotlib takes a second, a fork a few milliseconds.  The process is
started fresh, with a bare environment, so that no secret, no answer and no gradebook is in the
memory that its children inherit.  It ends when the grader closes its end of the control socket,
and its children end with it.  Graders that work side by side share what it has loaded: for each it
forks a branch, a process that does the same and has a control socket of its own.

Run as ``python -m nnkit.grading.sandbox.fork_server FD``; POSIX only.
"""

from __future__ import annotations

import gc
import json
import os
import select
import socket
import sys
import tempfile
from dataclasses import replace
from typing import Any

from nnkit.grading.protocol.channel import Channel
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.sandbox.children import Children
from nnkit.grading.sandbox.confinement import (
    ConfinementError,
    Policy,
    confine,
    libraries,
    private_disk,
    support,
)
from nnkit.grading.sandbox.confinement.usage import disk_used
from nnkit.grading.sandbox.server import Server
from nnkit.grading.sandbox.shell import make_shell

MAX_IN_MEMORY = 256 << 20  # bytes of a disk; with more, a folder is watched


def main() -> None:
    """Serve requests, to fork, to branch and to end, until the control socket is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    shell = make_shell(pictures=True)
    rehearse(shell)
    # What these find out is kept, so that no sandbox has to.
    libraries()
    support()
    private_disk.available()
    gc.collect()
    gc.freeze()  # so that a sandbox shares this memory for as long as possible
    gc.set_threshold(200_000, 20, 100)  # looking for garbage takes time, and memory is bounded
    children = Children()
    while True:
        if not select.select([control], [], [], children.look())[0]:
            continue
        data, fds, _, _ = socket.recv_fds(control, 1 << 16, 1)
        if not data:
            return
        request = json.loads(data)
        if request["method"] == "fork":
            policy = policy_for(request["folder"], request["limits"])
            pid = os.fork()
            if pid == 0:
                control.close()
                _sandbox(socket.socket(fileno=fds[0]), request, policy, shell)
            os.close(fds[0])
            bounded = policy.private_disk and request["confine"]
            children.add(pid, request["folder"], None if bounded else policy.disk, policy.threads)
            reply: dict[str, Any] = {"pid": pid}
        elif request["method"] == "branch":
            branch = socket.socket(fileno=fds[0])
            if os.fork() == 0:
                control, branch = branch, control
                children.forget()
            branch.close()
            continue
        elif request["method"] == "end_all":
            children.end_all()
            reply = {}
        else:
            reply = children.end(request["pid"])
        if "number" in request:
            reply["number"] = request["number"]
        control.sendall(json.dumps(reply).encode() + b"\n")


def rehearse(shell: Any) -> None:
    """Run a cell, an error, a call and a figure: the first of each takes many times longer."""
    import matplotlib.pyplot
    import numpy

    from nnkit.plot.figure import Picture, webp

    figure = Picture()
    figure.add_subplot().set_title("$x^2$")
    webp(figure)
    matplotlib.pyplot.close(matplotlib.pyplot.figure())
    server = Server(Channel(socket.socket()), shell)
    for source in (
        "import numpy as np\n\ndef f(a):\n    return a @ a\n\nprint(f(np.eye(2)))\nf(np.eye(2))",
        "%matplotlib inline\nf(np.ones((2, 3)))",
    ):
        decode(encode(server.run_cell(source)))
    decode(encode(server.call(shell.user_ns["f"], [numpy.eye(2), {"k": [1, "a"]}], {})))
    server.run_cell("del f, np")
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__


def policy_for(folder: str, limits: dict[str, Any]) -> Policy:
    """What a sandbox with a folder may do; a disk of its own lies in memory, so it is small."""
    policy = Policy(write=[folder], parent=os.getpid(), **limits)
    if "private_disk" not in limits and private_disk.available():
        policy = replace(policy, private_disk=policy.disk + disk_used(folder) <= MAX_IN_MEMORY)
    return policy


def _sandbox(
    connection: socket.socket, request: dict[str, Any], policy: Policy, shell: Any
) -> None:
    """Become a sandbox; never returns."""
    try:
        folder = request["folder"]
        os.chdir(folder)
        sys.path[0] = folder
        os.environ.update(HOME=folder, TMPDIR=folder, **request["environment"])
        tempfile.tempdir = folder
        channel = Channel(connection)
        # What is typed, and what a terminal or a log shows, is the grader's.
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.close(nothing)
        if request["confine"]:
            try:
                confine(replace(policy, keep=[0, 1, 2, connection.fileno()]))
            except ConfinementError as error:
                channel.send(encode({"refused": str(error)}))
                return
        Server(channel, shell).serve()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
