"""The course's secret, which chooses the cases that submissions are graded with."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from shlex import quote

from nnkit.grading.classroom.configuration import CourseError


def read_secret(path: Path, *, shared: bool) -> str:
    """The secret in a file, which is made if it is not there.

    Parameters
    ----------
    path : Path
    shared : bool
        Whether a group may read it.

    Raises
    ------
    CourseError
        If it is damaged, or may not be read or made.
    """
    try:
        secret = _read_or_make(path, 0o640 if shared else 0o600)
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


def _read_or_make(path: Path, mode: int) -> str:
    """What is in the file; a group gets its right to read it."""
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
