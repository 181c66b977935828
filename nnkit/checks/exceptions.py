"""Explain an exception so that a student finds the line: what went wrong, and where."""

from __future__ import annotations

import linecache
import os
import sysconfig
import traceback
from types import TracebackType

from nnkit.checks.advice import advice
from nnkit.checks.operands import shapes_in

_LIBRARY = tuple(
    os.path.normcase(os.path.realpath(p)) + os.sep
    for p in {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"]}
)
_NNKIT = os.path.normcase(os.path.dirname(os.path.dirname(os.path.realpath(__file__)))) + os.sep


def explain_exception(error: BaseException, name: str) -> str:
    """Explain an exception: what it means, the student's own line, and its type and text.

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
    kind = type(error).__name__.replace("UFuncTypeError", "TypeError")
    text = str(error).strip().splitlines()
    article = "an" if kind[:1] in "AEIOU" else "a"
    own_words = f"{article} {kind}" + (f": {text[0]}" if text else ".")
    # A grader that ran the code elsewhere brings the line along.
    line = getattr(error, "own_line", "") or own_line(error.__traceback__)
    meant = advice(str(error))
    if meant:
        parts = (f"`{name}` stopped. {meant}", line, f"In Python's own words: {own_words}")
    else:
        parts = (f"`{name}` stopped with {own_words}", line, "")
    return "\n\n".join(part for part in parts if part)


def own_line(tb: TracebackType | None) -> str:
    """The innermost line of the student's own code in a traceback, indented by four spaces.

    Below it stand the shapes of the two sides, where an operation of arrays failed in it.
    """
    frames = [frame for frame, _ in traceback.walk_tb(tb)]
    for frame, place in zip(reversed(frames), reversed(traceback.extract_tb(tb)), strict=True):
        path = os.path.normcase(os.path.realpath(place.filename))
        if path.startswith((_NNKIT, *_LIBRARY)) or place.filename.startswith("<frozen"):
            continue
        source = place.line or linecache.getline(place.filename, place.lineno or 0).strip()
        if source:
            shapes = shapes_in(frame, place)
            told = f"    line {place.lineno}, in {place.name}:  {source}"
            return f"{told}\n    shapes:  {shapes}" if shapes else told
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
