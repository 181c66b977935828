"""What is sent arrives as it was."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError
from tests.grading.protocol.same import plain, same


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


def test_an_array_crosses_as_its_bytes() -> None:
    array = np.random.default_rng(0).normal(size=(64, 32))
    data = encode(array)
    assert len(data) < array.nbytes + 100
    assert data.endswith(array.tobytes())
