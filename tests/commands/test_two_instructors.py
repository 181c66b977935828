"""Two instructors of a course: what one may not write is told to the other in a sentence."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import REPOSITORY, run
from tests.grading.classroom.class_of import CONFIG, MODULE, RIGHT, grades, hand_in, mixed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="modes of files")
# As root, files of others are closed only to who has given up the right to open all.
LIKE_A_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


def nnkit(*args: str, cwd: Path) -> tuple[int, str]:
    """Run a command with a user's rights; return its exit code and stderr."""
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root opens every file")
        prefix = LIKE_A_USER
    workers = ("--workers", "1") if "grade" in args else ()
    python = [*prefix, sys.executable, "-m", "nnkit.cli", *args, *workers]
    done = run(python, cwd, {"PYTHONPATH": str(REPOSITORY)})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture
def there(tmp_path: Path) -> Course:
    return hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})


def sentence(folder: Path) -> str:
    return f"{folder} belongs to {folder.owner()}, and you may not write there. Ask for that right"


@pytest.mark.parametrize("closed", [".", "autograded", "feedback"])
def test_a_folder_that_is_closed_is_told_once_and_nothing_is_graded(
    there: Course, closed: str
) -> None:
    folder = there.root / closed
    folder.mkdir(exist_ok=True)
    folder.chmod(0o555)
    code, err = nnkit("grade", cwd=there.root)
    folder.chmod(0o755)
    assert code == 1
    assert err.startswith(sentence(folder))
    assert err.count("\n") == 1
    assert grades(there, "ada") is None


def test_a_students_folder_that_is_closed_costs_that_student_and_changes_no_mark(
    there: Course,
) -> None:
    for step in ("autograded", "feedback"):
        folder = there.folder(step) / {"autograded": "ada", "feedback": "bob"}[step]
        folder.mkdir(parents=True)
        folder.chmod(0o555)
    code, err = nnkit("grade", cwd=there.root)
    for step in ("autograded", "feedback"):
        for folder in there.folder(step).iterdir():
            folder.chmod(0o755)
    assert code == 1
    assert f"ada {MODULE}: It could not be recorded" not in err
    assert f"ada {MODULE}: {sentence(there.folder('autograded') / 'ada')}" in err
    page = f"bob {MODULE}: Its page could not be written: "
    assert f"{page}{sentence(there.folder('feedback') / 'bob')}" in err
    assert grades(there, "ada") is None
    assert grades(there, "bob") is not None


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_student_whose_files_are_closed_costs_nobody_else_anything(
    there: Course, mode: int
) -> None:
    folder = there.submitted("ada", MODULE).parent
    folder.chmod(mode)
    code, err = nnkit("grade", cwd=there.root)
    reported = nnkit("report", cwd=there.root)
    folder.chmod(0o755)
    assert code == 1
    assert f"ada {MODULE}: The folder 'quick' cannot be read: Permission denied. Mend its" in err
    assert err.count("ada") == 1
    assert grades(there, "bob") is not None
    assert reported == (0, "")


def test_where_all_is_closed_that_is_told(there: Course) -> None:
    there.folder("submitted").chmod(0o000)
    told = nnkit("grade", cwd=there.root)
    there.folder("submitted").chmod(0o755)
    assert told == (1, f"You have no right to read {there.folder('submitted')}: ask its owner.\n")


def test_a_shared_course_lets_the_group_in(tmp_path: Path) -> None:
    there = hand_in(
        tmp_path, {"ada": mixed(RIGHT)}, CONFIG + "c.CourseDirectory.groupshared = True\n"
    )
    assert nnkit("grade", cwd=there.root) == (0, "")
    made = [there.root / name for name in ("gradebook.db", ".nnkit-lock", ".nnkit-secret")]
    for step in ("autograded", "feedback"):
        folder = there.folder(step)
        assert {p.stat().st_mode & 0o2770 for p in (folder, *folder.rglob("*")) if p.is_dir()} == {
            0o2770
        }
        made += [path for path in folder.rglob("*") if path.is_file()]
    assert len(made) == 9  # a notebook and a page, each with a secret and a time of submission
    modes = {path.name: path.stat().st_mode & 0o060 for path in made}
    assert modes.pop(".nnkit-secret") == 0o040
    assert set(modes.values()) == {0o060}
