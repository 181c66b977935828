"""Print text whatever it holds: it is shown, and commands no terminal."""

from __future__ import annotations

import sys

from nnkit.grading.classroom.shown import in_lines


def say(text: object = "", *, end: str = "\n") -> None:
    """Print text to stdout."""
    print(in_lines(text), end=end, flush=True)


def warn(text: object) -> None:
    """Print text to stderr, after what was printed to stdout before."""
    sys.stdout.flush()
    print(in_lines(text), file=sys.stderr)
