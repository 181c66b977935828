"""After a cell that stopped, a card that says what Python does not.

A name was overwritten, or an id stands without its quotes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

from nnkit.checks.exercise import Code
from nnkit.checks.overwritten import Overwritten, overwritten
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


_BEGINS = r"\b(check|hint|practice|progress|review|variant|set_student)\(\s*"
_WITHOUT_QUOTES = (
    re.compile(_BEGINS + r"([^\W\d_][\w.@-]*|\d[\w.-]*)"),
    re.compile(r"\b(set_student)\(\s*(\w+(?: +\w+)+)\s*\)"),
)
# As a text processor writes them.
_OTHER_QUOTES = re.compile(_BEGINS + r"[“”„‘’«»]([^“”„‘’«»'\"\n]+)")


def _after_cell(result: Any, seen: Sequence[str]) -> None:
    if student.graded_now():
        return
    stopped = result.error_before_exec or result.error_in_exec
    source = result.info.raw_cell
    bare = [found for form in _WITHOUT_QUOTES for found in form.findall(source)]
    if isinstance(stopped, SyntaxError):
        others = _OTHER_QUOTES.findall(source)
        _show_quotes([*others, *((call, id) for call, id in bare if not id.isidentifier())])
    elif isinstance(stopped, NameError):
        missing = stopped.name
        _show_quotes([(call, id) for call, id in bare if missing in re.split("[.@-]", id)])
    if isinstance(stopped, Exception) and (found := name_overwritten(stopped, seen)):
        _show("A name was overwritten", found.tell)


def name_overwritten(stopped: Exception, seen: Sequence[str]) -> Overwritten | None:
    """The name whose other meaning stopped a cell, if everybody knows what it should mean."""
    found = overwritten(stopped)
    written = [e.name for m in seen for e in exercises(m).values() if isinstance(e, Code)]
    return found if found is not None and found.is_meant(written) else None


def _show_quotes(meant: list[tuple[str, str]]) -> None:
    """Show how the first id is written that stands in a call without its quotes, or in others."""
    for call, id in meant[:1]:
        more = ", ..." if call == "check" else ""
        _show("An id stands in straight quotes", f'Write it so: `{call}("{id}"{more})`.')


def _show(title: str, text: str) -> None:
    from IPython.display import display

    display(Complaint(title, text))
