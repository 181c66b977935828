"""Files get to their places once, in one step, and never over what is newer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.grader.files import files_in
from nnkit.grading.lms.collect import Collector, Report, module_of
from nnkit.grading.lms.collected import Collected
from nnkit.grading.lms.downloads import downloads
from nnkit.grading.lms.students import Student
from nnkit.grading.lms.who import People
from tests.grading.lms.files import zipped


def a_course(folder: Path) -> Course:
    for name in ("solutions/quick/quick.ipynb", "solutions/slow/slow.ipynb", "gradebook.db"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    return Course(folder)


def collect(
    course: Course, files: dict[str, str], collected: Collected, year: int = 2026, **how: Any
) -> Report:
    known = [Student(f.name) for f in sorted(course.folder("submitted").glob("*"))]
    collector = Collector(course, "quick", People(known, {}, None, collected), **how)
    with downloads(zipped(course.root / "a.zip", files, year)) as (found, others):
        collector.report.others += others
        collector.collect(found)
    assert not list(course.folder("submitted").glob(".*"))
    return collector.report


def there(course: Course, student: str) -> dict[str, bytes]:
    return files_in(course.submitted(student, "quick"))


def test_what_comes_again_changes_nothing_and_what_is_newer_replaces(tmp_path: Path) -> None:
    course, known = a_course(tmp_path), Collected()
    first = {"doe_1_10_quick.ipynb": "a", "doe_1_11_data.csv": "b", "roe_LATE_2_12_my.ipynb": "c"}
    report = collect(course, first, known)
    assert (report.placed, report.late) == (["1", "2"], ["2"])
    assert report.added == ["1 (doe)", "2 (roe)"]
    assert there(course, "1") == {"data.csv": b"b", "quick.ipynb": b"a"}
    path = course.submitted("1", "quick") / "quick.ipynb"
    assert path.stat().st_mtime == pytest.approx(_at(2026), abs=2)
    report = collect(course, first, known, 2027)
    assert (report.placed, report.again, report.same) == ([], [], ["1", "2"])
    assert path.stat().st_mtime == pytest.approx(_at(2026), abs=2), "nothing was written"
    report = collect(course, {"doe_1_20_quick-1.ipynb": "new"}, known)
    assert (report.again, there(course, "1")) == (["1"], {"quick.ipynb": b"new"})
    report = collect(course, first, known, 2028)
    assert "was handed in later" in report.others[0][1]
    assert there(course, "1") == {"quick.ipynb": b"new"}
    assert known.origins["quick", "1"].files == {"quick.ipynb": "doe_1_20_quick-1.ipynb"}
    assert collect(course, first, known, replace=True).again == ["1"]
    assert there(course, "1")["quick.ipynb"] == b"a"


def _at(year: int) -> float:
    from datetime import datetime

    return datetime(year, 5, 4, 12).timestamp()


def test_what_somebody_else_put_there_stays_if_it_may_be_newer(tmp_path: Path) -> None:
    course, known = a_course(tmp_path), Collected()
    folder = course.submitted("1", "quick")
    folder.mkdir(parents=True)
    (folder / "quick.ipynb").write_text("mine", encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-01-01", encoding="ascii")
    report = collect(course, {"doe_1_10_quick.ipynb": "a"}, known, 2020)
    assert "what is there is newer, or as old; --replace" in report.others[0][1]
    for path in folder.iterdir():
        os.utime(path, (1000, 1000))
    assert collect(course, {"doe_1_10_quick.ipynb": "a"}, known, 2020).again == ["1"]
    assert there(course, "1") == {"quick.ipynb": b"a"}
    (folder / "quick.ipynb").write_text("by hand", encoding="utf-8")
    report = collect(course, {"doe_1_30_quick.ipynb": "b"}, known)
    assert "was changed since it was collected" in report.others[0][1]
    assert there(course, "1") == {"quick.ipynb": b"by hand"}


def test_of_two_uploads_the_later_is_taken_and_that_is_told(tmp_path: Path) -> None:
    files = {"doe_1_11_quick-1.ipynb": "new", "doe_1_10_quick.ipynb": "old"}
    course = a_course(tmp_path)
    report = collect(course, files, Collected())
    assert there(course, "1") == {"quick.ipynb": b"new"}
    assert report.remarks == ["1: quick-1.ipynb was taken, not the earlier quick.ipynb."]


def test_moodles_folders_and_namesakes(tmp_path: Path) -> None:
    course = a_course(tmp_path)
    files = {
        "Ada L_5001_assignsubmission_file_/deep/q.ipynb": "a",
        "Jo Doe_5002_assignsubmission_file_/quick.ipynb": "b",
        "Jo Doe_5003_assignsubmission_file_/quick.ipynb": "c",
        "readme.txt": "d",
    }
    known = Collected()
    assert collect(course, files, known).placed == ["Ada L"]
    report = collect(course, files, known, dates=True)
    assert report.same == ["Ada L"]
    found = there(course, "Ada L")
    assert found.pop("timestamp.txt").startswith(b"2026-05-04")
    assert found == {"deep/q.ipynb": b"a"}
    assert [why for _, why in report.others] == [
        "its name is none that Canvas or Moodle gives",
        "2 people are called Jo Doe",
        "2 people are called Jo Doe",
    ]
    assert report.others[1][0] == "Jo Doe (5002), quick.ipynb"


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_or_a_file_in_the_place_of_a_folder_stays(tmp_path: Path) -> None:
    course = a_course(tmp_path)
    for student in "12":
        (course.folder("submitted") / student).mkdir(parents=True)
    course.submitted("1", "quick").symlink_to(course.root / "solutions" / "quick")
    course.submitted("2", "quick").write_text("x", encoding="utf-8")
    report = collect(course, {"a_1_1_quick.ipynb": "x", "b_2_2_quick.ipynb": "x"}, Collected())
    assert "is a link to" in report.others[0][1]
    assert "is no folder: move it away" in report.others[1][1]
    assert (course.root / "solutions/quick/quick.ipynb").read_text(encoding="utf-8") == ""


def test_files_of_two_names_and_one_number_are_nobodys(tmp_path: Path) -> None:
    course = a_course(tmp_path)
    files = {"doe_1_10_quick.ipynb": "a", "x_1_2_11_quick.ipynb": "b", "roe_2_9_quick.ipynb": "c"}
    report = collect(course, files, Collected())
    assert report.placed == ["2"]
    assert "different names of their owner" in report.others[0][1]


def test_a_damaged_file_costs_its_student_only(tmp_path: Path) -> None:
    course = a_course(tmp_path)
    path = zipped(tmp_path / "a.zip", {"a_1_1_quick.ipynb": "marker", "b_2_2_quick.ipynb": "x"})
    path.write_bytes(path.read_bytes().replace(b"marker", b"MARKER"))
    collector = Collector(course, "quick", People([], {}, None, Collected()))
    with downloads(path) as (found, _):
        collector.collect(found)
    assert collector.report.placed == ["2"]
    assert "damaged in the archive: Bad CRC" in collector.report.others[0][1]


def test_the_module_shows_in_the_files_or_in_the_archives_name(tmp_path: Path) -> None:
    course = a_course(tmp_path)

    def module(name: str, *files: str) -> str:
        with downloads(zipped(tmp_path / name, dict.fromkeys(files, "x"))) as (found, _):
            return module_of(course, found, tmp_path / name)

    assert module("a.zip", "a_1_1_slow-1.ipynb", "b_2_2_mine.ipynb") == "slow"
    assert module("Course-quick-123.zip", "a_1_1_x.ipynb") == "quick"
    with pytest.raises(CourseError, match="say it with --assignment, one of quick, slow"):
        module("a.zip", "a_1_1_slow.ipynb", "a_1_1_quick.ipynb")
    with pytest.raises(CourseError, match="It is not clear for which assignment"):
        module("quicksand.zip", "a_1_1_x.ipynb")
