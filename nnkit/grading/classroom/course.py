"""A course directory: where submissions, graded notebooks and the instructor's secret lie.

The layout is nbgrader's: ``submitted/STUDENT/MODULE/NOTEBOOK.ipynb``, then ``autograded/`` and
``feedback/`` of the same shape, and ``gradebook.db``.  A course's nbgrader_config.py may name other
folders.  Besides this course's modules it may hold any nbgrader assignment.
"""

from __future__ import annotations

import copy
import logging
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nnkit.course.catalogue import modules
from nnkit.grading.classroom.configuration import CONFIG, CourseError, own_config, read_config
from nnkit.grading.classroom.layout import USUAL, Layout
from nnkit.grading.classroom.secret import read_secret
from nnkit.grading.classroom.shown import listed, printable

if TYPE_CHECKING:
    from traitlets.config import Config

__all__ = ["SHIPPED", "Course", "CourseError", "alike", "is_folder"]
log = logging.getLogger(__name__)
_PACKAGE = Path(__file__).resolve().parents[2]
SHIPPED = _PACKAGE / "authoring" / "shipped"
"""This course in an installed nnkit, where no sandbox may read: only copies are worked on."""


@dataclass(frozen=True)
class Course:
    """A course directory.

    Attributes
    ----------
    root : Path
        Absolute.
    configured : Path or None
        The folder whose nbgrader_config.py names this root, if it is another one.
    """

    root: Path
    configured: Path | None = None

    @classmethod
    def find(cls, folder: Path | None = None) -> Course:
        """The course in a folder; without one, the course around the working directory.

        Where there is none, it is the one that nnkit came with; see `own`.

        Raises
        ------
        CourseError
            If there is none.
        """
        if folder is not None:
            if not folder.is_dir():
                raise CourseError(f"There is no folder {folder}.")
            log.info("The course is in %s", folder.resolve())
            return cls(folder.resolve())
        here = Path.cwd()
        for candidate in (here, *here.parents, cls.own().root):
            if _is_course(candidate):
                log.info("Found the course in %s", candidate)
                return cls(candidate)
        raise _no_course(here)

    @classmethod
    def own(cls) -> Course:
        """The course that nnkit came with: `SHIPPED`, or its repository."""
        return cls(SHIPPED if SHIPPED.is_dir() else _PACKAGE.parent)

    @classmethod
    def to_grade(cls, folder: Path | None = None) -> Course:
        """The course in a folder, or around the working directory, that an instructor grades.

        Elsewhere it is the one that a user's own settings, in ~/.jupyter, name as root; never this
        package's own.  See `as_configured`.

        Raises
        ------
        CourseError
            If there is none.
        """
        here = Path.cwd()
        if folder is not None or any(map(_is_course, (here, *here.parents))):
            return cls.find(folder)
        named = read_config(here).CourseDirectory.get("root")
        if not named:
            raise _no_course(here)
        return cls(_existing(Path(str(named))), here)

    def as_configured(self) -> Course:
        """The course whose root is the folder that the nbgrader_config.py here names.

        Raises
        ------
        CourseError
            If there is no such folder.
        """
        named = own_config(self.root).CourseDirectory.get("root")
        root = _existing(self.root / str(named or ""))
        return self if root == self.root else Course(root, self.root)

    def config(self) -> Config:
        """nbgrader's configuration of the course, with its own folder as root.

        Raises
        ------
        CourseError
            If nbgrader_config.py cannot be read.
        """
        config = copy.deepcopy(read_config(self.root, self.configured))
        config.CourseDirectory.root = str(self.root)
        url = config.CourseDirectory.get("db_url", "")
        if isinstance(url, str) and url.startswith(_SQLITE) and url != _SQLITE:
            # As nbgrader's own commands find it, which run in the course's folder.
            config.CourseDirectory.db_url = f"{_SQLITE}{self.root / url.removeprefix(_SQLITE)}"
        return config

    @cached_property
    def layout(self) -> Layout:
        """How its folders are laid out.

        Raises
        ------
        CourseError
            If nbgrader_config.py asks for a layout that cannot be.
        """
        structure = str(self.config().CourseDirectory.get("directory_structure", USUAL))
        layout = Layout(self.root, structure)
        if fault := layout.fault():
            raise CourseError(
                f"c.CourseDirectory.directory_structure in nbgrader_config.py is {structure!r}: "
                f"{fault}."
            )
        return layout

    @cached_property
    def is_group_shared(self) -> bool:
        """Whether its nbgrader_config.py says that a group works in it."""
        return bool(self.config().CourseDirectory.get("groupshared", False))

    @property
    def word(self) -> str:
        """What its instructor calls an assignment."""
        return "module" if set(modules().values()) & set(self.assignments()) else "assignment"

    def folder(self, step: str) -> Path:
        """The folder of one of nbgrader's steps.

        Parameters
        ----------
        step : str
            source, release, submitted, autograded or feedback.
        """
        return self.root / self._name(step)

    def _name(self, step: str) -> str:
        """What the course calls the folder of a step."""
        default = {"source": "solutions", "release": "modules"}.get(step, step)
        if default != step and not (self.root / default).is_dir():
            default = step
        return str(self.config().CourseDirectory.get(f"{step}_directory", default))

    def _place(self, step: str, student: str, module: str) -> Path:
        return self.layout.place(self._name(step), student, module)

    def source(self, module: str) -> Path:
        """The folder with the instructor's notebooks."""
        return self._place("source", ".", module)

    def assignments(self) -> list[str]:
        """What has a notebook in the source."""
        found = self.layout.found(self._name("source"), ".")
        return sorted({name for path, _, name in found if self._notebooks_in(path)})

    def _notebooks_in(self, source: Path) -> list[str]:
        wanted = self.config().CourseDirectory.get("notebook_id", "*")
        return sorted(p.name for p in source.glob("*.ipynb") if fnmatchcase(p.stem, str(wanted)))

    def modules(self, wanted: Sequence[str] = ()) -> list[str]:
        """Slugs of the modules that have a source.

        Parameters
        ----------
        wanted : sequence of str
            Slugs, or their two digits; none for all.

        Raises
        ------
        CourseError
            If a wanted module has no source, or there is no module at all.
        """
        slugs = self.assignments()
        if not slugs:
            place = self.source("ASSIGNMENT")
            raise CourseError(
                f"{self.folder('source')} has no {self.word}s: the notebooks of one belong into "
                f"{place}."
            )
        chosen = []
        for name in wanted:
            fitting = [s for s in slugs if s == name.rstrip("/") or s[:3] == f"{name}_"]
            if not fitting:
                raise CourseError(f"There is no {self.word} {name!r}; there are {listed(slugs)}.")
            chosen += fitting
        return chosen or slugs

    def submissions(self, module: str, students: Sequence[str] = ()) -> list[str]:
        """Students who handed a module in."""
        wanted = {alike(student) for student in students}
        asked = [s for s in self.students() if not students or alike(s) in wanted]
        return [student for student in asked if is_folder(self.submitted(student, module))]

    def students(self) -> list[str]:
        """Students who have a folder in submitted/, but for those that a course excludes."""
        if self.layout.is_usual:
            found = {f.name for f in self.folder("submitted").glob("[!.]*") if is_folder(f)}
        else:
            found = {student for _, student, _ in self.layout.found(self._name("submitted"))}
        excluded = str(self.config().CourseDirectory.get("student_id_exclude", ""))
        return sorted(found - {student.strip() for student in excluded.split(",")})

    def unknown_folders(self) -> list[Path]:
        """Folders in submitted/ that have no module's name: perhaps it is misspelt."""
        known = self.modules()
        return [
            self.relative(folder)
            for folder, student, name in self.layout.found(self._name("submitted"))
            if name not in known and is_folder(folder)
            if not any(folder == self.submitted(student, module) for module in known)
        ]

    def relative(self, path: Path) -> Path:
        """A path as it is shown: from the course's folder, if it lies there."""
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return Path(printable(str(shown)))

    def submitted(self, student: str, module: str) -> Path:
        """The folder with what a student handed in, also if its name is written differently."""
        if self.layout.is_usual:
            return _folder_of(module, self.folder("submitted") / student)
        return self._place("submitted", student, module)

    def autograded(self, student: str, module: str) -> Path:
        """The folder with a student's graded notebooks."""
        return self._place("autograded", student, module)

    def feedback(self, student: str, module: str) -> Path:
        """The folder with the pages that a student gets back."""
        return self._place("feedback", student, module)

    def notebooks(self, module: str) -> list[str]:
        """Names of a module's notebooks, such as ``["backpropagation.ipynb"]``."""
        return self._notebooks_in(self.source(module))

    def notebook(self, module: str) -> str:
        """Name of a module's first notebook; this course's modules have one each."""
        return self.notebooks(module)[0]

    def secret(self) -> str:
        """What chooses the cases when this course is graded; random, made when first asked for.

        Raises
        ------
        CourseError
            If it is damaged, or may not be read or made.
        """
        return read_secret(self.root / ".nnkit-secret", shared=self.is_group_shared)


