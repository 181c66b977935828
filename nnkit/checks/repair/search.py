"""Try which one change, or which two, make a program right."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from nnkit.checks.repair.edits import Edit, edits
from nnkit.checks.repair.source import Program, program_of
from nnkit.checks.repair.time_limit import TimeLimit, limited, thread_time

MOST_EDITS = 2000
MOST_FIRST = 3  # changes that help a little, after which a second one is looked for
SECONDS = 1.0  # of this thread, so that a busy machine tells the same
SECONDS_EACH = 0.25

Score = Callable[[Any], float]
"""How far a function or class is right, from 0 to 1; 1 is right in all cases."""


def repair(answer: Any, score: Score) -> str:
    """Say which change would make a wrong function or class right, or which two.

    Parameters
    ----------
    answer : function or class
        As the student wrote it.
    score : Score

    Returns
    -------
    str
        The lines, and what is wrong there; empty if neither one change nor two are enough.
    """
    program = program_of(answer)
    if program is None:
        return ""
    end = thread_time() + SECONDS
    scores: list[float] = []
    for edit, reached in _scored(program, score, end):
        if reached == 1:
            return f"In {_sentence(edit)}"
        scores.append(reached)
    best = sorted(range(len(scores)), key=lambda i: -scores[i])[:MOST_FIRST]
    before = score(answer)
    for number in (i for i in best if scores[i] > before + 0.01):
        changes = edits(program.tree)  # the first change stays as long as these are not closed
        first = next(islice(changes, number, None))
        for second, reached in _scored(program, score, end + SECONDS):
            if reached == 1:
                return f"Two things. In {_sentence(first)} And in {_sentence(second)}"
        changes.close()
    return ""


def _scored(program: Program, score: Score, end: float) -> Iterator[tuple[Edit, float]]:
    for edit in islice(edits(program.tree), MOST_EDITS):
        if thread_time() > end:
            return
        changed = _run(program)
        yield edit, 0.0 if changed is None else score(changed)


def _sentence(edit: Edit) -> str:
    return f"line {edit.line}, {edit.what}"


def _run(program: Program) -> Any:
    """What the changed definition binds; None if it cannot be compiled or run."""
    names = dict(program.names)
    try:
        tree = limited(program.tree)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a change, which the student never sees
            code = compile(tree, "<a change of the answer>", "exec")
        exec(code, TimeLimit(SECONDS_EACH).into(names))
    except Exception:
        return None
    return names.get(program.name)
