"""An exception told so that a student finds the line: what went wrong, and where in their code."""

from __future__ import annotations

import linecache
import os
import sysconfig
import traceback
from types import TracebackType

_LIBRARY = tuple(
    os.path.normcase(os.path.realpath(p)) + os.sep
    for p in {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"]}
)
_NNKIT = os.path.normcase(os.path.dirname(os.path.dirname(os.path.realpath(__file__)))) + os.sep


def trouble(error: BaseException, name: str) -> str:
    """Tell an exception: its type and text, and the student's own line.

    Parameters
    ----------
    error : BaseException
    name : str
        Name of the function or class that was being used.

    Returns
    -------
    str
        Paragraphs in the format of `Verdict.message`.
    """
    kind = type(error).__name__
    text = str(error).strip().splitlines()
    article = "an" if kind[:1] in "AEIOU" else "a"
    told = f"`{name}` stopped with {article} {kind}" + (f": {text[0]}" if text else ".")
    # A grader that ran the code elsewhere brings the line along.
    line = getattr(error, "own_line", "") or own_line(error.__traceback__)
    return f"{told}\n\n{line}" if line else told


def own_line(tb: TracebackType | None) -> str:
    """The innermost line of the student's own code in a traceback, indented by four spaces."""
    for frame in reversed(traceback.extract_tb(tb)):
        path = os.path.normcase(os.path.realpath(frame.filename))
        if path.startswith((_NNKIT, *_LIBRARY)) or frame.filename.startswith("<frozen"):
            continue
        source = frame.line or linecache.getline(frame.filename, frame.lineno or 0).strip()
        if source:
            return f"    line {frame.lineno}, in {frame.name}:  {source}"
    return ""


def unfinished(error: BaseException, name: str) -> str:
    """Say which function is still to be written when a NotImplementedError comes out of `name`."""
    told: str = getattr(error, "unfinished", "")
    if told:
        return told
    frames = traceback.extract_tb(error.__traceback__)
    inner = frames[-1].name if frames else name
    if inner in (name, "<lambda>", "<module>"):
        line = f" (line {frames[-1].lineno} of its cell)" if inner == name else ""
        return f"`{name}` is still to do{line}."
    return f"`{name}` calls `{inner}`, which is still to do."
