"""A course directory: where submissions, graded notebooks and the instructor's secret lie.

The layout is nbgrader's: ``submitted/STUDENT/MODULE/NOTEBOOK.ipynb``, then ``autograded/`` and
``feedback/`` of the same shape, and ``gradebook.db``.  A course's nbgrader_config.py may name other
folders.  Besides this course's modules it may hold any nbgrader assignment.
"""

from __future__ import annotations

import copy
import logging
import os
import re
import secrets
import traceback
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from nnkit.grading.grader.files import readable

if TYPE_CHECKING:
    from traitlets.config import Config

log = logging.getLogger(__name__)


class CourseError(Exception):
    """Something in a course that its instructor has to mend; says what and how."""


@dataclass(frozen=True)
class Course:
    """A course directory.

    Attributes
    ----------
    root : Path
        Absolute.
    """

    root: Path

    @classmethod
    def find(cls, folder: Path | None = None) -> Course:
        """The course in a folder; without one, the course around the working directory.

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
        package = Path(__file__).resolve().parents[3]
        for candidate in (here, *here.parents, package):
            if _is_course(candidate):
                log.info("Found the course in %s", candidate)
                return cls(candidate)
        raise CourseError(
            f"{here} is no course: it has none of {', '.join(_CONTENTS)}, nor two of "
            f"{', '.join(_FOLDERS)}. "
            "Go to the course's folder, or name it with --course."
        )

    def config(self) -> Config:
        """nbgrader's configuration of the course, with its own folder as root.

        Raises
        ------
        CourseError
            If nbgrader_config.py cannot be read, or asks for another layout of folders.
        """
        config = copy.deepcopy(_read_config(self.root))
        config.CourseDirectory.root = str(self.root)
        structure = Path(str(config.CourseDirectory.get("directory_structure", _STRUCTURE)))
        if structure != Path(_STRUCTURE):
            raise CourseError(
                "c.CourseDirectory.directory_structure in nbgrader_config.py is "
                f"{str(structure)!r}, but nnkit finds submissions in {_STRUCTURE} only: "
                "take the line out, and move the folders."
            )
        url = config.CourseDirectory.get("db_url", "")
        if isinstance(url, str) and url.startswith(_SQLITE) and url != _SQLITE:
            # As nbgrader's own commands find it, which run in the course's folder.
            config.CourseDirectory.db_url = f"{_SQLITE}{self.root / url.removeprefix(_SQLITE)}"
        return config

    def folder(self, step: str) -> Path:
        """The folder of one of nbgrader's steps.

        Parameters
        ----------
        step : str
            source, release, submitted, autograded or feedback.
        """
        default = {"source": "solutions", "release": "modules"}.get(step, step)
        if default != step and not (self.root / default).is_dir():
            default = step
        name = self.config().CourseDirectory.get(f"{step}_directory", default)
        return self.root / str(name)

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
        source = self.folder("source")
        slugs = sorted({p.parent.name for p in source.glob("[!.]*/*.ipynb")})
        if not slugs:
            raise CourseError(f"{source} has no modules.")
        chosen = []
        for name in wanted:
            fitting = [s for s in slugs if s == name.rstrip("/") or s[:3] == f"{name}_"]
            if not fitting:
                raise CourseError(f"There is no module {name!r}; there are {', '.join(slugs)}.")
            chosen += fitting
        return chosen or slugs

    def submissions(self, module: str, students: Sequence[str] = ()) -> list[str]:
        """Students who handed a module in."""
        wanted = {alike(student) for student in students}
        folders = [f for f in self.folder("submitted").glob("[!.]*") if is_folder(f)]
        asked = [f for f in folders if not students or alike(f.name) in wanted]
        return sorted(f.name for f in asked if is_folder(_folder_of(module, f)))

    def unknown_folders(self) -> list[Path]:
        """Folders in submitted/ that have no module's name: perhaps it is misspelt."""
        folders = sorted(p for p in self.folder("submitted").glob("[!.]*/[!.]*") if is_folder(p))
        modules = self.modules()
        others = [f for f in folders if f.name not in modules]
        return [
            self.relative(folder)
            for folder in others
            if not any(folder == _folder_of(module, folder.parent) for module in modules)
        ]

    def relative(self, path: Path) -> Path:
        """A path as it is shown: from the course's folder, if it lies there."""
        inside = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return Path(readable(str(inside)))

    def submitted(self, student: str, module: str) -> Path:
        """The folder with what a student handed in, also if its name is written differently."""
        return _folder_of(module, self.folder("submitted") / student)

    def check_not_linked(self, student: str, module: str) -> Path:
        """The folder of a submission without links, unless it lies in or around another folder.

        There are the course's source, and what others handed in.

        Raises
        ------
        CourseError
        """
        folder = self.submitted(student, module)
        real = folder.resolve()
        if real.is_relative_to(self.folder("submitted").resolve() / student):
            return real
        for step in ("source", "release", "autograded", "feedback", "submitted"):
            of_step = self.folder(step).resolve()
            if real.is_relative_to(of_step) or of_step.is_relative_to(real):
                raise CourseError(
                    f"{self.relative(folder)} is a link to "
                    f"{real if real == self.root else self.relative(real)}. Put the "
                    "student's own files in its place."
                )
        return real

    def autograded(self, student: str, module: str) -> Path:
        """The folder with a student's graded notebooks."""
        return self.folder("autograded") / student / module

    def feedback(self, student: str, module: str) -> Path:
        """The folder with the pages that a student gets back."""
        return self.folder("feedback") / student / module

    def notebooks(self, module: str) -> list[str]:
        """Names of a module's notebooks, such as ``["backpropagation.ipynb"]``."""
        return sorted(p.name for p in (self.folder("source") / module).glob("*.ipynb"))

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
        path = self.root / ".nnkit-secret"
        try:
            shared = self.config().CourseDirectory.get("groupshared", False)
            secret = _read_secret(path, 0o640 if shared else 0o600)
        except PermissionError as error:
            raise CourseError(
                f"The course's secret {error.filename} is not yours to read or make. Let its "
                f"owner, or the owner of the folder, grant that to your group: "
                f"chmod g+r {quote(str(path))}"
            ) from None
        if not re.fullmatch(r"[!-~]{16,}", secret):
            raise CourseError(
                f"The course's secret {path} is damaged. Put back a copy of it: with another "
                "one, submissions are graded with other cases than before. If there is no copy, "
                "delete the file, and a new one is made."
            )
        return secret


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


