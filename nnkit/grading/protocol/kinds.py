"""Kinds of values that cross the border besides numbers, strings, arrays and containers.

A value of one goes as its parts, which are plain data or of such kinds themselves, and the other
side makes it anew from them with a constructor of its own.  The parts may be a student's, so what
makes a value trusts nothing about them: it raises whatever the constructor raises.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from nnkit.grading.protocol import classes
from nnkit.grading.protocol.kind import Kind, StaysError, require
from nnkit.grading.protocol.limits import MAX_BYTES, MAX_DIMENSIONS, room
from nnkit.grading.protocol.pandas_kinds import pandas_kinds

MAX_DIGITS = 4096
MAX_EXPONENT = 10_000  # as an integer a number has so many digits
MAX_FIELDS = 255
MAX_ZONE = 40
_PLACE = re.compile(r"[A-Za-z][\w+-]*(/[\w+-]+){0,2}", re.ASCII)  # no path out of the time zones
_ZONES = (type(None), timezone, ZoneInfo)


def kind_of(cls: type) -> Kind | None:
    """The kind of a class itself; its bases have their own."""
    if issubclass(cls, Enum):
        return _MEMBER
    if classes.is_named_tuple(cls):
        return _NAMED_TUPLE
    if cls.__module__.partition(".")[0] == "pandas" and "pandas" in sys.modules:
        _add_pandas()
    return _BY_CLASS.get(cls)


def kind_named(name: str) -> Kind | None:
    """The kind of a name; that of a class of pandas only where pandas is loaded."""
    if name.startswith("pandas."):
        if "pandas" not in sys.modules:
            return None
        _add_pandas()
    return _BY_NAME.get(name)


def _add_pandas() -> None:
    if "pandas.Series" not in _BY_NAME:
        _add(*pandas_kinds())


def _add(*kinds: Kind) -> None:
    _BY_CLASS.update({kind.cls: kind for kind in kinds})
    _BY_NAME.update({kind.name: kind for kind in kinds})


def _decimal_parts(value: Decimal) -> list[Any]:
    text = Decimal.__str__(value)
    if len(text) > MAX_DIGITS or abs(value.adjusted()) > MAX_EXPONENT:
        raise StaysError
    return [text]


def _decimal(text: str) -> Decimal:
    require(type(text) is str and len(text) <= MAX_DIGITS)
    number = Decimal(text)
    require(abs(number.adjusted()) <= MAX_EXPONENT)
    return number


def _fraction(numerator: int, denominator: int) -> Fraction:
    require(type(numerator) is type(denominator) is int and denominator > 0)
    return Fraction(numerator, denominator)


def _zone_of(value: datetime | time) -> Any:
    if type(value.tzinfo) not in _ZONES:
        raise StaysError
    return value.tzinfo


def _datetime_parts(value: datetime) -> list[Any]:
    day = [value.year, value.month, value.day, value.hour, value.minute, value.second]
    if {*map(type, day)} != {int}:  # pandas counts what is no time among the times
        raise StaysError
    return [*day, value.microsecond, _zone_of(value), value.fold]


def _datetime(
    y: int, m: int, d: int, h: int, mi: int, s: int, us: int, zone: Any, fold: int
) -> Any:
    require(type(zone) in _ZONES)
    return datetime(y, m, d, h, mi, s, us, zone, fold=fold)


def _time_parts(value: time) -> list[Any]:
    clock = [value.hour, value.minute, value.second, value.microsecond]
    return [*clock, _zone_of(value), value.fold]


def _time(h: int, m: int, s: int, us: int, zone: Any, fold: int) -> time:
    require(type(zone) in _ZONES)
    return time(h, m, s, us, zone, fold=fold)


def _zone_parts(value: timezone) -> list[Any]:
    offset = value.utcoffset(None)
    name = value.tzname(None)
    return [offset, None if name == timezone(offset).tzname(None) else name]


def _zone_parts_of_place(value: ZoneInfo) -> list[Any]:
    if not (value.key and len(value.key) <= MAX_ZONE and _PLACE.fullmatch(value.key)):
        raise StaysError
    return [value.key]


def _zone_of_place(key: str) -> ZoneInfo:
    require(type(key) is str and len(key) <= MAX_ZONE and _PLACE.fullmatch(key) is not None)
    return ZoneInfo(key)


def _zone(offset: timedelta, name: str | None) -> timezone:
    return timezone(offset) if name is None else timezone(offset, name)


_FACTORIES = {f.__name__: f for f in (int, float, complex, bool, str, list, tuple, dict, set)}


def _defaultdict_parts(value: defaultdict[Any, Any]) -> list[Any] | None:
    factory: Any = value.default_factory
    if factory is None:
        return [None, dict(value)]
    name = getattr(factory, "__name__", None)
    return [name, dict(value)] if _FACTORIES.get(str(name)) is factory else None


def _defaultdict(factory: str | None, entries: dict[Any, Any]) -> defaultdict[Any, Any]:
    require(type(entries) is dict)
    return defaultdict(None if factory is None else _FACTORIES[factory], entries)


def _counter_parts(value: Counter[Any]) -> list[Any] | None:
    return [dict(value)] if {*map(type, value.values())} <= {int, float} else None


def _counter(counts: dict[Any, Any]) -> Counter[Any]:
    require(type(counts) is dict and {*map(type, counts.values())} <= {int, float})
    return Counter(counts)


def _made_of(kind: type, make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What makes a value of one part, which has to be of that kind."""

    def made(part: Any) -> Any:
        require(type(part) is kind)
        return make(part)

    return made


