"""Names that Canvas and Moodle give tell whose a file is; hostile ones get nowhere."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.downloads import Download, downloads, without_copy_number
from tests.grading.lms.files import zipped


def found(path: Path) -> tuple[list[Download], dict[str, str]]:
    with downloads(path) as (known, others):
        return known, dict(others)


def test_names_of_both_systems(tmp_path: Path) -> None:
    names = {
        "lovelaceada_101_9001_quick-1.ipynb": (
            "Canvas",
            "101",
            "lovelaceada",
            "quick-1.ipynb",
            9001,
        ),
        "o_neil_LATE_102_9002_my_12_34_x.ipynb": (
            "Canvas",
            "102",
            "o_neil",
            "my_12_34_x.ipynb",
            9002,
        ),
        "LATE_anon_aB3_9_q.ipynb": ("Canvas", "aB3", "", "q.ipynb", 9),
        "Ada de L_5001_assignsubmission_file_/q.ipynb": (
            "Moodle",
            "5001",
            "Ada de L",
            "q.ipynb",
            0,
        ),
        "Bob B_5002_assignsubmission_file/a/q.ipynb": ("Moodle", "5002", "Bob B", "a/q.ipynb", 0),
        "Eve_5003_assignsubmission_file_q_1.ipynb": ("Moodle", "5003", "Eve", "q_1.ipynb", 0),
        "top/Zoë_5_assignsubmission_file_/q.ipynb": ("Moodle", "5", "Zoë", "q.ipynb", 0),
    }
    known, others = found(zipped(tmp_path / "a.zip", dict.fromkeys(names, "x")))
    assert not others
    said = [(d.lms, d.number, d.name, d.path, d.upload) for d in known]
    assert said == list(names.values())
    assert [d.late for d in known] == [False, True, True, *[False] * 4]
    assert known[3].downloaded == "Ada de L_5001_assignsubmission_file"
    assert known[0].downloaded == "lovelaceada_101_9001_quick-1.ipynb"
    with downloads(tmp_path / "a.zip") as (known, _):
        assert {d.read() for d in known} == {b"x"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("notes.txt", "its name is none that Canvas or Moodle gives"),
        ("eve_103_text.html", "an online text or a link"),
        ("Eve_5_assignsubmission_onlinetext_/onlinetext.html", "an online text, not a file"),
        ("Eve_5_assignsubmission_file_/../../x.ipynb", "its path leads out of the submission"),
        ("Eve_5_assignsubmission_file_/..\\..\\x.ipynb", "its path leads out of the submission"),
        ("Eve_5_assignsubmission_file_/C:/x.ipynb", "its path leads out of the submission"),
        ("../../etc/passwd", "its name is none"),
        ("eve_1_2_timestamp.txt", "nnkit and nbgrader write such a file themselves"),
        ("Eve_5_assignsubmission_file_/Timestamp.TXT", "nnkit and nbgrader write such a file"),
        (f"eve_1_2_{'x' * 300}", "its name is too long"),
    ],
)
def test_what_cannot_be_placed_is_told(tmp_path: Path, name: str, why: str) -> None:
    known, others = found(zipped(tmp_path / "a.zip", {name: "x", "__MACOSX/._a_1_2_b": "x"}))
    assert not known
    [told] = others.values()
    assert told.startswith(why)


def test_a_folder_is_as_good_as_a_zip(tmp_path: Path) -> None:
    own = tmp_path / "Ada L_5001_assignsubmission_file_"
    (own / "deep").mkdir(parents=True)
    (own / "deep" / "q.ipynb").write_text("x", encoding="utf-8")
    os.utime(own / "deep" / "q.ipynb", (1000, 1000))
    for folder in (tmp_path, own):
        [download], _ = found(folder)
        assert (download.name, download.path, download.date) == ("Ada L", "deep/q.ipynb", 1000)
    if os.name == "posix":
        (own / "link.ipynb").symlink_to("/etc/hostname")
        assert len(found(own)[0]) == 1


def test_utf8_names_that_are_not_marked_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Jürgen_1_assignsubmission_file_/q.ipynb": "x"})
    data = path.read_bytes()
    path.write_bytes(data.replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00"))
    with zipfile.ZipFile(path) as archive:
        assert not archive.namelist()[0].startswith("Jürgen"), "the mark is gone"
    assert found(path)[0][0].name == "Jürgen"


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(CourseError, match="no zip archive, or a damaged one"):
        found(tmp_path / "a.zip")


def test_a_copy_has_the_name_of_what_it_is_a_copy_of() -> None:
    assert without_copy_number("quick-2.ipynb", ["quick.ipynb"]) == "quick.ipynb"
    assert without_copy_number("lab-1.ipynb", ["lab-1.ipynb"]) == "lab-1.ipynb"
    assert without_copy_number("mine-2.ipynb", ["quick.ipynb"]) == "mine-2.ipynb"
