"""The border between the grader and a sandbox: plain data crosses it, code and classes never do.

A message is the length of a JSON text (4 bytes, little-endian), the text, and the bytes of its
arrays and long strings one after the other.  JSON has no tuples, keys that are numbers, or arrays,
so each JSON array begins with a tag that says what it stands for, and there are no JSON objects:

    {"W": W, 1: (2.5, None)}  is  ["dict","W",["array","<f8",[64,32],false],1,["tuple",2.5,null]]

The sender may be a student's.  `decode` trusts nothing: what a length, a shape, a type or a number
claims is compared with the bytes that are there before anything is made of it.
"""

from __future__ import annotations

import itertools
import json
import math
import re
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_BYTES = 64 << 20
MAX_TEXT = 4 << 20  # for the JSON, which takes ten times as much memory when it is parsed
MAX_VALUES = 250_000
MAX_KEYS = 10_000  # in all dicts and sets: numbers can be chosen to have the same hash
MAX_DEPTH = 50
MAX_BITS = 1 << 14
MAX_DIMENSIONS = 32
LONG = 4096  # longer strings are sent after the text
_LENGTH = struct.Struct("<I")
_NUMBERS = {code: np.dtype(code) for code in (np.dtype(c).str for c in "?bBhHiIlLqQefdgFDG")}
_STRINGS = re.compile(r"[<>|][US][1-9]\d{0,7}")
_CONTAINERS = {c.__name__: c for c in (list, tuple, set, frozenset, dict)}
_WITH_KEYS = (set, frozenset, dict)
_AS_IT_IS = (type(None), bool, float)
_LEAVES = (*_AS_IT_IS, int, str)
_BASES = {int, float, complex, str, bytes, range, np.ndarray, np.generic, *_CONTAINERS.values()}
_flat = itertools.chain.from_iterable
_to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class CodecError(ValueError):
    """The value cannot be sent, or the bytes are no message; says why in a sentence."""


def encode(value: object, to_ref: Callable[[Any], int] | None = None) -> bytes:
    """Turn plain data into bytes.

    Parameters
    ----------
    value : object
        None, bool, int, float, complex, str, bytes, range, arrays and NumPy scalars of numbers,
        bools and (arrays only) strings, and lists, tuples, sets, frozensets and dicts of these.  Of
        a subclass, such as a named tuple or an IntEnum, only the plain value is sent; an array
        arrives in native byte order.
    to_ref : callable, optional
        Gives any other value a number, which is sent in its place.

    Raises
    ------
    CodecError
        If a value is of another type and there is no `to_ref`, or if one is too large or too deep,
        as one that contains itself is.
    """
    encoder = _Encoder(to_ref)
    text = _to_json(encoder.tree(value)).encode("utf-8", "surrogatepass")
    if len(text) > MAX_TEXT or text.count(b"[") > MAX_VALUES:
        raise CodecError(f"it is too large: more than {MAX_TEXT >> 20} MB besides arrays")
    return b"".join((_LENGTH.pack(len(text)), text, *encoder.blobs))


def size_of_text(data: bytes) -> int:
    """How many bytes of JSON a message says that it has."""
    return int.from_bytes(data[: _LENGTH.size], "little")


def decode(data: bytes, from_ref: Callable[[int], Any] | None = None) -> Any:
    """Turn bytes back into the value that `encode` was given.

    Parameters
    ----------
    data : bytes
        Any bytes; nothing about them is trusted.
    from_ref : callable, optional
        Gives the value for a number; LookupError if there is none.

    Raises
    ------
    CodecError
        If the bytes are not what `encode` makes.
    """
    try:
        return _Decoder(data, from_ref).message()
    except CodecError:
        raise
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, struct.error) as e:
        raise CodecError(f"the message is malformed ({type(e).__name__})") from None


