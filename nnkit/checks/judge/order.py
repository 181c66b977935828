"""Judge the order of labelled lines."""

from __future__ import annotations

from typing import Any

from nnkit.checks.exercise import Circumstances, Order
from nnkit.checks.judge.answers import is_blank, letters_of
from nnkit.checks.judge.verdicts import decided, misconceived, passed, to_do
from nnkit.checks.verdict import Verdict


def judge_order(exercise: Order, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about an order; a wrong one is told how far it is right."""
    if is_blank(answer):
        return to_do(exercise)
    letters = letters_of(answer)
    right: list[str] = [exercise.reference, *exercise.accepts]
    if letters is None or not letters:
        return decided(
            exercise,
            "failed",
            f'`{exercise.name}` needs the letters in order, such as "{_sorted(right[0])}".',
        )
    if letters in right:
        return passed(exercise, exercise.why)
    for misconception in exercise.misconceptions:
        if letters == misconception.wrong:
            return misconceived(exercise, misconception)
    missing = set(exercise.reference) - set(letters)
    if missing and len(letters) < len(exercise.reference):
        return decided(
            exercise, "failed", f"Lines are missing: {len(exercise.reference)} are needed."
        )
    agree = max(_common_prefix(letters, order) for order in right)
    if agree == 0:
        message = f"`{letters[0].upper()}` cannot come first."
    elif agree == len(letters):
        message = "What you have is right so far, but lines are missing at the end."
    else:
        before = "line is" if agree == 1 else f"{agree} lines are"
        message = f"The first {before} right; `{letters[agree].upper()}` cannot come next."
    direction = _wrong_way_round(exercise, letters)
    return decided(exercise, "failed", f"{message}\n\n{direction}".strip())


def _wrong_way_round(exercise: Order, letters: str) -> str:
    """What to tell of the first line that stands before one that it needs."""
    pairs = [(letters.find(pair[1]), pair[0], pair[1]) for pair in exercise.before]
    wrong = [pair for pair in pairs if 0 <= pair[0] < letters.find(pair[1])]
    if not wrong:
        return ""
    _, early, late = min(
        wrong, key=lambda pair: pair[0]
    )  # of several needs the first that is listed
    return f"{late.upper()} stands before {early.upper()}. {exercise.before[early + late]}"


def _sorted(order: str) -> str:
    return "".join(sorted(order)).upper()


def _common_prefix(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n
