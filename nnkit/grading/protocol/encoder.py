"""Turns a value into the JSON of a message and the bytes that follow it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.grading.protocol import kinds
from nnkit.grading.protocol.classes import Stays
from nnkit.grading.protocol.kind import Kind, StaysError
from nnkit.grading.protocol.limits import (
    LISTS_OF,
    LONG,
    MAX_BITS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_NUMBERS,
    MAX_VALUES,
    CodecError,
    TooLargeError,
    count,
    is_code,
    room,
    size_of_range,
    too_large,
)

MANY = 64  # of so many numbers on a list goes as an array
_AS_IT_IS = (type(None), bool, float)
_BASES = {int, float, complex, str, bytes, range, np.ndarray, np.generic}
_BASES |= {list, tuple, set, frozenset, dict}
_flat = itertools.chain.from_iterable


class Encoder:
    """Builds the JSON tree of a value, and collects the bytes that follow the text."""

    def __init__(self, to_ref: Callable[[Any], int] | None, pandas: bool) -> None:
        self.to_ref, self.pandas = to_ref, pandas
        self.blobs: list[bytes | memoryview] = []
        self.size = self.values = self.numbers = 0
        self._indivisible = 0  # how many values are being taken apart of which no part may stay

    def tree(self, value: Any, depth: int = 0) -> Any:
        """The JSON of a value."""
        cls = type(value)
        self.values += 1
        if self.values > MAX_VALUES:
            raise too_large("a value", "too many parts", count(MAX_VALUES))
        if depth > MAX_DEPTH:
            raise TooLargeError(
                "what is nested too deep or contains itself cannot be handed over: "
                f"{MAX_DEPTH} levels are allowed"
            )
        if cls in _AS_IT_IS or (cls is str and len(value) <= LONG):
            return value
        # The class is asked, because an object can lie to isinstance; and the methods of the base
        # are called, because a subclass can have its own.
        for base in (cls,) if cls in _BASES else cls.__mro__:
            if base in _BASES:
                tree = self._plain(value, base, depth)
            elif kind := self._kind_of(base):
                tree = self._parts(kind, value, depth)
            else:
                continue
            if tree is not None:
                return tree
        return self._reference(value)

    def _plain(self, value: Any, base: Any, depth: int) -> Any:
        """The tree of a value as one of plain data; None if it is none."""
        if base is float:
            return float.__pos__(value)
        if base is int:
            number = int.__pos__(value)
            if (bits := number.bit_length()) > MAX_BITS:
                raise too_large("an integer", f"{count(bits)} bits", count(MAX_BITS))
            return number if bits < 64 else ["int", hex(number)]
        if base is str:
            text = str.__str__(value)
            if len(text) > LONG:
                return ["str", self._add_blob(text.encode("utf-8", "surrogatepass"), "a string")]
            return text
        if base is np.ndarray or base is np.generic:
            array = np.asarray(value)  # asks no method of a subclass
            return self._array(array, scalar=base is np.generic) or self._in_parts(array, depth)
        if base is complex:
            return ["complex", complex.__pos__(value).real, complex.__pos__(value).imag]
        if base is bytes:
            return ["bytes", self._add_blob(bytes.__add__(value, b""), "a bytes object")]
        if base is range:
            self._count_numbers("range", size_of_range(value))
            return ["range", *map(self.tree, (value.start, value.stop, value.step))]
        return self._container(value, base, depth)

    def _container(self, value: Any, base: Any, depth: int) -> list[Any]:
        name = base.__name__
        parts = list(base.__iter__(value) if base is not dict else _flat(dict.items(value)))
        if base in (list, tuple) and len(parts) >= MANY and (code := _code_of(parts)):
            self._count_numbers(name, len(parts))
            try:
                blob = np.array(parts, code).tobytes()
            except OverflowError:
                pass
            else:
                self._add_blob(blob, f"a {name}")
                return ["numbers", name, code, len(parts)]
        if len(parts) > MAX_VALUES:
            raise too_large(f"a {name}", f"{count(len(parts))} values", count(MAX_VALUES), "long")
        return [name, *[self.tree(part, depth + 1) for part in parts]]

    def _kind_of(self, cls: type) -> Kind | None:
        kind = kinds.kind_of(cls)
        return kind if kind is None or self.pandas or kind.name[:7] != "pandas." else None

    def _parts(self, kind: Kind, value: Any, depth: int) -> list[Any] | None:
        """The tree of a value of a kind; None if it goes as its base."""
        self.values += kind.weight - 1
        try:
            parts = kind.parts(value)
        except StaysError:
            return self._reference(value)
        return None if parts is None else self._tree_of(kind, parts, value, depth)

    def _tree_of(self, kind: Kind, parts: list[Any], value: Any, depth: int) -> list[Any]:
        """The tree of a value of a kind with these parts; a reference if one of them stays."""
        before = len(self.blobs)
        self._indivisible += kind.indivisible
        try:
            trees = [
                self._stays(p.value) if type(p) is Stays else self.tree(p, depth + 1) for p in parts
            ]
        except StaysError:
            trees = None
        self._indivisible -= kind.indivisible
        if trees is None:
            del self.blobs[before:]
            return self._reference(value)
        return [kind.name, *trees]

    def _stays(self, value: Any) -> Any:
        """A reference to a value where the other side can use one, else nothing."""
        try:
            return self._reference(value)
        except TypeError:
            return None

    def _in_parts(self, array: NDArray[Any], depth: int) -> list[Any] | None:
        """The tree of an array of records or of Python's objects; None if it stays."""
        if array.ndim and (parts := kinds.records_parts(array)):
            return self._tree_of(kinds.RECORDS, parts, array, depth)
        if parts := kinds.objects_parts(array):
            return self._tree_of(kinds.OBJECTS, parts, array, depth)
        return None

    def _reference(self, value: Any) -> list[Any]:
        if self._indivisible:
            raise StaysError
        if self.to_ref is None:
            name = type(value).__name__
            if isinstance(value, np.ndarray):
                name = f"{name} of type {value.dtype}"
            raise CodecError(
                f"it is or holds a {name}; only numbers, strings, arrays of these, and lists, "
                "tuples, sets and dicts can be handed over"
            )
        return ["ref", self.to_ref(value)]

    def _count_numbers(self, name: str, length: int) -> None:
        self.numbers += length
        if self.numbers > MAX_NUMBERS:
            raise too_large(f"a {name}", f"{count(length)} numbers", count(MAX_NUMBERS), "long")

    def _array(self, array: NDArray[Any], scalar: bool) -> list[Any] | None:
        if not array.dtype.isnative:
            array = array.astype(array.dtype.newbyteorder("="))
        code = array.dtype.str
        if array.ndim > MAX_DIMENSIONS or not is_code(code):
            return None
        self._reserve(room(array.shape, array.itemsize), f"an array of shape {array.shape}")
        self.blobs.append(array.ravel("A").view(np.uint8).data)
        if scalar:
            return ["scalar", code]
        return ["array", code, array.shape, array.flags.fnc]

    def _add_blob(self, blob: bytes, what: str) -> int:
        self._reserve(len(blob), what)
        self.blobs.append(blob)
        return len(blob)

    def _reserve(self, size: int, what: str) -> None:
        self.size += size
        if self.size > MAX_BYTES:
            raise too_large(
                what, f"{count(max(size, self.size) >> 20)} MB", f"{MAX_BYTES >> 20} MB"
            )


def _code_of(numbers: list[Any]) -> str | None:
    """The code of the array as which a list goes, if all of it are floats or all integers."""
    first = type(numbers[0])
    return LISTS_OF.get(first) if {*map(type, numbers)} == {first} else None
