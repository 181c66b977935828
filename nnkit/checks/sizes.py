"""How large what an answer gives may be: checks compute with it, copy it and put it into words.

All that an exercise asks for is small.  What is larger is no answer, and to sum it, to compare it
or to write it down could take more time and memory than all else.
"""

from __future__ import annotations

from typing import Any

import numpy as np

MOST_NUMBERS = 250_000
"""Entries of all arrays of an answer together; an axis counts even if another is 0."""
MOST_ENTRIES = 40_000
"""Entries of all lists, tuples, sets and dicts of an answer together."""
MOST_TEXT = 100_000
"""Characters in all strings of an answer together."""
MOST_QUOTED = 300
"""Characters of a student's that are shown in a sentence."""
_DEEPEST = 60  # lists within lists; one that holds itself has no end


class TooLarge(ValueError):
    """What an answer gives is too large to be looked at; the end of a sentence says how large."""


def refuse_too_large(value: Any) -> None:
    """Look how large plain data is, before anything is computed with it.

    Raises
    ------
    TooLarge
    """
    numbers = entries = text = 0
    level = [value]
    for _ in range(_DEEPEST):
        inner: list[Any] = []
        for part in level:
            if isinstance(part, np.ndarray):
                numbers += max(part.size, *part.shape, 0)
                if numbers > MOST_NUMBERS:
                    raise TooLarge(
                        f"is, or holds, an array of shape {part.shape}; no more than "
                        f"{MOST_NUMBERS:,} numbers are looked at"
                    )
            elif isinstance(part, (str, bytes)):
                text += len(part)
            elif isinstance(part, range):
                entries += abs(part.stop - part.start) // abs(part.step)
            elif isinstance(part, (list, tuple, set, frozenset, dict)):
                entries += len(part)
                if entries <= MOST_ENTRIES:
                    inner += [*part, *part.values()] if isinstance(part, dict) else part
        if entries > MOST_ENTRIES:
            raise TooLarge(f"has more than {MOST_ENTRIES:,} entries, and no more are looked at")
        if text > MOST_TEXT:
            raise TooLarge(
                f"has {text:,} characters of text; no more than {MOST_TEXT:,} are looked at"
            )
        level = inner
        if not level:
            return


def quoted(value: Any) -> str:
    """A value as Python writes it, cut off where it is long."""
    if isinstance(value, (str, bytes)):
        value = value[: MOST_QUOTED + 1]
    return shortened(repr(value), MOST_QUOTED)


def shortened(text: str, most: int) -> str:
    """A text that is cut off where it is longer."""
    return text if len(text) <= most else f"{text[: most - 2]} …"
