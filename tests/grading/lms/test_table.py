"""A CSV file keeps all bytes but those of the cells that are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.table import Table, read_table


@settings(max_examples=settings().max_examples // 2)
@given(st.text(alphabet='a",;\r\n \ufeff=é', max_size=40), st.sampled_from(",;\t"))
def test_what_is_not_changed_stays_byte_by_byte(text: str, delimiter: str) -> None:
    try:
        table = Table.parse(text, delimiter)
    except ValueError:
        return
    assert table.written() == text.encode()
    for n, row in enumerate(table.rows):
        table.put(n, 0, row[0].text)
    again = Table.parse(table.written().decode(), delimiter)
    said = [[cell.text for cell in row] for row in table.rows]
    assert [[cell.text for cell in row] for row in again.rows] == said


def test_a_cell_is_quoted_where_it_was_or_has_to_be() -> None:
    table = Table.parse('\ufeffa,"b",c\r\n1,"2",3\r\n4\r\n', ",")
    for column in range(3):
        table.put(1, column, "7,5" if column == 2 else "7")
    table.put(2, 2, 'x"y')
    assert table.written().decode() == '\ufeffa,"b",c\r\n7,"7","7,5"\r\n4,,"x""y"\r\n'
    assert table.headings == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b" \n", "is empty"),
        (b"PK\x03\x04", "is an Excel workbook or a zip archive"),
        ("a;b".encode("utf-16"), "is in UTF-16, as Excel saves 'Unicode Text'"),
        ("a;b".encode("utf-16-le"), "is in UTF-16"),
        (b"<!DOCTYPE html>", "is a web page"),
        ("a,b\né,1".encode("cp1252"), "is not in UTF-8 (line 2)"),
        (b'a,b\n"c,d\n', "is not a list: a quote is wrong in line 2."),
        (b'a,b\n"c"d,e\n', "is not a list: a quote is wrong in line 2."),
        (b"one\ntwo", "is not a list."),
    ],
)
def test_what_is_no_such_file_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "marks.csv"
    path.write_bytes(content)
    with pytest.raises(CourseError) as error:
        read_table(path, lambda table: len(table.headings) > 1, "a list")
    assert told in str(error.value)
