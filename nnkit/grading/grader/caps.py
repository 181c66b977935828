"""How much of a submission is looked at; the bytes of its files are bounded in `files`.

Honest work is far below: the largest module of this course has 315 cells and 100,000 characters,
its longest cell 1,500.  What a submission has beyond costs that cell or output, which is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nnkit.grading.grader.notebook import Node

MAX_CELLS = 5_000
MAX_SOURCE = 100_000
"""Characters of one cell.  To parse code and to show Markdown takes longer the longer it is."""
MAX_SOURCES = 1_000_000
"""Characters of all cells together."""
MAX_ATTACHMENTS = 500
"""Pictures pasted into all cells together."""
MAX_OUTPUTS = 5_000
"""Outputs of all cells together: what is printed without a break is one."""
MAX_OUTPUTS_OF_CELL = 1_000
MAX_REPAIRS = 100
"""Sentences about what was put right."""
MAX_REPAIR = 1_000
"""Characters of one of them."""


class Caps(NamedTuple):
    """What one submission may have: what stands above, or twice what the instructor's has.

    Attributes
    ----------
    cells, attachments : int
    source, sources : int
        Characters of one cell, and of all.
    """

    cells: int
    source: int
    sources: int
    attachments: int

    @classmethod
    def of(cls, given: Sequence[Node]) -> Caps:
        """Those of submissions for which the instructor's notebook has these cells."""
        sizes = [len(cell.source) for cell in given]
        pictures = sum(len(cell.get("attachments") or ()) for cell in given)
        longest = max(sizes, default=0)
        return cls(
            max(MAX_CELLS, 2 * len(sizes)),
            max(MAX_SOURCE, 2 * longest),
            max(MAX_SOURCES, 2 * sum(sizes)),
            max(MAX_ATTACHMENTS, 2 * pictures),
        )
