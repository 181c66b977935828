"""The page that a student gets back: `nbgrader generate_feedback`'s own, made in any process.

It shows verdicts, points and comments; hidden tests are taken out.
"""

from __future__ import annotations

import hashlib
import json
import re
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePath
from typing import Any

import nnkit.grading.classroom.fast_imports  # noqa: F401, isort: skip, before nbformat
import nbformat
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import ClearHiddenTests, GetGrades

from nnkit.course.catalogue import modules
from nnkit.grading.classroom.record import Marks
from nnkit.grading.grader.cells import HIDDEN, grade_id, is_test, without_hidden
from nnkit.grading.grader.files import write_files

# Seconds for a page; after that it is made without colours and Markdown, which for some texts take
# longer the longer a line is: hours for a long one.
SECONDS = 20.0


class ClearTests(ClearHiddenTests):
    """nbgrader's `ClearHiddenTests` for test cells only: elsewhere a student may write anything."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Take hidden tests out of a cell; see `ClearHiddenTests`."""
        if is_test(cell):
            super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


# For `nbgrader generate_feedback`: without what runs notebooks or overwrites their grades.
FEEDBACK = [GetGrades, ClearTests, CSSHTMLHeaderPreprocessor]


def page(
    notebook: bytes,
    marks: Marks,
    student: str,
    module: str,
    name: str,
    hidden: tuple[str, str] = HIDDEN,
) -> str:
    """Make the page of a graded notebook.

    Parameters
    ----------
    notebook : bytes
        As it lies in autograded/.
    marks : Marks
    student, module, name : str
        Whose it is, and what.
    hidden : (str, str)
        Between what tests are hidden from students.
    """
    node = nbformat.reads(notebook.decode(), as_version=4)
    for cell in node.cells:
        about, key = cell.metadata.get("nbgrader") or {}, grade_id(cell)
        if is_test(cell):
            cell.source = without_hidden(cell.source, hidden)
        if key in marks.points:
            about["score"], about["points"] = marks.points[key]
        if key in marks.comments:
            about["comment"] = marks.comments[key]
    about = {
        "student": student,
        "assignment": module,
        "notebook": name.removesuffix(".ipynb"),
        "score": marks.score - marks.penalty,
        "max_score": marks.max_score,
        "late_penalty": marks.penalty,
    }
    resources: dict[str, Any] = {"nbgrader": about, "unique_key": about["notebook"]}
    try:
        with _no_longer_than(SECONDS):
            made, _ = _exporter().from_notebook_node(node, resources)
    except _TooLong:
        node.metadata.language_info = {"name": "text", "pygments_lexer": "text"}
        made, _ = _exporter(plain=True).from_notebook_node(node, resources)
    if marks.late:
        penalty = re.compile(r'(<li class="late-penalty">[^<]*)')
        made = penalty.sub(lambda found: f"{found[1]}. {escape(marks.late)}", made, count=1)
    if module in modules().values():  # and not another course's, such as 05_project
        # nbgrader lists every exercise as "Test cell".
        link = re.compile(r'(<a href="#check-(\w+)">)Test cell<')
        made = link.sub(rf"\g<1>{module[:2]}.\g<2><", made)
    return f"{made}{stamp(marks)}"


def stamp(marks: Marks) -> str:
    """A comment at the end of a page that tells which marks it shows."""
    shown = {name: value for name, value in vars(marks).items() if value or name != "late"}
    text = json.dumps(shown, sort_keys=True)
    return f"<!-- nnkit marks {hashlib.sha256(text.encode()).hexdigest()[:16]} -->\n"


def write_page(folder: Path, name: str, html: str, files: dict[str, bytes]) -> None:
    """Write the page of a notebook, and the instructor's files, such as pictures, that it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    # Whoever is stopped here leaves no half of a page; and files of another owner are replaced.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".nnkit-") as part:
        everything = {**files, f"{PurePath(name).stem}.html": html.encode("utf-8", "replace")}
        write_files(Path(part), everything)
        for path in everything:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(part) / path).replace(folder / path)


class _TooLong(BaseException):
    """Not an `Exception`: what makes a page takes those for faults of one text."""


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Stop what takes longer, where the system has such an alarm: a process's first thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@cache
def _exporter(*, plain: bool = False) -> HTMLExporter:
    """The exporter that nbgrader would use, with its templates compiled once.

    A plain one shows Markdown as it was written.
    """
    converter = GenerateFeedback()
    exporter: HTMLExporter = converter.exporter_class(parent=converter, config=converter.config)
    for preprocessor in FEEDBACK:
        if preprocessor is not GetGrades:  # the marks are there already
            exporter.register_preprocessor(preprocessor)  # type: ignore[no-untyped-call]
    filters: Any = exporter
    filters.register_filter("markdown2html", _markdown_filter(exporter))
    if plain:
        filters.register_filter("markdown2html", _as_it_stands)
        filters.register_filter("strip_files_prefix", lambda html: html)
    return exporter


def _markdown_filter(exporter: HTMLExporter) -> Callable[[Context, str], str]:
    """The exporter's filter for Markdown; a text that it cannot take is shown as it stands.

    One such text, as an image whose attachment is missing, would cost the whole page.
    """

    @pass_context
    def markdown2html(context: Context, source: str) -> str:
        try:
            return str(exporter.markdown2html(context, source))
        except Exception:  # of nbconvert and of its parser, in many kinds
            return _as_it_stands(source)

    return markdown2html


def _as_it_stands(source: str) -> str:
    return f"<pre>{escape(source)}</pre>"
