"""Which notebooks somebody means who names a module, a folder or a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.working_copy.answers import answers_in
from nnkit.working_copy.copy import MODULES, folder_of
from nnkit.working_copy.notebook import DamagedError
from nnkit.working_copy.record import RECORD

_NUMBERED = re.compile(r"(?:m|module)?[\s_-]*([0-9]{1,3})(?:\.\w+)?")


@dataclass(frozen=True)
class Notebooks:
    """The notebooks of a course as a student has them.

    Attributes
    ----------
    modules : Path
        The course's own, or None where there is no course.
    work : Path
        The student's copy, which is looked through first.
    """

    modules: Path | None
    work: Path | None

    @classmethod
    def find(cls, course: Path | None, work: Path | None) -> Notebooks:
        """Those of the course in a folder, or around the working directory.

        Raises
        ------
        CourseError
            If there is no such folder.
        """
        try:
            root = Course.find(course).root
        except CourseError:
            if course is not None:
                raise
            return cls(None, work)  # a notebook can be named all the same
        here = Path.cwd()
        around = [folder for folder in (here, *here.parents) if (folder / RECORD).is_file()]
        folder = around[0] if around and work is None else folder_of(root, work)
        return cls((root / MODULES).resolve(), folder)

    def named(self, name: str) -> list[Path]:
        """The notebooks that a name means: of a module, in a folder, or a file.

        Raises
        ------
        CourseError
            If there are none; says which modules there are.
        """
        found = next(filter(None, map(self._at, _spellings(name))), None)
        found = found or next(filter(None, map(self._of_course, _spellings(name))), None)
        if found:
            return [self._mine(path) for path in found]
        if self.modules is None or Path(name).suffix == ".ipynb":
            raise CourseError("There is no such file.")
        raise CourseError(unknown_module(name, slugs_in(self.modules)))

    def _at(self, text: str) -> list[Path]:
        """The notebooks at a path: from here, or from the course's folder."""
        for path in (Path(text), *([self.modules.parent / text] if self.modules else [])):
            if path.is_file():
                return [path]
            if text and path.is_dir() and (found := self._in(path)):
                return found
        return []

    def _of_course(self, text: str) -> list[Path]:
        """The notebooks of a module, or one by its file name; those in the copy first."""
        folders = [folder for folder in (self.work, self.modules) if folder is not None]
        slug = matching(text, slugs_in(self.modules)) if self.modules else None
        file = Path(text if text.endswith(".ipynb") else f"{text}.ipynb")
        for folder in folders:
            if slug is not None and (found := self._in(folder / slug)):
                return found
        for folder in folders:
            for path in _notebooks_in(folder):
                if path.parts[-len(file.parts) :] == file.parts:
                    return [path]
        return []

    def _mine(self, path: Path) -> Path:
        """In place of a notebook of the course that nobody answered, the one in the copy."""
        if self.modules is None or self.work is None:
            return path
        there = path.resolve()
        if not there.is_relative_to(self.modules):
            return path
        mine = self.work / there.relative_to(self.modules)
        return mine if mine.is_file() and not _is_answered(path, unreadable=True) else path

    def _in(self, folder: Path) -> list[Path]:
        """The notebooks in a folder, or in the folders in it.

        Of a module those of the course, unless the answers are in another: one that was renamed.
        """
        found = sorted(folder.glob("[!.]*.ipynb"))
        if self.modules is not None:
            known = {path.name for path in self.modules.glob(f"{folder.resolve().name}/*.ipynb")}
            own = [path for path in found if path.name in known]
            if not any(_is_answered(path, unreadable=True) for path in own):
                own = [p for p in found if p.name not in known and _is_answered(p)] or own
            found = own or found
        return found or list(_notebooks_in(folder))


def _is_answered(path: Path, *, unreadable: bool = False) -> bool:
    """Whether a notebook holds answers; of one that cannot be read, as is said."""
    try:
        return bool(answers_in(path.read_bytes()))
    except (DamagedError, OSError):
        return unreadable


def slugs_in(modules: Path) -> list[str]:
    """The modules that have a notebook."""
    return sorted({path.parent.name for path in _notebooks_in(modules)})


def matching(name: str, slugs: Sequence[str]) -> str | None:
    """The module that is called so: by its number, its name, both, or one of its exercises."""
    wanted = name.strip("/\\. ").casefold()
    if wanted.endswith(".ipynb"):
        return None
    numbered = _NUMBERED.fullmatch(wanted)
    number = f"{int(numbered[1]):02}_" if numbered else None
    words = _words(wanted)
    return next((s for s in slugs if words in (_words(s), _words(s[3:])) or s[:3] == number), None)


def _words(name: str) -> str:
    """A name without what stands between its words."""
    return "".join(c for c in name if c.isalnum())


def unknown_module(name: str, slugs: Sequence[str]) -> str:
    """A sentence for who named a module that there is not."""
    return f"There is no module {name!r}; there are {', '.join(slugs) or 'none'}."


def _notebooks_in(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob("[!.]*/[!.]*.ipynb")))


def _spellings(name: str) -> list[str]:
    """A name as it was typed, without quotes that a shell left, and with another separator."""
    plain = name.strip().strip("'\"")
    return list(dict.fromkeys([name, plain, plain.replace("\\", "/")]))
