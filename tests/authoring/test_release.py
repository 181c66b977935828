"""What students get is made by nbgrader, holds no answer, and a stale copy is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nnkit.authoring import canonical
from nnkit.authoring.canonical import NotebookError
from nnkit.authoring.release import AnswersError, ClearAnswers, answered, release, stale
from nnkit.checks.exercise import Exercise, Value, Why
from nnkit.grading.classroom.course import Course

SLUG = "05_backpropagation"
EXERCISES: list[Exercise] = [
    Value(id="05.z", points=1.5, asks="z", reference=1.0),
    Value(id="05.f", points=1, asks="f", reference=1.0),
    Why(id="05.because", points=2, asks="why"),
]
FADED = """\
def f(x):
    y = 2 * x
    ### BEGIN SOLUTION
    z = "the secret" and y + 1
    ### END SOLUTION
    return z"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one module, not released yet."""
    monkeypatch.setattr(canonical, "exercises", lambda slug: {e.id: e for e in EXERCISES})
    repository = Path(__file__).parents[2]
    (tmp_path / "nbgrader_config.py").write_text((repository / "nbgrader_config.py").read_text())
    cells = [
        new_markdown_cell("# Title"),
        *(new_markdown_cell(f"### Exercise {e.id}") for e in EXERCISES),
        new_code_cell("δ = (\n    1.0\n    + 0.5\n)  # SOLUTION\nz = δ  # SOLUTION"),
        new_code_cell('check("05.z", z)'),
        new_code_cell(FADED),
        new_code_cell('check("05.f", f)'),
        new_markdown_cell(
            "**Answer**\n\n<!-- BEGIN SOLUTION -->\nThe secret.\n<!-- END SOLUTION -->",
            id="because",
        ),
    ]
    folder = tmp_path / "solutions" / SLUG
    folder.mkdir(parents=True)
    (folder / "picture.txt").write_text("shipped along")
    nbformat.write(new_notebook(cells=cells), folder / "notebook.ipynb")
    release(tmp_path, SLUG)
    return tmp_path


def released(course: Path) -> dict[str, Any]:
    notebook = nbformat.read(course / "modules" / SLUG / "notebook.ipynb", as_version=4)
    return {cell.id: cell for cell in notebook.cells}


def test_answers_are_cleared_and_what_is_given_stays(course: Path) -> None:
    cells = released(course)
    assert cells["z"].source == "δ = ...\nz = ..."
    assert cells["f"].source.splitlines() == [
        "def f(x):",
        "    y = 2 * x",
        '    raise NotImplementedError("Write your code here, then delete this line.")',
        "    return z",
    ]
    assert cells["because"].source == "**Answer**\n\nYOUR ANSWER HERE"
    assert "secret" not in (course / "modules" / SLUG / "notebook.ipynb").read_text().lower()


def test_checks_are_locked_and_carry_points(course: Path) -> None:
    cells = released(course)
    assert cells["check-z"].metadata["nbgrader"]["points"] == 1.5
    assert cells["check-z"].metadata["editable"] is False
    assert cells["z"].metadata["deletable"] is False


def test_files_beside_the_notebook_travel_along(course: Path) -> None:
    assert (course / "modules" / SLUG / "picture.txt").read_text() == "shipped along"


def test_a_fresh_release_is_not_stale_and_changes_nothing(course: Path) -> None:
    assert stale(course, SLUG) == []
    assert release(course, SLUG) == []


def test_a_changed_source_is_stale(course: Path) -> None:
    path = course / "solutions" / SLUG / "notebook.ipynb"
    path.write_text(path.read_text().replace("# Title", "# Another title"))
    assert stale(course, SLUG) == [course / "modules" / SLUG / "notebook.ipynb"]


def test_a_source_not_in_its_one_form_is_stale(course: Path) -> None:
    path = course / "solutions" / SLUG / "notebook.ipynb"
    path.write_text(path.read_text().replace('"points": 1.5', '"points": 9'))
    assert path in stale(course, SLUG)
    release(course, SLUG)
    assert '"points": 1.5' in path.read_text()