def _read_secret(path: Path, mode: int) -> str:
    """The secret in a file, which is made if it is not there; a group gets its right to read it."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        if mode & 0o040 and not path.stat().st_mode & 0o040:
            with suppress(PermissionError):  # another instructor's
                path.chmod(mode)
        return path.read_bytes().decode("ascii", "replace").strip()
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(16) + "\n")
    return path.read_text(encoding="ascii").strip()


_STRUCTURE = "{nbgrader_step}/{student_id}/{assignment_id}"
_SQLITE = "sqlite:///"
_CONTENTS = ("solutions", "modules", "nbgrader_config.py")
_FOLDERS = ("source", "release", "submitted", "gradebook.db")  # other projects may have one of them


def _is_course(folder: Path) -> bool:
    """Whether a folder is a course: this one's layout, or nbgrader's without a configuration."""
    found = sum((folder / name).exists() for name in _FOLDERS)
    return found > 1 or any((folder / name).exists() for name in _CONTENTS)


@cache
def _read_config(root: Path) -> Config:
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config

    config = Config()
    # As for nbgrader's own commands, a user's settings come first and the course's prevail.
    for folder in (*reversed(jupyter_config_path()), str(root)):
        if (Path(folder) / "nbgrader_config.py").exists():
            config.merge(_load(Path(folder)))
    return config


def _load(folder: Path) -> Config:
    """The configuration in a folder.

    Raises
    ------
    CourseError
        If the file, which is a program, stops.
    """
    from traitlets.config.loader import PyFileConfigLoader

    path = folder / "nbgrader_config.py"
    try:
        return PyFileConfigLoader(path.name, path=str(folder)).load_config()
    except (Exception, SystemExit) as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
        line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else None)
        where = f" in line {line}" if line else ""
        mend = "Mend it there"
        if isinstance(error, ImportError) and (error.name or "").startswith("nnkit."):
            mend = (
                "It was written for another version of nnkit: take the lines that begin with "
                "`from nnkit` from the nbgrader_config.py of this one"
            )
        raise CourseError(
            f"{path} stopped{where} with a {type(error).__name__}: {error}. {mend}; "
            "nothing was graded."
        ) from error
