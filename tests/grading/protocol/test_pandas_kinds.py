"""Objects of pandas arrive as they were, and from other parts none is made."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.kinds import kind_named
from nnkit.grading.protocol.limits import CodecError, TooLargeError
from tests.grading.protocol.test_kinds import raw

pd = pytest.importorskip("pandas")


def columns(length: int) -> st.SearchStrategy[Any]:
    """Columns of each type, with values that are missing."""

    def column(cells: Any, dtype: Any) -> st.SearchStrategy[Any]:
        lists = st.lists(cells, min_size=length, max_size=length)
        return lists.map(lambda values: pd.Series(values, dtype=dtype))

    missing = st.none()
    moments = st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01"))
    return st.one_of(
        column(st.integers(-9, 9), "int64"),
        column(st.integers(0, 9), "uint8"),
        column(st.floats(width=32), "float32"),
        column(st.floats(), "float64"),
        column(st.booleans(), "bool"),
        column(st.integers(-9, 9) | missing, "Int64"),
        column(st.floats(-9, 9) | missing, "Float64"),
        column(st.booleans() | missing, "boolean"),
        column(st.text(max_size=3) | missing, None if length else "object"),
        column(st.text(max_size=3) | missing, "string"),
        column(st.text(max_size=3) | missing | st.integers() | st.dates(), "object"),
        column(st.sampled_from("abc") | missing, "category"),
        column(moments | missing, "datetime64[us]"),
        column(moments | missing, "datetime64[ns, UTC]"),
        column(moments | missing, "datetime64[s, Europe/Berlin]"),
        column(st.timedeltas(), "timedelta64[us]"),
    )


names = st.none() | st.text(max_size=3) | st.integers() | st.tuples(st.text(), st.integers())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4).flatmap(lambda n: st.tuples(columns(n), columns(n), columns(n))), names)
def test_a_frame_arrives(series: tuple[Any, ...], name: Any) -> None:
    frame = pd.concat(series, axis=1)
    frame.columns = ["a", "a", "b"]  # twice
    pd.testing.assert_frame_equal(decode(encode(frame)), frame, check_freq=True)
    for one in series:
        named = pd.Series(one, name=name, copy=True)
        named.index = pd.Index(one, name=name)
        pd.testing.assert_series_equal(decode(encode(named)), named, check_index_type="exact")


INDEXES = {
    "range": lambda: pd.RangeIndex(2, 9, 3, name="i"),
    "numbers": lambda: pd.Index([1.5, 2.5]),
    "mixed": lambda: pd.Index(["a", 1, None], dtype=object),
    "dates": lambda: pd.date_range("2020", periods=3),
    "months": lambda: pd.date_range("2020", periods=3, freq="MS", name="m"),
    "zoned": lambda: pd.date_range("2020", periods=3, tz="Europe/Berlin"),
    "spans": lambda: pd.to_timedelta([1, 2], unit="h"),
    "categories": lambda: pd.CategoricalIndex(["b", "a"], ["c", "b", "a"], ordered=True),
    "levels": lambda: pd.MultiIndex.from_product([[1, 2], ["a", "b"]], names=["u", None]),
    "none": lambda: pd.Index([]),
}


@pytest.mark.parametrize("name", INDEXES)
def test_an_index_arrives(name: str) -> None:
    index = INDEXES[name]()
    back = decode(encode(index))
    pd.testing.assert_index_equal(back, index, exact=True)
    assert getattr(back, "freq", None) == getattr(index, "freq", None)


@pytest.mark.parametrize(
    "empty", ["pd.DataFrame()", "pd.DataFrame({'a': []})", "pd.Series([], dtype='int8')"]
)
def test_what_is_empty_arrives(empty: str) -> None:
    value = eval(empty)
    back = decode(encode(value))
    assert type(back) is type(value)
    assert back.equals(value)
    pd.testing.assert_index_equal(back.index, value.index, exact=True)


def test_moments_arrive() -> None:
    moments = [
        pd.Timestamp("2020-01-01 12:00:00.000000007"),
        pd.Timestamp("2020-03-29 03:30", tz="Europe/Berlin"),
        pd.Timestamp("2020-01-01", tz="UTC").as_unit("s"),
        pd.Timedelta("1D"),
        pd.NaT,
        pd.NA,
    ]
    for moment, back in zip(moments, decode(encode(moments)), strict=True):
        assert repr(back) == repr(moment)
        assert getattr(back, "unit", None) == getattr(moment, "unit", None)


@pytest.mark.parametrize(
    "column", ["[len, 1]", "[[1], 2]", "pd.period_range('2020', periods=2)", "[object(), None]"]
)
def test_what_holds_objects_stays(column: str) -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": eval(column)})
    assert decode(encode(frame, to_ref=lambda value: 3), from_ref=str) == "3"
    with pytest.raises(CodecError, match="it is or holds a DataFrame"):
        encode(frame)


def test_of_a_subclass_what_arrives_is_a_frame() -> None:
    frame = type("Frame", (pd.DataFrame,), {"__eq__": lambda self, other: True})({"a": [1]})
    assert type(decode(encode(frame))) is pd.DataFrame


def test_where_the_other_side_has_no_pandas_it_all_stays() -> None:
    for value in (pd.Series([1]), pd.NaT, pd.Timedelta("1D")):
        data = encode(value, to_ref=lambda value: 3, pandas=False)
        assert decode(data, from_ref=str) in ("3", pd.Timedelta("1D").to_pytimedelta())


@pytest.mark.parametrize(
    "index",
    [
        pd.period_range("2020", periods=2, freq="M"),
        pd.interval_range(0, 2),
        pd.Index([("a", 1), ("b", 2)], tupleize_cols=False),
        pd.MultiIndex.from_arrays([pd.period_range("2020", periods=2, freq="M"), [1, 2]]),
        pd.CategoricalIndex(pd.interval_range(0, 2)),
    ],
    ids=lambda index: type(index).__name__,
)
def test_where_a_part_stays_the_whole_stays(index: Any) -> None:
    stayed: list[Any] = []

    def to_ref(value: Any) -> int:
        stayed.append(value)
        return 3

    series = pd.Series([1.5, 2.5], index)
    for value in (series, pd.DataFrame({"a": series})):
        message = encode([value, np.arange(3.0), "x" * 5000], to_ref)
        back = decode(message, from_ref=str)
        assert back[0] == "3"
        assert stayed.pop() is value
        assert not stayed
        assert list(back[1]) == [0, 1, 2]
        assert len(back[2]) == 5000


def test_where_this_side_has_not_loaded_it_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(pd.Series([1]))
    monkeypatch.delitem(sys.modules, "pandas")
    with pytest.raises(CodecError, match="unknown"):
        decode(data)
    assert "pandas" not in sys.modules


ARRAY = ["array", "<i8", [0], False]
INDEX = ["pandas.RangeIndex", 0, 0, 1, None]
ONE = ["pandas.RangeIndex", 0, 1, 1, None]
LIES = [
    ["pandas.MultiIndex", ["list", *[["pandas.RangeIndex", 0, 1 << 22, 1, None]] * 3]],
    ["pandas.Series", ["list", "array", ["array", "<i8", [0, 0], False]], INDEX, None],
    ["pandas.Series", ["list", "array", ["array", "<U1", [0], False]], INDEX, None],
    ["pandas.Series", ["list", "array", ARRAY], ONE, None],
    ["pandas.Series", ["list", "array", ARRAY], ["list"], None],
    ["pandas.Series", ["list", "array", ARRAY], INDEX, ["list"]],
    ["pandas.Series", ["list", "eval", ARRAY], INDEX, None],
    ["pandas.Series", ["list", "object", ["list", ["list"]]], ONE, None],
    ["pandas.Series", ["list", "object", ["list"], 3], INDEX, None],
    ["pandas.Series", ["list", "string", ["list", 3]], ONE, None],
    ["pandas.Series", ["list", "Int64", ARRAY, ARRAY], INDEX, None],
    ["pandas.Series", ["list", "Int8", ARRAY, ["array", "|b1", [0], False]], INDEX, None],
    ["pandas.Series", ["list", "category", ARRAY, INDEX, 1], INDEX, None],
    ["pandas.Series", ["list", "category", ARRAY, ["list"], False], INDEX, None],
    ["pandas.Series", ["list", "zoned", ARRAY, "UTC"], INDEX, None],
    *[
        ["pandas.Series", ["list", "zoned", ["array", "<M8[ns]", [0], False], zone], INDEX, None]
        for zone in (
            "../../etc/passwd",
            "/etc/localtime",
            "dateutil//etc/x",
            "No/Where",
            3,
            "",
            "tzlocal()",
        )
    ],
    ["pandas.Series", 3, INDEX, None],
    ["pandas.Series", ["list"], INDEX, None],
    ["pandas.DataFrame", ["list", ["list", "array", ARRAY]], INDEX, INDEX],
    ["pandas.DataFrame", ["list", ["list", "array", ARRAY]], ONE, ONE],
    ["pandas.DataFrame", ["list", *[["list", "array", ARRAY]] * 2], INDEX, ONE],
    ["pandas.DataFrame", ["dict"], INDEX, INDEX],
    ["pandas.DataFrame", ["list"], ["list"], INDEX],
    ["pandas.Index", ["list", "array", ARRAY], ["list"], None],
    ["pandas.Index", ["list", "array", ARRAY], None, "D"],
    ["pandas.DatetimeIndex", ["list", "array", ["array", "<M8[ns]", [0], False]], None, "eval()"],
    ["pandas.DatetimeIndex", ["list", "array", ["array", "<M8[ns]", [0], False]], None, "D" * 99],
    ["pandas.DatetimeIndex", ["list", "array", ["array", "<M8[Y]", [0], False]], None, None],
    ["pandas.RangeIndex", 0, 10**12, 1, None],
    ["pandas.RangeIndex", 0, 1, 0, None],
    ["pandas.RangeIndex", 0, 1.5, 1, None],
    ["pandas.MultiIndex", ["list"]],
    ["pandas.MultiIndex", ["list", 3]],
    ["pandas.MultiIndex", ["list", INDEX, ONE]],
    ["pandas.Timestamp", "2020", None],
    ["pandas.Timestamp", 3, None],
    ["pandas.Timedelta", "1D"],
    ["pandas.NaTType", 3],
    ["pandas.read_pickle", "x"],
    ["pandas.", "x"],
]


@pytest.mark.parametrize("tree", LIES, ids=lambda tree: str(tree)[:70])
def test_other_parts_are_a_codec_error(tree: Any) -> None:
    with pytest.raises(CodecError, match="malformed"):
        decode(raw(tree))


def test_each_counts_for_many_values() -> None:
    kind = kind_named("pandas.DataFrame")
    assert kind is not None
    with pytest.raises(TooLargeError, match="too many parts"):
        encode([pd.Series([1])] * 5000)
    with pytest.raises(CodecError, match="too many values"):
        decode(raw(["list", *[INDEX] * 5001]))


def test_a_cell_may_be_a_date_or_missing() -> None:
    series = pd.Series([date(2020, 1, 1), None, pd.NaT, pd.NA, np.nan], dtype=object)
    back = decode(encode(series))
    assert [*map(type, back)] == [*map(type, series)]
