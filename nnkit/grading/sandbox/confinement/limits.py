"""How much a sandbox may use, and what it may not be: privileged, or an orphan."""

from __future__ import annotations

import contextlib
import itertools
import os
import struct
from pathlib import Path

from nnkit.grading.sandbox.confinement.kernel import prctl, syscall

_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _SIGKILL = 1, 24, 9
CAPSET, _CAPABILITY_VERSION_3 = {"x86_64": 126, "aarch64": 91}, 0x20080522
# Address space reserved and hardly touched: for each thread 8 MiB of stack and 64 MiB of heap.
_RESERVED = 512 << 20


def limit(memory: int, cpu: int, disk: int, open_files: int) -> None:
    """Lower the limits of this process, which only a privileged one could raise again.

    Memory as `bound_memory` does.
    """
    import resource  # not on Windows

    bound_memory(memory)
    for what, soft, hard in (
        (resource.RLIMIT_CPU, cpu, cpu + 1),  # SIGXCPU can be caught; a second later comes SIGKILL
        (resource.RLIMIT_FSIZE, disk, disk),
        (resource.RLIMIT_NOFILE, open_files, open_files),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_CORE, 1, 1),  # unlike 0, stops a program in core_pattern as well
    ):
        _lower(what, soft, hard)


def bound_memory(memory: int) -> None:
    """Let this process take so many bytes more.

    Memory counts from what is in use now, because a forked process begins with all that its parent
    has loaded.  RLIMIT_DATA bounds what is private and writable; RLIMIT_AS bounds the rest, shared
    mappings and stacks.
    """
    import resource  # not on Windows

    size, data = (memory + in_use for in_use in memory_in_use("self"))
    _lower(resource.RLIMIT_DATA, data, data)
    _lower(resource.RLIMIT_AS, size + _RESERVED, size + _RESERVED)


def memory_in_use(pid: int | str) -> tuple[int, int]:
    """What RLIMIT_AS and what RLIMIT_DATA count of a process, in bytes; OSError if it is gone."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()
    size, data = (int(pages[i]) * os.sysconf("SC_PAGE_SIZE") for i in (0, 5))
    return size, data


def _lower(what: int, soft: int, hard: int) -> None:
    import resource

    ceiling = resource.getrlimit(what)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(what, (soft, hard))


def drop_privileges(machine: str, uid: int | None) -> None:
    """Give up every capability, and become another user if one is named."""
    with contextlib.suppress(OSError):  # past the last capability, or not root
        for capability in itertools.count():
            prctl(_PR_CAPBSET_DROP, capability)
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    syscall(CAPSET[machine], struct.pack("=Ii", _CAPABILITY_VERSION_3, 0), bytes(24))


def die_with(parent: int | None) -> None:
    """Be killed when the thread that forked this process ends, or fail if it has."""
    prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if parent is not None and os.getppid() != parent:
        raise ProcessLookupError("the process that forked it has ended")


def bound_threads(threads: int) -> None:
    """Let this process start so many threads: all that its user has in a namespace of its own.

    The kernel bounds no process of root's so.
    """
    import resource  # not on Windows

    _lower(resource.RLIMIT_NPROC, threads, threads)
