"""The doors into the Linux kernel that Python's standard library does not open."""

from __future__ import annotations

import ctypes
import os
from functools import cache


@cache
def _libc() -> ctypes.CDLL:
    # Looked up at the first call, because there is none to look up on Windows.
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc


def _call(function: str, *arguments: int | bytes | None) -> int:
    # A bare int would be passed as 32 bits, and the upper half of the register left to chance.
    wide = (ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)
    result: int = getattr(_libc(), function)(*wide)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call; OSError if it fails."""
    return _call("syscall", number, *arguments)


def prctl(option: int, *arguments: int) -> int:
    """Change something about the calling thread; OSError if it fails."""
    return _call("prctl", option, *(*arguments, 0, 0, 0, 0)[:4])


def unshare(namespaces: int) -> None:
    """Give the calling process namespaces of its own; OSError if it may not have them."""
    _call("unshare", namespaces)


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """Mount a file system; OSError if it fails."""
    names = (os.fsencode(name) for name in (source, target, kind))
    _call("mount", *names, flags, os.fsencode(options))
