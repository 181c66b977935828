"""The page that a student gets back: `nbgrader generate_feedback`'s own, made in any process.

It shows verdicts, points and comments; hidden tests are taken out.  Workers make it, so nothing
here loads nbgrader, which takes longer than twenty pages.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path, PurePath
from typing import Any

import nnkit.grading.classroom.fast_imports  # noqa: F401, isort: skip, before nbformat
import nbformat

from nnkit.grading.classroom.page_exporter import page_exporter
from nnkit.grading.classroom.page_summary import summary
from nnkit.grading.classroom.record import GradingRecord, Marks
from nnkit.grading.grader.bounds import bounded_time
from nnkit.grading.grader.cells import HIDDEN, grade_id, is_test, without_hidden
from nnkit.grading.grader.files import write_files

# Seconds of processor time for a page; after that it is made without colours and Markdown, which
# for some texts take longer the longer they are: hours for a long one.  Longer ones never get them.
SECONDS = 10.0


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
    record = GradingRecord.read(notebook)
    about = summary(node.cells, record, marks, student, f"{module} / {name.removesuffix('.ipynb')}")
    resources: dict[str, Any] = {"summary": about, "unique_key": name.removesuffix(".ipynb")}
    try:
        with bounded_time(SECONDS, _TooLong()):
            made, _ = page_exporter().from_notebook_node(node, resources)
    except _TooLong:
        exporter = page_exporter(plain=True)
        made, _ = exporter.from_notebook_node(node, resources)
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
    # `nbgrader release_feedback` copies a page with its mode, and its student has to read it.
    (folder / f"{PurePath(name).stem}.html").chmod(0o644)


class _TooLong(BaseException):
    """Not an `Exception`: what makes a page takes those for faults of one text."""
