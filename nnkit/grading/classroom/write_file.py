"""Write a file wholly or not at all: a full disk leaves what was there before."""

from __future__ import annotations

import os
from pathlib import Path

from nnkit.grading.classroom.configuration import CourseError


def check_file(path: Path) -> None:
    """Refuse a file that could not be written, before work is done for it.

    Raises
    ------
    CourseError
        Says why.
    """
    why = ""
    if path.is_dir():
        why = "it is a folder"
    elif not path.parent.is_dir():
        why = f"there is no folder {path.parent}"
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        why = "you have no right to"
    if why:
        raise CourseError(f"{path} cannot be written: {why}. Nothing was done.")


def check_folder(path: Path) -> None:
    """Refuse a file where a folder is to be made.

    Raises
    ------
    CourseError
    """
    if path.exists() and not path.is_dir():
        raise CourseError(f"{path} is a file: name a folder. Nothing was done.")


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file, text in UTF-8.

    Raises
    ------
    CourseError
        If that cannot be done; says why.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe, or /dev/stdout
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise CourseError(
            f"{path} could not be written: {error.strerror}. Mend that and run it again; what was "
            "there before is as it was."
        ) from error


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
