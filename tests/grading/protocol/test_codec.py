"""What is sent arrives as it was, and whatever else arrives is a CodecError."""

from __future__ import annotations

import enum
import json
import math
import struct
import tracemalloc
from collections import OrderedDict, defaultdict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnkit.grading.protocol import codec
from nnkit.grading.protocol.codec import CodecError, decode, encode

Point = namedtuple("Point", "x y")


def same(a: Any, b: Any) -> bool:
    """Whether two values are equal to the last bit and in all their types."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        dtype = a.dtype.newbyteorder("=")
        return (
            (a.shape, dtype) == (b.shape, b.dtype)
            and (a.flags.fnc, True) == (b.flags.fnc, b.flags.writeable and b.flags.owndata)
            and same_numbers(a.astype(dtype), b)
        )
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and same_numbers(np.array(a), np.array(b))
    if isinstance(a, (float, complex)):
        return repr(a) == repr(b)
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, (set, frozenset)):
        return sorted(map(repr, a)) == sorted(map(repr, b))
    return bool(a == b)


def same_numbers(a: Any, b: Any) -> bool:
    if a.dtype.kind in "fc":
        parts = [(a.real, b.real), (a.imag, b.imag)]
        return all(
            np.array_equal(p, q, equal_nan=True) and np.array_equal(np.signbit(p), np.signbit(q))
            for p, q in parts
        )
    return bool(np.array_equal(a, b))


arrays = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(endianness="?"),
    hnp.unicode_string_dtypes(endianness="?", min_len=1),
    hnp.byte_string_dtypes(min_len=1),
).flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0)))
views = st.one_of(
    arrays,
    arrays.map(np.transpose),
    arrays.map(np.asfortranarray),
    arrays.map(lambda a: a[::-2] if a.ndim else a),
)
# Surrogates too, alone and in pairs.
texts = st.text(st.characters(codec=None)) | st.text("\ud83d\ude00😀", max_size=4)
keys = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), texts, st.binary()
)
scalars = arrays.filter(lambda a: a.size and a.dtype.kind not in "US").map(lambda a: a.flat[0])
plain = st.recursive(
    st.one_of(
        keys,
        views,
        scalars,
        st.integers(-(1 << 200), 1 << 200),
        st.builds(range, st.integers(max_value=99)),
    ),
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(st.one_of(keys, st.tuples(keys, keys), st.frozensets(keys)), inner),
        st.sets(keys),
        st.frozensets(keys),
    ),
    max_leaves=12,
)


@given(plain)
def test_what_is_sent_arrives(value: Any) -> None:
    assert same(value, decode(encode(value)))


@pytest.mark.parametrize(
    "value",
    [
        None,
        -0.0,
        math.nan,
        -math.inf,
        complex(math.nan, -0.0),
        2**63,
        -(2**63) - 1,
        7**5000,
        "",
        "\ud83d",
        "\ud83d\ude00",
        '\x00\n"\\',
        "é" * 5000,
        "\ud83d\ude00" * 5000,
        b"\x00" * 5000,
        range(10, 0, -3),
        range(10**30, 10**30 + 7),
        [np.ones((64, 32)), {"W": [np.zeros(3, np.float32)]}],
        np.array(3.5),
        np.empty((0, 4)),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(6)[::-2],
        np.array(["a", "", "😀"]),
        np.array([b"a", b"\x00b"]),
        np.array([1.5, -0.0, np.nan], np.longdouble),
        np.longdouble("1.1"),
        np.complex64(1 - 2j),
        np.bool_(True),
        np.int64(3),
        np.uint8(3),
        {(1, frozenset({2.5})): {"x"}},
    ],
    ids=lambda value: repr(value)[:30],
)
def test_corner_cases_arrive(value: Any) -> None:
    assert same(value, decode(encode(value)))


def test_a_big_endian_array_arrives_in_native_order() -> None:
    array = decode(encode(np.array([1, 256], ">i4")))
    assert array.dtype == np.int32
    assert array.dtype.isnative
    assert array.tolist() == [1, 256]


class Liar(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__

    def __pos__(self) -> float:
        return 100.0

    def __float__(self) -> float:
        return 100.0

    def __repr__(self) -> str:
        return "100.0"


class Chameleon(np.ndarray):
    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return np.full(3, 100.0)

    def __eq__(self, other: object) -> Any:
        return True

    def tobytes(self, order: Any = None) -> bytes:
        return b"\xff" * 24


class Scalar(np.float64):
    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return np.array(100.0)


class Name(str):
    def __str__(self) -> str:
        return "other"


class Bag(list):
    def __iter__(self) -> Any:
        return iter([100])


class Colour(enum.IntEnum):
    RED = 3


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Liar(2.0), 2.0),
        (np.arange(3.0).view(Chameleon), np.arange(3.0)),
        (np.ma.masked_array([1.0, 2.0], [True, False]), np.array([1.0, 2.0])),
        (Name("name"), "name"),
        (Bag([1, 2]), [1, 2]),
        (Colour.RED, 3),
        (Point(1, 2.5), (1, 2.5)),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (np.str_("a"), "a"),
        (np.bytes_(b"a"), b"a"),
        (Scalar(2.0), np.float64(2.0)),
    ],
)
def test_of_a_subclass_only_the_plain_value_arrives(value: Any, arrives: Any) -> None:
    assert same(arrives, decode(encode(value)))


class Pretender:
    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return list


@pytest.mark.parametrize(
    "value",
    [
        len,
        object(),
        Pretender(),
        int,
        [lambda: 0],
        {"a": iter([])},
        np.array([None]),
        np.array([(1, 2)], "i4,i4"),
        np.datetime64("2020-01-01"),
        bytearray(3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_refused(value: Any) -> None:
    with pytest.raises(CodecError, match="only numbers, strings, arrays"):
        encode(value)


def nothing(number: int) -> Any:
    raise LookupError(number)


def test_a_reference_stands_for_what_is_not_plain() -> None:
    kept: list[Any] = []

    def keep(value: Any) -> int:
        kept.append(value)
        return -len(kept)

    data = encode([len, 1, {"f": np.sin}], to_ref=keep)
    assert decode(data, from_ref=lambda number: kept[-number - 1]) == [len, 1, {"f": np.sin}]
    with pytest.raises(CodecError):
        decode(data)
    with pytest.raises(CodecError):
        decode(data, from_ref=nothing)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def cyclic() -> Any:
    value: Any = []
    value += [value, value]
    return value


def bushy() -> Any:
    value: Any = 1
    for _ in range(40):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (nested(51), "contains itself"),
        (cyclic(), "contains itself"),
        (bushy(), "too many"),
        ([0] * 250_001, "too many"),
        (1 << 20_000, "integer of more than"),
        (np.broadcast_to(1.0, (10**6, 10**6)), "more than 64 MB"),
        ([np.zeros(1 << 21)] * 5, "more than 64 MB"),
        (["x" * 4000] * 2000, "besides arrays"),
        ("x" * (65 << 20), "more than 64 MB"),
        (dict.fromkeys(range(10_001), 0), "keys"),
        (range(10**30), "holds a range"),
        (["[" * 4000] * 100, "besides arrays"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_too_much_is_refused(value: Any, what: str) -> None:
    with pytest.raises(CodecError, match=what):
        encode(value)


def test_just_enough_is_sent() -> None:
    values = [nested(50), [1.5] * 249_000, (1 << 16_384) - 1, dict.fromkeys(range(10_000), 0)]
    for value in (*values, [[] for _ in range(120_000)], np.zeros(1 << 23)):
        assert same(value, decode(encode(value)))


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
    "an array of times": message(["array", "<M8[s]", [1], False], b"12345678"),
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
    "a long range": message(["range", 0, 250_001, 1]),
    "ranges that are long together": message(["list", *[["range", 0, 9**5, 1]] * 9]),
    "too many keys": message(["set", *range(20_001)]),
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


def test_keys_with_equal_hashes_are_bounded() -> None:
    """Each is compared with all before it, so the work grows with the square of their number."""
    keys = [i * (2**61 - 1) for i in range(2 * codec.MAX_KEYS + 1)]
    assert len({hash(key) for key in keys}) == 1
    assert len(decode(message(["set", *keys[:1000]]))) == 1000
    with pytest.raises(CodecError, match="too many keys"):
        decode(message(["set", *keys]))


SAMPLE = {
    "args": [np.ones((3, 4)), np.arange(3), np.array(["a", "b"]), np.array([True, False])],
    "kwargs": {1: (2.5, None), "x": {1, 2}, (1, 2): b"xyz", "big": 1 << 70, "r": range(3)},
    "long": "x" * 5000,
    "more": [np.float32(1.5), 1 + 2j, np.longdouble(3)],
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
@settings(max_examples=600, deadline=None)
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


def test_an_array_crosses_as_its_bytes() -> None:
    array = np.random.default_rng(0).normal(size=(64, 32))
    data = encode(array)
    assert len(data) < array.nbytes + 100
    assert data.endswith(array.tobytes())
