"""nbgrader's gradebook: tell it a module's cells, and record what a submission came to.

Only the main process calls these, one after the other, so the database is never locked.  A
submission is recorded in one transaction, and its folder in autograded/ changes in one step
afterwards: whoever is stopped in between has recorded it wholly or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
import sysconfig
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbformat import NotebookNode
from nbgrader.api import Base, Gradebook, MissingEntry, SubmittedNotebook
from nbgrader.api import Course as Row
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import AssignLatePenalties, ClearHiddenTests
from nbgrader.utils import is_task
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SAWarning

from nnkit.grading.classroom.autograde import SandboxedExecute
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.feedback import Marks
from nnkit.grading.classroom.generate import generate
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import cells_of
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded
from nnkit.grading.grader.cells import checksum, grade_id, is_test
from nnkit.grading.grader.files import files_in, write_files

# nbgrader calls `alembic` by its bare name, which fails where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
warnings.filterwarnings("ignore", category=SAWarning)

_STAGING = ".nnkit-recording-"


def open_gradebook(course: Course) -> Gradebook:
    """The course's gradebook; to be closed after use."""
    directory = CourseDirectory(config=course.config())
    address = make_url(directory.db_url)
    if address.drivername == "sqlite" and address.database:
        file = Path(address.database)
        if not file.exists():
            _create(file)
    gradebook = Gradebook(directory.db_url, directory.course_id)
    if address.drivername != "sqlite" and gradebook.db.get(Row, directory.course_id) is None:
        # Assignments refer to it, and other databases than SQLite insist on that.
        gradebook.db.add(Row(id=directory.course_id))
        gradebook.db.commit()
    gradebook.db.remove()
    return gradebook


def _create(file: Path) -> None:
    """Make a new database as nbgrader does, which would start a process for its version's name."""
    part = file.with_name(f".{file.name}.part")  # whoever is stopped here leaves no half of one
    part.unlink(missing_ok=True)
    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR)
    engine = create_engine(f"sqlite:///{part}")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        context.stamp(ScriptDirectory.from_config(config), "head")
    engine.dispose()
    part.replace(file)


def register(course: Course, module: str) -> Assignment:
    """Tell the gradebook a module's cells and points; return what is needed to grade it.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    folder = course.folder("source") / module
    if not _knows(course, module):
        address = CourseDirectory(config=course.config()).db_url
        with tempfile.TemporaryDirectory() as scratch:
            try:
                generate(course.root, module, Path(scratch), address)
            except NbGraderException:
                raise CourseError(
                    f"nbgrader does not take {module} into the gradebook; "
                    f"`nbgrader generate_assignment --force {module!r}` tells why. It refuses "
                    "where exercises were added or removed after the first submission was graded; "
                    "if that is so, move the gradebook and "
                    f"{course.folder('autograded').name}/ away and grade anew."
                ) from None
    files = {name: text for name, text in files_in(folder).items() if not name.endswith(".ipynb")}
    engine = SandboxedExecute(config=course.config())
    hidden = ClearHiddenTests(config=course.config())
    return Assignment(
        notebooks=_tests(course, module),
        files=files,
        limits=engine.limits(module),
        hidden=(hidden.begin_test_delimeter, hidden.end_test_delimeter),
        confine=not engine.unconfined,
    )


def _knows(course: Course, module: str) -> bool:
    """Whether the gradebook has exactly the tests and answers of the source."""
    with open_gradebook(course) as gradebook:
        try:
            known = {n.name: n for n in gradebook.find_assignment(module).notebooks}
        except MissingEntry:
            return False
        names = course.notebooks(module)
        if {f"{name}.ipynb" for name in known} != set(names):
            return False
        for name in names:
            cells = {grade_id(c): c for c in _source(course, module, name).cells if grade_id(c)}
            there = known[name.removesuffix(".ipynb")]
            points = {c.name: c.max_score for c in there.grade_cells + there.task_cells}
            wanted = {r: c.metadata.nbgrader.get("points") for r, c in cells.items()}
            if {r: float(p) for r, p in wanted.items() if p is not None} != points:
                return False
            sources = {c.name: c.source for c in there.source_cells}
            if sources.keys() != cells.keys() or any(
                is_test(cell) and sources[r] != cell.source and "AUTOTEST" not in cell.source
                for r, cell in cells.items()
            ):
                return False
    return True


def _source(course: Course, module: str, name: str) -> NotebookNode:
    path = course.folder("source") / module / name
    notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    return notebook


def _tests(course: Course, module: str) -> dict[str, str]:
    """The instructor's notebooks, with the tests and checksums that the gradebook has."""
    notebooks = {}
    with open_gradebook(course) as gradebook:
        for name in course.notebooks(module):
            notebook = _source(course, module, name)
            known = gradebook.find_notebook(name.removesuffix(".ipynb"), module)
            sources = {cell.name: cell for cell in known.source_cells}
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.outputs = []
                if grade_id(cell) in sources:
                    there = sources[grade_id(cell)]
                    cell.metadata.nbgrader["checksum"] = there.checksum
                    if is_test(cell):  # where autotests are written out
                        cell.source = there.source
            notebooks[name] = nbformat.writes(notebook)
    return notebooks


