"""Explain an exception so that a student finds the line: what went wrong, and where."""

from __future__ import annotations

import traceback
from collections.abc import Container
from types import TracebackType

from nnkit.checks.advice import advice
from nnkit.checks.frames import line_at, own_frame
from nnkit.checks.operands import shapes_in
from nnkit.checks.overwritten import Overwritten, overwritten


def explain_exception(error: BaseException, name: str, functions: Container[str] = ()) -> str:
    """Explain an exception: what it means, the student's own line, and its type and text.

    Parameters
    ----------
    error : BaseException
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
    text = str(error).strip().splitlines()
    article = "an" if kind[:1] in "AEIOU" else "a"
    own_words = f"{article} {kind}" + (f": {text[0]}" if text else ".")
    # A grader that ran the code elsewhere brings the line along.
    line = getattr(error, "own_line", "") or own_line(error.__traceback__)
    # So it does what a name means there.
    found: Overwritten | None = getattr(error, "overwritten", None) or overwritten(error)
    meant = found.tell if found and found.is_meant(functions) else advice(str(error))
    if meant:
        parts = (f"`{name}` stopped. {meant}", line, f"In Python's own words: {own_words}")
    else:
        parts = (f"`{name}` stopped with {own_words}", line, "")
    return "\n\n".join(part for part in parts if part)


def own_line(tb: TracebackType | None) -> str:
    """The innermost line of the student's own code in a traceback, indented by four spaces.

    Below it stand the shapes of the two sides, where an operation of arrays failed in it.
    """
    found = own_frame(tb)
    if found is None:
        return ""
    frame, place = found
    shapes = shapes_in(frame, place)
    told = f"    line {place.lineno}, in {place.name}:  {line_at(place)}"
    return f"{told}\n    shapes:  {shapes}" if shapes else told


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
