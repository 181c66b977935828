"""Parts of which no value can be made are refused."""

from __future__ import annotations

import pytest

from nnkit.grading.protocol.kind import Kind, require


def test_what_is_required_is_there_or_refused() -> None:
    require(True)
    with pytest.raises(ValueError, match=r"^$"):
        require(False)


def test_a_kind_counts_for_one_and_asks_nothing_unless_it_says_so() -> None:
    kind = Kind("int", int, lambda value: [value], int)
    assert (kind.weight, kind.asks) == (1, False)
