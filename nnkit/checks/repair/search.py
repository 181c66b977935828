"""Try which one change makes a program right."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from nnkit.checks.repair.edits import edits
from nnkit.checks.repair.source import Program, program_of
from nnkit.checks.repair.time_limit import TimeLimit, limited

MOST_EDITS = 2000
SECONDS = 1.0  # of the processor, so that a busy machine tells the same
SECONDS_EACH = 0.25


def repair(answer: Any, is_right: Callable[[Any], bool]) -> str:
    """Say which one change would make a wrong function or class right.

    Parameters
    ----------
    answer : function or class
        As the student wrote it.
    is_right : callable
        Whether a function or class passes all cases.

    Returns
    -------
    str
        The line, and what is wrong there; empty if no single change is enough.
    """
    program = program_of(answer)
    if program is None:
        return ""
    end = time.process_time() + SECONDS
    for number, edit in enumerate(edits(program.tree)):
        if number == MOST_EDITS or time.process_time() > end:
            break
        changed = _run(program)
        if changed is not None and is_right(changed):
            return f"In line {edit.line}, {edit.what}"
    return ""


def _run(program: Program) -> Any:
    """What the changed definition binds; None if it cannot be compiled or run."""
    names = dict(program.names)
    try:
        tree = limited(program.tree)
        exec(compile(tree, "<a change of the answer>", "exec"), TimeLimit(SECONDS_EACH).into(names))
    except Exception:
        return None
    return names.get(program.name)
