"""A page shows what the author's cells gave, and no solution, answer or mark."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nnkit.authoring.canonical import sources
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.site.notebook_page import notebook_page, refuse_if_stale, released, target
from nnkit.site.pictures import Pictures
from tests.site.test_pictures import PNG

COURSE = Course(Path(__file__).parents[2])


def page_of(text: NotebookNode, module: str, folder: Path) -> NotebookNode:
    return notebook_page(text, module, Pictures(folder, "x"), "<p>links</p>")


def words(text: str) -> str:
    """A text without the form of an exercise's heading."""
    return re.sub(r"[*·\s]+", " ", text).strip()


# The build itself compares the texts of all of them.
@pytest.mark.parametrize("module", ["00_start_here", "05_backpropagation", "10_frameworks"])
def test_no_solution_and_no_verdict_is_on_a_page(module: str, tmp_path: Path) -> None:
    for path in sources(COURSE.root, module):
        source = nbformat.read(path, as_version=4)
        handed_out = nbformat.read(COURSE.root / "modules" / module / path.name, as_version=4)
        page = page_of(released(source, COURSE.config()), module, tmp_path)
        assert page.cells.pop(1).source == "<p>links</p>"
        for shown, given, own in zip(page.cells, handed_out.cells, source.cells, strict=True):
            assert words(shown.source).endswith(words(given.source))
            if own.metadata.get("nbgrader"):
                assert not shown.get("outputs")
            elif own.cell_type == "code" and "progress()" not in own.source:
                assert len(shown.outputs) == len(own.outputs)
        assert "SOLUTION" not in nbformat.writes(page)


def test_what_is_asked_before_it_runs_is_folded(tmp_path: Path) -> None:
    printed = new_output("stream", text="7\n")
    html = f'<img alt="x" src="data:image/png;base64,{b64encode(PNG).decode()}">'
    figure = new_output("display_data", {"text/html": html})
    drawn = {"jupyter": {"source_hidden": True}}
    cells = [
        new_markdown_cell("# Title"),
        new_code_cell("print(1)", outputs=[printed]),
        new_markdown_cell("### Exercise 00.whole_numbers · 1 point"),
        new_code_cell("print(2)", outputs=[printed]),
        new_markdown_cell("Text between them."),
        new_code_cell("print(3)", outputs=[printed]),
        new_code_cell("draw()", outputs=[figure], metadata=drawn),
        new_markdown_cell("### Exercise 00.slope · 2 points"),
        new_code_cell("print(4)", outputs=[printed]),
        new_markdown_cell("### Exercise 00.whole_numbers · 1 point"),
        new_markdown_cell("## Next"),
        new_code_cell("print(5)", outputs=[printed]),
        new_code_cell("progress()", outputs=[printed]),
    ]
    page = page_of(new_notebook(cells=cells), "00_start_here", tmp_path)
    tags = {c.source: c.metadata.tags for c in page.cells if c.cell_type == "code"}
    assert tags == {
        "print(1)": [],
        "print(2)": ["hide-output"],
        "print(3)": ["hide-output"],
        "draw()": ["hide-input"],
        "print(4)": [],
        "print(5)": [],
        "progress()": [],
    }
    assert page.cells[-1].outputs == []
    asked = "(exercise-00-whole-numbers)=\n### Exercise 00.whole_numbers\n\n*1 point*\n"
    assert page.cells[3].source == asked
    assert target("00.whole_numbers") == "exercise-00-whole-numbers"


def test_a_notebook_that_differs_from_its_source_is_refused(tmp_path: Path) -> None:
    text = new_notebook(cells=[new_code_cell("z = ...")])
    handed_out = tmp_path / "x.ipynb"
    with pytest.raises(CourseError, match=r"is missing. Run `nnkit release`"):
        refuse_if_stale(text, handed_out)
    nbformat.write(text, handed_out)
    refuse_if_stale(text, handed_out)
    nbformat.write(new_notebook(cells=[new_code_cell("z = 3  # mine")]), handed_out)
    with pytest.raises(CourseError, match="is not what its source gives"):
        refuse_if_stale(text, handed_out)
