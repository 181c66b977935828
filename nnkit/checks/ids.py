"""Ids as students type them: which exercise, or which numbers, an id means."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_HEADING = re.compile(r"^[#\s]*(?:exercise\b)?", re.IGNORECASE)
_PARTS = re.compile(r"\s*(\d*)(.*)", re.DOTALL)
_LETTER_FOR_ZERO = re.compile(r"\b[oO](?=\d)")
_AROUND = re.compile(r"\b(?:check|hint|practice|review|variant|module|exercise)\b", re.IGNORECASE)


class NoSuchId(ValueError):
    """An id means nothing, or several things; says what is near."""


def split_id(id: str) -> tuple[str, str]:
    """The module's two digits and the plain name in an id; each may be empty.

    Letter case and what is neither letter nor digit do not count: ``5.Delta-hidden`` is
    ``("05", "deltahidden")``.  A heading may be pasted as a whole.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKC", id) if unicodedata.category(c) != "Cf")
    text = _HEADING.sub("", plain.lstrip(" \t'\"`"), count=1).partition("·")[0]
    found = _PARTS.match(text)
    digits, name = found.groups() if found else ("", text)
    module = f"{int(digits):02}" if digits.isascii() and digits else ""
    return module, "".join(c for c in name.casefold() if c.isalnum())


def _split_loosely(id: str) -> tuple[str, str]:
    """The same of an id with more in it: ``o5.z``, ``m05.z``, ``05_slug.z``, ``z 05``.

    The module's digits may stand anywhere before the last dot or as a word of their own.
    """
    text = _AROUND.sub(" ", _LETTER_FOR_ZERO.sub("0", unicodedata.normalize("NFKC", id)))
    before, _, name = text.partition(",")[0].strip(" \t.'\"`()").rpartition(".")
    if not before:
        words = name.split()
        before = next((word for word in words if word.isdecimal()), "")
        name = " ".join(word for word in words if word != before)
    digits = "".join(c for c in before if c.isascii() and c.isdigit())
    return (f"{int(digits):02}" if digits else "", split_id(f".{name}")[1])


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
    fitting = same_name = _fitting(module, name, ids)
    if not fitting:
        same_name = _fitting("", name, ids)
        fitting = _fitting(*_split_loosely(id), ids)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NoSuchId(f"{id!r} could be {' or '.join(map(repr, fitting))}: write one of these.")
    near = same_name[:1] or _near(module, name, ids)
    if near:
        raise NoSuchId(f"{none} {id!r}; is {near[0]!r} meant?")
    there = ", ".join(ids[:8]) + (" and others" if len(ids) > 8 else "")
    raise NoSuchId(f"{none} {id!r}; there are {there or 'none'}")


def _fitting(module: str, name: str, ids: Iterable[str]) -> list[str]:
    """The ids of a name, in a module if one is given."""
    return [i for i in ids if split_id(i)[1] == name and (not module or i[:2] == module)]


def _near(module: str, name: str, ids: Iterable[str]) -> list[str]:
    """The id that is spelt most like what is wanted, in its module if there is one."""
    names = {i: split_id(i)[1] for i in ids}
    for among in ([i for i in names if i[:2] == module], names):
        plain = {names[i]: i for i in reversed(list(among))}
        if found := difflib.get_close_matches(name, plain, 1):
            return [plain[found[0]]]
    return []
