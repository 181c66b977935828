"""How text is shown to people: on a terminal, in a log, on a page, in a spreadsheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_NUMBERED = re.compile(r"[0-9]{2}_")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PILED_UP = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")


def printable(text: str, *, keep: str = "") -> str:
    r"""Text in which nothing commands a terminal, turns a line round or is not seen.

    Names of students, files, exercises and exceptions may hold anything.  Escapes, as in
    ``\x1b[2J``, stand for control characters, line breaks, marks of direction, characters of no
    width and halves of characters; of accents that are piled up on a letter the first four stay.

    Parameters
    ----------
    text : str
    keep : str
        Characters that stay as they are, such as line breaks in a message.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(c if c.isprintable() or c in keep else ascii(c)[1:-1] for c in text)
    return _PILED_UP.sub(r"\1…", shown)


def in_lines(text: object) -> str:
    """The text of a message as it is shown, whose lines stay lines."""
    return printable(str(text), keep="\n\t")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def plural(count: int, one: str, many: str = "") -> str:
    """A number and what it counts, as in ``1 test`` and ``2 tests``."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names in a row; of many the first ones."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def short_names(assignments: Iterable[str]) -> dict[str, str]:
    """By assignment what heads a narrow column: its two digits, if no other begins with them."""
    names = list(assignments)
    begins = Counter(name[:2] for name in names)
    return {n: n[:2] if _NUMBERED.match(n) and begins[n[:2]] == 1 else n for n in names}
