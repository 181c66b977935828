"""A module as a page for reading: the text that students get, with the outputs of the author's run.

The text is what nbgrader makes of the source, so solutions are stubs.  Outputs of answers and of
checks stay away, and so does the author's progress.  What a cell prints under a question that is
answered before it runs is folded.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from traitlets.config import Config

from nnkit.authoring.canonical import ASKED
from nnkit.authoring.release import ClearAnswers
from nnkit.checks.exercise import Code
from nnkit.course.catalogue import exercises
from nnkit.grading.classroom.course import CourseError
from nnkit.site.pictures import Pictures

_PROGRESS = re.compile(r"^progress\(", re.MULTILINE)
_HEADING = re.compile(r"#{1,3} ", re.MULTILINE)


def released(source: NotebookNode, config: Config) -> NotebookNode:
    """A source with stubs in place of its solutions, as nbgrader makes it; outputs stay."""
    notebook = copy.deepcopy(source)
    for preprocessor in (ClearAnswers, ClearHiddenTests, ClearMarkScheme):
        notebook, _ = preprocessor(config=config).preprocess(notebook, {})
    return notebook


def refuse_if_stale(text: NotebookNode, handed_out: Path) -> None:
    """Refuse a notebook in modules/ that differs from what its source gives.

    Raises
    ------
    CourseError
        If it is missing or differs, perhaps by somebody's answers; says what to do.
    """
    advice = "Run `nnkit release`, then make the site again."
    if not handed_out.is_file():
        raise CourseError(f"{handed_out} is missing. {advice}")
    there = nbformat.read(handed_out, as_version=4)
    if [cell.source for cell in there.cells] != [cell.source for cell in text.cells]:
        raise CourseError(
            f"{handed_out} is not what its source gives, so the site would offer another notebook "
            f"than it shows. {advice}"
        )


def notebook_page(text: NotebookNode, module: str, pictures: Pictures, links: str) -> NotebookNode:
    """The page of one notebook.

    Parameters
    ----------
    text : NotebookNode
        As `released` makes it.
    module : str
        The module's slug.
    pictures : Pictures
        Takes the figures.
    links : str
        HTML that stands below the title.
    """
    notebook = copy.deepcopy(text)
    answered_first = {e.id for e in exercises(module).values() if not isinstance(e, Code)}
    fold = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            asked = ASKED.match(cell.source)
            if asked:
                fold = asked[1] in answered_first
                cell.source = _asked(cell.source, asked[1])
            elif _HEADING.match(cell.source):
                fold = False
        elif cell.cell_type == "code":
            _show(cell, fold, f"{module}-{cell.id}", pictures)
        cell.metadata = NotebookNode({"tags": cell.metadata.pop("tags", [])})
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(links))
    return notebook


def target(exercise: str) -> str:
    """The name by which pages refer to an exercise."""
    return f"exercise-{exercise.replace('.', '-').replace('_', '-')}"


def _asked(question: str, id: str) -> str:
    """A question with a place that pages refer to, and a heading without points and minutes."""
    heading, _, text = question.partition("\n")
    name, _, worth = heading.partition(" · ")
    return f"({target(id)})=\n{name}\n\n*{worth}*\n{text}" if worth else question


def _show(cell: NotebookNode, fold: bool, name: str, pictures: Pictures) -> None:
    """Keep of a code cell's outputs what a reader shall see, and fold what is not read at once."""
    tags = ["hide-input"] if cell.metadata.get("jupyter", {}).get("source_hidden") else []
    if cell.metadata.get("nbgrader") or _PROGRESS.search(cell.source):
        cell.outputs = []
    cell.outputs = [pictures.moved(output, name) for output in cell.outputs]
    if fold and cell.outputs and all(not _is_figure(output) for output in cell.outputs):
        tags.append("hide-output")
    cell.metadata["tags"] = tags


def _is_figure(output: NotebookNode) -> bool:
    return "<img" in output.get("data", {}).get("text/html", "")
