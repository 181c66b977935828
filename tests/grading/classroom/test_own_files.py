"""A submission's files are read only if they are the student's own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom import own_files
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.own_files import own_folder, read_submission
from nnkit.grading.grader.files import FilesError
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, WRONG, hand_in, mixed

linux = pytest.mark.skipif(sys.platform != "linux", reason="links and pipes")


@pytest.fixture
def there(tmp_path: Path) -> Course:
    return hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(WRONG)})


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_to_the_source_is_refused_in_any_structure(tmp_path: Path) -> None:
    structure = "{student_id}/{nbgrader_step}/{assignment_id}"
    config = f"c.CourseDirectory.directory_structure = {structure!r}"
    (tmp_path / "nbgrader_config.py").write_text(config)
    for name in ("source/ps1", "ada/submitted", "bob/submitted/ps1"):
        (tmp_path / name).mkdir(parents=True)
    own_folder(Course(tmp_path), "bob", "ps1")
    for target in ("source/ps1", "bob/submitted/ps1"):
        link = tmp_path / "ada" / "submitted" / "ps1"
        link.symlink_to(tmp_path / target)
        with pytest.raises(CourseError, match=r"is a link to .*Put the student's own files"):
            own_folder(Course(tmp_path), "ada", "ps1")
        link.unlink()


@pytest.mark.parametrize("student", ["<img src=x>", 'a"b', "a\nb", "a\x1b[2J"])
def test_an_id_that_nbgraders_pages_would_run_is_refused(student: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"The folder's name holds .* Rename it to the student's"):
        own_folder(Course(tmp_path), student, MODULE)
    own_folder(Course(tmp_path), "O'Brien, Åsa; [1] {2} & ad@example.org", MODULE)


@linux
@pytest.mark.parametrize(
    "other", ["solutions/quick/quick.ipynb", "submitted/bob/quick/quick.ipynb"]
)
def test_a_hard_link_to_what_is_anothers_is_refused(there: Course, other: str) -> None:
    mine = there.submitted("ada", MODULE) / NOTEBOOK
    mine.unlink()
    mine.hardlink_to(there.root / other)
    with pytest.raises(CourseError) as refused:
        read_submission(there, "ada", MODULE, 0)
    assert str(refused.value) == (
        f"submitted/ada/quick/quick.ipynb is the same file as {other}, by a hard link. "
        "Put the student's own file in its place."
    )
    copy = mine.with_name("copy")
    shutil.copy(mine, copy)
    copy.replace(mine)
    (there.root / "backup").hardlink_to(mine)  # as some programs make backups
    assert read_submission(there, "ada", MODULE, 0).keys() == {NOTEBOOK}


@linux
def test_a_folder_that_becomes_a_link_after_it_was_looked_at_is_refused(
    there: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = there.submitted("ada", MODULE)

    def then_swap(course: Course, *about: str) -> Path:
        real = own_folder(course, *about)
        shutil.rmtree(folder)
        folder.symlink_to(there.folder("source") / MODULE)
        return real

    monkeypatch.setattr(own_files, "own_folder", then_swap)
    with pytest.raises(FilesError, match=r"^quick\.ipynb cannot be read: It changed while"):
        read_submission(there, "ada", MODULE, 0)
