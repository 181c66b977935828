"""Of a subclass only the plain value is sent, and what is too much is refused in words."""

from __future__ import annotations

import enum
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError, TooLargeError
from tests.grading.protocol.same import same


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


class Half(Fraction):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = Fraction.__hash__


class Later(date):
    def __lt__(self, other: object) -> bool:
        return True


class Tally(Counter):
    def __getitem__(self, key: Any) -> int:
        return 100


class Colour(enum.IntEnum):
    RED = 3


class Plain(enum.Enum):
    RED = 3


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Liar(2.0), 2.0),
        (np.arange(3.0).view(Chameleon), np.arange(3.0)),
        (Name("name"), "name"),
        (Bag([1, 2]), [1, 2]),
        (Colour.RED, 3),
        (Half(1, 2), Fraction(1, 2)),
        (Later(2020, 1, 2), date(2020, 1, 2)),
        (Tally("aab"), Counter("aab")),
        (Counter(dict[str, Any](a=[1])), {"a": [1]}),  # no count
        (defaultdict(lambda: [3], a=[1]), {"a": [1]}),  # nothing is called that others wrote
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


class Elsewhere(ZoneInfo):
    """A time zone that a program defines itself."""


@pytest.mark.parametrize(
    "value",
    [
        len,
        object(),
        Pretender(),
        int,
        [lambda: 0],
        {"a": iter([])},
        np.array([None, lambda: 0]),
        np.array([([1, 2], 3)], "2i4,i4"),
        np.array([(None, 3)], "O,i4"),
        np.ma.masked_array([None]),
        Decimal("1e999999"),
        datetime(2020, 1, 1, tzinfo=Elsewhere("UTC")),
        Plain.RED,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_refused(value: Any) -> None:
    with pytest.raises(CodecError, match="only numbers, strings, arrays"):
        encode(value)


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


LIMITS = {
    "what is nested too deep or contains itself cannot be handed over: 50 levels are allowed": [
        nested(51),
        cyclic(),
    ],
    "a value of too many parts is too large to be handed over: 250,000 are allowed": [
        bushy(),
        [[None] * 1000] * 251,
        [date(2020, 1, 1)] * 250_000,
    ],
    "a list of 3 million numbers is too long to be handed over: 2 million are allowed": [
        [1.5] * 3_000_000,
        {"a": [7] * 3_000_000},
    ],
    "a list of 1,500,000 numbers is too long to be handed over: 2 million are allowed": [
        [[1.5] * 1_500_000] * 2
    ],
    "a range of 10,000 million numbers is too long to be handed over: 2 million are allowed": [
        range(10**10)
    ],
    "a tuple of 1 million values is too long to be handed over: 250,000 are allowed": [
        (None,) * 1_000_000
    ],
    "an integer of 20,001 bits is too large to be handed over: 16,384 are allowed": [1 << 20_000],
    "an array of shape (1000000, 1000000) of 7,629,394 MB is too large to be handed over: "
    "64 MB are allowed": [np.broadcast_to(1.0, (10**6, 10**6))],
    "an array of shape (0, 67108864) of 512 MB is too large to be handed over: 64 MB are allowed": [
        np.empty((0, 1 << 26))
    ],
    "an array of shape (2097152,) of 80 MB is too large to be handed over: 64 MB are allowed": [
        [np.zeros(1 << 21)] * 5
    ],
    "a string of 65 MB is too large to be handed over: 64 MB are allowed": ["x" * (65 << 20)],
    "a value of 7 MB of text is too large to be handed over: 4 MB are allowed": [
        ["x" * 4000] * 2000
    ],
    "a set of 300,000 values is too long to be handed over: 250,000 are allowed": [
        set(range(300_000)),
    ],
}


@pytest.mark.parametrize("told", LIMITS)
def test_too_much_is_refused_in_words(told: str) -> None:
    for value in LIMITS[told]:
        with pytest.raises(TooLargeError) as error:
            encode(value)
        assert str(error.value) == told


def test_just_enough_is_sent() -> None:
    values = [
        nested(50),
        (1 << 16_384) - 1,
        dict.fromkeys(range(10_000), 0),
        {*map(str, range(50_000))},
        [[None] * 999] * 249,
    ]
    for value in values:
        assert same(value, decode(encode(value)))
    numbers = decode(encode([1.5] * 2_000_000))
    assert (type(numbers), len(numbers), numbers[-1]) == (list, 2_000_000, 1.5)
    assert decode(encode(np.ones(1 << 23))).all()
