"""Parameters cross the border as plain data."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.signature import describe_signature, read_signature


def function(
    a: int, /, b: int, c: int = 1, *rest: int, d: int, e: int = 2, **more: int
) -> None: ...


def test_a_signature_arrives_without_defaults_and_annotations() -> None:
    signature = read_signature(decode(encode(describe_signature(function))))
    assert str(signature) == "(a, /, b, c=None, *rest, d, e=None, **more)"


def test_what_cannot_be_found_out_is_none() -> None:
    class Nonsense:
        @property
        def __signature__(self) -> Any:
            raise LookupError("none of your business")

        def __call__(self) -> None: ...

    assert describe_signature(Nonsense()) is None


@pytest.mark.parametrize(
    "data", [None, 3, [1], [["a", 99, False]], [["a b", 1, False]], [["a", 1, 0], ["a", 1, 0]]]
)
def test_data_without_sense_are_no_signature(data: object) -> None:
    assert read_signature(data) is None
