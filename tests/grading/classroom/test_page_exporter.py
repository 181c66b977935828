"""The exporter of students' pages: what all of a class write is rendered once."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nnkit.grading.classroom.page_exporter import highlighted, page_exporter
from nnkit.grading.classroom.page_summary import Summary

HEAD = Summary("ada", "05 & <b>", "1", "2", "", ())


def made(notebook: nbformat.NotebookNode, *, plain: bool = False) -> str:
    html, _ = page_exporter(plain=plain).from_notebook_node(
        notebook, {"summary": HEAD, "inlining": {"css": []}}
    )
    return html


def test_a_page_needs_nothing_from_elsewhere() -> None:
    html = made(new_notebook(cells=[new_markdown_cell("$x$"), new_code_cell("x = 1")]))
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org/1998/Math/MathML", "")
    assert "https://" not in html
    assert "<math" in html


def test_code_has_colours_but_on_a_plain_page() -> None:
    notebook = new_notebook(cells=[new_code_cell("def f():\n    return 1")])
    assert '<span class="k">def</span>' in made(notebook)
    assert '<span class="k">' not in made(notebook, plain=True)


def test_what_students_share_is_coloured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    highlighted("shared = 1", "python")
    monkeypatch.setattr("nnkit.grading.classroom.page_exporter.Highlight2HTML", None)
    assert "shared" in highlighted("shared = 1", "python")


def test_a_picture_says_that_nobody_described_it() -> None:
    picture = new_output("display_data", {"image/png": "AAAA"})
    html = made(new_notebook(cells=[new_code_cell("", outputs=[picture])]))
    assert '<img alt="A picture without a description"' in html


def test_the_code_of_an_instructors_picture_is_folded() -> None:
    cell = new_code_cell("draw()", metadata={"jupyter": {"source_hidden": True}})
    assert "<summary>The code of this picture</summary>" in made(new_notebook(cells=[cell]))


def test_titles_are_text() -> None:
    html = made(new_notebook())
    assert "<h1>05 &amp; &lt;b&gt;</h1>" in html
