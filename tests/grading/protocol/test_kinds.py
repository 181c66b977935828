"""A value of each kind arrives as it was, and from other parts none is made."""

from __future__ import annotations

import json
import struct
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.kinds import kind_named
from nnkit.grading.protocol.limits import CodecError, TooLargeError

EXAMPLES = [
    Fraction(-3, 4),
    Decimal("1.50"),
    date(2020, 2, 29),
    datetime(2020, 1, 2, 3, 4, 5, 6, timezone(timedelta(hours=1), "X"), fold=1),
    datetime(2020, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
    time(1, 2, 3, 4, UTC),
    timedelta(-1, 2, 3),
    slice(1, None, 2),
    ...,
    bytearray(b"xyz"),
    Counter("abca"),
    OrderedDict(b=1, a=2),
    defaultdict(list, {1: [2]}),
    deque([1, 2], 3),
    PurePosixPath("a/b"),
    PureWindowsPath("c:/b"),
    np.ma.masked_array([1.0, 2.0], [True, False], fill_value=7.0),
    np.array([(1, 2.5, "x")], [("a", "i4"), ("b", "f8"), ("c", "U2")]),
    np.array([[None, 1.5, "x"], [Fraction(1, 3), [1, [2]], np.array([3, "y"], object)]], object),
    np.array(10**400),
]


def arrives(value: Any) -> bool:
    """Whether it arrives as it was, its type and all that it shows of itself included."""
    back = decode(encode(value))
    return type(back) is type(value) and repr(back) == repr(value)


@pytest.mark.parametrize("value", EXAMPLES, ids=lambda value: type(value).__name__)
def test_an_example_arrives(value: Any) -> None:
    assert arrives(value)
    assert arrives([value, {"a": (value,)}])


zones = st.none() | st.builds(
    timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)), st.text(max_size=5)
)
values = st.one_of(
    st.fractions(),
    st.decimals(),
    st.decimals(-(10**9), 10**9, places=3),
    st.dates(),
    st.datetimes(timezones=zones),
    st.times(timezones=zones),
    st.timedeltas(),
    zones,
    st.slices(9),
    st.binary().map(bytearray),
    st.lists(st.text(max_size=3)).map(Counter),
    st.dictionaries(st.text(max_size=3), st.integers()).map(OrderedDict),
    st.dictionaries(st.integers(), st.lists(st.integers())).map(lambda d: defaultdict(list, d)),
    st.lists(st.fractions()).map(deque),
    st.text(max_size=9).map(PurePosixPath),
)


@given(values)
def test_a_value_arrives(value: Any) -> None:
    assert arrives(value)


@given(st.dictionaries(st.fractions() | st.dates() | st.text(), st.integers()))
def test_views_of_a_dict_are_views(table: dict[Any, int]) -> None:
    keys, numbers, items = decode(encode([table.keys(), table.values(), table.items()]))
    assert keys == table.keys()
    assert items == table.items()
    assert [*numbers] == [*table.values()]
    assert [type(v) for v in (keys, numbers, items)] == [
        type(v) for v in (table.keys(), table.values(), table.items())
    ]


fields = st.lists(
    st.sampled_from(["?", "<i2", ">f8", "c8", "U2", "S3", "M8[D]"]), min_size=1, max_size=4
)


@given(fields, st.sampled_from([(0,), (3,), (2, 2)]))
def test_an_array_with_names_arrives(codes: list[str], shape: tuple[int, ...]) -> None:
    array = np.zeros(shape, [(f"x{i}", code) for i, code in enumerate(codes)])
    for i, code in enumerate(codes):
        array[f"x{i}"] = np.arange(array.size).reshape(array.shape).astype(code)
    back = decode(encode(array))
    assert back.shape == array.shape
    assert back.dtype == array.dtype.newbyteorder("=")
    assert np.array_equal(back, array)


@given(
    st.one_of(hnp.datetime64_dtypes(), hnp.timedelta64_dtypes()).flatmap(
        lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_side=0, max_side=3))
    )
)
def test_an_array_of_times_arrives(array: Any) -> None:
    back = decode(encode(array))
    assert back.dtype == array.dtype.newbyteorder("=")
    assert np.array_equal(back.astype("i8"), array.astype("i8"))


def test_masks_and_matrices_arrive() -> None:
    assert arrives(np.ma.masked)
    assert decode(encode(np.ma.masked)) is np.ma.masked
    assert arrives(np.arange(6.0).reshape(2, 3).view(np.matrix))
    assert arrives(np.datetime64("2020-01-01"))


def test_a_named_tuple_of_which_none_can_be_made_arrives_as_a_tuple() -> None:
    Row = namedtuple("Row", "a class", rename=True)
    assert decode(encode([Row(1, 2)])) == [(1, 2)]


def raw(tree: Any, beside: bytes = b"") -> bytes:
    text = json.dumps(tree).encode()
    return struct.pack("<I", len(text)) + text + beside


