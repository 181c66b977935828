"""A course directory: where submissions, graded notebooks and the instructor's secret lie.

The layout is nbgrader's: ``submitted/STUDENT/MODULE/NOTEBOOK.ipynb``, then ``autograded/`` and
``feedback/`` of the same shape, and ``gradebook.db``.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nnkit.checks import catalogue


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
            return cls(folder.resolve())
        here = Path.cwd()
        package = Path(__file__).resolve().parents[2]
        for candidate in (here, *here.parents, package):
            if (candidate / "solutions").is_dir() or (candidate / "modules").is_dir():
                return cls(candidate)
        raise CourseError(
            f"{here} is no course: it has neither solutions/ nor modules/. "
            "Go to the course's folder, or name it with --course."
        )

    def modules(self, wanted: Sequence[str] = ()) -> list[str]:
        """Slugs of the modules that have a source in solutions/.

        Parameters
        ----------
        wanted : sequence of str
            Slugs, or their two digits; none for all.

        Raises
        ------
        CourseError
            If a wanted module has no source, or there is no module at all.
        """
        known = catalogue.modules().values()
        there = {p.parent.name for p in self.root.glob("solutions/*/*.ipynb")}
        slugs = [slug for slug in known if slug in there]
        if not slugs:
            raise CourseError(f"{self.root / 'solutions'} has no modules.")
        chosen = []
        for name in wanted:
            fitting = [s for s in slugs if s == name.rstrip("/") or s[:2] == name]
            if not fitting:
                raise CourseError(f"There is no module {name!r}; there are {', '.join(slugs)}.")
            chosen += fitting
        return chosen or slugs

    def submissions(self, module: str, students: Sequence[str] = ()) -> list[str]:
        """Students who handed a module in."""
        folders = sorted(p.parent for p in self.root.glob(f"submitted/[!.]*/{module}"))
        return [f.name for f in folders if not students or f.name in students]

    def strays(self) -> list[Path]:
        """Folders in submitted/ that belong to no module: perhaps a name is misspelt."""
        known = catalogue.modules().values()
        folders = sorted(p for p in self.root.glob("submitted/[!.]*/[!.]*") if p.is_dir())
        return [f.relative_to(self.root) for f in folders if f.name not in known]

    def submitted(self, student: str, module: str) -> Path:
        """The folder with what a student handed in."""
        return self.root / "submitted" / student / module

    def autograded(self, student: str, module: str) -> Path:
        """The folder with a student's graded notebook."""
        return self.root / "autograded" / student / module

    def feedback(self, student: str, module: str) -> Path:
        """The folder with the page that a student gets back."""
        return self.root / "feedback" / student / module

    def notebook(self, module: str) -> str:
        """Name of a module's notebook, such as ``"backpropagation.ipynb"``."""
        return sorted(p.name for p in (self.root / "solutions" / module).glob("*.ipynb"))[0]

    def secret(self) -> str:
        """What chooses the cases when this course is graded; random, made when first asked for."""
        path = self.root / ".nnkit-secret"
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(file, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(16) + "\n")
        return path.read_text(encoding="ascii").strip()


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it; links and what editors leave are passed over."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not {".ipynb_checkpoints", "__pycache__"} & set(path.relative_to(folder).parts)
    }


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write what `files_in` read."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def fingerprint(files: dict[str, bytes]) -> str:
    """A hash of files: a student who hands in again may do so with an older date."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}/{len(content)}/".encode() + content)
    return digest.hexdigest()
