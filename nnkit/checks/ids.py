"""Ids as students type them: which exercise, or which numbers, an id means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_HEADING = re.compile(r"^[#\s]*(?:exercise\b)?", re.IGNORECASE)
_PARTS = re.compile(r"\s*(\d*)(.*)", re.DOTALL)


class NoSuchId(ValueError):
    """An id means nothing, or several things; says what is near."""


def split_id(id: str) -> tuple[str, str]:
    """The module's two digits and the plain name in an id; each may be empty.

    Letter case and what is neither letter nor digit do not count: ``5.Delta-hidden`` is
    ``("05", "deltahidden")``.  A heading may be pasted as a whole.
    """
    text = _HEADING.sub("", id, count=1).partition("·")[0]
    found = _PARTS.match(text)
    digits, name = found.groups() if found else ("", text)
    module = f"{int(digits):02}" if digits.isascii() and digits else ""
    return module, "".join(c for c in name.casefold() if c.isalnum())


def match_id(id: str, known: Iterable[str], none: str = "there is no exercise") -> str:
    """The known id that is meant; never one of several that it could be.

    Parameters
    ----------
    id : str
    known : iterable of str
    none : str
        Begins the sentence that there is none.

    Raises
    ------
    NoSuchId
        If it is none, or could be several; says which are near.
    """
    ids = list(known)
    if id in ids:
        return id
    module, name = split_id(id)
    if not name or name.isdigit():
        such = next((i for i in ids if i[:2] == module), ids[0] if ids else "05.delta_hidden")
        raise NoSuchId(
            f"{none} {id!r}: an id has two digits, a dot and a name, such as {such!r}. The "
            "exercise's heading has it."
        )
    same_name = [i for i in ids if split_id(i)[1] == name]
    fitting = [i for i in same_name if not module or i[:2] == module]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NoSuchId(f"{id!r} could be {' or '.join(map(repr, fitting))}: write one of these.")
    near = same_name[:1] or _near(f"{module}.{name}" if module else name, ids)
    if near:
        raise NoSuchId(f"{none} {id!r}; is {near[0]!r} meant?")
    there = ", ".join(ids[:8]) + (" and others" if len(ids) > 8 else "")
    raise NoSuchId(f"{none} {id!r}; there are {there or 'none'}")


def _near(wanted: str, ids: Iterable[str]) -> list[str]:
    """The id that is spelt most like what is wanted."""
    plain: dict[str, str] = {}
    for id in ids:
        module, name = split_id(id)
        plain.setdefault(f"{module}.{name}" if "." in wanted else name, id)
    return [plain[text] for text in difflib.get_close_matches(wanted, plain, 1)]
