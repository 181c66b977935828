"""JupyterLab on the notebooks that students get."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from nnkit.grading.classroom.course import Course, CourseError


def start(course: Course, module: str | None) -> int:
    """Run JupyterLab until it is closed; return its exit code.

    Parameters
    ----------
    course : Course
    module : str, optional
        Opens this module's notebook.

    Raises
    ------
    CourseError
        If JupyterLab is not installed or there is no such module.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise CourseError("JupyterLab is not installed: python -m pip install 'nnkit[lab]'")
    folder = course.root / "modules"
    notebooks = sorted(folder.glob(f"{module[:2]}_*/*.ipynb" if module else "*/*.ipynb"))
    if not notebooks:
        raise CourseError(f"{folder} has no notebook {'of module ' + module if module else 'yet'}.")
    command = [sys.executable, "-m", "jupyterlab"]
    if module:
        # A path as argument would make its folder the root, and hide the other modules.
        command.append(
            f"--LabApp.default_url=/lab/tree/{notebooks[0].relative_to(folder).as_posix()}"
        )
    try:
        return subprocess.run(command, cwd=folder).returncode
    except KeyboardInterrupt:
        return 0
