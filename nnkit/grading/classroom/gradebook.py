"""nbgrader's gradebook: open it, and read what it has on submissions.

Only the main process has it open, and only one thread of it, so the database is never locked.
"""

from __future__ import annotations

import logging
import os
import sysconfig
import warnings
from collections.abc import Sequence
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Base, BaseCell, Gradebook, SubmittedAssignment
from nbgrader.api import Course as CourseRow
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import with_polymorphic

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import Marks

# nbgrader calls `alembic` by its bare name, which fails where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
warnings.filterwarnings("ignore", category=SAWarning)

log = logging.getLogger(__name__)


def open_gradebook(course: Course) -> Gradebook:
    """The course's gradebook; to be closed after use."""
    directory = CourseDirectory(config=course.config())
    address = make_url(directory.db_url)
    if address.drivername == "sqlite" and address.database:
        file = Path(address.database)
        if not file.exists():
            _create(file)
    gradebook = Gradebook(directory.db_url, directory.course_id)
    if address.drivername != "sqlite" and gradebook.db.get(CourseRow, directory.course_id) is None:
        # Assignments refer to it, and other databases than SQLite insist on that.
        gradebook.db.add(CourseRow(id=directory.course_id))
        gradebook.db.commit()
    gradebook.db.remove()
    log.info("Opened the gradebook %s", address.render_as_string(hide_password=True))
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


def read_marks(gradebook: Gradebook, student: str, module: str) -> dict[str, Marks]:
    """What the gradebook has on a submission, by the notebooks' file names.

    Raises
    ------
    MissingEntry
        If it has nothing.
    """
    try:
        submission = gradebook.find_submission(module, student)
        cells = cells_of(gradebook, submission)
        marks = {f"{there.name}.ipynb": Marks.of(there) for there in submission.notebooks}
        del cells
        return marks
    finally:
        gradebook.db.remove()  # a session remembers all that it has read


def cells_of(gradebook: Gradebook, submission: SubmittedAssignment) -> Sequence[BaseCell]:
    """The cells of a submission, loaded at once.

    While somebody holds them, each grade finds its own here instead of asking the database.
    """
    notebooks = [there.notebook_id for there in submission.notebooks]
    every_kind = with_polymorphic(BaseCell, "*")
    wanted = select(every_kind).where(every_kind.notebook_id.in_(notebooks))
    found: Sequence[BaseCell] = gradebook.db.scalars(wanted).all()
    return found
