"""Who the students of a course are, and what a map says about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.lms.students import known_students, read_map
from tests.grading.classroom.class_of import RIGHT, hand_in, mixed
from tests.grading.lms.files import write


def test_students_are_of_the_gradebook_and_of_submitted(tmp_path: Path) -> None:
    course = hand_in(tmp_path, {"bob": mixed(RIGHT), "Ada": mixed(RIGHT)})
    with open_gradebook(course) as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", lms_user_id="101")
        ada, bob = known_students(course, gradebook)
    assert (ada.id, ada.name, ada.email, ada.lms_id) == ("ada", "Ada Lovelace", "", "101")
    assert (bob.id, bob.name) == ("bob", "")


def test_a_map_may_have_headings_and_any_delimiter(tmp_path: Path) -> None:
    for text in (
        "ada,101\nbob,102\n",
        "Student;Canvas ID\r\nada;101\r\n\r\nbob;102",
        "ada\t101\nbob\t102",
    ):
        assert read_map(write(tmp_path, text)) == {"ada": "101", "bob": "102"}
    assert read_map(None) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ada,101,x\n", "is not a map"),
        ("ada\n", "is not a map"),
        ("ada,101\nada,102\n", "says of ada that it is 101 and that it is 102"),
        ("ada,101\nbob,101\n", "says of ada and of bob that they are 101"),
        ("ada,\n", "says in row 1 only one of two ids"),
    ],
)
def test_a_map_that_contradicts_itself_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CourseError) as error:
        read_map(write(tmp_path, text))
    assert told in str(error.value)