class _Encoder:
    """Builds the JSON tree of a value, and collects the bytes that follow the text."""

    def __init__(self, to_ref: Callable[[Any], int] | None) -> None:
        self.to_ref = to_ref
        self.blobs: list[bytes | memoryview] = []
        self.size = self.values = self.keys = 0

    def tree(self, value: Any, depth: int = 0) -> Any:
        kind = type(value)
        self.values += 1
        if self.values > MAX_VALUES or depth > MAX_DEPTH:
            raise CodecError("it is too large: it contains itself, or too many values")
        if kind in _AS_IT_IS or (kind is str and len(value) <= LONG):
            return value
        # The class is asked, because an object can lie to isinstance; and the methods of the base
        # are called, because a subclass can have its own.
        name = kind.__name__
        base: Any = kind if kind in _BASES else next((b for b in kind.__mro__ if b in _BASES), None)
        if base is float:
            return float.__pos__(value)
        if base is int:
            number = int.__pos__(value)
            if number.bit_length() > MAX_BITS:
                raise CodecError(f"it holds an integer of more than {MAX_BITS} bits")
            return number if number.bit_length() < 64 else ["int", hex(number)]
        if base is str:
            text = str.__str__(value)
            if len(text) <= LONG:
                return text
            return ["str", self.add_blob(text.encode("utf-8", "surrogatepass"))]
        if base is np.ndarray or base is np.generic:
            array = np.asarray(value)  # asks no method of a subclass
            if tree := self.array(array, scalar=base is np.generic):
                return tree
            name += f" of type {array.dtype}"
        elif base is complex:
            return ["complex", complex.__pos__(value).real, complex.__pos__(value).imag]
        elif base is bytes:
            return ["bytes", self.add_blob(bytes.__add__(value, b""))]
        elif base is range and self.values + _length(value) <= MAX_VALUES:
            self.values += _length(value)
            return ["range", *map(self.tree, (value.start, value.stop, value.step))]
        elif base not in (None, range):
            parts = list(base.__iter__(value) if base is not dict else _flat(dict.items(value)))
            self.keys += len(parts) if base in _WITH_KEYS else 0
            if self.keys > 2 * MAX_KEYS:
                raise CodecError(f"it is too large: more than {MAX_KEYS} keys")
            return [base.__name__, *[self.tree(part, depth + 1) for part in parts]]
        if self.to_ref is None:
            raise CodecError(
                f"it is or holds a {name}; only numbers, strings, arrays of these, and lists, "
                "tuples, sets and dicts can be handed over"
            )
        return ["ref", self.to_ref(value)]

    def array(self, array: NDArray[Any], scalar: bool) -> list[Any] | None:
        if not array.dtype.isnative:
            array = array.astype(array.dtype.newbyteorder("="))
        code = array.dtype.str
        if array.ndim > MAX_DIMENSIONS or not (code in _NUMBERS or _STRINGS.fullmatch(code)):
            return None
        self.reserve(array.nbytes)
        self.blobs.append(array.ravel("A").view(np.uint8).data)
        return ["scalar", code] if scalar else ["array", code, array.shape, array.flags.fnc]

    def add_blob(self, blob: bytes) -> int:
        self.reserve(len(blob))
        self.blobs.append(blob)
        return len(blob)

    def reserve(self, size: int) -> None:
        self.size += size
        if self.size > MAX_BYTES:
            raise CodecError(f"it is too large: more than {MAX_BYTES >> 20} MB")


