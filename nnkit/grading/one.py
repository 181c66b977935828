"""Grade one submission: an assignment, a student's files and a secret in, the run notebook out.

No gradebook and no course directory are touched, so this runs in any process on any machine.
nbgrader's own converter restores the cells that a student must not change, and runs the notebook.
"""

from __future__ import annotations

import os
import re
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log

from nnkit.grading.course import write_files
from nnkit.grading.notebook import Unreadable, parse
from nnkit.grading.release import course_config


@dataclass(frozen=True)
class Assignment:
    """What is needed of a module to grade a submission of it.

    Attributes
    ----------
    module : str
        The module's slug.
    notebook : str
        Name of its notebook.
    config : str
        Text of the course's nbgrader_config.py.
    register : bytes
        An nbgrader database that knows the module's cells and no student.
    files : dict of str to bytes
        Files that lie beside the notebook in solutions/, by path.
    """

    module: str
    notebook: str
    config: str
    register: bytes
    files: dict[str, bytes]


@dataclass(frozen=True)
class Executed:
    """What came out of a run.

    Attributes
    ----------
    notebook : str
        The notebook with its outputs; empty if it could not be run.
    error : str or None
        Why it could not be run, in a sentence.
    repairs : tuple of str
        What had been changed in the submission and was restored.
    seconds : float
        How long it took.
    log : str
        What nbgrader said.
    """

    notebook: str = ""
    error: str | None = None
    repairs: tuple[str, ...] = ()
    seconds: float = 0.0
    log: str = ""


def grade_one(
    assignment: Assignment, student: str, files: dict[str, bytes], secret: str, scratch: Path
) -> Executed:
    """Run a submission; to be called in a process of its own.

    Parameters
    ----------
    assignment : Assignment
    student : str
    files : dict of str to bytes
        What the student handed in, by path.
    secret : str
        Chooses the cases.
    scratch : Path
        An empty folder, which the caller removes.
    """
    start = time.monotonic()
    try:
        files, repairs = readable(files, assignment.notebook)
    except Unreadable as error:
        return Executed(error=str(error))
    _quiet()
    os.environ.update(NNKIT_SECRET=secret, NNKIT_STUDENT=student)
    (scratch / "nbgrader_config.py").write_text(assignment.config, encoding="utf-8")
    (scratch / "gradebook.db").write_bytes(assignment.register)
    write_files(scratch / "solutions" / assignment.module, assignment.files)
    write_files(scratch / "submitted" / student / assignment.module, files)
    config = course_config(scratch)
    config.CourseDirectory.assignment_id = assignment.module
    config.CourseDirectory.student_id = student
    converter = Autograde(coursedir=CourseDirectory(config=config), config=config)
    outcome = capture_log(converter)
    log = outcome.get("log", "")
    run = scratch / "autograded" / student / assignment.module / assignment.notebook
    return Executed(
        notebook=run.read_text(encoding="utf-8") if outcome["success"] else "",
        error=None if outcome["success"] else _reason(log),
        repairs=(*repairs, *_repairs(log)),
        seconds=time.monotonic() - start,
        log=log,
    )


def readable(files: dict[str, bytes], expected: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files with the notebook under its right name, and a note if it had another.

    Raises
    ------
    Unreadable
        If there is no notebook, or it cannot be read.
    """
    repairs: tuple[str, ...] = ()
    if expected not in files:
        notebooks = [name for name in files if name.endswith(".ipynb") and "/" not in name]
        if len(notebooks) != 1:
            found = ", ".join(notebooks) or "no notebook"
            raise Unreadable(f"{expected} is needed, but the folder has {found}.")
        files = {expected if name in notebooks else name: text for name, text in files.items()}
        repairs = (f"{notebooks[0]} was graded as {expected}",)
    parse(files[expected])
    return files, repairs


def _quiet() -> None:
    """Keep what libraries and the kernel say on stderr off the instructor's screen."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    warnings.simplefilter("ignore")


_CHANGED = re.compile(r"Attribute '(?:checksum|cell_type|points)' for cell (\S+) has changed")
_TWICE = re.compile(r"Cell with id '(\S+)' exists multiple times")


def _repairs(log: str) -> list[str]:
    changed = [f"the cell {name!r} had been changed" for name in _CHANGED.findall(log)]
    twice = [f"the cell {name!r} was there more than once" for name in _TWICE.findall(log)]
    return list(dict.fromkeys(changed + twice))


def _reason(log: str) -> str:
    """Why nbgrader gave up, in a sentence."""
    if "DeadKernelError" in log:
        return "The notebook ended its own kernel: it crashed, ran out of memory or called exit."
    if "CellTimeoutError: " in log:
        return "A cell did not come to an end, and went on when it was interrupted."
    errors = re.findall(r"^\s*(?:[\w.]+\.)?(\w+Error: .+)$", log, re.MULTILINE)
    errors = errors or re.findall(r"\[ERROR\] (.+)", log)
    return f"nbgrader could not run it: {errors[0] if errors else 'it did not say why.'}"
