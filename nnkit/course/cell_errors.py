"""After a cell that stopped, a card that says what Python does not.

A name was overwritten, or an id stands without its quotes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

from nnkit.checks.exercise import Code
from nnkit.checks.overwritten import overwritten
from nnkit.course import student
from nnkit.course.catalogue import exercises
from nnkit.course.note import Complaint


def explain_stopped_cells(seen: Sequence[str]) -> None:
    """Explain each cell of this notebook that stops from now on; nothing outside IPython.

    Parameters
    ----------
    seen : sequence of str
        The modules whose exercises were checked, so that the names of their functions are known.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.events.register("post_run_cell", lambda result: _after_cell(result, seen))


_WITHOUT_QUOTES = re.compile(r"\b(check|hint|variant|set_student)\(\s*([^\W\d_][\w.@-]*|\d[\w.-]*)")


def _after_cell(result: Any, seen: Sequence[str]) -> None:
    if student.graded_now():
        return
    stopped = result.error_before_exec or result.error_in_exec
    if isinstance(stopped, SyntaxError):
        _show_quotes(result.info.raw_cell, lambda id: not id.isidentifier())
    elif isinstance(stopped, NameError):
        missing = stopped.name
        _show_quotes(result.info.raw_cell, lambda id: id.partition(".")[0] == missing)
    if isinstance(stopped, Exception):
        found = overwritten(stopped)
        written = [e.name for m in seen for e in exercises(m).values() if isinstance(e, Code)]
        if found is not None and found.is_meant(written):
            _show("A name was overwritten", found.tell)


def _show_quotes(source: str, is_meant: Callable[[str], bool]) -> None:
    """Show how an id is written that stands in a call without its quotes."""
    for call, id in _WITHOUT_QUOTES.findall(source):
        if is_meant(id):
            more = ", ..." if call == "check" else ""
            _show("An id stands in quotes", f'Write it so: `{call}("{id}"{more})`.')
            return


def _show(title: str, text: str) -> None:
    from IPython.display import display

    display(Complaint(title, text))
