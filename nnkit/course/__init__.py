"""The course: its exercises, one folder a module, and what a student calls in a notebook.

A student calls `check`, `hint`, `progress`, `practice`, `review`, `variant` and, once,
`set_student`.  Exercises are described in ``mNN_slug/``, from the kinds in `nnkit.checks.exercise`.

Wrong and other right programs are written there as students write them.  Their source also makes
up the notebooks of simulated students, so they use nothing but their arguments, NumPy, the rest of
nnkit, and functions and constants of ``mNN_slug/``.
"""

from nnkit.course.introduce import set_student
from nnkit.course.notebook import check, hint, progress, variant
from nnkit.course.session import review
from nnkit.course.shell import install
from nnkit.course.task import practice

__all__ = ["check", "hint", "practice", "progress", "review", "set_student", "variant"]

install()
