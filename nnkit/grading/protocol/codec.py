"""The border between the grader and a sandbox: plain data crosses it, code and classes never do.

A message is the length of a JSON text (4 bytes, little-endian), the text, and the bytes of its
arrays and long strings one after the other.  JSON has no tuples, keys that are numbers, or arrays,
so each JSON array begins with a tag that says what it stands for, and there are no JSON objects:

    {"W": W, 1: (2.5, None)}  is  ["dict","W",["array","<f8",[64,32],false],1,["tuple",2.5,null]]

The sender may be a student's.  `decode` trusts nothing: what a length, a shape, a type or a number
claims is compared with the bytes that are there before anything is made of it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

from nnkit.grading.protocol.decoder import LENGTH, Decoder
from nnkit.grading.protocol.encoder import Encoder
from nnkit.grading.protocol.limits import MAX_TEXT, MAX_VALUES, CodecError, count, too_large

_to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def encode(
    value: object, to_ref: Callable[[Any], int] | None = None, *, pandas: bool = True
) -> bytes:
    """Turn plain data into bytes.

    Parameters
    ----------
    value : object
        None, bool, int, float, complex, str, bytes, range, arrays and NumPy scalars of numbers,
        bools, times and (arrays only) strings, lists, tuples, sets, frozensets and dicts, and what
        is of a kind in `kinds`.  Of another subclass of these only the plain value is sent; an
        array arrives in native byte order.
    to_ref : callable, optional
        Gives any other value a number, which is sent in its place.
    pandas : bool
        Whether the other side has pandas; else objects of pandas are among the other values.

    Raises
    ------
    CodecError
        If a value is of another type and there is no `to_ref`.
    TooLargeError
        If it is too large or too deep, as one that contains itself is.
    """
    encoder = Encoder(to_ref, pandas)
    text = _to_json(encoder.tree(value)).encode("utf-8", "surrogatepass")
    if len(text) > MAX_TEXT:
        raise too_large("a value", f"{len(text) >> 20} MB of text", f"{MAX_TEXT >> 20} MB")
    if text.count(b"[") > MAX_VALUES:
        raise too_large("a value", "too many parts", count(MAX_VALUES))
    return b"".join((LENGTH.pack(len(text)), text, *encoder.blobs))


def size_of_text(data: bytes) -> int:
    """How many bytes of JSON a message says that it has."""
    return int.from_bytes(data[: LENGTH.size], "little")


def decode(
    data: bytes,
    from_ref: Callable[[int], Any] | None = None,
    class_named: Callable[[str], Any] | None = None,
) -> Any:
    """Turn bytes back into the value that `encode` was given.

    Parameters
    ----------
    data : bytes
        Any bytes; nothing about them is trusted.
    from_ref : callable, optional
        Gives the value for a number; LookupError if there is none.
    class_named : callable, optional
        What a name of a class stands for on this side, for members of enums and named tuples.

    Raises
    ------
    CodecError
        If the bytes are not what `encode` makes.
    """
    try:
        return Decoder(data, from_ref, class_named).message()
    except CodecError:
        raise
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, struct.error) as e:
        raise CodecError(f"the message is malformed ({type(e).__name__})") from None
