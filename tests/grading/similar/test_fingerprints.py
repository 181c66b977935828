"""Winnowing finds each run that is long enough, wherever it stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nnkit.grading.similar.fingerprints import (
    LENGTH,
    WINDOW,
    covered,
    fragments,
    stretches,
    winnowed,
)
from nnkit.grading.similar.tokens import tokens_of

words = st.lists(st.sampled_from("abcdefg"), max_size=30).map(" ".join)
run = st.lists(st.sampled_from("abcdefg"), min_size=LENGTH + WINDOW - 1, max_size=20).map(" ".join)


def hashes(text: str) -> list[int]:
    return fragments(tokens_of(text, is_code=False))


@settings(max_examples=30)
@given(words, words, words, words, run)
def test_what_is_shared_is_found(a: str, b: str, c: str, d: str, shared: str) -> None:
    one, other = hashes(f"{a} {shared} {b}"), hashes(f"{c} {shared} {d}")
    assert winnowed(one) & winnowed(other)
    assert winnowed(one) <= set(one)


def test_hashes_are_the_same_everywhere() -> None:
    assert hashes("one two three four five six seven eight") == [6528451785878416573]


def test_a_text_that_is_too_short_has_none() -> None:
    assert hashes("one two three") == []
    assert winnowed([]) == set()
    assert covered([], {1}) == []


def test_where_the_shared_part_stands() -> None:
    shared = "one two three four five six seven eight nine"
    text = f"before it: {shared}, and after it comes more of the text"
    tokens = tokens_of(text, is_code=False)
    inside = covered(fragments(tokens), set(hashes(shared)))
    assert [text[start:end] for start, end in stretches(tokens, inside)] == [shared]
