"""Explain an exception so that a student finds the line: what went wrong, and where."""

from __future__ import annotations

import re
import traceback
from collections.abc import Container
from types import TracebackType

from nnkit.checks.advice import advice
from nnkit.checks.frames import line_at, own_frame
from nnkit.checks.operands import shapes_in
from nnkit.checks.overwritten import Overwritten, overwritten
from nnkit.checks.sizes import MOST_QUOTED, shortened
from nnkit.checks.wording import with_article

_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]{6,}")  # of an object: another in each run


def explain_exception(error: BaseException, name: str, functions: Container[str] = ()) -> str:
    """Explain an exception: what it means, the student's own line, and its type and text.

    Parameters
    ----------
    error : BaseException
        One with the attribute `says_all` is a sentence that needs nothing beside it.
    name : str
        Name of the function or class that was being used.
    functions : container of str
        Names of other functions that it needs, such as those of earlier exercises.

    Returns
    -------
    str
        Paragraphs in the format of `Verdict.message`.
    """
    kind = type(error).__name__.replace("UFuncTypeError", "TypeError")
    text = text_of(error).strip().splitlines()
    if text and getattr(error, "says_all", False):
        return f"{text[0][:1].upper()}{text[0][1:]}."
    own_words = with_article(kind) + (f": {shortened(text[0], MOST_QUOTED)}" if text else ".")
    # A grader that ran the code elsewhere brings the line along.
    line = getattr(error, "own_line", "") or own_line(error.__traceback__)
    # So it does what a name means there.
    found: Overwritten | None = getattr(error, "overwritten", None) or overwritten(error)
    meant = found.tell if found and found.is_meant(functions) else advice(text_of(error))
    if meant:
        parts = (f"`{name}` stopped. {meant}", line, f"In Python's own words: {own_words}")
    else:
        parts = (f"`{name}` stopped with {own_words}", line, "")
    return "\n\n".join(part for part in parts if part)


def text_of(error: BaseException) -> str:
    """What an exception says; one whose class is a student's may raise another instead."""
    try:
        return _ADDRESS.sub("", str(error))
    except BaseException as another:
        kind = with_article(type(another).__name__)
        return f"(what it says is not known: its `__str__` stopped with {kind})"


def own_line(tb: TracebackType | None) -> str:
    """The innermost line of the student's own code in a traceback, indented by four spaces.

    Below it stand the shapes of the two sides, where an operation of arrays failed in it.
    """
    found = own_frame(tb)
    if found is None:
        return ""
    frame, place = found
    shapes = shapes_in(frame, place)
    where = f"    line {place.lineno}, in {place.name}:  {line_at(place)}"
    return f"{where}\n    shapes:  {shapes}" if shapes else where


def unfinished(error: BaseException, name: str) -> str:
    """Say which function is still to be written when a NotImplementedError comes out of `name`."""
    said: str = getattr(error, "unfinished", "")
    if said:
        return said
    frames = traceback.extract_tb(error.__traceback__)
    inner = frames[-1].name if frames else name
    if inner in (name, "<lambda>", "<module>"):
        line = f" (line {frames[-1].lineno} of its cell)" if inner == name else ""
        return f"`{name}` is still to do{line}."
    return f"`{name}` calls `{inner}`, which is still to do."
