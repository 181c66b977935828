"""Confine the calling process, and say beforehand whether that is possible here.

What is left to the process that forks, or to nobody:

- *Memory.*  The sandbox is a copy of it.  Fork where no secret ever was: no answers imported, none
  in the environment, no gradebook open.
- *Open files.*  All are closed but `Policy.keep`, and those work as before.  Keep a socket of type
  SOCK_STREAM, not SOCK_DGRAM, which can send to any address.
- *Time and the end.*  It kills the sandbox with SIGKILL and waits for it.  Should the thread that
  forked end first, the kernel kills the sandbox and init reaps it.
- *The sum of the disk, and threads.*  The kernel bounds each file and how many are open, and with
  `Policy.private_disk` the sum as well, of files, removed ones and threads (not of root's threads).
  Whoever forks looks again and again whether the sandbox `oversteps`, which tells of all these too.
- *Names.*  Landlock does not refuse stat: that a file exists, its size and times can be seen, and
  so can the names, not the contents, of what is hidden in a readable folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import site
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nnkit.grading.sandbox.confinement import landlock, limits, private_disk, seccomp
from nnkit.grading.sandbox.confinement.kernel import prctl
from nnkit.grading.sandbox.confinement.landlock import FilePath

_PR_SET_NO_NEW_PRIVS = 38
_PACKAGE = Path(__file__).parents[3]
_SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/localtime"),
    *("/usr/share/fonts", "/usr/share/matplotlib", "/usr/share/zoneinfo"),
)
# What is looked up about the machine; nothing about a process, not even the sandbox itself.
_MACHINE = (
    *("/dev/urandom", "/dev/random", "/dev/zero", "/proc/cpuinfo", "/proc/meminfo"),
    *("/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu"),
)
_LANDLOCK = {
    errno.ENOSYS: "This kernel has no Landlock: use Linux 5.13 or newer, built with it.",
    errno.EOPNOTSUPP: "Landlock is switched off: add landlock to the kernel's lsm= parameter.",
    errno.EPERM: "Landlock is blocked, probably by the container: have its seccomp profile allow "
    "landlock_create_ruleset, landlock_add_rule and landlock_restrict_self.",
}


class ConfinementError(RuntimeError):
    """The process is not confined, and must not run what it was to be confined for."""


class Support(NamedTuple):
    """What this machine offers.

    Attributes
    ----------
    level : str
        ``"landlock+seccomp"``, or ``"none"`` if any part is missing.
    landlock : int
        The version of Landlock's interface, 0 if there is none.
    missing : list of str
        A sentence for each missing part, saying what to do; empty if all is there.
    """

    level: str
    landlock: int
    missing: list[str]


@cache
def libraries() -> tuple[str, ...]:
    """Files and folders of the interpreter, its packages, nnkit, and the system's libraries.

    Not what PYTHONPATH or an editable checkout adds to sys.path: that may hold more than code.
    """
    own = [sysconfig.get_path(name) for name in ("platstdlib", "purelib", "platlib")]
    own += [os.path.dirname(sysconfig.get_path("stdlib")), *site.getsitepackages()]
    own += [site.USER_SITE] if site.ENABLE_USER_SITE and site.USER_SITE else []
    return tuple(sorted({*own, str(_PACKAGE), *_SYSTEM}))


@dataclass(frozen=True)
class Policy:
    """What a sandbox may do.

    Attributes
    ----------
    write : sequence of path
        Folders in which it may read, write, create and remove ordinary files and folders.
    read : sequence of path
        Files, and folders with all below them, that it may read: `libraries` unless given.
    hidden : sequence of path
        Files and folders that it may not read though `read` holds them: nnkit's answers and its
        grader unless given.
    keep : sequence of int
        File descriptors that stay open.
    memory, cpu, disk, open_files : int
        Bytes beyond what the parent had loaded, seconds of CPU, bytes in one file, and files open
        at a time.
    threads : int
        How many may run at a time.
    private_disk : bool
        Whether the folders in `write` become disks of its own, each of `disk` bytes beyond what
        lies there.
    uid : int, optional
        The user to become; for root only.  Without it the user stays the same.
    parent : int, optional
        The process that forks: the sandbox refuses to start without it.
    """

    write: Sequence[FilePath] = ()
    read: Sequence[FilePath] = field(default_factory=libraries)
    hidden: Sequence[FilePath] = tuple(
        _PACKAGE / room for room in ("authoring", "checks", "cli", "course", "grading")
    )
    keep: Sequence[int] = (0, 1, 2)
    memory: int = 1 << 30
    cpu: int = 60
    disk: int = 64 << 20
    open_files: int = 64
    threads: int = 256
    private_disk: bool = False
    uid: int | None = None
    parent: int | None = None


def support() -> Support:
    """Tell whether a process can be confined here, and if not, what is missing.

    Changes nothing, and answers on every system.
    """
    machine = platform.machine()
    if sys.platform != "linux":
        name = {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform)
        return Support("none", 0, [f"Landlock and seccomp are parts of Linux; this is {name}."])
    if machine not in seccomp.AUDIT_ARCH or sys.maxsize < 1 << 32:
        return Support("none", 0, [f"Only 64-bit x86_64 and aarch64 are known, not {machine}."])
    version, missing = 0, []
    try:
        version = landlock.version()
    except OSError as error:
        missing.append(_LANDLOCK.get(error.errno or 0, f"Landlock does not answer: {error}."))
    try:
        prctl(seccomp.PR_SET_SECCOMP, seccomp.MODE_FILTER)
    except OSError as error:
        if error.errno != errno.EFAULT:  # which says that it looked for a filter at address 0
            missing.append("This kernel has no seccomp filters: use one that is built with them.")
    if not os.path.exists("/proc/self/statm"):
        missing.append("The folder /proc is not mounted.")
    return Support("none" if missing else "landlock+seccomp", version, missing)


def confine(policy: Policy) -> None:
    """Confine the calling process, for good.

    It must have one thread, as after a fork: Landlock binds the calling thread and those it starts.
    The process leaves its session and so its terminal.

    Raises
    ------
    ConfinementError
        If anything is missing or refused.  The process may be half confined then: end it.
    """
    missing = support().missing
    if missing:
        raise ConfinementError(" ".join(missing))
    machine, pid = platform.machine(), os.getpid()
    try:
        threads = len(os.listdir("/proc/self/task"))
        if threads > 1:
            raise ConfinementError(f"{threads} threads run; only a process of one can be confined.")
        for fd in map(int, os.listdir("/proc/self/fd")):
            if fd not in policy.keep:
                with contextlib.suppress(OSError):  # the one by which they were listed
                    os.close(fd)
        if os.getsid(0) != pid:
            os.setsid()
        limits.limit(policy.memory, policy.cpu, policy.disk, policy.open_files)
        if policy.private_disk:
            for folder in policy.write:
                private_disk.put_over(os.fspath(folder), policy.disk)
            limits.bound_threads(policy.threads)
        rules = list(landlock.readable(policy.read, policy.hidden))
        rules += [(path, landlock.READ) for path in _MACHINE]
        rules += [("/dev/null", landlock.READ | landlock.Access.WRITE_FILE)]
        rules += [(path, landlock.WRITE) for path in policy.write]
        prctl(_PR_SET_NO_NEW_PRIVS, 1)
        landlock.restrict(rules)
        limits.drop_privileges(machine, policy.uid)
        limits.die_with(policy.parent)  # after the change of user, which would undo it
        seccomp.install(machine, pid)
    except (OSError, ValueError, OverflowError) as error:  # the last two of setrlimit
        raise ConfinementError(f"This process could not be confined: {error}.") from error
