"""What was handed in is found, and what still is to be graded."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.own_files import read_submission
from nnkit.grading.classroom.student_page import write_page
from nnkit.grading.classroom.submissions import (
    Submission,
    earlier_results,
    find_submissions,
    graded_notebooks,
    misplaced_files,
    pending,
)
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, WRONG, hand_in, mixed, record

ADA, BOB = Submission("ada", MODULE), Submission("bob", MODULE)


@pytest.fixture
def there(tmp_path: Path) -> Course:
    return hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(WRONG)})


def test_submissions_are_found_by_module_and_student(there: Course) -> None:
    assert find_submissions(there, [MODULE]) == [ADA, BOB]
    assert find_submissions(there, [MODULE], ["bob"]) == [BOB]
    with pytest.raises(CourseError, match="'eve' handed in none of quick"):
        find_submissions(there, [MODULE], ["bob", "eve"])


def test_where_nothing_was_handed_in_the_place_is_told(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {})
    with pytest.raises(CourseError, match=r"submitted.STUDENT.quick.quick.ipynb"):
        find_submissions(there, [MODULE])


def test_pending_is_what_is_not_graded_or_lacks_its_page(there: Course) -> None:
    asked = [ADA, BOB]
    assert pending(there, asked) == asked
    record(there, "ada")
    assert list(graded_notebooks(there, ADA)) == [NOTEBOOK]
    assert pending(there, asked) == [Submission("ada", MODULE, recorded=True), BOB]
    assert pending(there, asked, feedback=False) == [BOB]
    write_page(there.feedback("ada", MODULE), NOTEBOOK, "", {})
    assert pending(there, asked) == [BOB]
    assert pending(there, asked, regrade=True) == asked


def test_what_was_handed_in_again_or_is_not_ours_is_pending(there: Course) -> None:
    record(there)
    assert pending(there, [ADA, BOB], feedback=False) == []
    (there.submitted("ada", MODULE) / "data.csv").write_text("1")
    graded = there.autograded("bob", MODULE) / NOTEBOOK
    graded.write_text(mixed(WRONG), encoding="utf-8")  # as another program graded it
    assert pending(there, [ADA, BOB], feedback=False) == [ADA, BOB]


def test_what_cannot_be_read_is_pending_or_told(
    there: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(there)
    assert pending(there, [ADA], feedback=False) == []

    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert pending(there, [ADA, BOB]) == [ADA, BOB]
    with open_gradebook(there) as gradebook:
        results = earlier_results(there, gradebook, [ADA, BOB])
    assert [r.student for r in results] == ["ada", "bob"]
    assert all("quick.ipynb cannot be read: Permission denied." in str(r.error) for r in results)


def test_what_was_handed_in_again_and_is_too_large_is_pending(there: Course) -> None:
    record(there)
    with (there.submitted("ada", MODULE) / NOTEBOOK).open("ab") as stream:
        stream.truncate(60 << 20)
    assert pending(there, [ADA, BOB], feedback=False) == [ADA]


def test_earlier_results_leave_out_what_is_not_recorded(there: Course) -> None:
    record(there, "ada")
    folder = there.autograded("bob", MODULE)
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_text(mixed(WRONG), encoding="utf-8")  # but not in the gradebook
    with open_gradebook(there) as gradebook:
        (result,) = earlier_results(there, gradebook, [ADA, BOB, Submission("eve", MODULE)])
    assert (result.student, result.score, result.max_score) == ("ada", 3, 9)


linux = pytest.mark.skipif(sys.platform != "linux", reason="links and pipes")


@linux
def test_the_class_may_lie_on_another_disk(there: Course, tmp_path: Path) -> None:
    (tmp_path / "submitted").rename(tmp_path / "disk")
    (tmp_path / "submitted").symlink_to(tmp_path / "disk")
    assert find_submissions(there, [MODULE]) == [ADA, BOB]
    assert read_submission(there, "ada", MODULE, 0).keys() == {NOTEBOOK}
    (tmp_path / "disk" / "eve").symlink_to(tmp_path / "disk" / "ada")
    with pytest.raises(CourseError, match="submitted/eve/quick is a link to"):
        read_submission(there, "eve", MODULE, 0)


@linux
def test_what_is_no_file_is_not_handed_in(there: Course) -> None:
    folder = there.submitted("ada", MODULE)
    (folder / NOTEBOOK).unlink()
    os.mkfifo(folder / NOTEBOOK)  # to read it would wait without end
    (folder / "other.ipynb").mkdir()
    assert read_submission(there, "ada", MODULE, 0) == {}
    assert misplaced_files(there) == [
        "submitted/ada/quick/quick.ipynb is a pipe or a device and is passed over: put the file "
        "itself in its place."
    ]
