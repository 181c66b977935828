"""What was copied is kept in a small file, whose loss is no trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.working_copy.record import RECORD, Copied, Record


def test_what_is_written_is_read(tmp_path: Path) -> None:
    record = Record({"05_x/y.ipynb": Copied("ab", {"δ": "cd", "a": "ef"})}, {"05_x/y.ipynb": "gh"})
    record.write(tmp_path)
    assert Record.read(tmp_path) == record
    assert list(Record.read(tmp_path).files["05_x/y.ipynb"].cells) == ["δ", "a"], "in their order"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": []}', '{"files": {"a": 1}}'])
def test_a_damaged_record_is_an_empty_one(text: str, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(text)
    assert Record.read(tmp_path) == Record()
