"""A grading record is kept in graded notebooks, each with its own verdicts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.grader.assignment import CellVerdict, Graded
from nnkit.grading.grader.files import fingerprint

ONE = CellVerdict(
    "02.affine", 1.5, 3, "partial", "δ is `transposed`.", "no-transpose", "a.ipynb", "x"
)
TWO = CellVerdict("why", 0, 2, "manual", "", None, "b.ipynb", "why", with_reference=True)


def record() -> GradingRecord:
    graded = Graded(
        {"a.ipynb": "", "b.ipynb": ""}, (ONE, TWO), ("a tag was dropped",), None, 1.23456
    )
    return GradingRecord.of(graded, {"a.ipynb": b"1"}, "landlock")


def empty_notebook() -> dict[str, Any]:
    return {"metadata": {"kernelspec": {}}, "cells": [{"source": "δ"}]}


def test_a_record_has_what_was_graded_and_how() -> None:
    found = record()
    assert found.submitted == fingerprint({"a.ipynb": b"1"}) != fingerprint({"a.ipynb": b"2"})
    assert (found.seconds, found.repairs) == (1.235, ("a tag was dropped",))
    assert (found.confinement, found.verdicts) == ("landlock", (ONE, TWO))


def test_notebooks_give_the_record_back() -> None:
    written = {name: record().write(name, empty_notebook()) for name in ("b.ipynb", "a.ipynb")}
    assert GradingRecord.read(written["a.ipynb"]).verdicts == (ONE,)
    assert GradingRecord.read(written["b.ipynb"]).verdicts == (TWO,)
    assert GradingRecord.read_all(written) == record()
    for text in written.values():
        data = json.loads(text)
        assert data["cells"] == empty_notebook()["cells"]
        assert set(data["metadata"]) == {"kernelspec", "nnkit"}
        assert "δ" in text.decode()


def test_what_follows_the_metadata_need_not_be_read_but_has_to_end() -> None:
    text = record().write(
        "a.ipynb", {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    )
    assert GradingRecord.read(text).verdicts == (ONE,)
    assert GradingRecord.read(text.replace(b'"cells": []', b'"cells": [{}, 1]')).verdicts == (ONE,)
    assert GradingRecord.read(text[:-3]) == GradingRecord()  # of a disk that was full


def test_halves_of_characters_are_no_obstacle() -> None:
    half = replace(ONE, message="\ud800")
    graded = Graded({"a.ipynb": ""}, (half,), ("\udcff was renamed",))
    found = GradingRecord.of(graded, {}, "none")
    assert (found.verdicts[0].message, found.repairs) == ("?", ("? was renamed",))
    notebook = {"metadata": {}, "cells": [{"attachments": {"a": {"image/png": "\ud800"}}}]}
    assert GradingRecord.read(found.write("a.ipynb", notebook)) == found


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"{", b"[]", b"\xff", b'{"metadata": {}}', b'{"metadata": {"nnkit": 3}}'),
        b'{"metadata": {"nnkit": {"questions": [], "repairs": [], "unknown": 1}}}',
        b"[" * 100_000,
    ],
)
def test_a_notebook_without_a_record_has_an_empty_one(text: bytes) -> None:
    assert GradingRecord.read(text) == GradingRecord()
