"""A page shows what a person gave, and has beside it what nbgrader needs to release it."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest
from nbgrader.utils import notebook_hash

from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.pages import handed_in_as
from tests.commands.nnkit_command import invoke, nnkit, run_module
from tests.grading.classroom.class_of import CONFIG, MODULE, NOTEBOOK, RIGHT, hand_in, mixed


def test_marks_and_comments_of_a_person_reach_the_page_with_the_next_run(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because."), "bob": mixed(RIGHT)})
    grade = ("grade", "--course", tmp_path, "--workers", "1")
    assert nnkit(*grade)[0] == 0
    pages = {s: (there.feedback(s, MODULE) / NOTEBOOK).with_suffix(".html") for s in ("ada", "bob")}
    before = {student: page.stat().st_mtime_ns for student, page in pages.items()}
    with open_gradebook(there) as gradebook:
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 1.25
        gradebook.find_comment("why", NOTEBOOK[:-6], MODULE, "ada").manual_comment = "Well said."
        gradebook.db.commit()
    code, out, err = nnkit(*grade)
    assert (code, err) == (0, "")
    assert "0 graded, 2 were graded before." in out
    text = pages["ada"].read_text(encoding="utf-8")
    assert "Well said." in text
    assert "1.25" in text
    assert pages["bob"].stat().st_mtime_ns == before["bob"]
    first = pages["ada"].stat().st_mtime_ns
    nnkit(*grade)
    assert pages["ada"].stat().st_mtime_ns == first


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange does not work there")
def test_nbgrader_releases_the_pages(tmp_path: Path) -> None:
    """Also where work came from an LMS, by mail, or with files that nbgrader cannot read."""
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    os.chmod(exchange, 0o777)
    config = f"{CONFIG}c.CourseDirectory.course_id = 'c1'\nc.Exchange.root = {str(exchange)!r}\n"
    there = hand_in(tmp_path / "course", {s: mixed(RIGHT) for s in ("ada", "bob", "eve")}, config)
    handed_in = there.submitted("ada", MODULE)
    (handed_in / "timestamp.txt").write_text("2026-05-04 12:00:00.000000 UTC")
    (handed_in / "submission_secret.txt").write_text("s3cret")
    hostile = there.submitted("eve", MODULE)
    (hostile / "timestamp.txt").write_text("2026-05-04 12:00:00 UTC", encoding="utf-16")
    (hostile / "submission_secret.txt").write_bytes(b"\xff\xfe")
    with zipfile.ZipFile(tmp_path / "quick.zip", "w") as archive:
        archive.writestr("lovelacecy_7_9_quick.ipynb", mixed(RIGHT))
    collect = ("collect", str(tmp_path / "quick.zip"), "--add-students")
    assert invoke(*collect, "--course", str(there.root))[0] == 0
    assert nnkit("grade", "--course", there.root, "--workers", "1")[0] == 0
    done = run_module(["nbgrader", "release_feedback", MODULE], there.root, {})
    assert done.returncode == 0, done.stderr
    pages = exchange / "c1" / "feedback"
    page = (there.feedback("ada", MODULE) / NOTEBOOK).with_suffix(".html")
    released = pages / f"{notebook_hash(secret='s3cret', notebook_id=page.stem)}.html"
    assert released.read_bytes() == page.read_bytes()
    assert len(list(pages.glob("*.html"))) == 4, "what came another way stops nobody's page"


def test_the_names_under_which_a_student_looks_for_a_page(tmp_path: Path) -> None:
    for name in (NOTEBOOK, "mine.ipynb", "Quick (1).ipynb", "two.ipynb", "data.csv"):
        (tmp_path / name).touch()
    own = ["Quick (1).ipynb", "mine.ipynb", "two.ipynb"]
    assert handed_in_as(tmp_path, NOTEBOOK, ()) == own
    assert handed_in_as(tmp_path, NOTEBOOK, {"two.ipynb"}) == ["Quick (1).ipynb"]
    assert handed_in_as(tmp_path / "nobody", NOTEBOOK, ()) == []