def points(course: Course, module: str) -> dict[str, float]:
    """Points of each graded cell of a module as the gradebook knows them; empty if it does not."""
    with open_gradebook(course) as gradebook:
        try:
            notebooks = gradebook.find_assignment(module).notebooks
        except MissingEntry:
            return {}
        return {cell.name: cell.max_score for n in notebooks for cell in n.grade_cells}


@dataclass
class Recorder:
    """Writes what submissions came to into the gradebook and into autograded/.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
        Open.
    """

    course: Course
    gradebook: Gradebook

    def __post_init__(self) -> None:
        self._penalties = AssignLatePenalties(config=self.course.config())
        self._penalties.init_plugin()
        for left in self.course.root.glob(f"{_STAGING}*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)

    def record(
        self,
        student: str,
        module: str,
        graded: Graded,
        files: Mapping[str, bytes],
        note: GradingRecord,
    ) -> None:
        """Record one submission.

        Parameters
        ----------
        student, module : str
        graded : Graded
        files : mapping of str to bytes
            What was handed in.
        note : Note
            Kept in the graded notebooks.
        """
        notebooks = {n: nbformat.from_dict(json.loads(t)) for n, t in graded.notebooks.items()}
        for notebook in notebooks.values():
            nbformat.validate(notebook)
        with tempfile.TemporaryDirectory(dir=self.course.root, prefix=_STAGING) as scratch:
            staged = Path(scratch) / "new"
            kept = {n: text for n, text in files.items() if not n.endswith(".ipynb")}
            write_files(staged, {**kept, **note.put_into(notebooks)})
            with self._transaction():
                self._submission(student, module, graded, notebooks)
            target = self.course.autograded(student, module)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(Path(scratch) / "old")
            staged.rename(target)

    def marks(self, student: str, module: str, notebook: str) -> Marks:
        """What the gradebook has on a recorded notebook."""
        return Marks.of(self.gradebook.find_submission_notebook(notebook, module, student))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, though nbgrader's methods commit whenever they like."""
        db = self.gradebook.db
        db.remove()
        with self.gradebook.engine.connect() as connection, connection.begin():
            db.configure(bind=connection, join_transaction_mode="rollback_only")
            try:
                with db.no_autoflush:
                    yield
                db.flush()
            finally:
                db.remove()
                db.configure(bind=self.gradebook.engine)

    def _submission(
        self, student: str, module: str, graded: Graded, notebooks: dict[str, NotebookNode]
    ) -> None:
        directory = CourseDirectory(config=self.course.config())
        handed_in = self.course.submitted(student, module)
        timestamp = directory.get_existing_timestamp(str(handed_in))
        when = {"timestamp": timestamp} if timestamp else {}
        self.gradebook.update_or_create_student(student)
        submission = self.gradebook.update_or_create_submission(module, student, **when)
        verdicts = {(v.notebook, v.grade_id): v for v in graded.verdicts}
        cells = cells_of(self.gradebook, submission)
        for there in submission.notebooks:
            name = f"{there.name}.ipynb"
            _marks(there, name, verdicts)
            if name in notebooks:
                _comments(there, notebooks[name])
            self.gradebook.db.flush()
            there.late_submission_penalty = self._penalty(
                student, there, submission.total_seconds_late
            )
        del cells

    def _penalty(self, student: str, notebook: SubmittedNotebook, late: float) -> float | None:
        if late <= 0:
            return None
        plugin = self._penalties.plugin_inst
        try:
            penalty = plugin.late_submission_penalty(student, notebook.score, late)
        except Exception as error:
            raise CourseError(
                f"The course's own {type(plugin).__name__} stopped with a "
                f"{type(error).__name__}: {error}"
            ) from error
        return None if penalty is None else min(max(penalty, 0), notebook.score)


def _marks(
    notebook: SubmittedNotebook, name: str, verdicts: dict[tuple[str, str], CellVerdict]
) -> None:
    """The points of each cell; those that a person gave stay, and wait for another look."""
    for grade in notebook.grades:
        verdict = verdicts.get((name, grade.name))
        if verdict is None:
            raise CourseError(f"The gradebook knows a cell {grade.name!r} that {name} has not.")
        unread = verdict.status == "manual"
        grade.auto_score = None if unread else verdict.points
        grade.needs_manual_grade = unread or grade.manual_score is not None


def _comments(there: SubmittedNotebook, notebook: NotebookNode) -> None:
    """Say where nothing was written, as nbgrader does; what a person wrote stays."""
    cells = {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}
    for comment in there.comments:
        cell = cells[comment.name]
        untouched = cell.metadata.nbgrader.get("checksum") == checksum(cell)
        comment.auto_comment = "No response." if untouched and not is_task(cell) else None
