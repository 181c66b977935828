"""nbgrader's gradebook and folders: register a module, record a run notebook, write feedback.

Only the main process calls these, one after the other, so the database is never locked.  All of it
is done by nbgrader's own converters: what they leave behind is what nbgrader would leave.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sysconfig
import tempfile
import warnings
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.utils import capture_log
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from nnkit.grading.course import Course, CourseError, files_in, fingerprint, write_files
from nnkit.grading.one import Assignment, Executed
from nnkit.grading.release import course_config, generate, release

# nbgrader calls `alembic` by its bare name, which fails where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
warnings.filterwarnings("ignore", category=SAWarning)


def open_gradebook(course: Course) -> Gradebook:
    """The course's gradebook; to be closed after use."""
    directory = CourseDirectory(config=course_config(course.root))
    return Gradebook(directory.db_url, directory.course_id)


def register(course: Course, module: str) -> Assignment:
    """Tell the gradebook a module's cells and points; return what is needed to grade it.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    if not (course.root / "modules" / module).is_dir():
        release(course.root, module)
    address = CourseDirectory(config=course_config(course.root)).db_url
    with tempfile.TemporaryDirectory() as scratch:
        own = Path(scratch) / "register.db"
        with closing(sqlite3.connect(own)) as database:
            # With a table in it nbgrader takes it for its own and does not start alembic (slow).
            database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        try:
            generate(course.root, module, Path(scratch) / "course", address)
            generate(course.root, module, Path(scratch) / "own", f"sqlite:///{own}")
        except NbGraderException:
            raise CourseError(
                f"nbgrader does not take {module} into the gradebook. It refuses where exercises "
                "were added or removed after the first submission was graded; if that is so, move "
                "gradebook.db and autograded/ away and grade anew."
            ) from None
        register = own.read_bytes()
    config = course.root / "nbgrader_config.py"
    source = files_in(course.root / "solutions" / module)
    return Assignment(
        module=module,
        notebook=course.notebook(module),
        config=config.read_text(encoding="utf-8") if config.exists() else "",
        register=register,
        files={name: text for name, text in source.items() if not name.endswith(".ipynb")},
    )


def points(course: Course, module: str) -> dict[str, float]:
    """Points of each graded cell of a module as the gradebook knows them; empty if it does not."""
    with open_gradebook(course) as gradebook:
        try:
            notebooks = gradebook.find_assignment(module).notebooks
        except MissingEntry:
            return {}
        return {cell.name: cell.max_score for n in notebooks for cell in n.grade_cells}


def record(course: Course, student: str, assignment: Assignment, executed: Executed) -> None:
    """Write a run notebook into autograded/ and its points into the gradebook.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    module = assignment.module
    files = files_in(course.submitted(student, module))
    with tempfile.TemporaryDirectory(dir=course.root, prefix=".nnkit-recording-") as scratch:
        run = {**files, assignment.notebook: executed.notebook.encode()}
        write_files(Path(scratch) / student / module, run)
        config = _config(course, student, module)
        config.CourseDirectory.submitted_directory = Path(scratch).name
        config.Autograde.sanitize_preprocessors = []
        config.Autograde.autograde_preprocessors = [
            p for p in Autograde(config=config).autograde_preprocessors if p is not Execute
        ]
        _convert(Autograde, config)
    # Last of all, so that what was broken off half-way is graded again.
    note = Note(fingerprint(files), executed.seconds, executed.repairs)
    note.write(course.autograded(student, module) / assignment.notebook)


def write_feedback(course: Course, student: str, module: str) -> None:
    """Write a student's graded notebook as a page into feedback/.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    _convert(GenerateFeedback, _config(course, student, module))
    for path in course.feedback(student, module).glob("*.html"):
        # nbgrader lists every exercise as "Test cell".
        link = re.compile(r'(<a href="#check-(\w+)">)Test cell<')
        page = link.sub(rf"\g<1>{module[:2]}.\g<2><", path.read_text(encoding="utf-8"))
        path.write_text(page, encoding="utf-8")


@dataclass(frozen=True)
class Note:
    """What is noted in the metadata of a graded notebook.

    Attributes
    ----------
    submitted : str
        Fingerprint of the files that were graded.
    seconds : float or None
    repairs : sequence of str
    """

    submitted: str = ""
    seconds: float | None = None
    repairs: Sequence[str] = ()

    def write(self, path: Path) -> None:
        """Put the note into a notebook."""
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"]["nnkit"] = asdict(self)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        part.chmod(path.stat().st_mode)
        part.replace(path)

    @classmethod
    def read(cls, notebook: dict[str, Any]) -> Note:
        """The note in a notebook; an empty one if there is none."""
        match notebook["metadata"].get("nnkit"):
            case {"submitted": str(submitted), "seconds": float(seconds), "repairs": [*repairs]}:
                return cls(submitted, seconds, [str(repair) for repair in repairs])
        return cls()


def is_graded(course: Course, student: str, module: str) -> bool:
    """Whether exactly what the student handed in was graded."""
    try:
        path = course.autograded(student, module) / course.notebook(module)
        note = Note.read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return False
    return note.submitted == fingerprint(files_in(course.submitted(student, module)))


def _config(course: Course, student: str, module: str) -> Config:
    config = course_config(course.root)
    config.CourseDirectory.assignment_id = module
    config.CourseDirectory.student_id = student
    return config


def _convert(kind: type[BaseConverter], config: Config) -> None:
    converter = kind(coursedir=CourseDirectory(config=config), config=config, force=True)
    outcome = capture_log(converter)
    if not outcome["success"]:
        raise CourseError(f"nbgrader failed:\n{outcome.get('log', outcome.get('error', ''))}")
