"""What one change would make a wrong program right: told where it is, and what is wrong there.

`source` finds the text of a student's function or class, `expressions` and `statements` know the
changes that learners' mistakes ask for, `edits` makes them one at a time, and `search` tries which
of them passes all cases.  A change is told only if it does, so what is told is always true.
"""

from nnkit.checks.repair.search import repair
from nnkit.checks.repair.unused import unused

__all__ = ["repair", "unused"]
