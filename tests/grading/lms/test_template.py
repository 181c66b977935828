"""A module's column is the one of its name, and never one that could be another's."""

from __future__ import annotations

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.table import Table
from nnkit.grading.lms.template import Column, Person, Template, column_of


def template(*titles: str, is_worksheet: bool = False) -> Template:
    columns = [Column(n, f"{title} ({n})", title, str(n)) for n, title in enumerate(titles)]
    return Template(Table("", ",", []), "Canvas", [], (), "ID", columns, is_worksheet)


@pytest.mark.parametrize(
    ("module", "titles", "asked", "found"),
    [
        ("ps1", ["ps10", "PS 1", "ps1"], None, "ps1"),
        (
            "05_backpropagation",
            ["05 Backpropagation", "Backpropagation"],
            None,
            "05 Backpropagation",
        ),
        (
            "05_backpropagation",
            ["Backpropagation", "Backpropagation lab"],
            None,
            "Backpropagation",
        ),
        (
            "05_backpropagation",
            ["Homework: Backpropagation!", "x"],
            None,
            "Homework: Backpropagation!",
        ),
        ("05_backpropagation", ["Module 05"], None, None),
        ("05_backpropagation", ["Backpropagation survey"], None, None),
        ("ps1", ["Assignment 3: ps1", "ps10"], None, "Assignment 3: ps1"),
        ("07", ["Week 8"], None, None),
        ("05_backpropagation", ["x", "Backpropagation"], "0", "x"),
        ("05_backpropagation", ["x", "y"], "y", "y"),
        ("05_backpropagation", ["x", "y"], "y (1)", "y"),
    ],
)
def test_the_column_of_a_module(
    module: str, titles: list[str], asked: str | None, found: str | None
) -> None:
    column = column_of(template(*titles), module, asked)
    assert (column.title if column else None) == found


def test_no_column_is_guessed() -> None:
    with pytest.raises(
        CourseError, match=r"could be 'ps1 \(0\)', 'PS1 \(1\)': say which with --co"
    ):
        column_of(template("ps1", "PS1"), "ps1", None)
    with pytest.raises(CourseError, match=r"There is no column 'ps2'. There are: 'ps1 \(0\)'"):
        column_of(template("ps1"), "ps1", "ps2")
    with pytest.raises(CourseError, match="There are: none for marks"):
        column_of(template(), "ps1", "ps2")
    column = column_of(template("Grade", is_worksheet=True), "ps1", None)
    assert column is not None


def test_somebody_is_named_by_what_is_known() -> None:
    assert str(Person(4, "Ada", (("ID", "1"),))) == "Ada (ID 1)"
    assert str(Person(4, "", ())) == "row 5"
