"""What a kind of values needs to cross the border: its parts, and what makes a value of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class StaysError(Exception):
    """A value cannot be taken apart, though others of its class can."""


@dataclass(frozen=True)
class Kind:
    """One class of values.

    Attributes
    ----------
    name : str
        What it is called in a message.
    cls : type
    parts : callable
        The parts of a value; None if it goes as its base class does.  May raise `StaysError`.
    make : callable
        A value from its parts.
    weight : int
        For how many values one counts, where it takes long to make.
    asks : bool
        Whether what makes it takes the `Classes` of this side first.
    indivisible : bool
        Whether it stays as a whole where one of its parts does.
    """

    name: str
    cls: type
    parts: Callable[[Any], list[Any] | None]
    make: Callable[..., Any]
    weight: int = 1
    asks: bool = False
    indivisible: bool = False


def require(condition: bool) -> None:
    """Refuse parts of which no value can be made."""
    if not condition:
        raise ValueError
