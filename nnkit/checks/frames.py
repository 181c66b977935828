"""The frames of a traceback: which are the student's own, and what failed in them."""

from __future__ import annotations

import linecache
import os
import sysconfig
import traceback
from types import FrameType, TracebackType

_LIBRARY = tuple(
    os.path.normcase(os.path.realpath(p)) + os.sep
    for p in {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"]}
)
_NNKIT = os.path.normcase(os.path.dirname(os.path.dirname(os.path.realpath(__file__)))) + os.sep


def is_library(filename: str) -> bool:
    """Whether a file belongs to Python, an installed package or this one."""
    path = os.path.normcase(os.path.realpath(filename))
    return path.startswith((_NNKIT, *_LIBRARY)) or filename.startswith("<frozen")


def own_frame(tb: TracebackType | None) -> tuple[FrameType, traceback.FrameSummary] | None:
    """The innermost frame of the student's own code, and its place; None if there is none."""
    frames = [frame for frame, _ in traceback.walk_tb(tb)]
    for frame, place in zip(reversed(frames), reversed(traceback.extract_tb(tb)), strict=True):
        if not is_library(place.filename) and line_at(place):
            return frame, place
    return None


def line_at(place: traceback.FrameSummary) -> str:
    """The line at a place, without the blanks around it; empty if it cannot be read."""
    return place.line or linecache.getline(place.filename, place.lineno or 0).strip()


def source_of(place: traceback.FrameSummary) -> str:
    """The source of the operation at a place, to the letter; empty if it cannot be told."""
    if None in (place.lineno, place.end_lineno, place.colno, place.end_colno):
        return ""
    first, last = place.lineno or 0, place.end_lineno or 0
    lines = [linecache.getline(place.filename, n).encode() for n in range(first, last + 1)]
    lines[-1] = lines[-1][: place.end_colno]
    lines[0] = lines[0][place.colno :]
    return b"".join(lines).decode().strip()
