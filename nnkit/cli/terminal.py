"""The shell of JupyterLab's terminals: the user's own, with this environment's commands first."""

from __future__ import annotations

import os
import shlex
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

# What shells read at their start: the user's own settings, which may put another Python first.
START = Path(__file__).parent / "jupyter" / "shell"


def commands() -> str:
    """Where the commands of this environment are, as PATH has it."""
    folders = [sysconfig.get_path("scripts"), str(Path(sys.executable).parent)]
    return os.pathsep.join(dict.fromkeys(folders))


def shell(environment: Mapping[str, str]) -> str | None:
    """The command that starts a terminal's shell; None where JupyterLab knows better.

    It is no login shell, which would set PATH anew.
    """
    if os.name != "posix":
        return None
    own = environment.get("SHELL") or "sh"
    command = {
        "bash": [own, "--rcfile", str(START / "bashrc")],
        "zsh": ["env", f"ZDOTDIR={START}", own],
    }
    return shlex.join(command.get(Path(own).name, [own]))


def environment() -> dict[str, str]:
    """The environment in which JupyterLab starts its terminals and kernels."""
    path = os.pathsep.join([commands(), os.environ.get("PATH", os.defpath)])
    own = {"NNKIT_ZDOTDIR": os.environ["ZDOTDIR"]} if os.environ.get("ZDOTDIR") else {}
    return {**os.environ, **own, "PATH": path, "NNKIT_PATH": commands()}
