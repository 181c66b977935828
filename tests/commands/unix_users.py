"""People who share a machine: real users of it, each with a home folder and rights of their own.

Their commands run in forks of one process that has loaded what commands need, as in
`tests.commands.command_server`, and that takes on a user's identity before it does anything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.commands.command_server import Server
from tests.commands.nnkit_command import REPOSITORY, TIMEOUT


@dataclass(frozen=True)
class User:
    """A user of this machine.

    Attributes
    ----------
    name : str
    home : Path
    server : Server
    settings : Path
        The folder with the machine's nbgrader_config.py.
    """

    name: str
    home: Path
    server: Server
    settings: Path

    def run(self, *arguments: str, cwd: Path | None = None, umask: int = 0o022) -> str:
        """Run ``python -m`` with arguments; return what it wrote. It has to succeed."""
        code, written = self.attempt(*arguments, cwd=cwd, umask=umask)
        assert code == 0, written
        return written

    def attempt(
        self, *arguments: str, cwd: Path | None = None, umask: int = 0o022
    ) -> tuple[int, str]:
        """Run ``python -m`` with arguments; return its exit code and what it wrote."""
        environment = {
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "PATH": f"{Path(self.server.python).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONIOENCODING": "utf-8",
            "JUPYTER_CONFIG_PATH": str(self.settings),
        }
        done = self.server.run_module(
            [*arguments], cwd or self.home, environment, TIMEOUT, user=self.name, umask=umask
        )
        written = done.stdout + done.stderr
        assert "Traceback" not in written, written
        return done.returncode, written

    def can(self, right: str, path: Path) -> bool:
        """Whether the user has a right, as ``test`` names it: r, w or x."""
        test = ["setpriv", f"--reuid={self.name}", f"--regid={self.name}", "--init-groups"]
        return subprocess.run([*test, "test", f"-{right}", str(path)]).returncode == 0


def why_not() -> str:
    """Why there can be no such users here; empty if there can."""
    if sys.platform != "linux":
        return "users of a Linux machine"
    if os.geteuid() != 0:
        return "only root can add users"
    missing = [tool for tool in ("useradd", "userdel", "setpriv") if shutil.which(tool) is None]
    return f"{missing[0]} is missing" if missing else ""


@contextmanager
def users(folder: Path, *names: str) -> Iterator[list[User]]:
    """Add users whose names begin with those given, and a group that the last two share.

    Parameters
    ----------
    folder : Path
        Where their homes are; everybody may pass through it.
    """
    settings = folder / "settings"
    settings.mkdir()
    server = Server(usable_python(folder))
    own = [f"{name}-{os.getpid()}" for name in names]
    group = f"staff-{os.getpid()}"
    try:
        _do("groupadd", group)
        for name in own:
            more = ["--groups", group] if name in own[-2:] else []
            home = folder / name
            _do("useradd", "--create-home", "--home-dir", str(home), "--user-group", *more, name)
            home.chmod(0o700)
        yield [User(name, folder / name, server, settings) for name in own]
    finally:
        server.close()
        for name in own:
            subprocess.run(["userdel", name], capture_output=True)
        subprocess.run(["groupdel", group], capture_output=True)


def usable_python(folder: Path) -> str:
    """An interpreter with this one's packages that everybody may run.

    That of a root user often lies in root's home; the system's own of the same version then takes
    its place.
    """
    python = Path(sys.executable)
    system = Path(f"/usr/bin/python3.{sys.version_info.minor}")
    if all(p.stat().st_mode & 0o001 for p in python.resolve().parents) or not system.exists():
        return str(python)
    environment = folder / "environment"
    _do(str(system), "-m", "venv", "--without-pip", str(environment))
    [packages] = environment.glob("lib/python*/site-packages")
    packages.rmdir()
    packages.symlink_to(next(path for path in sys.path if path.endswith("site-packages")))
    (environment / "share").symlink_to(Path(sys.prefix) / "share")  # templates of pages
    python = environment / "bin" / "python"
    alembic = python.with_name("alembic")  # nbgrader calls it when it opens a new gradebook
    alembic.write_text(f"#!{python}\nfrom alembic.config import main\nmain()\n", encoding="utf-8")
    alembic.chmod(0o755)
    return str(python)


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
