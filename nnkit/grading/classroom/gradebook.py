"""nbgrader's gradebook: open it, and read what it has on submissions.

Only the main process has it open, and only one thread of it, so the database is never locked.
"""

from __future__ import annotations

import logging
import os
import sysconfig
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from nbgrader.api import (
    Base,
    BaseCell,
    Gradebook,
    InvalidEntry,
    MissingEntry,
    SubmittedAssignment,
)
from nbgrader.api import Course as CourseRow
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SAWarning, SQLAlchemyError
from sqlalchemy.orm import with_polymorphic

from nnkit.grading.classroom.all_marks import read_all_marks
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.record import Marks
from nnkit.grading.grader.notebook import encodable

# nbgrader calls `alembic` by its bare name, which fails where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
warnings.filterwarnings("ignore", category=SAWarning)

log = logging.getLogger(__name__)


GRADEBOOK_ERRORS = (SQLAlchemyError, InvalidEntry)
"""What nbgrader's methods raise where the database refuses."""


def open_gradebook(course: Course) -> Gradebook:
    """The course's gradebook; to be closed after use.

    Raises
    ------
    CourseError
        If it cannot be opened; says why and what to do.
    """
    directory = CourseDirectory(config=course.config())
    try:
        address = make_url(directory.db_url)
    except SQLAlchemyError:
        raise CourseError(
            "c.CourseDirectory.db_url in nbgrader_config.py is no address of a database, such as "
            f"sqlite:////srv/course/gradebook.db: {directory.db_url!r}"
        ) from None
    try:
        return _open(directory, address)
    except (*GRADEBOOK_ERRORS, OSError, ModuleNotFoundError) as error:
        raise _cannot(address, error) from None


def gradebook_error(gradebook: Gradebook, error: Exception) -> CourseError:
    """What stopped work with an open gradebook, in a sentence."""
    return _cannot(gradebook.engine.url, error)


def _cannot(address: URL, error: Exception) -> CourseError:
    where = address.render_as_string(hide_password=True)
    if isinstance(error, ModuleNotFoundError):
        return CourseError(
            f"The gradebook {where} needs the package {error.name}: "
            f"python -m pip install {error.name}"
        )
    why = str(getattr(error, "orig", None) or error).partition("\n")[0].rstrip(". ")
    advice = next((say for sign, say in _ADVICE.items() if sign in why), _OTHER_ADVICE)
    return CourseError(f"The gradebook {where} cannot be used: {why}. {advice}")


_ADVICE = {
    "locked": "Another program writes to it: wait until that has ended, and try again.",
    "unable to open": "Its folder is missing, or you have no right to write there.",
    "readonly": "You have no right to write to it, or to its folder: its owner can grant it.",
    "not a database": "The file is damaged: put its last backup in its place.",
    "malformed": "The file is damaged: put its last backup in its place.",
    "no such column": "An older nbgrader made it: make a backup, then run `nbgrader db upgrade`.",
}
_OTHER_ADVICE = "Nothing in it was changed."


def _open(directory: CourseDirectory, address: URL) -> Gradebook:
    if address.drivername == "sqlite" and address.database:
        file = Path(address.database)
        if not file.exists():
            _create(file)
        if directory.groupshared:  # SQLite and nbgrader give a group no right to write
            with suppress(OSError):  # another instructor's
                file.chmod(file.stat().st_mode | 0o060)
    gradebook = Gradebook(directory.db_url, directory.course_id)
    if address.drivername != "sqlite" and gradebook.db.get(CourseRow, directory.course_id) is None:
        # Assignments refer to it, and other databases than SQLite insist on that.
        gradebook.db.add(CourseRow(id=directory.course_id))
        gradebook.db.commit()
    for table in Base.metadata.sorted_tables:  # an older nbgrader's lacks columns
        gradebook.db.execute(select(table).limit(0))
    gradebook.db.remove()
    log.info("Opened the gradebook %s", address.render_as_string(hide_password=True))
    return gradebook


@contextmanager
def transaction(gradebook: Gradebook) -> Iterator[None]:
    """All or nothing, though nbgrader's methods commit whenever they like."""
    db = gradebook.db
    db.remove()
    with gradebook.engine.connect() as connection, connection.begin():
        db.configure(bind=connection, join_transaction_mode="rollback_only")
        try:
            with db.no_autoflush:
                yield
            db.flush()
        finally:
            db.remove()
            db.configure(bind=gradebook.engine)


def _create(file: Path) -> None:
    """Make a new database as nbgrader does, which would start a process for its version's name."""
    from alembic.config import Config  # only here, because it loads long
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

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
    found = read_all_marks(gradebook, [module], student)
    if (module, student) not in found:
        raise MissingEntry(f"The gradebook has nothing of {student} for {module}.")
    return found[module, student]


def class_ids(course: Course, gradebook: Gradebook, most: int = 1000) -> tuple[str, ...]:
    """The ids of a class, also as e-mail addresses: of the gradebook, and of who handed in."""
    try:
        known = [id for s in gradebook.students for id in (s.id, s.email) if id]
    finally:
        gradebook.db.remove()
    return tuple(dict.fromkeys(map(encodable, [*course.students(), *known])))[:most]


def cells_of(gradebook: Gradebook, submission: SubmittedAssignment) -> Sequence[BaseCell]:
    """The cells of a submission, loaded at once.

    While somebody holds them, each grade finds its own here instead of asking the database.
    """
    notebooks = [there.notebook_id for there in submission.notebooks]
    every_kind = with_polymorphic(BaseCell, "*")
    wanted = select(every_kind).where(every_kind.notebook_id.in_(notebooks))
    found: Sequence[BaseCell] = gradebook.db.scalars(wanted).all()
    return found