LIES: dict[str, list[Any]] = {
    "Fraction": [
        [1, 0],
        [1, -2],
        [1.5, 2],
        ["1", 2],
        [True, 2],
        [1],
        [1, 2, 3],
        [["Fraction", 1, 2], 3],
        [["int", "0x" + "f" * 9999], 1],
    ],
    "Decimal": [["1e999999999"], ["1e-99999"], ["0e99999"], ["x"], [1.5], ["1" * 5000], [None], []],
    "date": [[2020, 13, 1], [0, 1, 1], [10**9, 1, 1], [2020, 1.0, 1], [["bytes", 4]], ["x", 1, 1]],
    "datetime": [
        [10**5, 1, 1, 0, 0, 0, 0, None, 0],
        [2020, 1, 1, 0, 0, 0, 0, "UTC", 0],
        [2020, 1, 1, 0, 0, 0, 0, None, 2],
        [2020, 1, 1],
        [2020, 1, 1, 0, 0, 0, 0, ["date", 2020, 1, 1], 0],
    ],
    "time": [[25, 0, 0, 0, None, 0], [1, 0, 0, 0, 3, 0], [1]],
    "timedelta": [[10**10, 0, 0], [1e300, 0, 0], ["1", 0, 0], [10**400, 0, 0]],
    "timezone": [[3, None], [["timedelta", 2, 0, 0], None], [["timedelta", 0, 0, 0], 3]],
    "ZoneInfo": [["../passwd"], ["/etc/passwd"], ["Europe"], ["No/Where"], [3], ["a" * 50], []],
    "slice": [[1], [1, 2, 3, 4]],
    "bytearray": [[10**12], [["list", 1]], [None]],
    "Counter": [[["list", 1]], [["dict", "a", ["list"]]], [["dict", "a", "b"]], [3]],
    "OrderedDict": [[["list", ["list", 1, 2]]], [None]],
    "defaultdict": [["eval", ["dict"]], ["object", ["dict"]], [["list"], ["dict"]], ["list", 3]],
    "deque": [[["list", 1, 2], 1], [["list"], -1], [["list"], "x"], ["ab", None], [["dict"], 3]],
    "dict_keys": [[["list", 1]], [3]],
    "dict_values": [[["dict", 1, 2]], ["ab"]],
    "dict_items": [[["list"]], [["list", ["list", 1, 2]]]],
    "masked": [
        [1, 2, 3],
        [["array", "<f8", [0], False], ["array", "<f8", [0], False], 1.0],
        [["array", "<f8", [0], False], ["array", "|b1", [0, 1], False], 1.0],
        [["array", "<f8", [0], False], ["array", "|b1", [0], False], ["dict"]],
        [["array", "<f8", [0], False], ["array", "|b1", [0], False], "x"],
    ],
    "matrix": [[["array", "<f8", [0], False]], [3]],
    "objects": [
        [["tuple", 2], ["list", 1]],
        [["tuple", -1, -1], ["list", 1]],
        [["tuple", 1.0], ["list", 1]],
        [["tuple", True], ["list", 1]],
        [["tuple", 0, 1 << 40], ["list"]],
        [["tuple", *[1] * 33], ["list", 1]],
        [["list", 1], ["list", 1]],
        [["tuple", 1], ["tuple", 1]],
    ],
    "records": [
        [["list"], ["list"]],
        [["list", "a", "a"], ["list", *[["array", "<f8", [0], False]] * 2]],
        [["list", "a", "b"], ["list", ["array", "<f8", [0], False]]],
        [["list", ""], ["list", ["array", "<f8", [0], False]]],
        [["list", ["tuple", "t", "a"]], ["list", ["array", "<f8", [0], False]]],
        [["list", "a"], ["list", 3]],
        [
            ["list", "a", "b"],
            ["list", ["array", "<f8", [0], False], ["array", "<f8", [0, 1], False]],
        ],
        [["list", *map(str, range(300))], ["list", *[["array", "<f8", [0], False]] * 300]],
    ],
}


@pytest.mark.parametrize("name", LIES)
def test_other_parts_are_a_codec_error(name: str) -> None:
    assert kind_named(name) is not None
    for parts in LIES[name]:
        with pytest.raises(CodecError, match="malformed"):
            decode(raw([name, *parts]))


def test_what_is_within_a_kind_counts_too() -> None:
    deep: Any = 1
    for _ in range(60):
        deep = ["slice", None, None, deep]
    many = ["list", *[["slice", 1, 2, 3]] * 125_001]
    for tree in (deep, many):
        with pytest.raises(CodecError, match=r"too (deep|many)"):
            decode(raw(tree))


def test_an_array_that_holds_itself_is_too_deep() -> None:
    array = np.empty(1, object)
    array[0] = array
    with pytest.raises(TooLargeError, match="contains itself"):
        encode(array)
