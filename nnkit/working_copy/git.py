"""What git knows of the course's folder; where there is no git, nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def changed_files(root: Path, folder: str) -> set[str]:
    """The files of a folder that differ from the last commit, by their path in it."""
    listed = _git(root / folder, "diff", "--name-only", "-z", "--relative", "HEAD", "--", ".")
    return {os.fsdecode(name) for name in (listed or b"").split(b"\0") if name}


def committed(root: Path, path: str) -> bytes | None:
    """A file as the last commit has it; None if it has none."""
    return _git(root, "show", f"HEAD:./{path}")


def restore(root: Path, path: str) -> bool:
    """Put a file back to what the last commit has; say whether that was done."""
    if _git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD") is not None:
        return False  # its owner is about to settle it
    return _git(root, "checkout", "-q", "HEAD", "--", path) is not None


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
