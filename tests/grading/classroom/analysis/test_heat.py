"""The heat map has a pixel for each mark, in the colour that the legend says."""

from __future__ import annotations

import io
from base64 import b64decode

from PIL import Image

from nnkit.grading.classroom.analysis.heat import COLOURS, codes, picture
from nnkit.grading.classroom.analysis.marks import mark_table
from tests.grading.classroom.analysis.marked import MODULE, result, verdict


def test_a_pixel_for_each_mark() -> None:
    why = verdict("05.why_one_pass", 0, status="manual")
    results = [
        result("ada", verdict("x", 2), verdict("y", 1), why),
        result("bob", verdict("x", 0), verdict("y", 0.5), why, read=[why.grade_id]),
        result("eve", verdict("x", 0, status="not attempted"), verdict("y", 2.5)),
    ]
    table = mark_table(MODULE, results, {})
    names = list(COLOURS)
    assert [[names[code] for code in row] for row in codes(table)] == [
        ["passed", "nearly", "manual"],
        ["zero", "partial", "zero"],
        ["not-attempted", "passed", ""],
    ]
    kind, _, data = picture(table, ["eve", "nobody", "ada"]).partition(",")
    assert kind == "data:image/png;base64"
    image = Image.open(io.BytesIO(b64decode(data))).convert("RGBA")
    assert image.size == (3, 3)
    assert image.getpixel((2, 0))[3] == image.getpixel((0, 1))[3] == 0  # type: ignore[index]
    assert image.getpixel((0, 2)) == (*bytes.fromhex(COLOURS["passed"][1:]), 255)


def test_no_class_has_a_picture_too() -> None:
    assert picture(mark_table(MODULE, [], {}), []).startswith("data:image/png")
