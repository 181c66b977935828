"""Checks: what decides an exercise and explains a mistake.

A student calls `check`, `hint`, `progress`, `variant` and, once, `set_student`.  Exercises are
described in ``mNN_slug/``, one folder a module, from the kinds in `nnkit.checks.exercise`.
"""

from nnkit.checks.notebook import check, hint, progress, variant
from nnkit.checks.student import set_student

__all__ = ["check", "hint", "progress", "set_student", "variant"]
