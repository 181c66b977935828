"""Write a file wholly or not at all: a full disk leaves what was there before."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.configuration import CourseError


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
