"""Landlock: which files a process may open, from now on and for good.

Landlock only allows.  A right given on a folder holds for all below it and cannot be taken back
further down, so a hidden folder inside a readable one is left out by allowing its neighbours one
by one.  It speaks about opening, creating, renaming and removing; what it does not speak about
(metadata, signals before version 6, sockets other than TCP) is refused in seccomp.py.

Numbers and structures: include/uapi/linux/landlock.h and Documentation/userspace-api/landlock.rst
of Linux; the three system calls have the same number on every architecture.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable, Iterator
from enum import IntFlag
from pathlib import Path

from nnkit.grading.sandbox.confinement.kernel import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1


# The rights over files, in the order of the kernel's bits, and since which version there are more.
Access = IntFlag(
    "Access",
    "EXECUTE WRITE_FILE READ_FILE READ_DIR REMOVE_DIR REMOVE_FILE MAKE_CHAR MAKE_DIR MAKE_REG "
    "MAKE_SOCK MAKE_FIFO MAKE_BLOCK MAKE_SYM REFER TRUNCATE IOCTL_DEV",
)
_SINCE = {Access.REFER: 2, Access.TRUNCATE: 3, Access.IOCTL_DEV: 5}
_OF_FILES = Access.EXECUTE | Access.WRITE_FILE | Access.READ_FILE | Access.TRUNCATE
READ = Access.READ_FILE | Access.READ_DIR
# Ordinary files and folders only: whoever reads the folder afterwards must not be led out of it by
# a link, nor wait for a pipe.  REFER is to rename from one folder to another.
WRITE = READ | Access.WRITE_FILE | Access.TRUNCATE | Access.MAKE_REG | Access.MAKE_DIR
WRITE |= Access.REMOVE_FILE | Access.REMOVE_DIR | Access.REFER

FilePath = str | os.PathLike[str]
Rule = tuple[FilePath, Access]


def version() -> int:
    """The version of Landlock's interface in this kernel; OSError if there is none."""
    return syscall(_CREATE_RULESET, None, 0, _VERSION)


def handled(abi: int) -> tuple[Access, bytes]:
    """What a kernel of this version can refuse: rights over files, and its structure for all.

    No rule ever allows TCP (from version 4), or signals and abstract sockets to processes outside
    (from version 6).
    """
    access = Access(sum(right for right in Access if _SINCE.get(right, 1) <= abi))
    structure = struct.pack("=QQQ", access, 0b11, 0b11)
    return access, structure[: 24 if abi >= 6 else 16 if abi >= 4 else 8]


def readable(paths: Iterable[FilePath], hidden: Iterable[FilePath]) -> Iterator[Rule]:
    """Rules to read each path and all below it, but nothing that is hidden.

    In a folder from which something is left out, links are not followed, and names can be listed,
    down into what is hidden, because the import system lists folders.
    """
    closed = {os.path.realpath(path) for path in hidden}
    above = {str(parent) for path in closed for parent in Path(path).parents}
    within = tuple(path + os.sep for path in closed)
    todo = [path for path in map(os.path.realpath, paths) if os.path.exists(path)]
    todo = [path for path in todo if not (path + os.sep).startswith(within)]
    while todo:
        path = todo.pop()
        if path not in above:
            yield path, READ
            continue
        yield path, Access.READ_DIR
        with os.scandir(path) as entries:
            todo += [e.path for e in entries if e.path not in closed and not e.is_symlink()]


def restrict(rules: Iterable[Rule]) -> None:
    """Refuse the calling thread, for good, every access to files that no rule allows.

    A rule gives rights over a file, or over a folder and all below it; one for a path that does
    not exist gives none.  OSError if the kernel lacks Landlock, or PR_SET_NO_NEW_PRIVS was not set.
    """
    rights, structure = handled(version())
    ruleset = syscall(_CREATE_RULESET, structure, len(structure), 0)
    for path, access in rules:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, PermissionError):
            continue
        access &= rights if stat.S_ISDIR(os.fstat(fd).st_mode) else rights & _OF_FILES
        syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", access, fd), 0)
        os.close(fd)
    syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
