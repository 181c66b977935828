"""Bring what the course has into a student's working copy, and keep what the student wrote.

A file that the student never changed is replaced.  A notebook that was worked on gets the course's
new cells and keeps its answers; where that is not safe, the new one is put beside it.
"""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.grader.files import FilesError, files_in
from nnkit.working_copy import git
from nnkit.working_copy.carry_over import course_version
from nnkit.working_copy.copy import BACKUPS, MODULES, WorkingCopy, digests_of_cells, keep_backup
from nnkit.working_copy.merge import Merge, NotSafeError
from nnkit.working_copy.notebook import (
    DamagedError,
    digest,
    read,
    write_next_to,
    write_whole,
    written,
)
from nnkit.working_copy.record import Copied, Record


def update(course: Path, folder: Path) -> list[str]:
    """Make a working copy, or bring it up to date.

    Parameters
    ----------
    course : Path
        The course's folder.
    folder : Path
        The working copy.

    Returns
    -------
    list of str
        What the student has to know, a sentence each.

    Raises
    ------
    CourseError
        If the folder cannot be made or written to, or is the course's own.
    """
    if folder == course or (folder / "x").is_relative_to(course / MODULES):
        raise CourseError(f"{folder} is the course's own. Name another one: nnkit lab --work DIR")
    copy = WorkingCopy(course, folder, Record.read(folder))
    if not copy.record.files:
        copy.sentences.append(
            f"Your own copy of the modules is in {copy.shown(folder)}. Work there: "
            "when the course changes, your answers stay."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy.record.write(folder)
    except OSError as error:
        raise CourseError(
            f"Your work is kept in {folder}, which cannot be written: {error.strerror}. "
            "Name a folder of your own: nnkit lab --work DIR"
        ) from None
    _update_all(copy)
    try:
        copy.record.write(folder)
    except OSError as error:
        copy.sentences.append(f"{copy.shown(folder)} cannot be written: {error.strerror}.")
    return copy.sentences


def _update_all(copy: WorkingCopy) -> None:
    """Go through the course's files; what is wrong with one of them is told."""
    changed = git.changed_files(copy.course, MODULES)
    for module in sorted((copy.course / MODULES).glob("[!.]*/")):
        try:
            files = files_in(module)
        except FilesError as error:
            copy.sentences.append(f"{MODULES}/{module.name} was not copied: {error}")
            continue
        for inside, content in files.items():
            name = f"{module.name}/{inside}"
            try:
                new: bytes | None = content
                if name.endswith(".ipynb"):
                    new = course_version(copy, name, content, changed=name in changed)
                if new is not None:
                    _update_file(copy, name, new)
            except OSError as error:
                shown = copy.shown(copy.folder / name)
                copy.sentences.append(f"{shown} was left as it is: {error.strerror}.")


def _update_file(copy: WorkingCopy, name: str, new: bytes) -> None:
    """Bring a file as the course has it."""
    target, known = copy.folder / name, copy.record.files.get(name)
    mine = target.read_bytes() if target.exists() else None
    if mine is None or mine == new or (known is not None and digest(mine) == known.digest):
        if mine != new:
            write_whole(target, new)
        copy.record.files[name] = _copied(name, new)
    elif known is None or known.digest != digest(new):
        _update_worked_on(copy, name, mine, new)
    elif name.endswith(".ipynb"):
        try:
            read(mine)
        except DamagedError:
            _pass_over_damaged(copy, target, new)


def _update_worked_on(copy: WorkingCopy, name: str, mine: bytes, new: bytes) -> None:
    """Bring a new version of a file that the student changed."""
    target, known = copy.folder / name, copy.record.files.get(name, Copied())
    try:
        if not name.endswith(".ipynb"):
            raise NotSafeError
        merge = Merge(read(mine), read(new), known.cells)
        merged = written(merge.notebook())
    except (NotSafeError, DamagedError) as error:
        if isinstance(error, DamagedError):
            _pass_over_damaged(copy, target, new)
        else:
            shown, new_version = copy.shown(target), write_next_to(target, "new", new)
            copy.tell(f"{shown} stays as you changed it; the course's new version is", new_version)
        copy.record.files[name] = Copied(digest(new), known.cells)
        return
    keep_backup(copy.folder, name, mine)
    write_whole(target, merged)
    copy.record.files[name] = _copied(name, new)
    news = f"{copy.shown(target)} has the course's new version, and your answers stay"
    if merge.changed_below:
        news += f" (the course begins {', '.join(merge.changed_below)} in another way now)"
    copy.tell(f"{news}; the notebook before it is in", copy.folder / BACKUPS)


def _pass_over_damaged(copy: WorkingCopy, target: Path, new: bytes) -> None:
    """Leave a damaged notebook alone, and put the course's beside it."""
    shown, new_version = copy.shown(target), write_next_to(target, "new", new)
    copy.tell(f"{shown} is damaged and was left as it is; a fresh one is", new_version)


def _copied(name: str, content: bytes) -> Copied:
    cells = digests_of_cells(content) if name.endswith(".ipynb") else {}
    return Copied(digest(content), cells)
