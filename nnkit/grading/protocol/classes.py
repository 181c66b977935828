"""Values of classes that a program defines itself: enum members, named tuples, and paths.

They go with the name of their class.  Where the other side has such a class, the value is of that
one.  A named tuple is otherwise of a class that is made for it, a path is one that opens no file,
and a member of an enum is its number or string, or stays where it is.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from keyword import iskeyword
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np

MAX_CLASSES = 100  # that are made for one message
MAX_FIELDS = 255
MAX_PATH = 4096


@dataclass(frozen=True)
class Stays:
    """A part that is sent as a reference, even if it could be sent as data."""

    value: Any


class Classes:
    """The classes that one message may name.

    Parameters
    ----------
    named : callable, optional
        What a name of a class stands for on this side; anything.
    """

    def __init__(self, named: Callable[[str], Any] | None = None) -> None:
        self._named = named
        self._made: set[tuple[str, tuple[str, ...]]] = set()

    def named(self, name: str, base: type) -> Any:
        """The class of a name if it derives from a base, else None."""
        found = self._named(name) if self._named is not None and type(name) is str else None
        return found if isinstance(found, type) and issubclass(found, base) else None

    @property
    def keep_masks(self) -> bool:
        """Whether masked arrays are such on this side: there, what is masked equals everything."""
        return self._named is None or self._named("MaskedArray") is np.ma.MaskedArray

    def new_named_tuple(self, name: str, fields: tuple[str, ...]) -> Any:
        """A class of named tuples with these fields."""
        if {type(name), *map(type, fields)} != {str} or len(fields) > MAX_FIELDS:
            raise TypeError
        self._made.add((name, fields))
        if len(self._made) > MAX_CLASSES or sum(map(len, (name, *fields))) > MAX_PATH:
            raise ValueError
        return _named_tuple(name, fields)


@lru_cache(maxsize=256)
def _named_tuple(name: str, fields: tuple[str, ...]) -> Any:
    return namedtuple(name, fields, module="__main__")  # refuses what is no plain name


def is_named_tuple(cls: type) -> bool:
    """Whether a class is one of named tuples."""
    fields = getattr(cls, "_fields", None)
    return issubclass(cls, tuple) and type(fields) is tuple and {*map(type, fields)} <= {str}


def named_tuple_parts(value: Any) -> list[Any] | None:
    """The class of a named tuple, its fields and its values; None if none could be made of them."""
    fields = type(value)._fields
    if not all(f.isidentifier() and f[0] != "_" and not iskeyword(f) for f in fields):
        return None  # fields that were renamed, for instance
    return [type(value).__name__, fields, list(tuple.__iter__(value))]


def make_named_tuple(classes: Classes, name: str, fields: Any, values: Any) -> Any:
    """A named tuple from `named_tuple_parts`."""
    if type(fields) is not tuple or type(values) is not list or len(fields) != len(values):
        raise TypeError
    found = classes.named(name, tuple)
    if getattr(found, "_fields", None) == fields:
        return tuple.__new__(found, values)
    return classes.new_named_tuple(name, fields)(*values)


def member_parts(value: Enum) -> list[Any]:
    """The class and the name of an enum's member, and what it is where there is no such class."""
    plain = isinstance(value, (int, float, str))
    return [type(value).__name__, value.name, value.value if plain else Stays(value)]


def find_member(classes: Classes, name: str, member: Any, value: Any) -> Any:
    """A member of an enum from `member_parts`."""
    members = getattr(classes.named(name, Enum), "__members__", {})
    return members.get(member, value) if type(member) is str else value


def path_parts(value: PurePath) -> list[Any]:
    """The class of a path, and the path."""
    return [type(value).__name__, str(value)]


def make_path(classes: Classes, name: str, text: str) -> PurePath:
    """A path from `path_parts`."""
    if type(name) is not str or type(text) is not str or len(text) > MAX_PATH:
        raise TypeError
    pure = PureWindowsPath if "Windows" in name else PurePosixPath
    path: PurePath = (classes.named(name, PurePath) or pure)(text)
    return path
