"""What `nbgrader generate_feedback` does in a course that is graded by nnkit.

Courses name `FEEDBACK` in their nbgrader_config.py.
"""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import ClearHiddenTests, GetGrades

from nnkit.grading.grader.cells import is_test


class ClearTests(ClearHiddenTests):
    """nbgrader's `ClearHiddenTests` for test cells only: elsewhere a student may write anything."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Take hidden tests out of a cell; see `ClearHiddenTests`."""
        if is_test(cell):
            super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


FEEDBACK = [GetGrades, ClearTests, CSSHTMLHeaderPreprocessor]
"""Without what runs notebooks or overwrites their grades."""
