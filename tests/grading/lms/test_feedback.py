"""Pages are packed under the names by which Canvas and Moodle know whose they are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course
from nnkit.grading.lms.collected import Collected, Origin
from nnkit.grading.lms.feedback import (
    Participant,
    canvas_pages,
    is_own,
    moodle_pages,
    write_archive,
)
from nnkit.grading.lms.fill import FillReport


def with_pages(folder: Path, *names: str) -> Course:
    course = Course(folder)
    for name in names:
        path = folder / "feedback" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return course


def test_canvas_gets_the_downloaded_names(tmp_path: Path) -> None:
    course = with_pages(
        tmp_path,
        *("ada/m/one.html", "ada/m/two.html", "ada/m/plot.png", "ada/m/timestamp.txt"),
        *("bob/m/one.html", "eve/m/one.html", "zoe/m/one.html"),
    )
    two = {
        "one.ipynb": "l_LATE_1_10_one-1.ipynb",
        "two.ipynb": "l_1_11_two.ipynb",
        "x.py": "l_1_12_x.py",
    }
    collected = Collected(
        {
            ("m", "ada"): Origin("Canvas", "1", "l", two),
            ("m", "bob"): Origin("Canvas", "2", "b", {"my work.zip": "b_2_13_my work.zip"}),
            ("m", "eve"): Origin("Moodle", "2", "b", {"one.ipynb": "x"}),
        }
    )
    report = FillReport()
    pages = canvas_pages(course, "m", ["ada", "bob", "eve", "zoe", "max"], collected, report)
    assert {name: file.read_text(encoding="utf-8") for name, file in pages.items()} == {
        "l_LATE_1_10_one-1.html": "ada/m/one.html",
        "l_1_11_two.html": "ada/m/two.html",
        "b_2_13_my work.html": "bob/m/one.html",
    }
    assert [whose for _, whose in report.missing] == [["eve", "zoe"], ["max"]]


def test_moodle_gets_a_folder_each(tmp_path: Path) -> None:
    course = with_pages(tmp_path, "ada/m/one.html", "ada/m/img/a.png", "ada/m/.x", "bob/m/one.html")
    people = {"ada": Participant("Ada_Love lace", "5001"), "bob": Participant("B", "5001")}
    report = FillReport()
    pages = moodle_pages(course, "m", ["ada", "bob", "eve"], people, report)
    folder = "Ada Love lace_5001_assignsubmission_file"
    assert sorted(pages) == [f"{folder}/img/a.png", f"{folder}/one.html"]
    assert report.missing[0] == ("no page: ada has the same number in Moodle, 5001", ["bob"])
    assert report.missing[1][1] == ["eve"]


def test_no_name_leads_out_of_the_archive() -> None:
    for name in ("../../x", "/etc/x", "a\\..\\b", "x\x00y", "..", "C:x", "ü" * 300):
        folder = Participant(name, "7").folder
        assert folder.endswith("_7_assignsubmission_file")
        assert folder.count("_") == 3
        assert not {"/", "\\", ":", "\x00"} & set(folder)
        assert len(folder.encode()) <= 255


def test_the_archive_is_the_same_for_the_same_pages(tmp_path: Path) -> None:
    path, page = tmp_path / "a.zip", tmp_path / "page.html"
    page.write_text("1", encoding="utf-8")
    write_archive(path, {"b": page, "a": page})
    before = path.read_bytes()
    write_archive(path, {"a": page, "b": page})
    with pytest.raises(FileNotFoundError):
        write_archive(path, {"a": tmp_path / "none"})
    assert path.read_bytes() == before
    assert is_own(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["a", "b"]
    with zipfile.ZipFile(path, "w"):
        pass
    assert not is_own(path)
    assert not is_own(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "page.html"]
