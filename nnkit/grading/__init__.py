"""Grading: `protocol`, `sandbox`, `grader` and `classroom`, each knowing only those before it.

Above them `lms` brings submissions in and marks out, and `similar` compares answers.  How a
submission is graded, and what that defends, is in README.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traitlets.config import Config


def configure(config: Config) -> None:
    """Let nbgrader's own commands, and formgrader, grade and show submissions as nnkit does.

    A course's nbgrader_config.py says::

        import nnkit.grading; nnkit.grading.configure(c)

    Parameters
    ----------
    config : Config
        The configuration that nbgrader_config.py has as ``c``.
    """
    from nnkit.grading.classroom.autograde import AUTOGRADE
    from nnkit.grading.classroom.feedback import FEEDBACK
    from nnkit.grading.classroom.formgrader import show_safely

    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = AUTOGRADE
    config.GenerateFeedback.preprocessors = FEEDBACK
    show_safely(config)
