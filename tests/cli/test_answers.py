"""`nnkit answers` writes the pages, and says where they are and what is not on them."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import MODULE, RIGHT, hand_in, mixed, record


def test_pages_and_what_is_not_graded(tmp_path: Path) -> None:
    texts = {"ada": mixed(RIGHT, "Because."), "bob": mixed(RIGHT), "cy": mixed(RIGHT)}
    there: Course = hand_in(tmp_path, texts)
    where = ("--course", str(tmp_path))
    code, out, err = invoke("answers", *where)
    assert (code, out) == (0, "No question of what is graded is marked by a person.\n")
    assert f"{MODULE}: 3 of 3 submissions are not graded yet, and are not shown: `nnkit" in err
    record(there, "ada", "bob")
    code, out, err = invoke("answers", MODULE, *where)
    page = tmp_path / "report" / "answers" / f"{MODULE}-why.html"
    assert (code, "1 of 3 submissions are not graded yet" in err) == (0, True)
    assert f"why: 1 answer, 1 not read yet: {page}\n" in out
    text = page.read_text(encoding="utf-8")
    assert f"/formgrader/gradebook/{MODULE}/quick" in text
    assert "Because." in text
    assert ">ada" not in text
    assert invoke("answers", *where, "--names", "--quiet")[:2] == (0, "")
    assert "ada: not read yet" in page.read_text(encoding="utf-8")
    assert invoke("answers", "nosuch", *where)[0] == 1
