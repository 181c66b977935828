"""The heat map of a module, students by questions, as a picture with one pixel a mark.

As a picture it stays small: a class of 500 with 400 questions has 200,000 marks.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnkit.grading.classroom.analysis.marks import NONE, UNREAD, UNTRIED, MarkTable

COLOURS = {
    "": "#000000",  # transparent: there is no such answer
    "zero": "#d9622b",
    "partial": "#f0e442",
    "nearly": "#a6d36b",
    "passed": "#009e73",
    "not-attempted": "#b8b8b8",
    "manual": "#56b4e9",
}
_CODES = {name: code for code, name in enumerate(COLOURS)}


def codes(table: MarkTable) -> NDArray[np.uint8]:
    """The colour of each mark, as its place in `COLOURS`."""
    maxima = np.array([item.max_points or 1.0 for item in table.items])
    share = np.nan_to_num(table.marks) / maxima
    found = np.select(
        [
            table.states == NONE,
            table.states == UNREAD,
            share >= 1,
            share >= 0.5,
            share > 0,
            table.states == UNTRIED,
        ],
        [_CODES[name] for name in ("", "manual", "passed", "nearly", "partial", "not-attempted")],
        _CODES["zero"],
    )
    return found.astype(np.uint8)


def picture(table: MarkTable, students: Sequence[str]) -> str:
    """A PNG as a data address: a row for each of these students, a column for each question."""
    rows = {student: i for i, student in enumerate(table.students)}
    pixels = np.zeros((max(1, len(students)), max(1, len(table.items))), np.uint8)
    there = [(i, rows[s]) for i, s in enumerate(students) if s in rows]
    if there and table.items:
        pixels[[i for i, _ in there]] = codes(table)[[row for _, row in there]]
    image = Image.fromarray(pixels)
    image.putpalette([int(c[k : k + 2], 16) for c in COLOURS.values() for k in (1, 3, 5)])
    file = io.BytesIO()
    image.save(file, "PNG", transparency=0)
    return "data:image/png;base64," + b64encode(file.getvalue()).decode()
