"""Read files that may change places with others between being listed and being read."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FLAGS |= getattr(os, "O_NONBLOCK", 0)  # to open a pipe would wait for somebody who writes
_CHANGED = "It changed while it was read"


def read_file(path: str, size: int) -> bytes:
    """The contents of an ordinary file.

    Parameters
    ----------
    path : str
        Absolute, and without links: on Linux none is followed, wherever it stands in the path.
    size : int
        What it had when it was listed; more is not read.

    Raises
    ------
    OSError
        If it cannot be read, or is something else by now.
    """
    try:
        fd = _open(path)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENOENT, errno.ENXIO):
            raise OSError(error.errno, _CHANGED, path) from None
        raise
    content = None
    try:
        if stat.S_ISREG(os.fstat(fd).st_mode):
            with open(fd, "rb", closefd=False) as stream:
                content = stream.read(size + 1)
    finally:
        os.close(fd)
    if content is None or len(content) != size:
        raise OSError(errno.ESTALE, _CHANGED, path)
    return content


def _open(path: str) -> int:
    if sys.platform != "linux":
        return os.open(path, _FLAGS)
    root, *folders, name = Path(path).parts
    fd = os.open(root, os.O_PATH | os.O_DIRECTORY)
    try:
        for folder in folders:
            above, fd = fd, os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=fd)
            os.close(above)
        return os.open(name, _FLAGS, dir_fd=fd)
    finally:
        os.close(fd)
