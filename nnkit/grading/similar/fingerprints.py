"""Winnowing: of all fragments of a text the few by which it is compared with others.

Of each `WINDOW` neighbouring fragments of `LENGTH` tokens, the one with the smallest hash is kept.
So two texts that share `LENGTH + WINDOW - 1` tokens in a row share a kept fragment, wherever it
stands in them (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import blake2b

from nnkit.grading.similar.tokens import Token

LENGTH, WINDOW = 8, 4
SHORT_LENGTH = 5  # of fragments by which short texts are compared; of these all are kept


def fragments(tokens: Sequence[Token], length: int = LENGTH) -> list[int]:
    """The hash of each so many tokens in a row, the same on every machine."""
    words = [token.text.encode("utf-8", "replace") for token in tokens]
    runs = (words[i : i + length] for i in range(len(words) - length + 1))
    return [int.from_bytes(blake2b(b"\0".join(run), digest_size=8).digest()) for run in runs]


def winnowed(hashes: Sequence[int]) -> set[int]:
    """The fragments that are kept: the smallest hash of each window, or of a shorter text."""
    windows = range(max(1, len(hashes) - WINDOW + 1)) if hashes else ()
    return {min(hashes[i : i + WINDOW]) for i in windows}


def covered(hashes: Sequence[int], shared: Collection[int], length: int = LENGTH) -> list[bool]:
    """For each token of a text whether it belongs to one of these fragments.

    Parameters
    ----------
    hashes : sequence of int
        All fragments of the text.
    shared : collection of int
    length : int
        Of a fragment, in tokens.
    """
    is_covered = [False] * (len(hashes) + length - 1 if hashes else 0)
    for i, fragment in enumerate(hashes):
        if fragment in shared:
            is_covered[i : i + length] = [True] * length
    return is_covered


def stretches(tokens: Sequence[Token], is_covered: Sequence[bool]) -> list[tuple[int, int]]:
    """Start and end in a text of each run of tokens that are covered."""
    found: list[tuple[int, int]] = []
    before = False
    for token, belongs in zip(tokens, is_covered, strict=False):
        if belongs:
            start = found.pop()[0] if before else token.start
            found.append((start, token.end))
        before = belongs
    return found