def _values(values: list[Any]) -> Any:
    return dict(enumerate(values)).values()


def _deque(values: list[Any], longest: int | None) -> deque[Any]:
    require(type(values) is list and (longest is None or len(values) <= longest))
    return deque(values, longest)


def _masked_parts(value: Any) -> list[Any]:
    if value.dtype.kind not in "biufcSUmM":
        raise StaysError
    return [np.asarray(value), np.ma.getmaskarray(value), value.fill_value]


def _masked(classes: classes.Classes, data: Any, mask: Any, fill: Any) -> Any:
    require(type(data) is type(mask) is np.ndarray and data.shape == mask.shape)
    require(mask.dtype == bool and not isinstance(fill, (list, tuple, dict)))
    return np.ma.MaskedArray(data, mask=mask, fill_value=fill) if classes.keep_masks else data


def _matrix(entries: Any) -> Any:
    require(type(entries) is np.ndarray and entries.ndim == 2)
    return entries.view(np.matrix)


def records_parts(value: Any) -> list[Any] | None:
    """The columns of an array with named fields; None if it has none that are simple."""
    names = value.dtype.names or ()
    columns = [np.asarray(value[name]) for name in names]
    simple = all(c.shape == value.shape and c.dtype.kind in "biufcSUmM" for c in columns)
    return [list(names), columns] if names and simple else None


def _records(names: list[Any], columns: list[Any]) -> Any:
    require(type(names) is type(columns) is list and 0 < len(names) == len(columns) <= MAX_FIELDS)
    require({*map(type, names)} == {str} and "" not in names)
    require({*map(type, columns)} == {np.ndarray} and len({c.shape for c in columns}) == 1)
    pairs = zip(names, columns, strict=True)
    array = np.empty(columns[0].shape, [(name, column.dtype) for name, column in pairs])
    for name, column in zip(names, columns, strict=True):
        array[name] = column
    return array


def objects_parts(value: Any) -> list[Any] | None:
    """The shape and the entries of an array of Python's own objects; None of any other."""
    return [value.shape, value.ravel().tolist()] if value.dtype == object else None


def _objects(shape: tuple[int, ...], entries: list[Any]) -> Any:
    require(type(shape) is tuple and {*map(type, shape)} <= {int} and type(entries) is list)
    require(len(shape) <= MAX_DIMENSIONS and min(shape, default=0) >= 0)
    require(room(shape, 8) <= MAX_BYTES and len(entries) == math.prod(shape))
    array = np.empty(shape, object)
    for i, entry in enumerate(entries):  # which may be a list itself
        array.reshape(-1)[i] = entry
    return array


_BY_CLASS: dict[type, Kind] = {}
_BY_NAME: dict[str, Kind] = {}
_MEMBER = Kind("enum", Enum, classes.member_parts, classes.find_member, asks=True)
_NAMED_TUPLE = Kind(
    "namedtuple", tuple, classes.named_tuple_parts, classes.make_named_tuple, asks=True
)
RECORDS = Kind("records", np.void, lambda value: None, _records)
OBJECTS = Kind("objects", np.object_, lambda value: None, _objects, indivisible=True)
_add(
    Kind("Fraction", Fraction, lambda v: [v.numerator, v.denominator], _fraction),
    Kind("Decimal", Decimal, _decimal_parts, _decimal),
    Kind("date", date, lambda v: [v.year, v.month, v.day], lambda y, m, d: date(y, m, d)),
    Kind("datetime", datetime, _datetime_parts, _datetime),
    Kind("time", time, _time_parts, _time),
    Kind(
        "timedelta",
        timedelta,
        lambda v: [v.days, v.seconds, v.microseconds],
        lambda days, seconds, microseconds: timedelta(days, seconds, microseconds),
    ),
    Kind("timezone", timezone, _zone_parts, _zone),
    Kind("ZoneInfo", ZoneInfo, _zone_parts_of_place, _zone_of_place),
    Kind("slice", slice, lambda v: [v.start, v.stop, v.step], lambda a, b, c: slice(a, b, c)),
    Kind("...", type(...), lambda v: [], lambda: ...),
    Kind("bytearray", bytearray, lambda v: [bytes(v)], _made_of(bytes, bytearray)),
    Kind("Counter", Counter, _counter_parts, _counter),
    Kind("OrderedDict", OrderedDict, lambda v: [dict(v)], _made_of(dict, OrderedDict)),
    Kind("defaultdict", defaultdict, _defaultdict_parts, _defaultdict),
    Kind("deque", deque, lambda v: [list(v), v.maxlen], _deque),
    Kind("dict_keys", type({}.keys()), lambda v: [dict.fromkeys(v)], _made_of(dict, dict.keys)),
    Kind(
        "dict_values",
        type({}.values()),
        lambda v: [list(v)],
        _made_of(list, _values),
    ),
    Kind("dict_items", type({}.items()), lambda v: [dict(v)], _made_of(dict, dict.items)),
    Kind("masked", np.ma.MaskedArray, _masked_parts, _masked, asks=True),
    Kind(
        "masked_constant",
        type(np.ma.masked),
        lambda v: [],
        lambda of: np.ma.masked if of.keep_masks else np.nan,
        asks=True,
    ),
    Kind("matrix", np.matrix, lambda v: [np.asarray(v)], _matrix),
    Kind("path", PurePath, classes.path_parts, classes.make_path, asks=True),
)
_BY_NAME.update({kind.name: kind for kind in (_MEMBER, _NAMED_TUPLE, RECORDS, OBJECTS)})
