"""The sandboxes that a fork server has forked: it ends them, at the latest when they overstep."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import Any

from nnkit.grading.sandbox.confinement.usage import disk_used, oversteps

PAUSE = 0.1  # seconds between two looks


@dataclass
class _Child:
    folder: str
    disk: int | None
    threads: int
    given: int
    overstepped: str = ""


class Children:
    """Processes by their id, and what each may use."""

    def __init__(self) -> None:
        self._children: dict[int, _Child] = {}
        self._next = 0.0

    def add(self, pid: int, folder: str, disk: int | None, threads: int) -> None:
        """Take in a sandbox that was forked, before it runs a student's code; see `oversteps`."""
        if not self._children:
            self._next = time.monotonic() + PAUSE
        self._children[pid] = _Child(folder, disk, threads, disk_used(folder))

    def look(self) -> float | None:
        """End those that overstep, if it is time to look; return the seconds until it is again."""
        if not self._children:
            return None
        start = time.monotonic()
        if start >= self._next:
            for pid, child in self._children.items():
                if not child.overstepped:
                    use = child.disk, child.given, pid, child.threads
                    child.overstepped = oversteps(child.folder, *use)
                    if child.overstepped:
                        os.kill(pid, signal.SIGKILL)
            # A sandbox with many files may not take the time of others.
            took = time.monotonic() - start
            self._next = start + took + max(PAUSE, 4 * took)
        return max(0.0, self._next - time.monotonic())

    def end(self, pid: int) -> dict[str, Any]:
        """End a sandbox and say what it used, and how it had ended if it did not end by this."""
        child = self._children.pop(pid, None)
        try:
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if not ended:
                os.kill(pid, signal.SIGKILL)
                _, status, usage = os.wait4(pid, 0)
        except ChildProcessError:
            return {}
        signaled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        return {
            "signal": signaled if ended or signaled != signal.SIGKILL else 0,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
            "overstepped": child.overstepped if child else "",
        }

    def end_all(self) -> None:
        """End all of them."""
        for pid in list(self._children):
            self.end(pid)

    def forget(self) -> None:
        """Forget all of them: another process ends them."""
        self._children.clear()