def test_a_file_that_does_not_belong_is_found_and_removed(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    extra = course / "modules" / SLUG / "extra.txt"
    extra.write_text("?")
    assert stale(course, SLUG) == [extra]
    release(course, SLUG)
    assert not extra.exists()
    (backup,) = (course / "work" / "backups" / SLUG).iterdir()
    assert backup.read_text() == "?", "perhaps somebody's work"


def answer(course: Path) -> bytes:
    """Answer two exercises in modules/, as a student would, and add a cell."""
    path = course / "modules" / SLUG / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    sources = {"z": "δ = 2\nz = δ", "because": "Because."}
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    notebook.cells.append(new_code_cell("print(z)"))
    nbformat.write(notebook, path)
    return path.read_bytes()


def test_answers_are_not_overwritten(course: Path) -> None:
    mine = answer(course)
    path = course / "modules" / SLUG / "notebook.ipynb"
    with pytest.raises(AnswersError) as told:
        release(course, SLUG)
    assert str(told.value).startswith(
        f"{path.relative_to(course)} holds answers: 05.z, 05.because, 1 added cell.\n"
    )
    assert path.read_bytes() == mine
    assert [str(a) for a in answered(course, [SLUG]).values()] == ["05.z, 05.because, 1 added cell"]


def test_forced_a_release_keeps_a_backup(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    mine = answer(course)
    assert release(course, SLUG, force=True) == [course / "modules" / SLUG / "notebook.ipynb"]
    assert answered(course, [SLUG]) == {}
    (backup,) = (course / "work" / "backups" / SLUG).iterdir()
    assert backup.read_bytes() == mine


def test_a_notebook_that_cannot_be_read_is_made_again_and_kept(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    path = course / "modules" / SLUG / "notebook.ipynb"
    path.write_text("<<<<<<< HEAD\n")
    assert release(course, SLUG) == [path]
    (backup,) = (course / "work" / "backups" / SLUG).iterdir()
    assert backup.read_text() == "<<<<<<< HEAD\n"


def test_outputs_are_no_answers(course: Path) -> None:
    path = course / "modules" / SLUG / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["widgets"] = {}
    for cell in notebook.cells:
        cell.metadata["scrolled"] = True
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="hello")]
    nbformat.write(notebook, path)
    assert release(course, SLUG) == [path]
    assert not (course / "work").exists()


def test_nbgraders_own_command_is_configured_alike(course: Path) -> None:
    assert ClearAnswers in Course(course).config().GenerateAssignment.preprocessors


def test_a_solution_that_is_no_value_is_told_to_the_author() -> None:
    cell = new_code_cell("print(1)  # SOLUTION", metadata=canonical_metadata("z", solution=True))
    with pytest.raises(NotebookError, match="belongs behind 'name = value'"):
        ClearAnswers().preprocess_cell(cell, {"language": "python"}, 0)


def canonical_metadata(grade_id: str, *, solution: bool) -> dict[str, Any]:
    return {"nbgrader": {"grade_id": grade_id, "solution": solution, "grade": not solution}}


def broken(course: Path, before: str, after: str) -> str:
    """What `release` says about the course's source once something in it is replaced."""
    path = course / "solutions" / SLUG / "notebook.ipynb"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(NotebookError) as told:
        release(course, SLUG)
    message = str(told.value)
    assert message.startswith(str(path.relative_to(course)))
    assert "Traceback" not in message
    assert "traceback above" not in message
    return message


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("    ### END SOLUTION", "", "cell 'f': no end solution statement found"),
        ("z = δ  # SOLUTION", r"z = δ\nprint(z)  # SOLUTION", "belongs behind 'name = value'"),
        ("return z", "return (z", "the solution cell 'f' is no Python, line 6"),
        (r"check(\"05.z", r"check(\"05.zz", 'check("05.zz", z) does not name an exercise'),
        ('"cells": [', '"cells": {', "this is no notebook"),
    ],
)
def test_what_is_wrong_is_told_with_notebook_and_cell(
    course: Path, before: str, after: str, told: str
) -> None:
    assert told in broken(course, before, after)
