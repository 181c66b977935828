"""Judge an answer: a function for each kind of exercise, and one that picks it.

Enters: an exercise, an answer, and for whom it is judged.  Leaves: a `Verdict`.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from nnkit.checks.exercise import Choice, Circumstances, Code, Exercise, Order, Value, Why
from nnkit.checks.judge.choice import judge_choice
from nnkit.checks.judge.code import judge_code
from nnkit.checks.judge.order import judge_order
from nnkit.checks.judge.value import judge_value
from nnkit.checks.judge.why import judge_why
from nnkit.checks.verdict import Verdict

__all__ = ["judge"]


@singledispatch
def judge(exercise: Exercise, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about an answer and explain what is wrong with it.

    Raises
    ------
    LookupError
        If the exercise has individual numbers and no student is known.
    """
    raise TypeError(f"nobody knows how to judge a {type(exercise).__name__}")


judge.register(Code, judge_code)
judge.register(Value, judge_value)
judge.register(Choice, judge_choice)
judge.register(Order, judge_order)
judge.register(Why, judge_why)
