"""The kinds of pandas: series, frames, indexes, points in time and what is missing.

This module does not import pandas: `pandas_kinds` does, where it is loaded anyway.  A column goes
as its arrays; one of objects goes if each of its cells is plain.  Types that libraries add stay
where they are.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import Any

import numpy as np

from nnkit.grading.protocol.kind import Kind, StaysError, require

pd: Any = None
WEIGHT = 50
MAX_WITH_FREQUENCY = 10_000  # each step of one is computed in Python
MAX_COLUMNS = 10_000
MAX_LENGTH = 1 << 23
MAX_ZONE = 40
_CELLS = (type(None), bool, int, float, complex, str, bytes, date, datetime, Decimal, Fraction)
_MASKED = re.compile(r"U?Int(8|16|32|64)|Float(32|64)|boolean")
_ZONE = re.compile(r"UTC[+-]\d\d:\d\d|(?!dateutil)[A-Za-z][\w+-]*(/[\w+-]+){0,2}", re.ASCII)
_UNITS = ("s", "ms", "us", "ns")


def _zone_name(zone: Any) -> str | None:
    name = None if zone is None else str(zone)
    if name is not None and not (len(name) <= MAX_ZONE and _ZONE.fullmatch(name)):
        raise StaysError
    return name


def _require_zone(name: Any) -> None:
    # No other names: of some, pandas takes what follows for a file.
    require(type(name) is str and len(name) <= MAX_ZONE and _ZONE.fullmatch(name) is not None)


def _require_array(array: Any, kinds: str) -> None:
    require(type(array) is np.ndarray and array.ndim == 1 and array.dtype.kind in kinds)
    require(array.dtype.kind not in "mM" or np.datetime_data(array.dtype)[0] in _UNITS)


def _are_plain(cells: list[Any]) -> bool:
    """Whether all cells of a column are what may be in one of objects."""
    kinds = {*_CELLS, type(pd.NA), type(pd.NaT), pd.Timestamp, pd.Timedelta}
    return kinds.issuperset(map(type, cells))


def _column_parts(column: Any) -> list[Any]:
    """What a column consists of: the name of its type, and its arrays."""
    dtype = column.dtype
    if isinstance(dtype, np.dtype) and dtype.kind in "biufcmM":
        return ["array", np.asarray(column)]
    if isinstance(dtype, pd.CategoricalDtype):
        categories = dtype.categories
        return [
            "category",
            np.asarray(pd.Categorical(column).codes),
            categories,
            bool(dtype.ordered),
        ]
    if isinstance(dtype, pd.DatetimeTZDtype):
        index = pd.DatetimeIndex(column)
        return [
            "zoned",
            np.asarray(index.tz_convert("UTC").tz_localize(None)),
            _zone_name(index.tz),
        ]
    if _MASKED.fullmatch(dtype.name):
        array = pd.array(column, dtype=dtype)
        zero = dtype.numpy_dtype.type(0)
        return [
            dtype.name,
            array.to_numpy(dtype.numpy_dtype, na_value=zero),
            np.asarray(array.isna()),
        ]
    cells = list(column)
    is_text = isinstance(dtype, pd.StringDtype)
    if not (is_text or dtype.kind == "O") or not _are_plain(cells):
        raise StaysError
    return [dtype.name, cells]


def _column(parts: list[Any]) -> Any:
    """A column from its parts."""
    kind, *rest = parts
    match kind, rest:
        case "array", [array]:
            _require_array(array, "biufcmM")
            return array
        case "category", [codes, categories, bool(ordered)]:
            _require_array(codes, "i")
            require(isinstance(categories, pd.Index))
            return pd.Categorical.from_codes(codes, categories, ordered=ordered)
        case "zoned", [array, zone]:
            _require_array(array, "M")
            _require_zone(zone)
            return pd.DatetimeIndex(array).tz_localize("UTC").tz_convert(zone).array
        case "object", [list(cells)]:
            require(_are_plain(cells))
            array = np.empty(len(cells), object)
            array[:] = cells
            return array
        case "string" | "str", [list(cells)]:
            require({*map(type, cells)} <= {str, float, type(pd.NA), type(None)})
            return pd.array(cells, dtype=kind)
        case str(), [array, missing] if _MASKED.fullmatch(kind):
            _require_array(array, "biuf")
            arrays = pd.arrays
            kinds = {"I": arrays.IntegerArray, "U": arrays.IntegerArray, "F": arrays.FloatingArray}
            column = kinds.get(kind[0], arrays.BooleanArray)(array, missing)
            require(column.dtype.name == kind)
            return column
    raise ValueError


def _index_parts(index: Any) -> list[Any]:
    frequency = getattr(index, "freqstr", None) if len(index) <= MAX_WITH_FREQUENCY else None
    return [_column_parts(index), index.name, frequency]


def _index(column: list[Any], name: Any, frequency: str | None) -> Any:
    array = _column(column)
    dtype = object if column[0] == "object" else array.dtype
    index = pd.Index(array, dtype=dtype, name=name)
    if frequency is not None:
        require(isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex)))
        require(type(frequency) is str and len(frequency) <= 20)
        require(len(index) <= MAX_WITH_FREQUENCY)
        index.freq = frequency
    return index


def _range(start: int, stop: int, step: int, name: Any) -> Any:
    numbers = range(start, stop, step)
    require(len(numbers) <= MAX_LENGTH)
    return pd.RangeIndex(numbers, name=name)


def _levels_parts(index: Any) -> list[Any]:
    return [[index.get_level_values(i) for i in range(index.nlevels)]]


def _levels(levels: list[Any]) -> Any:
    require(all(isinstance(level, pd.Index) for level in levels))
    require(sum(map(len, levels)) <= MAX_LENGTH)  # a range takes no room before
    return pd.MultiIndex.from_arrays(levels, names=[level.name for level in levels])


def _series(column: list[Any], index: Any, name: Any) -> Any:
    require(isinstance(index, pd.Index))
    array = _column(column)
    require(len(array) == len(index))
    return pd.Series(array, index, name=name, dtype=array.dtype)


def _frame_parts(frame: Any) -> list[Any]:
    if frame.shape[1] > MAX_COLUMNS:
        raise StaysError
    columns = [_column_parts(frame.iloc[:, i]) for i in range(frame.shape[1])]
    return [columns, frame.index, frame.columns]


def _frame(columns: list[Any], index: Any, names: Any) -> Any:
    require(isinstance(index, pd.Index) and isinstance(names, pd.Index))
    require(type(columns) is list and len(columns) == len(names) <= MAX_COLUMNS)
    arrays = [_column(column) for column in columns]
    require({len(array) for array in arrays} <= {len(index)})
    # By place: names may be there twice.
    series = {i: pd.Series(a, index, dtype=a.dtype) for i, a in enumerate(arrays)}
    frame = pd.DataFrame(series, index)
    frame.columns = names
    return frame


def _timestamp_parts(moment: Any) -> list[Any]:
    naive = moment if moment.tz is None else moment.tz_convert("UTC").tz_localize(None)
    return [naive.asm8, _zone_name(moment.tz)]


def _timestamp(moment: Any, zone: str | None) -> Any:
    require(type(moment) is np.datetime64 and np.datetime_data(moment)[0] in _UNITS)
    if zone is None:
        return pd.Timestamp(moment)
    _require_zone(zone)
    return pd.Timestamp(moment).tz_localize("UTC").tz_convert(zone)


def _timedelta(span: Any) -> Any:
    require(type(span) is np.timedelta64 and np.datetime_data(span)[0] in _UNITS)
    return pd.Timedelta(span)


def _silent(function: Callable[..., Any]) -> Callable[..., Any]:
    """Do it without the warnings that pandas has about what others made."""

    @wraps(function)
    def silent(*arguments: Any) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*arguments)

    return silent


def _kind(
    cls: type, parts: Callable[[Any], list[Any]], make: Callable[..., Any], weight: int = 1
) -> Kind:
    return Kind(
        f"pandas.{cls.__name__}", cls, _silent(parts), _silent(make), weight, indivisible=True
    )


def pandas_kinds() -> tuple[Kind, ...]:
    """The kinds, once pandas is loaded."""
    global pd
    import pandas  # type: ignore[import-untyped]

    pd = pandas
    return (
        _kind(pd.Series, lambda s: [_column_parts(s), s.index, s.name], _series, WEIGHT),
        _kind(pd.DataFrame, _frame_parts, _frame, WEIGHT),
        _kind(pd.Index, _index_parts, _index, WEIGHT),
        _kind(pd.DatetimeIndex, _index_parts, _index, WEIGHT),
        _kind(pd.TimedeltaIndex, _index_parts, _index, WEIGHT),
        _kind(pd.CategoricalIndex, _index_parts, _index, WEIGHT),
        _kind(pd.RangeIndex, lambda i: [i.start, i.stop, i.step, i.name], _range, WEIGHT),
        _kind(
            pd.MultiIndex, lambda i: [[*map(i.get_level_values, range(i.nlevels))]], _levels, WEIGHT
        ),
        _kind(pd.Timestamp, _timestamp_parts, _timestamp),
        _kind(pd.Timedelta, lambda t: [t.asm8], _timedelta),
        _kind(type(pd.NaT), lambda t: [], lambda: pd.NaT),
        _kind(type(pd.NA), lambda t: [], lambda: pd.NA),
    )
