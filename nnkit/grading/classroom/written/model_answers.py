"""The model answer and the rubric of a question, above each student's answer in formgrader.

They are put into the page that formgrader sends to who marks, and into no notebook: what students
are given, and get back, does not have them.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

if TYPE_CHECKING:
    from nnkit.grading.classroom.written.questions import WrittenQuestion

log = logging.getLogger(__name__)


class ShowModelAnswers(Preprocessor):
    """Puts a cell with the model answer and the rubric before each answer that a person marks."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add to one notebook, if it is formgrader that shows it."""
        module = resources.get("assignment_id")
        if "submission_id" not in resources or not module:
            return nb, resources
        notebook = f"{resources.get('notebook_id')}.ipynb"
        shown = {q.grade_id: q for q in self._questions(module) if q.notebook == notebook}
        cells = []
        for cell in nb.cells:
            question = shown.get(str((cell.metadata.get("nbgrader") or {}).get("grade_id")))
            if question is not None and (text := for_the_marker(question)):
                cells.append(new_markdown_cell(text))
            cells.append(cell)
        nb.cells = cells
        return nb, resources

    def _questions(self, module: str) -> list[WrittenQuestion]:
        """Those of a module; none if they cannot be read, which shall cost nobody the page."""
        # Every nbgrader command reads the configuration that names this class.
        from nbgrader.coursedir import CourseDirectory

        from nnkit.grading.classroom.course import Course, CourseError
        from nnkit.grading.classroom.written.questions import written_questions

        try:
            course = Course(Path(CourseDirectory(config=self.config).root).resolve())
            return written_questions(course, module)
        except (CourseError, OSError) as error:
            log.warning("No model answers of %r: %s", module, error)
            return []


def for_the_marker(question: WrittenQuestion) -> str:
    """The model answer and the rubric as Markdown; empty if there is neither."""
    answer = question.model_answer
    if answer and question.is_code:
        answer = f"````\n{answer}\n````"
    parts = [("Rubric", question.rubric), ("Model answer", answer)]
    texts = [
        f"<details open><summary><b>{name}</b>, which students do not see</summary>\n\n{text}\n\n"
        "</details>"
        for name, text in parts
        if text
    ]
    return "\n\n".join(texts)
