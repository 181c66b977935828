"""Canvas's gradebook is read as Canvas makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.canvas import read_gradebook
from tests.grading.lms.files import CANVAS, GRADEBOOK, SWEDISH, WORKSHEET, write


def test_people_and_columns_without_those_that_are_neither(tmp_path: Path) -> None:
    found = read_gradebook(write(tmp_path, CANVAS))
    assert [person.name for person in found.people] == [
        "Lovelace, Ada",
        'Babbage, "Charles"',
        "=Hopper, Grace",
    ]
    assert found.people[0].ids == (
        ("ID", "101"),
        ("SIS User ID", "u-ada"),
        ("SIS Login ID", "ada@uni.test"),
    )
    assert [(c.title, c.key, c.most) for c in found.columns] == [
        ("Squares", "77", "5.00"),
        ("quick", "78", "9.00"),
    ]


def test_other_countries_and_other_columns(tmp_path: Path) -> None:
    found = read_gradebook(write(tmp_path, SWEDISH))
    assert found.table.delimiter == ";"
    assert [(c.title, c.most) for c in found.columns] == [("quick", "9,0")]
    text = "LastName,FirstName,ID,SIS Login ID,Section,a (b) (1),Final Score (2)\n"
    text += "    Points Possible,,,,,1,(read only)\nLovelace,Ada,101,ada,A,,\n"
    text += f"Estudiante,de prueba,199,{'0a' * 20},A,,\n"
    found = read_gradebook(write(tmp_path, text))
    assert [p.name for p in found.people] == ["Lovelace, Ada"]
    assert [c.title for c in found.columns] == ["a (b)"]


@pytest.mark.parametrize("text", [WORKSHEET, GRADEBOOK, "Student,Mark\nAda,1\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CourseError, match="is not the gradebook of Canvas"):
        read_gradebook(write(tmp_path, text))
