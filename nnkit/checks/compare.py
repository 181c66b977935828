"""Whether a student's answer is the expected one, whatever dress it wears.

A list for an array, a tuple for a list, float32 for float64 and shape (n,) for (n, 1) are the same
answer.  What differs is reported as the first `Difference` in the order in which a person would
look: type, shape, finite, value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnkit.checks.remote import is_remote
from nnkit.checks.sizes import quoted
from nnkit.checks.wording import with_article

Aspect = Literal["type", "shape", "finite", "value"]
SINGLE_PRECISION = 2e-4
MOST_TEXT = 100  # characters of a number in quotation marks
_PLAIN_NUMBERS = (int, float, bool, Fraction, Decimal)
MOST_AXES = 8  # of an array in which a place is told
_LARGE = 10**15  # more digits than a number that was written by hand has


@dataclass(frozen=True)
class Difference:
    """The first aspect in which an answer differs from the expected one.

    Attributes
    ----------
    aspect : {"type", "shape", "finite", "value"}
    part : str
        Which part of the answer, such as ``"dW[1]"``; empty if the answer has one part.
    text : str
        What is wrong, in words, without the expected numbers.
    expected, got : ndarray or None
        The two arrays, equal in shape, where the values differ.
    """

    aspect: Aspect
    part: str
    text: str
    expected: NDArray[Any] | None = None
    got: NDArray[Any] | None = None


def difference(
    expected: Any,
    got: Any,
    *,
    rtol: float = 1e-6,
    atol: float | None = None,
    names: Sequence[str] = (),
    part: str = "",
    exact_shape: bool = False,
) -> Difference | None:
    """Compare an answer with the expected one.

    Parameters
    ----------
    expected : number, array, str, bool, or a list, tuple or dict of these
    got : anything
        The student's answer.
    rtol : float
        Allowed error relative to the largest expected entry.
    atol : float, optional
        Allowed absolute error; if given, `rtol` is not used.
    names : sequence of str
        Names for the parts of an expected tuple.
    part : str
        Name of the part compared here, for the report.
    exact_shape : bool
        Whether axes of length 1 count.

    Returns
    -------
    Difference or None
        None if the two are the same answer.
    """
    limits = _Limits(rtol, atol, exact_shape)
    return _difference(expected, got, limits, names, part)


@dataclass(frozen=True)
class _Limits:
    rtol: float
    atol: float | None
    exact_shape: bool


def _difference(
    expected: Any, got: Any, limits: _Limits, names: Sequence[str], part: str
) -> Difference | None:
    if isinstance(expected, Mapping):
        return _mappings(expected, got, limits, part)
    if isinstance(expected, (list, tuple)):
        return _sequences(expected, got, limits, names, part)
    if isinstance(expected, (str, bool)):
        return _literals(expected, got, part)
    return _arrays(np.asarray(expected), got, limits, part)


def _mappings(
    expected: Mapping[str, Any], got: Any, limits: _Limits, part: str
) -> Difference | None:
    if not isinstance(got, Mapping):
        keys = ", ".join(map(repr, expected))
        return Difference("type", part, f"is {describe(got)}; a dict with {keys} is needed")
    for key, value in expected.items():
        if key not in got:
            return Difference("type", part, f"has no entry {key!r}")
        inner = f"{part}[{key!r}]" if part else str(key)
        found = _difference(value, got[key], limits, (), inner)
        if found:
            return found
    return None


def _sequences(
    expected: Sequence[Any], got: Any, limits: _Limits, names: Sequence[str], part: str
) -> Difference | None:
    named = len(names) == len(expected)
    what = f"({', '.join(names)})" if named else f"a list of {len(expected)}"
    if not isinstance(got, (list, tuple)) and not (isinstance(got, np.ndarray) and got.ndim):
        return Difference("type", part, f"is {describe(got)}; {what} is needed")
    if len(got) != len(expected) and isinstance(got, np.ndarray) and named:
        return Difference("type", part, f"is one array of shape {got.shape}; {what} is needed")
    if len(got) != len(expected):
        plural = "part" if len(got) == 1 else "parts"
        comma = _decimal_comma(expected, got)
        return Difference("type", part, f"has {len(got)} {plural}; {what} is needed{comma}")
    inner_names = names if named else [f"{part}[{i}]" for i in range(len(expected))]
    pairs = [
        _difference(e, g, limits, (), name)
        for e, g, name in zip(expected, got, inner_names, strict=True)
    ]
    found = [d for d in pairs if d]
    return min(found, key=lambda d: _ORDER[d.aspect]) if found else None


_ORDER: dict[Aspect, int] = {"type": 0, "shape": 1, "finite": 2, "value": 3}


def _literals(expected: str | bool, got: Any, part: str) -> Difference | None:
    if isinstance(got, np.generic):
        got = got.item()
    if type(got) is not type(expected):
        needed = "True or False" if isinstance(expected, bool) else "a string"
        return Difference("type", part, f"is {describe(got)}; {needed} is needed")
    if got != expected:
        return Difference("value", part, f"is {quoted(got)}, which is not right")
    return None


def _arrays(expected: NDArray[Any], got: Any, limits: _Limits, part: str) -> Difference | None:
    try:
        if _has_long_text(got):  # each of the others would take as much memory in an array
            return _no_numbers(got, part)
        array = np.asarray(got)
    except (TypeError, RecursionError):  # an object that is no array, a list that holds itself
        return _no_numbers(got, part)
    except ValueError:  # rows of unequal length
        return Difference("type", part, "is a list whose rows have different lengths")
    if array.dtype.kind == "U" and (text := _quoted(array)):
        return Difference("type", part, text)
    if array.dtype.kind == "O" and all(map(_is_plain_number, {*map(type, array.flat)})):
        try:
            array = array.astype(float)
        except OverflowError:
            return Difference("finite", part, "has a number of more than 300 digits")
        except ValueError:  # a Decimal that signals
            return Difference("finite", part, "has nan")
    if array.dtype.kind not in "biufc":
        return _no_numbers(got, part)
    if array.dtype.kind == "c":
        if np.any(array.imag):
            return Difference("type", part, "has complex numbers; real numbers are needed")
        array = array.real
    alike = same_shape(expected.shape, array.shape)
    if not alike or (limits.exact_shape and array.shape != expected.shape):
        text = f"has shape {array.shape}; {_shape(expected.shape)} is needed"
        if array.ndim == 2 and array.T.shape == expected.shape:
            text += " (yours is transposed)"
        text += _decimal_comma(expected, got)
        return Difference("shape", part, text)
    theirs, array = array.shape, array.reshape(expected.shape)
    if np.array_equal(array, expected):
        return None
    finite = np.isfinite(array)
    if not finite.all() and np.isfinite(expected).all():
        where = position(_index(~finite, theirs))
        return Difference("finite", part, f"has {array[~finite].flat[0]} {where}".rstrip())
    rtol, atol = limits.rtol, limits.atol
    if atol is None:
        if array.dtype.itemsize < 8 and array.dtype.kind == "f":
            rtol = max(rtol, SINGLE_PRECISION)
        sizes = np.abs(expected[np.isfinite(expected)])
        atol = rtol * float(np.max(sizes, initial=0.0)) + 1e-12
    close = _close(array, expected, atol)
    if close.all():
        return None
    text = f"is wrong {position(_index(~close, theirs))}".rstrip()
    if expected.size > 1:
        text += f"; {int(close.sum())} of {expected.size} entries are right"
    return Difference("value", part, text, expected, array)


def _index(where: NDArray[np.bool_], shape: tuple[int, ...]) -> tuple[int, ...]:
    """The first place that is marked, in an array of the shape that the student has."""
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(where)), shape))


def _no_numbers(got: Any, part: str) -> Difference:
    return Difference("type", part, f"is {describe(got)}; numbers are needed")


def _close(array: NDArray[Any], expected: NDArray[Any], atol: float) -> NDArray[np.bool_]:
    """Which entries differ by `atol` at most; infinities and what is no number have to agree."""
    if array.dtype.kind == expected.dtype.kind == "f":
        with np.errstate(all="ignore"):
            apart = np.abs(array - expected)
        if np.isfinite(apart).all():  # as `isclose` finds it, which takes several times as long
            return np.asarray(apart <= atol)
    return np.asarray(np.isclose(array, expected, rtol=0.0, atol=atol, equal_nan=True))


def _is_plain_number(cls: type) -> bool:
    """Whether a class is one of numbers that NumPy keeps as objects, or of its own."""
    if issubclass(cls, np.timedelta64):  # which NumPy counts among the integers
        return False
    return issubclass(cls, (np.integer, np.floating)) or cls in _PLAIN_NUMBERS


def _has_long_text(value: Any) -> bool:
    if isinstance(value, (str, bytes)):
        return len(value) > MOST_TEXT
    return isinstance(value, (list, tuple)) and any(map(_has_long_text, value))


def _quoted(array: NDArray[Any]) -> str:
    """What to say about numbers in quotation marks; empty if the text is something else."""
    try:
        [float(text.replace(",", ".")) for text in array.flat]
    except ValueError:
        return ""
    text = "is a number in quotation marks, which Python takes for text: take them away"
    commas = any("," in text for text in array.flat)
    return f"{text}, and write a decimal point, not a comma" if commas else text


def _decimal_comma(expected: Any, got: Any) -> str:
    """What to say where a decimal comma made two whole numbers of each decimal one."""
    if not isinstance(got, (list, tuple)) or not all(
        type(n) is int and abs(n) < _LARGE for n in got
    ):
        return ""
    try:
        numbers = np.asarray(expected, float)
    except (TypeError, ValueError):
        return ""
    if len(got) != 2 * numbers.size or not np.any(numbers % 1):
        return ""
    return f". If a comma was meant for a decimal point: Python writes {got[0]}.{got[1]}"


def same_shape(expected: tuple[int, ...], got: tuple[int, ...]) -> bool:
    """Whether `got` is `expected`, up to axes of length 1 that were left out.

    A column for a vector is the same as well; a row for either is not.
    """
    if got == expected:
        return True
    if all(n == 1 for n in expected):
        return all(n == 1 for n in got)
    if len(expected) == 1:
        return got == (*expected, 1)
    return len(got) < len(expected) and got == tuple(n for n in expected if n != 1)


def _shape(shape: tuple[int, ...]) -> str:
    return f"shape {shape}" if shape else "a single number"


def position(index: Sequence[int] | NDArray[Any]) -> str:
    """Where an entry stands, in words; counts from 0 as NumPy does."""
    if not 0 < len(index) <= MOST_AXES:
        return ""
    if len(index) == 2:
        return f"at row {index[0]}, column {index[1]}"
    return f"at index {', '.join(map(str, index))}"


_ARRAYS_OF = {
    **{"O": "array of Python objects", "U": "array of text", "S": "array of bytes"},
    **{"T": "array of text", "V": "array of records", "M": "array of dates"},
    "m": "array of spans of time",
}


def describe(value: Any) -> str:
    """What a value is, for a person: its type, and its shape if it has one."""
    if value is None:
        return "`None`, which is nothing: what was found has to be returned"
    if value is Ellipsis:
        return "still `...`"
    if isinstance(value, np.ndarray):
        kind = _ARRAYS_OF.get(value.dtype.kind, f"{value.dtype} array")
        return f"{with_article(kind)} of shape {value.shape}"
    if is_remote(value):
        return "a function or an object of your own"
    if callable(value):
        return f"a function ({getattr(value, '__name__', 'without a name')}): is `()` missing?"
    if isinstance(value, (list, tuple)):
        return f"{with_article(type(value).__name__)} of {len(value)}"
    return with_article(type(value).__name__)
