"""`nnkit collect` says what it placed, what it could not place, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.lock import only_run
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import MODULE, hand_in
from tests.grading.lms.files import CANVAS, WORKSHEET, write, zipped


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    there = hand_in(tmp_path, {"ada": "{}", "1002": "{}"})
    monkeypatch.chdir(there.root)
    return there


def test_roster_and_map_say_who_people_are(there: Course) -> None:
    zipped(
        there.root / "a.zip",
        {
            "Babbage Charles_5002_assignsubmission_file_/other.ipynb": "x",
            "Ada L_5001_assignsubmission_file_/other.ipynb": "x",
            "Zoë_5009_assignsubmission_file_/other.ipynb": "x",
        },
        year=2040,
    )
    write(there.root, WORKSHEET, "sheet.csv")
    write(there.root, "ada,5001\n", "map.csv")
    args = ("collect", "a.zip", "--roster", "sheet.csv", "--map", "map.csv")
    code, out, err = invoke(*args)
    assert (code, out.splitlines()[1]) == (1, "Handed in again, and replaced here: 1002, ada")
    assert "Not placed (1):\n  Zoë (5009), other.ipynb: no student of the course has this id" in err
    assert "--add-students" in err
    assert (there.submitted("ada", MODULE) / "other.ipynb").read_text(encoding="utf-8") == "x"
    code, out, err = invoke(*args, "--add-students", "--quiet", "-v")
    assert (code, out) == (0, "")
    assert f"What 'ada' has in {MODULE!r} stays: as it was\n" in err
    assert f"Put 1 files of 'Zoë' into {there.submitted('Zoë', MODULE)}\n" in err
    assert (there.submitted("Zoë", MODULE) / "other.ipynb").exists()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("none.zip",), "There is no none.zip. Give the zip, or the folder"),
        (("map.csv",), "map.csv is no zip archive"),
        (("empty.zip",), "empty.zip has no files in it"),
        (("a.zip", "--assignment", "no"), "There is no assignment 'no'"),
        (("a.zip", "--map", "bad.csv"), "bad.csv is not a map"),
        (("a.zip", "--roster", "map.csv"), "map.csv is not of Moodle"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_placed(
    there: Course, args: tuple[str, ...], told: str
) -> None:
    zipped(there.root / "a.zip", {"a_1_2_quick.ipynb": "x"})
    write(there.root, "ada,101\n", "map.csv")
    write(there.root, "a,b,c\n", "bad.csv")
    zipped(there.root / "empty.zip", {})
    code, out, err = invoke("collect", *args)
    assert (code, out) == (1, "")
    assert told in err
    assert sorted(f.name for f in there.folder("submitted").iterdir()) == ["1002", "ada"]


def test_what_is_in_a_foreign_archive_is_listed(there: Course) -> None:
    zipped(there.root / "photos.zip", {"a.jpg": "x", "b.jpg": "y"})
    code, out, err = invoke("collect", "photos.zip")
    assert (code, out) == (1, "photos.zip: nothing was placed.\n")
    assert "Not placed (2):\n  a.jpg: its name is none that Canvas or Moodle gives" in err


def test_nothing_is_placed_while_a_class_is_graded(there: Course) -> None:
    zipped(there.root / "a.zip", {"a_101_2_quick.ipynb": "x"})
    write(there.root, CANVAS, "grades.csv")
    with only_run(there):
        code, _, err = invoke("collect", "a.zip", "--roster", "grades.csv")
    assert code == 1
    assert "is at work in" in err
