"""Collected, graded and exported: marks and pages find their way back to where they came from."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook, transaction
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import MODULE, RIGHT, WRONG, hand_in, mixed, notebook, record
from tests.grading.lms.files import GERMAN, WORKSHEET, write, zipped

GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,quick (78)\n"
    "    Points Possible,,,,,9.00\n"
    '"Lovelace, Ada",101,u-ada,ada,A,\n'
    '"Babbage, Bob",102,u-bob,bob,A,1.00\n'
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two students whom Canvas handed out, the second late and with a penalty, and a third."""
    course = hand_in(tmp_path_factory.mktemp("course"), {})
    source = course.root / "solutions" / MODULE / "quick.ipynb"
    source.write_text(notebook(RIGHT), encoding="utf-8")
    files = {
        "lovelaceada_101_9001_quick.ipynb": notebook(RIGHT),
        "babbagebob_LATE_102_9002_homework-1.ipynb": notebook(RIGHT),
    }
    archive = zipped(course.root / "submissions.zip", files)
    code, out, err = invoke("collect", str(archive), "--course", str(course.root))
    assert (code, err) == (0, f"The course is in {course.root}\n" if err else "")
    assert "quick: 2 handed in." in out
    assert "Late, as Canvas says (when, it does not say, so this costs nothing here): 102" in out
    record(course)
    with open_gradebook(course) as gradebook, transaction(gradebook):
        there = gradebook.find_submission_notebook("quick", MODULE, "102")
        there.late_submission_penalty = 1.25
    for student in ("101", "102"):
        page = course.feedback(student, MODULE) / "quick.html"
        page.parent.mkdir(parents=True)
        page.write_text(student, encoding="utf-8")
    return course


