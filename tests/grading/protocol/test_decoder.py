"""Whatever arrives is a value or a CodecError, and takes little memory and time."""

from __future__ import annotations

import json
import struct
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError
from tests.grading.protocol.test_kinds import EXAMPLES


def nothing(number: int) -> Any:
    raise LookupError(number)


def message(tree: Any, beside: bytes = b"") -> bytes:
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return struct.pack("<I", len(text)) + text + beside


LIES = {
    "nothing": b"",
    "no length": b"\x01\x00",
    "a length too long": struct.pack("<I", 1 << 31) + b"1",
    "no JSON": message(b"1 2"),
    "no text": message(b"\xff\xfe"),
    "more": message(1, b"x"),
    "an object": message({"a": 1}),
    "an object within": message(["list", {}]),
    "no tag": message([]),
    "no tag but a number": message([1, 2]),
    "no tag but a list": message([["list"], 2]),
    "an unknown tag": message(["pickle", "x"]),
    "a tag of something else": message(["ndarray", 1]),
    "deep": message(b'["list",' * 60 + b"1" + b"]" * 60),
    "very deep": message(b"[" * 200_000 + b"]" * 200_000),
    "unclosed": message(b"[" * 200_000),
    "a long number": message(b"1" * 100_000),
    "a long hexadecimal number": message(["int", "0x" + "f" * 100_000]),
    "no number": message(["int", "zz"]),
    "half a dict": message(["dict", 1]),
    "a key twice": message(["dict", 1, 2, 1, 3]),
    "equal keys": message(["dict", 1, 2, True, 3]),
    "a key that is a list": message(["dict", ["list"], 1]),
    "a key that is an array": message(["dict", ["array", "<f8", [0], False], 1]),
    "a value twice": message(["set", 1, 1.0]),
    "a set of lists": message(["set", ["list"]]),
    "a complex number of strings": message(["complex", "1", "2"]),
    "a range of floats": message(["range", 0, 1.5, 1]),
    "a range without steps": message(["range", 0, 1, 0]),
    "a long string that is not there": message(["str", 10_000_000_000]),
    "a string of negative length": message(["str", -1], b"x"),
    "a string of no length": message(["str", None]),
    "a string of half a length": message(["str", 0.5], b"x"),
    "bytes taken twice": message(["list", ["bytes", 2], ["bytes", -2], ["bytes", 2]], b"ab"),
    "a string that is none": message(["str", 2], b"\xff\xff"),
    "bytes that are cut off": message(["bytes", 4], b"abc"),
    "an array of ten gigabytes": message(["array", "<f8", [10**5, 12500], False]),
    "an array beyond counting": message(["array", "<f8", [2**40, 2**40], False]),
    "an empty array beyond counting": message(["array", "<f8", [0, 2**62], False]),
    "an array of negative size": message(["array", "<f8", [-1], False]),
    "an array of two negative sizes": message(["array", "<f8", [-1, -1], False], b"12345678"),
    "an array of true size": message(["array", "<f8", [True], False], b"12345678"),
    "an array of many dimensions": message(["array", "<f8", [1] * 33, False], b"12345678"),
    "an array without a shape": message(["array", "<f8", None, False]),
    "an array of objects": message(["array", "|O", [1], False], b"12345678"),
    "an array of times of no unit": message(["array", "<M8[x]", [1], False], b"12345678"),
    "an array of times of a long unit": message(["array", "<M8[99999s]", [1], False], b"12345678"),
    "an empty array that is summed": message(["array", "<f8", [0, 2**26], False]),
    "an array of records": message(["array", "i4,i4", [1], False], b"12345678"),
    "an array of nothing": message(["array", "<U0", [10**9], False]),
    "an array of long strings": message(["array", "<U99999999", [1], False]),
    "an array of an expression": message(["array", "__import__('os')", [1], False]),
    "an array of a list": message(["array", ["<f8"], [1], False], b"12345678"),
    "an array in no order": message(["array", "<f8", [1], "F"], b"12345678"),
    "a bool that is neither": message(["array", "|b1", [2], False], b"\x01\x02"),
    "a character beyond Unicode": message(["array", "<U1", [1], False], b"\x00\x00\x11\x00"),
    "a scalar of strings": message(["scalar", "<U1"]),
    "a scalar that is cut off": message(["scalar", "<f8"], b"1234"),
    "a scalar bool that is neither": message(["scalar", "|b1"], b"\x07"),
    "a reference to nothing": message(["ref", 5]),
    "a reference by name": message(["ref", "os"]),
    "too much text": message(b'"' + b"x" * (5 << 20) + b'"'),
    "too many bytes": message(["bytes", 69 << 20], bytes(69 << 20)),
    "too many lists": message(["list", *[["list"] for _ in range(250_001)]]),
    "too many numbers": message(["list", *[0] * 250_001]),
    "a long range": message(["range", 0, 2_000_001, 1]),
    "numbers that are not there": message(["numbers", "list", "<f8", 2_000_000]),
    "numbers in a set": message(["numbers", "set", "<f8", 1], b"12345678"),
    "numbers of another type": message(["numbers", "list", "<i4", 1], b"1234"),
    "a negative number of numbers": message(["numbers", "list", "<i8", -1]),
    "too many numbers together": message(
        ["list", *[["numbers", "list", "<i8", 900_000]] * 3], bytes(8 * 2_700_000)
    ),
    "numbers and ranges together": message(
        ["list", ["range", 0, 1_500_000, 1], ["numbers", "list", "<i8", 900_000]],
        bytes(8 * 900_000),
    ),
    "ranges that are long together": message(["list", *[["range", 0, 9**5, 1]] * 40]),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_a_codec_error(name: str) -> None:
    with pytest.raises(CodecError, match="malformed"):
        decode(LIES[name], from_ref=nothing)


def test_bits_that_are_no_number_become_one() -> None:
    if np.longdouble(1).tobytes()[7] != 0x80:
        pytest.skip("long double is not x87's here")
    unnormal = bytes([1, 2, 3, 4, 5, 6, 7, 0x00, 0xFF, 0x3F, *b"secret"])
    array = decode(message(["array", np.dtype("g").str, [1], False], unnormal))
    assert np.isnan(array[0])
    assert array.tobytes()[:10] != unnormal[:10]


HASH = 2**61 - 1  # multiples of it have the same
EQUAL: dict[str, list[Any]] = {
    "integers": [i * HASH for i in range(101)],
    "tuples": [["tuple", i * HASH] for i in range(101)],
    "fractions": [["Fraction", i * HASH + 1, 1] for i in range(101)],
}


@pytest.mark.parametrize("name", EQUAL)
def test_keys_with_equal_hashes_are_bounded(name: str) -> None:
    """Each is compared with all before it, so the work grows with the square of their number."""
    trees = EQUAL[name]
    keys = decode(message(["list", *trees]))
    assert len({*map(hash, keys)}) == 1
    assert decode(message(["set", *trees[1:]])) == {*keys[1:]}
    for tree in (["set", *trees], ["dict", *[part for key in trees for part in (key, 0)]]):
        with pytest.raises(CodecError, match="the same hash"):
            decode(message(tree))


SAMPLE = {
    "args": [np.ones((3, 4)), np.arange(3), np.array(["a", "b"]), np.array([True, False])],
    "kwargs": {1: (2.5, None), "x": {1, 2}, (1, 2): b"xyz", "big": 1 << 70, "r": range(3)},
    "long": "x" * 5000,
    "more": [np.float32(1.5), 1 + 2j, np.longdouble(3), [0.5] * 70, np.datetime64("2020", "s")],
    "kinds": EXAMPLES,
}
PIECES = [
    b"[",
    b"]",
    b'"',
    b",",
    b"1",
    b"-",
    b"e9",
    b"null",
    b'"dict"',
    b'"list",',
    b"\x00",
    b"\xff",
]


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(encode(SAMPLE))),
            st.integers(0, 6),
            st.sampled_from(PIECES) | st.binary(max_size=4),
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
@settings(max_examples=800, deadline=None)
def test_mutated_bytes_are_values_or_codec_errors(
    changes: list[tuple[int, int, bytes]], mend: bool
) -> None:
    data = encode(SAMPLE)
    for at, removed, piece in changes:
        data = data[:at] + piece + data[at + removed :]
    if mend:  # the length, so that the text is reached
        text = data[4 : data.rfind(b"]") + 1]
        data = struct.pack("<I", len(text)) + data[4:]
    try:
        value = decode(data)
    except CodecError:
        return
    encode(value)


@pytest.mark.parametrize(
    "data",
    [
        message(b'["list",' + b",".join([b'["list"]'] * 100_000) + b"]"),
        message(b"[" + b",".join([b"[]"] * 1_300_000) + b"]"),
        message(b"[" + b",".join([b"{}"] * 500_000) + b"]"),
        message(b"[" + b",".join([b"0.1"] * 500_000) + b"]"),
        message(["array", "<f8", [10**9], False]),
        message(b'"' + "é😀".encode() + b"x" * (4_000_000) + b'"'),
    ],
    ids=["values", "lists", "objects", "floats", "array", "text"],
)
def test_a_message_takes_little_memory(data: bytes) -> None:
    tracemalloc.start()
    try:
        decode(data)
    except CodecError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 64 << 20
