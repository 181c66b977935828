"""The commands as users type them, in a process of their own or, more quickly, in this one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
from typer.testing import CliRunner

from nnkit.cli.app import app
from tests.commands import command_server

REPOSITORY = Path(__file__).parents[2]
MODULE = "02_forward_propagation"
NOTEBOOK = "forward_propagation.ipynb"
TIMEOUT = 300.0


def nnkit(*args: str | Path, cwd: Path = REPOSITORY, **environment: str) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it wrote to stdout and stderr."""
    done = run_module(["nnkit.cli", *map(str, args)], cwd, environment)
    return done.returncode, done.stdout, done.stderr


def run_module(
    arguments: list[str], cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m`` with arguments, where that can be in a process that need not load much."""
    if sys.platform != "linux":
        return run([sys.executable, "-m", *arguments], cwd, environment)
    return command_server.run_module(arguments, cwd, _whole(environment), TIMEOUT)


def invoke(*args: str) -> tuple[int, str, str]:
    """Run a command in this process; return its exit code and what it wrote."""
    result = CliRunner().invoke(app, list(args))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def run(
    command: list[str], cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        env=_whole(environment),
    )


def _whole(environment: dict[str, str]) -> dict[str, str]:
    paths = [str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "80",
        **environment,
    }


def small_course(folder: Path, timeout: int) -> Path:
    """A course with one module of the real one and a time limit for cells.

    Figures are left out, since drawing them for each student takes most of the time.
    """
    notebook = nbformat.read(REPOSITORY / "solutions" / MODULE / NOTEBOOK, as_version=4)
    notebook.cells = [c for c in notebook.cells if "nnkit-figure" not in str(c.get("outputs"))]
    source = folder / "solutions" / MODULE / NOTEBOOK
    source.parent.mkdir(parents=True)
    source.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    config = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    limited, changed = re.subn(r"(SandboxedExecute\.seconds = )\d+", rf"\g<1>{timeout}", config)
    assert changed == 1
    (folder / "nbgrader_config.py").write_text(limited, encoding="utf-8")
    return folder