class _Decoder:
    """Takes a message apart."""

    def __init__(self, data: bytes, from_ref: Callable[[int], Any] | None) -> None:
        self.data = memoryview(data)
        self.from_ref = from_ref
        self.at = self.values = self.keys = 0

    def message(self) -> Any:
        (length,) = _LENGTH.unpack(self.read(_LENGTH.size))
        _require(length <= MAX_TEXT and len(self.data) <= MAX_TEXT + MAX_BYTES, "it is too large")
        text = bytes(self.read(length))
        # Counted before it is parsed: of all that JSON can make, lists take the most memory.
        _require(text.count(b"[") <= MAX_VALUES, "it holds too many values")
        value = self.value(json.loads(text.decode("utf-8", "surrogatepass")))
        _require(self.at == len(self.data), "there is more than it tells of")
        return value

    def read(self, size: int) -> memoryview:
        start, self.at = self.at, self.at + _natural(size)
        _require(self.at <= len(self.data), "it is cut off")
        return self.data[start : self.at]

    def value(self, tree: Any, depth: int = 0) -> Any:
        if type(tree) is not list:
            _require(type(tree) is not dict, "it holds an object")
            return tree
        tag, *rest = tree
        if tag in _CONTAINERS:
            self.values += len(rest)
            deeper = depth + 1
            _require(self.values <= MAX_VALUES, "it holds too many values")
            _require(deeper <= MAX_DEPTH or not rest, "it is too deep")
            parts = [p if type(p) in _LEAVES else self.value(p, deeper) for p in rest]
            return self.container(tag, parts)
        match tag, rest:
            case "array", [code, [*shape], bool(fortran)]:
                return self.array(code, tuple(map(_natural, shape)), "F" if fortran else "C")
            case "scalar", [code]:
                return self.array(code, (), "C")[()]
            case "int", [str(digits)]:
                _require(len(digits) <= MAX_BITS // 4 + 3, "an integer is too large")
                return int(digits, 16)
            case "complex", [float(real), float(imag)]:
                return complex(real, imag)
            case "str", [size]:
                return str(self.read(size), "utf-8", "surrogatepass")
            case "bytes", [size]:
                return bytes(self.read(size))
            case "range", [_, _, _]:
                numbers = range(*map(self.value, rest))
                self.values += _length(numbers)  # somebody may make a list of it
                _require(self.values <= MAX_VALUES, "it holds too many values")
                return numbers
            case "ref", [int(number)] if self.from_ref is not None:
                return self.from_ref(number)
        raise CodecError("the message is malformed: it holds something unknown")

    def container(self, tag: str, parts: list[Any]) -> Any:
        if _CONTAINERS[tag] not in _WITH_KEYS:
            return _CONTAINERS[tag](parts)
        self.keys += len(parts)
        _require(self.keys <= 2 * MAX_KEYS, "it holds too many keys")
        pairs = zip(parts[::2], parts[1::2], strict=True) if tag == "dict" else parts
        result = _CONTAINERS[tag](pairs)
        _require(len(result) == len(parts) / (1 + (tag == "dict")), "a key is there twice")
        return result

    def array(self, code: str, shape: tuple[int, ...], order: Any) -> NDArray[Any]:
        dtype = _NUMBERS.get(code)
        if dtype is None:
            _require(_STRINGS.fullmatch(code) is not None, "an array has an unknown type")
            dtype = np.dtype(code)
        _require(len(shape) <= MAX_DIMENSIONS, "an array has too many dimensions")
        blob = self.read(math.prod(shape) * dtype.itemsize)
        array: NDArray[Any] = np.ndarray(shape, dtype, blob, order=order).copy("A")
        if dtype.kind not in ("b", "U") and dtype.char not in "gG":
            return array
        # Bits may be there that no computation makes, and that functions stumble over.
        plain = array.reshape(-1, order="A")
        if dtype.kind == "b":
            _require(bool((plain.view(np.uint8) <= 1).all()), "a bool is neither true nor false")
        elif dtype.kind == "U":
            _require(bool((plain.view(np.uint32) <= 0x10FFFF).all()), "a character is none")
        else:
            with np.errstate(invalid="ignore"):
                plain.view(np.longdouble)[:] *= 1
        return array


def _length(numbers: range) -> int:
    """How many there are, also if they are more than ``len`` can tell."""
    return (numbers[-1] - numbers[0]) // numbers.step + 1 if numbers else 0


def _require(condition: bool, problem: str) -> None:
    if not condition:
        raise CodecError(f"the message is malformed: {problem}")


def _natural(number: Any) -> int:
    _require(type(number) is int and number >= 0, "a size is no natural number")
    return int(number)
