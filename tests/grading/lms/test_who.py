"""Who handed a file in is known by map, number, id or name; what is not clear is told."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.lms.canvas import read_gradebook
from nnkit.grading.lms.collected import Collected, Origin
from nnkit.grading.lms.downloads import Download
from nnkit.grading.lms.moodle import read_moodle
from nnkit.grading.lms.students import Student
from nnkit.grading.lms.template import Template
from nnkit.grading.lms.who import UNKNOWN, People
from tests.grading.lms.files import CANVAS, WORKSHEET, write

ADA = Student("ada", "Ada", "de Lovelace", "ada@uni.test")
BOB = Student("bob", lms_id="102")


def of(lms: str, number: str, name: str) -> Download:
    return Download(lms, number, name, "q.ipynb", "q", 0, False, 0.0, 1, lambda: b"x")


def who(
    download: Download,
    *students: Student,
    mapped: dict[str, str] | None = None,
    roster: Template | None = None,
    collected: Collected | None = None,
    namesakes: int = 1,
    may_add: bool = False,
) -> tuple[str, str]:
    people = People(students, mapped or {}, roster, collected or Collected(), may_add)
    return people.who(download, "quick", namesakes)


def test_students_of_the_course_are_found() -> None:
    assert who(of("Canvas", "9", "delovelaceada"), ADA, BOB) == ("ada", "")
    assert who(of("Canvas", "102", "x"), ADA, BOB) == ("bob", "")
    assert who(of("Canvas", "102", "x"), Student("102")) == ("102", "")
    assert who(of("Moodle", "5001", "Ada de Lovelace"), ADA, BOB) == ("ada", "")
    assert who(of("Moodle", "5001", "Bob"), ADA, BOB) == ("bob", ""), "the id is the name"
    assert who(of("Moodle", "102", "Eve"), ADA, BOB) == ("", UNKNOWN), "a number of one assignment"


def test_the_map_comes_first_then_what_was_collected() -> None:
    before = Collected({("quick", "bob"): Origin("Moodle", "5001", "Ada de Lovelace")})
    download = of("Moodle", "5001", "Ada de Lovelace")
    assert who(download, ADA, BOB, collected=before) == ("bob", "")
    assert who(download, ADA, BOB, collected=before, mapped={"ada": "5001"}) == ("ada", "")
    assert who(download, ADA, BOB, mapped={"bob": "ADA DE LOVELACE"}) == ("bob", "")
    twice = who(download, ADA, BOB, mapped={"bob": "5001", "ada": "Ada de Lovelace"})
    assert twice == ("", "it could be bob or ada")


def test_a_roster_tells_ids(tmp_path: Path) -> None:
    canvas = read_gradebook(write(tmp_path, CANVAS))
    assert who(of("Canvas", "101", "lovelaceada"), ADA, BOB, roster=canvas) == ("ada", "")
    assert who(of("Canvas", "103", "hoppergrace"), ADA, BOB, roster=canvas) == ("", UNKNOWN)
    added = who(of("Canvas", "103", "hoppergrace"), ADA, BOB, roster=canvas, may_add=True)
    assert added == ("grace", "")
    moodle = read_moodle(write(tmp_path, WORKSHEET))
    assert who(of("Moodle", "5001", "Participant"), ADA, BOB, roster=moodle) == ("ada", "")
    assert who(of("Moodle", "5003", "Grace"), roster=moodle) == ("1003", "")
    assert who(of("Moodle", "5001", "x"), ADA, roster=canvas) == ("", UNKNOWN)


def test_nobody_takes_anothers_place_by_a_name(tmp_path: Path) -> None:
    roster = read_gradebook(write(tmp_path, CANVAS))
    ada = Student("u-ada", "Ada", "Lovelace")
    assert who(of("Canvas", "101", "lovelaceada"), ada, roster=roster) == ("u-ada", "")
    wrong = of("Canvas", "101", "mallory")
    assert who(wrong, ada, roster=roster) == ("", "101 is Lovelace, Ada in the roster")
    assert who(wrong, ada, roster=roster, mapped={"u-ada": "101"}) == ("u-ada", "")
    before = Collected({("slow", "u-ada"): Origin("Canvas", "101", "lovelaceada")})
    again = who(of("Canvas", "666", "lovelaceada"), ada, collected=before)
    assert again == ("", "u-ada had another number there before, 101")


def test_two_of_one_name_are_told_apart_by_ids_only(tmp_path: Path) -> None:
    download = of("Moodle", "5001", "Ada de Lovelace")
    why = "2 people are called Ada de Lovelace"
    assert who(download, ADA, namesakes=2) == ("", why)
    assert who(download, namesakes=2) == ("", why)
    roster = read_moodle(write(tmp_path, WORKSHEET))
    assert who(download, ADA, namesakes=2, roster=roster) == ("ada", "")
    assert who(download, ADA, namesakes=2, mapped={"ada": "5001"}) == ("ada", "")
    assert who(of("Canvas", "7", "doejane"), namesakes=2) == ("7", ""), "numbers differ"
    same = Student("ada2", "Ada", "de Lovelace")
    assert who(download, ADA, same) == ("", "it could be ada or ada2")


def test_new_students_come_only_where_that_is_clear() -> None:
    new = of("Moodle", "5009", "Zoë Zett")
    assert who(new) == ("Zoë Zett", "")
    assert who(new, ADA) == ("", UNKNOWN)
    assert who(of("Canvas", "aB3", "")) == ("", UNKNOWN), "it was handed out without names"
    assert who(new, ADA, may_add=True) == ("Zoë Zett", "")
    made = Collected({("slow", "101"): Origin("Canvas", "101", "x")})
    assert who(new, Student("101"), collected=made) == ("Zoë Zett", "")
    for name in (".ada", "a:b", "x" * 300, " . "):
        assert "can be no folder's name" in who(of("Moodle", "1", name))[1]
