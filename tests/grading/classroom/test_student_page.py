"""A student's page is nbgrader's, with what a person gave, and without hidden tests."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from pathlib import Path

import nbformat
import pytest
from markupsafe import escape
from nbformat.v4 import new_markdown_cell

from nnkit.grading.classroom import student_page
from nnkit.grading.classroom.record import Marks
from nnkit.grading.classroom.student_page import page, write_page
from tests.commands.nnkit_command import nnkit, run_module
from tests.grading.classroom.class_of import (
    CONFIG,
    MODULE,
    NOTEBOOK,
    RIGHT,
    WRONG,
    hand_in,
    mixed,
)

NOTHING = Marks(0, 9, 0, {"test-square": (0, 3), "why": (0, 2), "project": (0, 4)})


def shown(html: str) -> str:
    """The text of a page, without tags, which colour the code."""
    return " ".join(re.sub("<[^>]+>", "", html).split())


def test_a_page_has_marks_comments_and_the_penalty() -> None:
    points = {"test-square": (1.5, 3.0), "why": (2.0, 2.0), "project": (0.0, 4.0)}
    late = "Handed in <late>."
    marks = Marks(3.5, 9, 1.25, points, {"why": "Well said.", "square": None}, late=late)
    html = page(mixed(RIGHT, "Because.").encode(), marks, "ada", MODULE, NOTEBOOK)
    text = shown(html)
    assert "2.25 of 9 points" in text
    assert "1.25 taken off for being late. Handed in &lt;late&gt;." in text
    assert "1.5 of 3" in text
    assert "Well said." in text
    assert "square(3) == 9" in text
    assert "square(-12)" not in text


@pytest.mark.parametrize("text", ["![<a>](attachment:a.png)", "![](attachment:)"])
def test_markdown_that_cannot_be_rendered_is_shown_as_it_stands(text: str) -> None:
    notebook = nbformat.reads(mixed(RIGHT), as_version=4)
    displayed = {"output_type": "display_data", "data": {"text/markdown": text}, "metadata": {}}
    notebook.cells[0].outputs = [nbformat.from_dict(displayed)]
    notebook.cells.append(new_markdown_cell(text, attachments={"a.png": {}}))
    written = nbformat.writes(notebook).encode()
    html = page(written, NOTHING, "ada", MODULE, NOTEBOOK)
    assert html.count(f"<pre>{escape(text)}</pre>") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there the whole submission has a limit")
def test_what_takes_too_long_to_colour_or_to_render_is_shown_as_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(student_page, "SECONDS", 0.5)
    monkeypatch.setattr("nnkit.grading.classroom.page_exporter.MAX_DRESSED", 10**6)
    monkeypatch.setattr("nnkit.grading.classroom.markdown.MAX_DRESSED", 10**6)
    chain = f"x = a{'.b' * 50_000}"
    brackets = "[" * 50_000 + "*"
    notebook = nbformat.reads(mixed(f"{RIGHT}\n{chain}"), as_version=4)
    notebook.cells.append(new_markdown_cell(brackets))
    start = time.monotonic()
    html = page(nbformat.writes(notebook).encode(), NOTHING, "ada", MODULE, NOTEBOOK)
    assert time.monotonic() - start < 10
    assert chain in shown(html)
    assert f"<pre>{brackets}</pre>" in html


def test_a_long_cell_is_shown_as_it_stands_at_once() -> None:
    chain, brackets = f"x = a{'.b' * 40_000}", "[" * 80_000
    notebook = nbformat.reads(mixed(f"{RIGHT}\n{chain}"), as_version=4)
    notebook.cells.append(new_markdown_cell(brackets))
    start = time.process_time()
    html = page(nbformat.writes(notebook).encode(), NOTHING, "ada", MODULE, NOTEBOOK)
    assert time.process_time() - start < 3
    assert chain in shown(html)
    assert f"<pre>{brackets}</pre>" in html


def test_a_student_may_write_what_begins_hidden_tests() -> None:
    for comment in ("### BEGIN HIDDEN TESTS\n", "# BEGIN HIDDEN TESTS\n" * 2):
        written = mixed(comment + RIGHT, comment).encode()
        text = shown(page(written, NOTHING, "ada", MODULE, NOTEBOOK))
        assert "BEGIN HIDDEN TESTS def square(x)" in text
        assert "square(-12)" not in text


def test_a_page_is_written_whole_with_the_instructors_files(tmp_path: Path) -> None:
    folder = tmp_path / "feedback" / "ada" / MODULE
    write_page(folder, NOTEBOOK, "old", {})
    write_page(folder, NOTEBOOK, "<p>δ</p>", {"pictures/net.png": b"png"})
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {"quick.html", "pictures/net.png"}
    assert (folder / "quick.html").read_text(encoding="utf-8") == "<p>δ</p>"


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_nbgrader_can_release_a_page_to_its_student_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_page(tmp_path / "ada", NOTEBOOK, "<p>δ</p>", {"submission_secret.txt": b"s3cret"})
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "ada").iterdir()}
    assert modes == {"quick.html": 0o644, "submission_secret.txt": 0o600}


def test_feedback_by_nbgrader_and_export_go_on_working(tmp_path: Path) -> None:
    folder = tmp_path
    comment = "### BEGIN HIDDEN TESTS\n"
    hand_in(folder, {"ada": mixed(comment + RIGHT, "Because."), "bob": mixed(WRONG)})
    code, _, err = nnkit("grade", "--course", folder)
    assert (code, err) == (0, "")
    ours = (folder / "feedback" / "bob" / MODULE / NOTEBOOK).with_suffix(".html")
    pages = [ours.read_text(encoding="utf-8")]
    shutil.rmtree(folder / "feedback")
    for command in (["generate_feedback", MODULE], ["export"]):
        done = run_module(["nbgrader", *command], folder, {})
        assert done.returncode == 0, done.stderr
    pages.append(ours.read_text(encoding="utf-8"))
    for html in pages:
        text = shown(html)
        assert "A hidden test failed" in text
        assert "square(3) == 9" in text
        assert "square(-12)" not in text
    rows = (folder / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3
    assert any(",ada," in row and ",3.0," in row for row in rows)


def test_a_course_may_hide_tests_by_other_words(tmp_path: Path) -> None:
    config = f"{CONFIG}c.ClearHiddenTests.begin_test_delimeter = 'VVV'\n"
    config += "c.ClearHiddenTests.end_test_delimeter = '^^^'\n"
    there = hand_in(tmp_path, {"bob": mixed("def square(x):\n    return 9")}, config)
    for path in tmp_path.rglob(NOTEBOOK):
        text = path.read_text(encoding="utf-8")
        text = text.replace("BEGIN HIDDEN TESTS", "VVV").replace("END HIDDEN TESTS", "^^^")
        path.write_text(text, encoding="utf-8")
    result = tmp_path / "result.json"
    assert nnkit("grade", "--quiet", "--json", result, "--course", tmp_path)[0] == 0
    for path in ((there.feedback("bob", MODULE) / NOTEBOOK).with_suffix(".html"), result):
        text = shown(path.read_text(encoding="utf-8"))
        assert "A hidden test failed" in text
        assert "square(-12)" not in text
        assert "== 144" not in text
