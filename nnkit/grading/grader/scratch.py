"""Folders for temporary files in which students' code writes: they are removed whatever is in them.

Their names tell the process that made them, so that what a killed grader left is found later.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger(__name__)
_NAME = re.compile(r"nnkit-(\d+)-\w+")
_LEFT_BEHIND_AFTER = 24 * 3600  # seconds


def new_folder() -> Path:
    """Make a folder among the system's temporary files."""
    return Path(tempfile.mkdtemp(prefix=f"nnkit-{os.getpid()}-")).resolve()


def remove_folder(folder: Path) -> None:
    """Remove a folder that a student's code filled, whatever names, modes and depths it has.

    The processes that write there have to be ended before.
    """
    try:
        if os.name == "posix":
            _empty(folder)
            folder.rmdir()
        else:
            shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        logger.warning("%s could not be removed: %s. Delete it by hand.", folder, error.strerror)


def remove_left_behind() -> None:
    """Remove the folders of this user's graders that were killed a day ago or more."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob("nnkit-*"):
        with suppress(FileNotFoundError):  # another grader was faster
            status = folder.lstat()
            is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
            is_old = time.time() - status.st_mtime > _LEFT_BEHIND_AFTER
            maker = _NAME.fullmatch(folder.name)
            if maker and is_ours and is_old and not _is_running(int(maker[1])):
                logger.info("%s was left behind and is removed", folder)
                remove_folder(folder)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def _empty(top: Path) -> None:
    """Remove all that is in a folder, however deep it lies: one folder is open at a time."""
    here = _open(top)
    above: list[tuple[str, list[str]]] = []  # the name of each folder, and those left beside it
    try:
        left = _remove_files(here)
        while left or above:
            if left:
                name = left.pop()
                here = _move(here, _open(name, here))
                above.append((name, left))
                left = _remove_files(here)
            else:
                here = _move(here, os.open("..", os.O_RDONLY, dir_fd=here))
                name, left = above.pop()
                os.rmdir(name, dir_fd=here)
    finally:
        os.close(here)


def _move(before: int, now: int) -> int:
    os.close(before)
    return now


def _remove_files(folder: int) -> list[str]:
    """Remove what is no folder; return the names of those."""
    folders = []
    for name in os.listdir(folder):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            folders.append(name)
        else:
            os.unlink(name, dir_fd=folder)
    return folders


def _open(name: str | Path, folder: int | None = None) -> int:
    """A folder, made readable and opened; no link is followed."""
    os.chmod(name, 0o700, dir_fd=folder)
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
