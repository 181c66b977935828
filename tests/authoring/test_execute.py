"""Notebooks are run when their code changed, and what stops a run is told with its cell."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nnkit.authoring import canonical, execute
from nnkit.authoring.canonical import NotebookError
from nnkit.authoring.execute import code_cells, not_run

SLUG = "05_backpropagation"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one notebook, not run yet."""
    monkeypatch.setattr(canonical, "exercises", lambda slug: {})
    cells = [
        new_markdown_cell("# Title", id="title"),
        new_code_cell("import os\n\nx = 2", id="begin"),
        new_code_cell("3 * x", id="product"),
        new_code_cell("'NNKIT_SECRET' in os.environ", id="secret"),
    ]
    folder = tmp_path / "solutions" / SLUG
    folder.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), folder / "notebook.ipynb")
    return tmp_path


def source(course: Path) -> Path:
    return course / "solutions" / SLUG / "notebook.ipynb"


def replace(course: Path, before: str, after: str) -> None:
    text = source(course).read_text(encoding="utf-8")
    assert before in text
    source(course).write_text(text.replace(before, after), encoding="utf-8")


def outputs(course: Path) -> list[str]:
    cells = nbformat.read(source(course), as_version=4).cells
    return [o["data"]["text/plain"] for c in cells for o in c.get("outputs", [])]


def test_what_a_run_shows_is_stored_and_the_run_remembered(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNKIT_SECRET", "the grader's")
    assert not_run(course, SLUG) == [source(course)]
    done: list[None] = []
    execute.execute(course, source(course), lambda: done.append(None))
    assert outputs(course) == ["6", "False"]
    assert len(done) == code_cells(source(course)) == 3
    assert not_run(course, SLUG) == []
    replace(course, "# Title", "# Another title")
    assert not_run(course, SLUG) == []


@pytest.mark.parametrize(("before", "after"), [("3 * x", "4 * x"), ('"6"', '"7"')])
def test_changed_code_and_changed_outputs_are_to_be_run(
    course: Path, before: str, after: str
) -> None:
    execute.execute(course, source(course))
    replace(course, before, after)
    assert not_run(course, SLUG) == [source(course)]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("3 * y", "cell 'product' raises NameError: name 'y' is not defined"),
        ("3 *", "cell 'product' raises SyntaxError: "),
        ("os._exit(1)", "the kernel died in cell 'product'"),
        (
            "from nnkit.checks.verdict import Verdict\\n"
            "Verdict('05.z', 0.5, 1, 'partial', 'Nearly.')",
            "cell 'product' gives the solution 0.5 of 1 points: Nearly.",
        ),
        ("import time; time.sleep(60)", "cell 'product' did not end within 2 seconds"),
    ],
)
def test_a_cell_that_stops_the_run_is_named(
    course: Path, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    monkeypatch.setattr(execute, "SECONDS", 2)
    replace(course, "3 * x", code)
    before = source(course).read_bytes()
    with pytest.raises(NotebookError) as error:
        execute.execute(course, source(course))
    assert str(error.value).startswith(f"{source(course).relative_to(course)}: {told}")
    assert "Traceback" not in str(error.value)
    assert source(course).read_bytes() == before
    assert not_run(course, SLUG) == [source(course)]


def test_another_courses_notebooks_are_left_alone(course: Path) -> None:
    source(course).parent.rename(course / "solutions" / "homework")
    assert not_run(course, "homework") == []
