"""Lets every nbgrader command, and formgrader, work in this repository as it stands."""

from pathlib import Path

from nnkit.authoring.release import PREPROCESSORS
from nnkit.grading.classroom.autograde import AUTOGRADE
from nnkit.grading.classroom.feedback import FEEDBACK
from nnkit.grading.classroom.formgrader import show_safely

c = get_config()  # noqa: F821, given by nbgrader

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "modules"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", ".DS_Store"]

c.GenerateAssignment.preprocessors = PREPROCESSORS
c.ClearSolutions.code_stub = {
    "python": 'raise NotImplementedError("Write your code here, then delete this line.")'
}

# Students' code runs in a sandbox and tests run outside; `nnkit grade` keeps to the same limits.
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = AUTOGRADE
c.SandboxedExecute.seconds = 20  # for one cell or question
c.GenerateFeedback.preprocessors = FEEDBACK
show_safely(c)  # in formgrader, and formulas without a network
