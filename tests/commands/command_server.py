"""A process that has what commands import, and runs each command in a fork of itself.

Loading nbgrader takes a command of ours a second or two, a fork a few milliseconds.  A command that
runs so is a process of its own, with its own arguments, folder, environment and end, as one from a
terminal is.

Run as ``python -m tests.commands.command_server``; Linux only.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LOADED = (
    "nnkit.cli.app",
    "nnkit.cli.grade",
    "nnkit.cli.notebooks",
    "nnkit.authoring.demo",
    "nnkit.grading.classroom.feedback",
    "nnkit.grading.classroom.report",
    "nbgrader.apps.nbgraderapp",
)


class Server:
    """The process that forks.

    Parameters
    ----------
    python : str
        The interpreter that runs it.
    """

    def __init__(self, python: str = sys.executable) -> None:
        self.python = python
        self._process: subprocess.Popen[str] | None = None

    def run_module(
        self,
        arguments: list[str],
        cwd: Path,
        environment: dict[str, str],
        timeout: float,
        user: str = "",
        umask: int = -1,
    ) -> subprocess.CompletedProcess[str]:
        """Do what ``python -m`` does with these arguments; their first is the module.

        Parameters
        ----------
        arguments, cwd, environment, timeout
            As of `subprocess.run`.
        user : str
            Who does it; without one, who runs this.
        umask : int
            -1 for this process's.
        """
        with tempfile.TemporaryDirectory() as folder:
            outputs = [Path(folder, name) for name in ("stdout", "stderr")]
            request = {
                "arguments": arguments,
                "cwd": str(cwd),
                "environment": environment,
                "outputs": list(map(str, outputs)),
                "user": user,
                "umask": umask,
            }
            code = self._ask(request, timeout)
            out, err = (path.read_text(encoding="utf-8") for path in outputs)
        return subprocess.CompletedProcess(arguments, code, out, err)

    def close(self) -> None:
        """End the process, if it was started."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def _ask(self, request: dict[str, Any], timeout: float) -> int:
        server = self._process or self._start()
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            server.stdin.write(json.dumps(request) + "\n")
            server.stdin.flush()
            if not select.select([server.stdout], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(request["arguments"], timeout)
            return int(server.stdout.readline())
        except BaseException:  # what it answers later belongs to another command
            os.killpg(server.pid, signal.SIGKILL)
            self.close()
            raise

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [self.python, "-m", "tests.commands.command_server"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that what it runs can be ended with it
        )
        atexit.register(self.close)
        return self._process


run_module = Server().run_module


def main() -> None:
    """Serve requests until stdin is closed; in a fork, run a module to its end."""
    for name in LOADED:
        __import__(name)
    gc.freeze()
    for line in sys.stdin:
        request = json.loads(line)
        if (pid := os.fork()) == 0:
            break
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    else:
        return
    _become(request)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _become(request: dict[str, Any]) -> None:
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.path[0] = request["cwd"]
    sys.argv = request["arguments"]
    for stream in (0, 1, 2):
        flags = os.O_WRONLY | os.O_CREAT if stream else os.O_RDONLY
        file = os.open(request["outputs"][stream - 1] if stream else os.devnull, flags)
        os.dup2(file, stream)
        os.close(file)
    if request["umask"] >= 0:
        os.umask(request["umask"])
    if request["user"]:
        _take_identity(request["user"])


def _take_identity(user: str) -> None:
    import pwd

    entry = pwd.getpwnam(user)
    os.initgroups(user, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


if __name__ == "__main__":
    main()
