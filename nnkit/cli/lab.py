"""JupyterLab on a student's working copy of the modules."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from nnkit.cli import terminal
from nnkit.cli.notebooks import matching, slugs_in, unknown_module
from nnkit.cli.say import say
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.working_copy.copy import MODULES
from nnkit.working_copy.update import update

# nbgrader's tools for instructors are off; sliders are saved with what they show; a student's file
# beside a notebook, such as enum.py, stands in no library's place.
SETTINGS = Path(__file__).parent / "jupyter"


def start(course: Course, module: str | None, work: Path) -> int:
    """Bring the working copy up to date and run JupyterLab on it until it is closed.

    Parameters
    ----------
    course : Course
    module : str, optional
        Opens this module's notebook.
    work : Path
        The working copy.

    Returns
    -------
    int
        JupyterLab's exit code.

    Raises
    ------
    CourseError
        If JupyterLab is not installed, there is no such module, or the copy cannot be made.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise CourseError("JupyterLab is not installed: python -m pip install nnkit")
    if not slugs_in(course.root / MODULES):
        raise CourseError(f"{course.root / MODULES} has no notebook yet.")
    opened = _notebook(course, module) if module else None
    for sentence in update(course.root, work):
        say(sentence)
    try:
        return subprocess.run(_command(opened), cwd=work, env=_environment(work)).returncode
    except KeyboardInterrupt:
        return 0


def _notebook(course: Course, module: str) -> str:
    """The path of a module's first notebook, from the folder of the modules."""
    folder = course.root / MODULES
    slug = matching(module, slugs_in(folder))
    if slug is None:
        raise CourseError(unknown_module(module, slugs_in(folder)))
    return min(folder.glob(f"{slug}/*.ipynb")).relative_to(folder).as_posix()


def _command(opened: str | None) -> list[str]:
    # -P: a student's file in the copy must not hide a module that JupyterLab needs.
    command = [sys.executable, "-P", "-m", "jupyterlab"]
    if "JUPYTER_TOKEN" not in os.environ:
        # What a student needs is the address. JupyterLab says one with a new token at every level.
        command += ["--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR"]
    if opened:
        # A path as argument would make its folder the root, and hide the other modules.
        command.append(f"--LabApp.default_url=/lab/tree/{quote(opened)}")
    if own_shell := terminal.shell(os.environ):
        command.append(f"--ServerApp.terminado_settings=shell_command={own_shell}")
    if os.name == "posix" and os.geteuid() == 0:  # as in most containers
        command.append("--ServerApp.allow_root=True")
    return command


def _environment(work: Path) -> dict[str, str]:
    """What JupyterLab, its terminals and its kernels know: commands, settings, the copy."""
    folders = {
        name: os.pathsep.join(filter(None, [str(SETTINGS), os.environ.get(name, "")]))
        for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
    }
    return {**terminal.environment(), "NNKIT_WORK": str(work), **folders}
