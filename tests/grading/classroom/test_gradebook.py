"""The gradebook opens as nbgrader's own, and formgrader finds in it what it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import text

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.gradebook import class_ids, open_gradebook, read_marks
from nnkit.grading.classroom.record import Marks
from tests.commands.nnkit_command import nnkit
from tests.grading.classroom.class_of import (
    CONFIG,
    MODULE,
    NOTEBOOK,
    RIGHT,
    WRONG,
    grades,
    hand_in,
    mixed,
    record,
    whole,
)


def test_a_new_gradebook_has_the_newest_version_of_nbgraders_schema(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {})
    with open_gradebook(there) as gradebook:
        (version,) = gradebook.db.execute(text("select version_num from alembic_version")).one()
    newest = [p.name for p in Path(ALEMBIC_DIR, "versions").glob(f"{version}_*.py")]
    every = " ".join(p.read_text() for p in Path(ALEMBIC_DIR, "versions").glob("*.py"))
    assert newest
    assert f"down_revision = '{version}'" not in every
    assert [p.name for p in tmp_path.glob("*.db*")] == ["gradebook.db"]
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert gradebook.students == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_a_gradebook_that_nbgrader_made_is_the_groups_too(tmp_path: Path) -> None:
    shared = CONFIG + "c.CourseDirectory.groupshared = True\n"
    there = hand_in(tmp_path, {}, shared)
    open_gradebook(there).close()
    (tmp_path / "gradebook.db").chmod(0o600)
    open_gradebook(there).close()
    assert (tmp_path / "gradebook.db").stat().st_mode & 0o777 == 0o660


def test_marks_are_all_that_the_gradebook_has(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because."), "bob": mixed(WRONG)})
    record(there)
    with open_gradebook(there) as gradebook:
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 1.5
        gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, "ada").manual_comment = "Hm."
        found = gradebook.find_submission_notebook(NOTEBOOK[:-6], MODULE, "ada")
        found.late_submission_penalty = 0.5
        gradebook.db.commit()
        ada, bob = (read_marks(gradebook, student, MODULE) for student in ("ada", "bob"))
        with pytest.raises(MissingEntry):
            read_marks(gradebook, "eve", MODULE)
        assert not gradebook.db.registry.has()  # nothing of it stays in memory
    points = {"test-square": (3.0, 3.0), "why": (1.5, 2.0), "project": (0.0, 4.0)}
    comments = {"square": None, "why": "Hm.", "project": None}
    assert ada == {NOTEBOOK: Marks(4.5, 9, 0.5, points, comments, ("why",))}
    assert bob[NOTEBOOK].points["test-square"] == (0, 3)
    assert bob[NOTEBOOK].comments["why"] == "No response."


def test_formgrader_finds_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graded = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because."), "bob": mixed(WRONG)})
    record(graded)
    monkeypatch.chdir(graded.root)
    api = NbGraderAPI(CourseDirectory(config=graded.config()))
    found = {s["student"]: s for s in api.get_submissions(MODULE)}
    assert {s: (f["autograded"], f["score"]) for s, f in found.items()} == {
        "ada": (True, 3),
        "bob": (True, 0),
    }
    assert found["ada"]["needs_manual_grade"]
    assert api.get_assignment(MODULE)["num_submissions"] == 2
    assert api.get_student("ada")["score"] == 3
    (listed,) = api.get_notebooks(MODULE)
    assert (listed["name"], listed["max_score"]) == (NOTEBOOK[:-6], 9)
    submissions = api.get_notebook_submissions(MODULE, NOTEBOOK[:-6])
    assert {s["student"]: s["average_score"] for s in submissions if "average_score" in s} == {}
    assert sorted(s["student"] for s in submissions) == ["ada", "bob"]
    assert not any(s["failed_tests"] for s in submissions if s["student"] == "ada")
    assert all(s["failed_tests"] for s in submissions if s["student"] == "bob")


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of a database of a server of its own."""
    pytest.importorskip("psycopg")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
        Path(p).parent for p in [shutil.which("initdb")] if p
    ]
    if not found:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path has to be short
    data = folder / "data"
    who: dict[str, Any] = {}
    if os.name == "posix" and os.geteuid() == 0:  # the server refuses to run as root
        import pwd

        who = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, who["group"])

    def server(program: str, *args: str) -> None:
        command = [str(found[-1] / program), "-D", str(data), *args]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=120, **who)

    server("initdb", "-U", "nnkit", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    server("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://nnkit@/postgres?host={folder}"
    finally:
        server("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_a_gradebook_in_postgresql(postgresql: str, tmp_path: Path) -> None:
    config = f"{CONFIG}c.CourseDirectory.db_url = {postgresql!r}\n"
    answers = {"ada": mixed(RIGHT, "Because."), "bob": mixed(WRONG)}
    there = hand_in(tmp_path, answers, config)
    code, out, err = nnkit("grade", "--course", tmp_path, "--workers", "2")
    assert code == 0, err
    assert "2 graded." in out
    assert not (tmp_path / "gradebook.db").exists()
    assert whole(there, "ada")
    assert whole(there, "bob", 0)
    with Gradebook(postgresql) as gradebook:
        assert gradebook.find_submission(MODULE, "ada").score == 3
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 2
        gradebook.db.commit()
    hand_in(tmp_path, {"bob": mixed(RIGHT)}, config)
    code, out, err = nnkit("grade", "--course", tmp_path)
    assert (code, err) == (0, "")
    assert "1 graded, 1 was graded before." in out
    assert whole(there, "bob")
    with Gradebook(postgresql) as gradebook:
        assert gradebook.find_submission(MODULE, "ada").score == 5
    broken = dict.fromkeys(["ada"], mixed(WRONG))
    hand_in(tmp_path, broken, config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnkit.grading.classroom.recording._set_comments", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            record(there, "ada")
    assert (grades(there, "ada") or {})["test-square"][0] == 3


def test_the_ids_of_a_class(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    with open_gradebook(there) as gradebook:
        gradebook.add_student("cy", email="cy@uni.edu")
        gradebook.add_student("bob")
        assert class_ids(there, gradebook) == ("ada", "bob", "cy", "cy@uni.edu")
        assert class_ids(there, gradebook, most=2) == ("ada", "bob")


def test_a_gradebook_of_an_older_nbgrader_is_told_before_it_is_used(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    with open_gradebook(there) as gradebook:
        gradebook.db.execute(text("alter table grade drop column extra_credit"))
        gradebook.db.commit()
    with pytest.raises(CourseError, match=r"no such column.* An older nbgrader made it: make a"):
        open_gradebook(there)
