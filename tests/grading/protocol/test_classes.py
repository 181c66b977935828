"""Members of enums, named tuples and paths are of the other side's classes, if it has them."""

from __future__ import annotations

import enum
import pathlib
from collections import namedtuple
from typing import Any, NamedTuple

import pytest

from nnkit.grading.protocol.classes import MAX_CLASSES
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError
from tests.grading.protocol.test_kinds import raw

Colour = enum.Enum("Colour", "RED BLUE")


class Level(enum.IntEnum):
    LOW = 1


class Right(enum.Flag):
    READ = 1
    WRITE = 2


class Point(NamedTuple):
    x: float
    y: float = 0

    def norm(self) -> float:
        return abs(complex(*self))


HERE: dict[str, Any] = {c.__name__: c for c in (Colour, Level, Right, Point)}


def there(value: Any, **names: Any) -> Any:
    """What arrives where these names stand for something."""
    data = encode(value, to_ref=lambda value: 5)
    return decode(data, from_ref=lambda number: f"object {number}", class_named=names.get)


def test_a_value_is_of_the_class_of_the_other_side() -> None:
    value = [Colour.BLUE, Level.LOW, Point(3, 4)]
    assert there(value, **HERE) == value
    assert there(value, **HERE)[0] is Colour.BLUE
    assert there(Point(3, 4), **HERE).norm() == 5


def test_without_one_a_member_is_its_number_or_stays_and_a_named_tuple_has_its_fields() -> None:
    assert there([Colour.BLUE, Level.LOW]) == ["object 5", 1]
    assert there(Right.READ | Right.WRITE, **HERE) == "object 5"  # it is no member
    point = there(Point(3, 4))
    assert (point, point.x, type(point).__name__) == ((3, 4), 3, "Point")
    assert repr(point) == "Point(x=3, y=4)"


@pytest.mark.parametrize("other", [3, int, Level, namedtuple("Point", "y x"), "Colour"])
def test_another_class_of_that_name_is_none(other: Any) -> None:
    point = there([Point(3, 4), Colour.RED], Point=other, Colour=other)[0]
    assert type(point) is not other
    assert point.x == 3
    assert there(Colour.RED, Colour=other) == "object 5"


def test_a_path_opens_no_file_unless_this_side_says_so() -> None:
    path = pathlib.Path("a/b")
    pure = there(path)
    assert type(pure) in (pathlib.PurePosixPath, pathlib.PureWindowsPath)
    assert pure == path
    assert there(path, **vars(pathlib)) == path
    assert type(there(path, **vars(pathlib))) is type(path)


LIES = [
    ["namedtuple", "P", ["tuple", "__class__"], ["list", 1]],
    ["namedtuple", "P", ["tuple", "_x"], ["list", 1]],
    ["namedtuple", "P", ["tuple", "class"], ["list", 1]],
    ["namedtuple", "P", ["tuple", "a", "a"], ["list", 1, 2]],
    ["namedtuple", "P", ["tuple", "a b"], ["list", 1]],
    ["namedtuple", "P(x)", ["tuple", "a"], ["list", 1]],
    ["namedtuple", "lambda", ["tuple", "a"], ["list", 1]],
    ["namedtuple", 3, ["tuple", "a"], ["list", 1]],
    ["namedtuple", "P", ["tuple", 3], ["list", 1]],
    ["namedtuple", "P", ["tuple", "a"], ["list"]],
    ["namedtuple", "P", ["tuple", "a"], 3],
    ["namedtuple", "P", "a", ["list", 1]],
    ["namedtuple", "P", ["tuple", *[f"f{i}" for i in range(300)]], ["list", *range(300)]],
    ["namedtuple", "P" * 5000, ["tuple", "a"], ["list", 1]],
    ["namedtuple", ["list"], ["tuple", "a"], ["list", 1]],
    ["path", 3, "a"],
    ["path", "PosixPath", 3],
    ["path", "PosixPath", ["bytes", 0]],
    ["path", "PosixPath", "a" * 5000],
    ["enum", "Colour"],
]


@pytest.mark.parametrize("tree", LIES, ids=lambda tree: str(tree)[:40])
def test_other_parts_are_a_codec_error(tree: Any) -> None:
    with pytest.raises(CodecError, match="malformed"):
        decode(raw(tree))


def test_a_member_of_another_name_is_the_plain_part() -> None:
    for name in ("GREEN", "__class__", "mro", 3, None, ["list"]):
        tree = ["enum", "Colour", name, 7]
        assert decode(raw(tree), class_named=HERE.get) == 7


def test_few_classes_are_made_for_one_message() -> None:
    few = [["namedtuple", f"P{i}", ["tuple", "a"], ["list", 1]] for i in range(MAX_CLASSES)]
    assert len(decode(raw(["list", *few, *few]))) == 2 * MAX_CLASSES
    more = ["namedtuple", "Q", ["tuple", "a"], ["list", 1]]
    with pytest.raises(CodecError, match="malformed"):
        decode(raw(["list", *few, more]))
