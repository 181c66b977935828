"""Takes a message apart; nothing about it is trusted."""

from __future__ import annotations

import json
import math
import struct
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.grading.protocol import kinds
from nnkit.grading.protocol.classes import Classes
from nnkit.grading.protocol.kind import Kind
from nnkit.grading.protocol.limits import (
    LISTS_OF,
    MAX_BITS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_NUMBERS,
    MAX_TEXT,
    MAX_VALUES,
    MAX_WITH_EQUAL_HASHES,
    NUMBERS,
    CodecError,
    is_code,
    room,
    size_of_range,
)

LENGTH = struct.Struct("<I")  # of the JSON, before it
_CONTAINERS = {c.__name__: c for c in (list, tuple, set, frozenset, dict)}
_WITH_KEYS = (set, frozenset, dict)
_LEAVES = (type(None), bool, float, int, str)
_CODES = frozenset(LISTS_OF.values())


class Decoder:
    """Takes a message apart."""

    def __init__(
        self,
        data: bytes,
        from_ref: Callable[[int], Any] | None,
        class_named: Callable[[str], Any] | None,
    ) -> None:
        self.data = memoryview(data)
        self.from_ref = from_ref
        self.classes = Classes(class_named)
        self.at = self.values = self.numbers = 0

    def message(self) -> Any:
        """The value that the message holds."""
        (length,) = LENGTH.unpack(self._read(LENGTH.size))
        _require(length <= MAX_TEXT and len(self.data) <= MAX_TEXT + MAX_BYTES, "it is too large")
        text = bytes(self._read(length))
        # Counted before it is parsed: of all that JSON can make, lists take the most memory.
        _require(text.count(b"[") <= MAX_VALUES, "it holds too many values")
        value = self._value(json.loads(text.decode("utf-8", "surrogatepass")))
        _require(self.at == len(self.data), "there is more than it tells of")
        return value

    def _read(self, size: int) -> memoryview:
        start, self.at = self.at, self.at + _natural(size)
        _require(self.at <= len(self.data), "it is cut off")
        return self.data[start : self.at]

    def _value(self, tree: Any, depth: int = 0) -> Any:
        if type(tree) is not list:
            _require(type(tree) is not dict, "it holds an object")
            return tree
        tag, *rest = tree
        if tag in _CONTAINERS:
            self.values += len(rest)
            deeper = depth + 1
            _require(self.values <= MAX_VALUES, "it holds too many values")
            _require(deeper <= MAX_DEPTH or not rest, "it is too deep")
            parts = [p if type(p) in _LEAVES else self._value(p, deeper) for p in rest]
            return self._container(tag, parts)
        match tag, rest:
            case "array", [code, [*shape], bool(fortran)]:
                return self._array(code, tuple(map(_natural, shape)), "F" if fortran else "C")
            case "scalar", [code]:
                return self._array(code, (), "C")[()]
            case "int", [str(digits)]:
                _require(len(digits) <= MAX_BITS // 4 + 3, "an integer is too large")
                return int(digits, 16)
            case "complex", [float(real), float(imag)]:
                return complex(real, imag)
            case "str", [size]:
                return str(self._read(size), "utf-8", "surrogatepass")
            case "bytes", [size]:
                return bytes(self._read(size))
            case "range", [_, _, _]:
                numbers = range(*map(self._value, rest))
                self._count_numbers(size_of_range(numbers))  # somebody may make a list of it
                return numbers
            case "numbers", [("list" | "tuple") as name, code, length] if code in _CODES:
                self._count_numbers(_natural(length))
                return _CONTAINERS[name](self._array(code, (length,), "C").tolist())
            case "ref", [int(number)] if self.from_ref is not None:
                return self.from_ref(number)
            case str(), _ if kind := kinds.kind_named(tag):
                return self._made(kind, rest, depth + 1)
        raise CodecError("the message is malformed: it holds something unknown")

    def _made(self, kind: Kind, trees: list[Any], depth: int) -> Any:
        """A value of a kind, from the trees of its parts."""
        self.values += kind.weight
        _require(self.values <= MAX_VALUES, "it holds too many values")
        _require(depth <= MAX_DEPTH, "it is too deep")
        parts = [self._value(tree, depth) for tree in trees]
        try:
            return kind.make(self.classes, *parts) if kind.asks else kind.make(*parts)
        except Exception as error:
            problem = f"its parts make no {kind.name} ({type(error).__name__})"
            raise CodecError(f"the message is malformed: {problem}") from None

    def _count_numbers(self, length: int) -> None:
        self.numbers += length
        _require(self.numbers <= MAX_NUMBERS, "it holds too many numbers")

    def _container(self, tag: str, parts: list[Any]) -> Any:
        if _CONTAINERS[tag] not in _WITH_KEYS:
            return _CONTAINERS[tag](parts)
        keys = parts[::2] if tag == "dict" else parts
        if len(keys) > MAX_WITH_EQUAL_HASHES:
            ((_, most),) = Counter(map(hash, keys)).most_common(1)
            _require(most <= MAX_WITH_EQUAL_HASHES, "it holds too many keys with the same hash")
        pairs = zip(parts[::2], parts[1::2], strict=True) if tag == "dict" else parts
        result = _CONTAINERS[tag](pairs)
        _require(len(result) == len(parts) / (1 + (tag == "dict")), "a key is there twice")
        return result

    def _array(self, code: str, shape: tuple[int, ...], order: Any) -> NDArray[Any]:
        dtype = NUMBERS.get(code)
        if dtype is None:
            _require(is_code(code), "an array has an unknown type")
            dtype = np.dtype(code)
        _require(len(shape) <= MAX_DIMENSIONS, "an array has too many dimensions")
        _require(room(shape, dtype.itemsize) <= MAX_BYTES, "an array is too large")
        blob = self._read(math.prod(shape) * dtype.itemsize)
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


def _require(condition: bool, problem: str) -> None:
    if not condition:
        raise CodecError(f"the message is malformed: {problem}")


def _natural(number: Any) -> int:
    _require(type(number) is int and number >= 0, "a size is no natural number")
    return int(number)
