"""What a sandbox uses of that which the kernel counts and does not bound: files and threads."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Set
from pathlib import Path

BLOCK = 4096
# address, rights, offset, device, inode, name
_REMOVED = re.compile(rb"^\S+ \S+ \S+ \S+ (\d+) +(/.*) \(deleted\)$", re.MULTILINE)


def oversteps(
    folder: str | os.PathLike[str],
    disk: int | None,
    given: int = 0,
    pid: int | None = None,
    threads: int = 1 << 62,
) -> str:
    """What a process took too much of, in words; empty if nothing.

    Parameters
    ----------
    folder : path
        Where it writes.
    disk : int or None
        Bytes that its files may take; None if the kernel bounds them.
    given : int, optional
        Bytes that do not count, because they were there before.
    pid : int, optional
        The process, where /proc tells of it.
    threads : int, optional
        How many it may have.
    """
    if pid is not None and _threads(pid) > threads:
        return f"it started more than {threads} threads"
    if disk is None:
        return ""
    most = disk + given
    if disk_used(folder, pid, most + 1, of_unknown=disk // 2) > most:
        size = f"{disk >> 20} MB" if disk >> 20 else f"{disk >> 10} KB"
        return f"it wrote more than {size} to files"
    return ""


def disk_used(
    folder: str | os.PathLike[str],
    pid: int | None = None,
    enough: int = 1 << 62,
    of_unknown: int = BLOCK,
) -> int:
    """Bytes on disk in a sandbox's folder, for its parent to compare with what is allowed.

    Parameters
    ----------
    folder : path
        Links in it are not followed.  A folder in it that cannot be listed, because its path was
        made too long, counts as `enough`.
    pid : int, optional
        The sandbox: files that it removed and still holds open or mapped are counted too.
    enough : int, optional
        Stop counting there.  Every file and folder counts for 4096 bytes or more.
    of_unknown : int, optional
        What a file counts for that was removed and is mapped only: the kernel tells its size to
        none but root.
    """
    total = 0
    folders = [os.fspath(folder)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):  # removed meanwhile
                        total += max(BLOCK, _on_disk(entry.stat(follow_symlinks=False)))
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                    if total >= enough:
                        return total
        except FileNotFoundError:
            continue
        except OSError:
            return enough
    if pid is not None:
        removed = _removed_and_open(pid)
        total += sum(removed.values())
        total += of_unknown * len(_removed_and_mapped(pid, os.fsencode(folder)) - removed.keys())
    return total


def _removed_and_open(pid: int) -> dict[int, int]:
    """The size of each removed file that a process holds open, by inode."""
    sizes = {}
    with contextlib.suppress(OSError):  # it has ended
        for fd in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(FileNotFoundError):
                status = os.stat(f"/proc/{pid}/fd/{fd}")
                if status.st_nlink == 0:
                    sizes[status.st_ino] = _on_disk(status)
    return sizes


def _removed_and_mapped(pid: int, folder: bytes) -> Set[int]:
    """The inodes of the removed files of a folder that a process has mapped."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_bytes()
    except OSError:  # it has ended
        return set()
    return {int(inode) for inode, path in _REMOVED.findall(maps) if path.startswith(folder)}


def _threads(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[17])
    except (OSError, IndexError):  # it has ended
        return 0


def _on_disk(status: os.stat_result) -> int:
    return 512 * status.st_blocks if hasattr(status, "st_blocks") else status.st_size
