"""Answers as students type them: nothing yet, or letters in some form."""

from __future__ import annotations

from typing import Any

MOST_LETTERS = 1000


def is_blank(answer: Any) -> bool:
    """Whether nothing was answered yet."""
    return answer is None or answer is Ellipsis or (isinstance(answer, str) and not answer.strip())


def letters_of(answer: Any) -> str | None:
    """The letters of "CAB", "c, a, b" or ["C", "A", "B"], lower case; None for anything else."""
    if isinstance(answer, (list, tuple, set)) and all(isinstance(a, str) for a in answer):
        answer = "".join(sorted(answer) if isinstance(answer, set) else answer)
    if not isinstance(answer, str) or len(answer) > MOST_LETTERS:
        return None
    return "".join(c for c in answer.lower() if c.isalnum())
