"""A number says where an object is, and which special methods Python finds in its class."""

from __future__ import annotations

import enum
from typing import Any

import pytest

from nnkit.grading.protocol.special_methods import methods_of, numbered, place_of


class Bare: ...


class Row(Bare):
    def __len__(self) -> int:
        return 0

    __iter__: Any = None


class Equal:
    def __eq__(self, other: object) -> bool:
        return True


class Lying(type):
    @property
    def __mro__(cls) -> Any:
        raise SystemExit

    def __len__(cls) -> int:
        raise SystemExit


class Colour(enum.Enum):
    RED = 1


@pytest.mark.parametrize(
    ("value", "methods"),
    [
        (len, "call hash"),
        (Bare, "call hash"),
        (Bare(), "hash"),
        (Row(), "hash len"),  # its __iter__ says that it has none
        (Lying("C", (), {})(), "hash"),
        (Colour.RED, "hash"),
        (Colour, "bool call contains getitem hash iter len"),
        (iter([]), "hash iter next"),
        (Equal(), ""),
    ],
)
def test_methods_are_those_of_the_class(value: object, methods: str) -> None:
    found = methods_of(numbered(7, value)) - {"or", "ror"}
    assert found == set(methods.split())


def test_the_place_comes_back() -> None:
    assert [place_of(numbered(place, len)) for place in (0, 1, 10**6)] == [0, 1, 10**6]