@pytest.fixture
def there(graded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which templates lie; the course is around it."""
    folder = graded.root / tmp_path.name
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_marks_and_pages_go_back_to_canvas(there: Path) -> None:
    write(there, GRADEBOOK, "grades.csv")
    args = ("export", "canvas", "--template", "grades.csv", "--feedback", "pages.zip")
    code, out, err = invoke(*args)
    assert code == 0, err
    assert "1.75" not in GRADEBOOK
    after = (there / "grades-filled.csv").read_text(encoding="utf-8")
    assert after == GRADEBOOK.replace("ada,A,", "ada,A,3.00").replace("1.00", "1.75")
    assert (there / "grades.csv").read_text(encoding="utf-8") == GRADEBOOK
    with zipfile.ZipFile(there / "pages.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "lovelaceada_101_9001_quick.html": b"101",
            "babbagebob_LATE_102_9002_homework-1.html": b"102",
        }
    assert "2 marks of quick:" in out
    code, out, err = invoke(*args, "--quiet", "-v")
    assert (code, out) == (0, "")
    assert f"Filled 2 marks of {MODULE!r} into the column " in err
    assert "Packed 2 files into pages.zip\n" in err


def test_who_is_not_matched_is_told_and_a_map_helps(there: Path) -> None:
    other = GRADEBOOK.replace("101", "201").replace("102", "202")
    write(there, other, "grades.csv")
    code, _, err = invoke("export", "canvas", "--template", "grades.csv")
    assert code == 1
    assert "Not exported: nobody in the file has this id (2):\n  101 (3 in quick)\n  102" in err
    assert "in the file, but no student of this course (2):\n  Lovelace, Ada (ID 201)" in err
    assert (there / "grades-filled.csv").read_text(encoding="utf-8") == other
    write(there, "student,canvas\n101,ada\n102,u-bob\nzoe,x\n", "map.csv")
    code, _, err = invoke("export", "canvas", "--template", "grades.csv", "--map", "map.csv")
    assert (code, "101" in err) == (1, False)
    assert "in the map, but no student of this course (1):\n  zoe" in err
    assert "ada,A,3.00" in (there / "grades-filled.csv").read_text(encoding="utf-8")


def test_moodle_takes_worksheet_and_archive(there: Path) -> None:
    write(there, GERMAN)
    write(there, "101;ada@uni.test\n102;5002\n", "map.csv")
    args = ("--template", "template.csv", "--map", "map.csv", "--feedback", "pages.zip")
    code, _, err = invoke("export", "moodle", MODULE, *args)
    assert code == 0
    assert "Moodle has locked this mark" in err
    after = (there / "template-filled.csv").read_text(encoding="utf-8")
    assert after == GERMAN.replace('"1,50"', '"3,00"').replace(',-,"9,00",N', ',"1,75","9,00",N')
    with zipfile.ZipFile(there / "pages.zip") as archive:
        assert archive.namelist() == [
            "Ada Lovelace_5001_assignsubmission_file/quick.html",
            "Bob Babbage_5002_assignsubmission_file/quick.html",
        ]


def test_csv_and_json_need_no_template(there: Path) -> None:
    code, out, _ = invoke("export", "csv")
    assert code == 0
    rows = [(row["student_id"], row["score"]) for row in csv.DictReader(io.StringIO(out))]
    assert rows == [("101", "3.0"), ("102", "1.75")]
    code, out, _ = invoke("export", "json", MODULE, "--output", "marks.json")
    assert (code, out) == (0, "2 marks: marks.json\n")
    data = json.loads((there / "marks.json").read_text(encoding="utf-8"))
    assert [mark["late_submission_penalty"] for mark in data["marks"]] == [0, 1.25]


def test_all_pages_of_a_course_in_one_archive(there: Path) -> None:
    code, out, err = invoke("export", "csv", "--feedback", "all.zip")
    assert (code, err) == (0, "")
    assert out.startswith("2 files of feedback, ")
    with zipfile.ZipFile(there / "all.zip") as archive:
        assert archive.namelist() == [f"{s}/{MODULE}/quick.html" for s in ("101", "102")]
    code, out, _ = invoke("export", "csv", "--feedback", "all.zip", "--output", "marks.csv")
    assert code == 0
    assert "2 marks: marks.csv" in out


def test_what_is_handed_in_and_not_graded_is_told(there: Path, graded: Course) -> None:
    folder = graded.submitted("eve", MODULE)
    folder.mkdir(parents=True)
    try:
        (folder / "quick.ipynb").write_text(mixed(WRONG), encoding="utf-8")
        code, out, err = invoke("export", "csv")
    finally:
        shutil.rmtree(folder.parent)
    assert (code, out.count("\n")) == (1, 3)
    assert "handed in, but not graded; `nnkit grade` does, or says why not (1):\n  eve quick" in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("canvas",), "Give the file that Canvas exported"),
        (("moodle", "--template", "grades.csv"), "is of Canvas: `nnkit export canvas` fills"),
        (("canvas", "--template", "sheet.csv"), "is of Moodle: `nnkit export moodle` fills"),
        (("canvas", "--template", "map.csv"), "map.csv is not the gradebook of Canvas"),
        (("canvas", "--template", "wide.csv"), "wide.csv is in UTF-16, as Excel"),
        (("canvas", "--template", "none.csv"), "none.csv: No such file or directory"),
        (("canvas", "--template", "grades.csv", "--column", "x"), "There is no column 'x'"),
        (
            ("canvas", "--template", "grades.csv", "--output", "./grades.csv"),
            "grades.csv is the template itself",
        ),
        (
            ("canvas", "--template", "grades.csv", "--output", "."),
            "cannot be written: it is a folder.",
        ),
        (("csv", "--output", "no/a.csv"), "cannot be written: there is no folder no."),
        (("canvas", "--feedback", "foreign.zip"), "is there and not an archive that nnkit made"),
        (("moodle", "--feedback", "new.zip"), "There is no page to pack"),
        (("csv", "--template", "grades.csv"), "--template is for canvas and moodle"),
        (("csv", "99"), "There is no assignment '99'"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    there: Path, args: tuple[str, ...], told: str
) -> None:
    write(there, GRADEBOOK, "grades.csv")
    write(there, WORKSHEET, "sheet.csv")
    write(there, "101,ada\n", "map.csv")
    (there / "wide.csv").write_bytes(GRADEBOOK.encode("utf-16"))
    zipped(there / "foreign.zip", {"a": "b"})
    before = {path: path.read_bytes() for path in there.iterdir()}
    code, out, err = invoke("export", *args)
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in there.iterdir()} == before


def test_the_template_is_written_over_if_that_is_meant(there: Path) -> None:
    write(there, GRADEBOOK, "grades.csv")
    assert invoke("export", "canvas", "--template", "grades.csv", "--overwrite")[0] == 0
    assert "ada,A,3.00" in (there / "grades.csv").read_text(encoding="utf-8")
