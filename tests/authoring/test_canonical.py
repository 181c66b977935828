"""A source notebook takes one form, and what cannot be released is told to the author."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nnkit.authoring import canonical as module
from nnkit.authoring.canonical import NotebookError, canonical
from nnkit.checks.exercise import Choice, Exercise, Right, Value, Why, Wrong
from nnkit.plot.explore import WIDGET

EXERCISES: list[Exercise] = [
    Value("05.z", points=1.5, asks="z", reference=1.0),
    Choice("05.which", points=1, asks="which", options=(Right("z"), Wrong("a"))),
    Why("05.because", points=2, asks="why"),
]


@pytest.fixture(autouse=True)
def three_exercises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "exercises", lambda slug: {e.id: e for e in EXERCISES})


def cells() -> list[NotebookNode]:
    return [
        new_markdown_cell("# Where **δ** comes from\n\nText."),
        new_markdown_cell("### Exercise 05.z\n\nWhat is z?"),
        new_markdown_cell("Which?", id="exercise-which"),
        new_markdown_cell("### Exercise 05.because", id="why-it-is-so"),
        new_code_cell("z = 1.0  # SOLUTION"),
        new_code_cell('check("05.z", z)'),
        new_code_cell('### BEGIN SOLUTION\nwhich = "a"\n### END SOLUTION'),
        new_code_cell('check("05.which", which)  # a comment'),
        new_markdown_cell("<!-- BEGIN SOLUTION -->\nSo.\n<!-- END SOLUTION -->", id="because"),
    ]


def made(*changed: NotebookNode, drop: int | None = None) -> Any:
    sources = [c for i, c in enumerate(cells()) if i != drop]
    return canonical(new_notebook(cells=[*sources, *changed]), "05_backpropagation")


def test_roles_points_and_ids_follow_from_the_sources() -> None:
    notebook = made()
    assert [c.id for c in notebook.cells] == [
        "where-comes-from-text",
        "exercise-z",
        "exercise-which",
        "why-it-is-so",
        "z",
        "check-z",
        "which",
        "check-which",
        "because",
    ]
    roles = [c.metadata.get("nbgrader", {}) for c in notebook.cells]
    assert [(r.get("grade"), r.get("solution"), r.get("points")) for r in roles] == [
        *[(None, None, None)] * 4,
        (False, True, None),
        (True, False, 1.5),
        (False, True, None),
        (True, False, 1),
        (True, True, 2),
    ]


def test_a_second_time_changes_nothing() -> None:
    once = made()
    assert canonical(once.copy(), "05_backpropagation") == once


def test_what_changes_from_run_to_run_is_not_kept() -> None:
    cell = new_code_cell("1 + 1", execution_count=7, metadata={"scrolled": True})
    cell.outputs = [
        new_output("stream", name="stdout", text="a"),
        new_output("stream", name="stdout", text="b"),
        new_output("execute_result", {"text/plain": "2"}, execution_count=7),
    ]
    notebook = made(cell)
    last = notebook.cells[-1]
    assert last.execution_count is None
    assert last.metadata == {}
    assert [o.get("text") for o in last.outputs] == ["ab", None]
    assert last.outputs[1].execution_count is None
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_of_sliders_the_picture_is_kept() -> None:
    cell = new_code_cell("plot.explore(valley, alt='A valley.', width=[1, 2])")
    sliders = {"text/plain": "VBox(children=())", WIDGET: {"model_id": "5e"}}
    cell.outputs = [
        new_output("display_data", data) for data in (sliders, {"text/plain": "A valley."})
    ]
    notebook = new_notebook(cells=[*cells(), cell], metadata={"widgets": {WIDGET: {}}})
    canonical(notebook, "05_backpropagation")
    assert [output.data for output in notebook.cells[-1].outputs] == [{"text/plain": "A valley."}]
    assert "widgets" not in notebook.metadata


def test_an_id_that_an_author_chose_stays() -> None:
    same = [new_code_cell("1"), new_code_cell("2")]
    notebook = new_notebook(cells=[*cells(), *same])
    for cell in same:
        cell.id = "my-figure"
    canonical(notebook, "05_backpropagation")
    assert [c.id for c in notebook.cells[-2:]] == ["my-figure", "my-figure--2"]


def test_the_code_of_a_picture_is_folded_away() -> None:
    cell = new_code_cell("plot.show(plot.network(net), alt='A network.')")
    cell.id = "picture-network"
    folded = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # in Jupyter, and in Colab
    assert made(cell).cells[-1].metadata == folded


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (new_code_cell('check("05.nonsense", nonsense)'), "does not name an exercise"),
        (new_code_cell('check("05.z", which)'), "does not name an exercise"),
        (new_code_cell('check("05.z", z)\ncheck("05.z", z)'), "one check a cell"),
        (new_code_cell("y = 2  # SOLUTION"), "defines no exercise's name"),
        (new_code_cell("z = 2  # SOLUTION"), "two cells"),
        (new_code_cell('check("05.z", z)'), "two cells"),
        (new_markdown_cell("<!-- BEGIN SOLUTION -->\n<!-- END SOLUTION -->"), "why-exercise"),
    ],
)
def test_what_cannot_be_released_is_told(cell: NotebookNode, words: str) -> None:
    with pytest.raises(NotebookError, match=words):
        made(cell)


@pytest.mark.parametrize(
    ("drop", "words"),
    [
        (1, r"05\.z is asked nowhere in 05_backpropagation: write a cell that begins with"),
        (4, r"05\.z has no answer cell"),
        (5, r"05\.z has no check cell"),
        (8, r"05\.because has no"),
    ],
)
def test_a_missing_cell_is_told(drop: int, words: str) -> None:
    with pytest.raises(NotebookError, match=words):
        made(drop=drop)
