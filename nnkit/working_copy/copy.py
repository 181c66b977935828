"""A student's working copy of a course's modules: where it lies and what is known of it."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from nnkit.grading.classroom.course import SHIPPED
from nnkit.working_copy.notebook import DamagedError, cell_digest, key, read, write_next_to
from nnkit.working_copy.record import Record

MODULES = "modules"
BACKUPS = "backups"


def folder_of(course: Path, named: Path | None = None) -> Path:
    """Where the working copy of a course is: as named, as NNKIT_WORK says, or ``work/`` in it.

    That of the course in an installed nnkit is ``nnkit-work/`` in one's home.
    """
    usual = Path.home() / "nnkit-work" if course == SHIPPED else course / "work"
    folder = named or Path(os.environ.get("NNKIT_WORK") or usual)
    return Path(os.path.normpath(folder.expanduser().absolute()))


def keep_backup(folder: Path, name: str, content: bytes) -> Path:
    """Keep a file under a working copy's backups, with the time in its name."""
    return write_next_to(folder / BACKUPS / name, time.strftime("%Y-%m-%d %H.%M.%S"), content)


@dataclass
class WorkingCopy:
    """A working copy while it is brought up to date.

    Attributes
    ----------
    course, folder : Path
        The course's folder, and the copy.
    record : Record
    sentences : list of str
        What the student has to know, a sentence each.
    """

    course: Path
    folder: Path
    record: Record
    sentences: list[str] = field(default_factory=list)

    def shown(self, path: Path) -> str:
        """A path as it is told: from the course's folder, if it lies there."""
        inside = path.is_relative_to(self.course)
        return (path.relative_to(self.course) if inside else path).as_posix()

    def tell(self, sentence: str, path: Path) -> None:
        """Tell something that ends with a path."""
        self.sentences.append(f"{sentence} {self.shown(path)}.")


def digests_of_cells(content: bytes, without: Collection[str] = ()) -> dict[str, str]:
    """The digests of a notebook's cells by what names them; none of what is no notebook."""
    try:
        cells = read(content).cells
    except DamagedError:
        return {}
    return {key(cell): cell_digest(cell) for cell in cells if key(cell) not in {"", *without}}
