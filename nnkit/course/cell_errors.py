"""After a cell that stopped because a name was overwritten, a card that says so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from nnkit.checks.exercise import Code
from nnkit.checks.overwritten import overwritten
from nnkit.course import student
from nnkit.course.catalogue import exercises
from nnkit.course.note import Complaint


def tell_overwritten_names(seen: Sequence[str]) -> None:
    """Look at each cell of this notebook that stops from now on; nothing outside IPython.

    Parameters
    ----------
    seen : sequence of str
        The modules whose exercises were checked, so that the names of their functions are known.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.events.register("post_run_cell", lambda result: _after_cell(result, seen))


def _after_cell(result: Any, seen: Sequence[str]) -> None:
    error = result.error_in_exec
    found = overwritten(error) if isinstance(error, Exception) else None
    if found is None or student.graded_now():
        return
    written = [e.name for m in seen for e in exercises(m).values() if isinstance(e, Code)]
    if found.is_meant(written):
        from IPython.display import display

        display(Complaint("A name was overwritten", found.tell))
