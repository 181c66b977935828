"""How much may cross the border, and what is said of more."""

from __future__ import annotations

import math
import re

import numpy as np

MAX_BYTES = 64 << 20
MAX_TEXT = 4 << 20  # for the JSON, which takes ten times as much memory when it is parsed
MAX_VALUES = 250_000
MAX_NUMBERS = 2_000_000  # in lists and tuples of floats or of integers, which go as arrays
MAX_WITH_EQUAL_HASHES = 100  # of the keys of one dict or set: each is compared with all before it
MAX_DEPTH = 50
MAX_BITS = 1 << 14
MAX_DIMENSIONS = 32
LONG = 4096  # longer strings are sent after the text

NUMBERS = {code: np.dtype(code) for code in (np.dtype(c).str for c in "?bBhHiIlLqQefdgFDG")}
"""The types of numbers in arrays, by their codes."""

LISTS_OF = {float: np.dtype(np.float64).str, int: np.dtype(np.int64).str}
"""The codes of arrays as which lists of numbers go."""

_STRINGS = re.compile(r"[<>|][US][1-9]\d{0,7}")
_TIMES = re.compile(r"[<>][mM]8(\[([1-9]\d{0,3})?(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?")


class CodecError(ValueError):
    """The value cannot be sent, or the bytes are no message; says why in a sentence."""


class TooLargeError(CodecError):
    """The value is larger than what is sent."""


def too_large(what: str, size: str, limit: str, how: str = "large") -> TooLargeError:
    """Say what is too large, how large it is, and what is allowed."""
    return TooLargeError(f"{what} of {size} is too {how} to be handed over: {limit} are allowed")


def count(number: int) -> str:
    """A large number as people read it."""
    millions, rest = divmod(number, 1_000_000)
    return f"{millions:,} million" if millions and not rest else f"{number:,}"


def is_code(code: str) -> bool:
    """Whether a code is that of a type of arrays that cross the border."""
    return bool(code in NUMBERS or _STRINGS.fullmatch(code) or _TIMES.fullmatch(code))


def room(shape: tuple[int, ...], itemsize: int) -> int:
    """How many bytes an array takes, or would if no dimension were 0, as its sums may do."""
    return math.prod(length or 1 for length in shape) * itemsize


def size_of_range(numbers: range) -> int:
    """How many there are, also if they are more than ``len`` can tell."""
    return (numbers[-1] - numbers[0]) // numbers.step + 1 if numbers else 0
