"""A terminal finds this environment's commands, whatever the user's shell puts first."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from nnkit.cli import terminal

pty: Any = pytest.importorskip("pty")


def typed_into(command: list[str], folder: Path) -> str:
    """What a shell on a terminal has as PATH and MINE."""
    here, there = pty.openpty()
    said = folder / "said"
    os.write(here, f'echo "$PATH|$MINE" > {said}; exit\n'.encode())
    streams = dict.fromkeys(["stdin", "stdout", "stderr"], there)
    environment = {**terminal.environment(), "TERM": "dumb"}
    subprocess.run(command, **streams, cwd=folder, env=environment, timeout=60, check=False)
    os.close(there)
    os.close(here)
    return said.read_text().strip()


@pytest.mark.skipif(os.name != "posix", reason="shells of Unix")
@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_the_commands_come_before_what_the_users_settings_put_first(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = shutil.which(name)
    if own is None:
        pytest.skip(f"{name} is not installed")
    (tmp_path / f".{name}rc").write_text('export PATH="/of/conda:$PATH" MINE=yes\n')
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ZDOTDIR", raising=False)
    command = terminal.shell({"SHELL": own})
    assert command is not None
    path, _, mine = typed_into(shlex.split(command), tmp_path).partition("|")
    assert path.startswith(f"{terminal.commands()}{os.pathsep}")
    assert "/of/conda" in path
    assert mine == "yes"


@pytest.mark.skipif(os.name != "posix", reason="shells of Unix")
def test_another_shell_is_started_plainly_and_as_no_login_shell() -> None:
    assert terminal.shell({"SHELL": "/bin/my shell"}) == "'/bin/my shell'"
    assert terminal.shell({}) == "sh"


def test_windows_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnkit.cli.terminal.os.name", "nt")
    assert terminal.shell({"SHELL": "bash"}) is None
