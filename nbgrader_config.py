"""Lets every nbgrader command, and formgrader, work in this repository as it stands."""

from pathlib import Path

from nnkit.grading.release import PREPROCESSORS

c = get_config()  # noqa: F821, given by nbgrader

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "modules"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", ".DS_Store"]

c.GenerateAssignment.preprocessors = PREPROCESSORS
c.ClearSolutions.code_stub = {
    "python": 'raise NotImplementedError("Write your code here, then delete this line.")'
}
c.Execute.timeout = 20  # seconds for one cell