def alike(name: str) -> str:
    """The same for names that differ in letter case, outer blanks or the form of accents."""
    return unicodedata.normalize("NFC", name.strip().casefold())


def _folder_of(module: str, student: Path) -> Path:
    """The folder of a module among those of a student: its name, or one that is alike."""
    exact = student / module
    if is_folder(exact) or not is_folder(student):
        return exact
    similar = [path for path in student.iterdir() if alike(path.name) == alike(module)]
    return similar[0] if len(similar) == 1 and is_folder(similar[0]) else exact


def is_folder(path: Path) -> bool:
    """Whether a path is a folder, or one that may not be looked at: who reads it tells that."""
    try:
        return path.is_dir()
    except PermissionError:
        return True


_SQLITE = "sqlite:///"
_CONTENTS = ("solutions", "modules", CONFIG)
_FOLDERS = ("source", "release", "submitted", "gradebook.db")  # other projects may have one of them


def _is_course(folder: Path) -> bool:
    """Whether a folder is a course: this one's layout, or nbgrader's without a configuration."""
    found = sum((folder / name).exists() for name in _FOLDERS)
    return found > 1 or any((folder / name).exists() for name in _CONTENTS)


def _existing(root: Path) -> Path:
    if not root.is_dir():
        raise CourseError(
            f"c.CourseDirectory.root in nbgrader_config.py is {root}, and there is no such folder."
        )
    return root.resolve()


def _no_course(folder: Path) -> CourseError:
    return CourseError(
        f"{folder} is no course: it has no nbgrader_config.py, nor two of {', '.join(_FOLDERS)}. "
        "Go to the course's folder, or name it with --course. `nnkit new course DIR` makes one "
        "with nnkit's modules."
    )
