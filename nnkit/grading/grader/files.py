"""The files of a folder as plain data, as they travel to where a submission is graded."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from nnkit.grading.grader.read_file import read_file

MAX_FILES = 10_000
MAX_NOTEBOOK = 50_000_000  # bytes
MAX_NOTEBOOKS = 100_000_000  # bytes of all together
LONGEST_NAME, LONGEST_PATH = 255, 1000  # bytes, as file systems have it
_LEFT_BY_EDITORS = {".ipynb_checkpoints", "__pycache__"}
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class FilesError(Exception):
    """Files that cannot be read, or are too many or too large; says which and what to do."""


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it.

    Links, devices and what editors leave are passed over.  A name that is not UTF-8 gets escapes.

    Raises
    ------
    FilesError
        If one cannot be read.
    """
    return _read(_listed(Path(os.path.realpath(folder))))


def submitted_files(folder: Path, max_others: int, *, resolved: bool = False) -> dict[str, bytes]:
    """The files of a folder as `files_in` reads them, if they are no more than can be graded.

    Parameters
    ----------
    folder : Path
    max_others : int
        How many bytes those files may have together that are no notebooks.
    resolved : bool, optional
        Whether no link leads to the folder; one that is put there meanwhile is not followed.

    Raises
    ------
    FilesError
        If they are too many or too large, before any is read; or if one cannot be read.
    """
    found = _listed(folder if resolved else Path(os.path.realpath(folder)), MAX_FILES)
    sizes = {name: entry.stat(follow_symlinks=False).st_size for name, entry in found.items()}
    notebooks = {name: sizes.pop(name) for name in found if name.lower().endswith(".ipynb")}
    for name, size in notebooks.items():
        if size > MAX_NOTEBOOK:
            raise FilesError(
                f"{name} has {size >> 20} MB; {MAX_NOTEBOOK >> 20} are allowed. "
                "Clear its outputs and hand it in again."
            )
    _check_size("The notebooks", sum(notebooks.values()), MAX_NOTEBOOKS)
    _check_size("The files beside the notebook", sum(sizes.values()), max_others)
    return _read(found)


def put_over(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with others put over them, as one folder can hold them.

    Left out of the first is what has a name that is too long for a file system, and what is a file
    where there is a folder of that name, or lies in a folder where there is a file.
    """
    every = {name: text for name, text in files.items() if _is_short(name)}
    every = {n: text for n, text in every.items() if others.keys().isdisjoint(_folders(n))}
    every |= others
    folders = {folder for name in every for folder in _folders(name)}
    return {name: text for name, text in every.items() if name not in folders}


def _folders(name: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(name).parents]


def _is_short(name: str) -> bool:
    path = name.encode()
    return len(path) <= LONGEST_PATH and max(map(len, path.split(b"/"))) <= LONGEST_NAME


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
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


def links_in(folder: Path) -> list[Path]:
    """The links, pipes and devices in a folder, sorted; as far as it can be read."""
    found = []
    with suppress(FilesError):
        for entry in _entries(folder, MAX_FILES):
            if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
                found.append(Path(entry.path))
    return sorted(found)


def linked_notebooks(folder: Path) -> dict[tuple[int, int], Path]:
    """The notebooks of a folder that have other names somewhere, by what identifies a file."""
    found = {}
    with suppress(FilesError):
        for entry in _entries(folder, None):
            if entry.name.lower().endswith(".ipynb") and entry.is_file(follow_symlinks=False):
                status = os.stat(entry.path, follow_symlinks=False)
                if status.st_nlink > 1:
                    found[status.st_dev, status.st_ino] = Path(entry.path)
    return found


def _listed(folder: Path, most: int | None = None) -> dict[str, os.DirEntry[str]]:
    """The files of a folder by their path in it, sorted; none if there is no folder."""
    entries = _entries(folder, most)
    found = {_name(e.path, folder): e for e in entries if e.is_file(follow_symlinks=False)}
    return dict(sorted(found.items()))


def _entries(folder: Path, most: int | None) -> Iterator[os.DirEntry[str]]:
    """All that is in a folder and in those in it, but for what editors leave."""
    folders = [str(folder)]
    seen = 0
    while folders:
        here = folders.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    seen += 1
                    if most is not None and seen > most:
                        raise FilesError(
                            f"It has more than {most} files and folders. Hand in the notebook and "
                            "only what it needs."
                        )
                    if entry.name in _LEFT_BY_EDITORS:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    yield entry
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise _unreadable(f"The folder {Path(here).name!r}", error) from None


def _name(path: str, folder: Path) -> str:
    """A file's path in a folder, in characters that can be written everywhere."""
    relative = os.fsencode(Path(path).relative_to(folder).as_posix())
    return readable(relative.decode("utf-8", "backslashreplace"))


def readable(name: str) -> str:
    """A name with escapes for what would break a line, turn it round or command a terminal."""
    return _UNREADABLE.sub(lambda found: ascii(found[0])[1:-1], name)


def _read(found: Mapping[str, os.DirEntry[str]]) -> dict[str, bytes]:
    files = {}
    for name, entry in found.items():
        try:
            files[name] = read_file(entry.path, entry.stat(follow_symlinks=False).st_size)
        except OSError as error:
            raise _unreadable(name, error) from None
    return files


def _unreadable(name: str, error: OSError) -> FilesError:
    mend = "Take it out if the notebook does not need it."
    if isinstance(error, PermissionError):
        mend = "Mend its permissions."
    return FilesError(f"{name[-200:]} cannot be read: {error.strerror}. {mend}")


def _check_size(what: str, size: int, most: int) -> None:
    if size > most:
        raise FilesError(
            f"{what} have {size >> 20} MB together; {most >> 20} are allowed. "
            "Hand in only what is needed."
        )
