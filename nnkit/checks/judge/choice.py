"""Judge a choice: one letter, or several for "all that apply"."""

from __future__ import annotations

from typing import Any

from nnkit.checks.exercise import Choice, Circumstances
from nnkit.checks.judge.answers import is_blank, letters_of
from nnkit.checks.judge.verdicts import decided, misconceived, passed, to_do
from nnkit.checks.verdict import Verdict


def judge_choice(exercise: Choice, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about the letter or letters that were picked."""
    if is_blank(answer):
        return to_do(exercise)
    letters = letters_of(answer)
    if letters is None or not letters or not set(letters) <= set(exercise.labels):
        options = ", ".join(exercise.labels)
        return decided(exercise, "failed", f"`{exercise.name}` needs a letter: one of {options}.")
    picked = "".join(sorted(set(letters)))
    if picked == "".join(sorted(exercise.reference)):
        return passed(exercise, exercise.why)
    for misconception in exercise.misconceptions:
        if picked == "".join(sorted(misconception.wrong)):
            return misconceived(exercise, misconception)
    if len(exercise.reference) > 1 and set(picked) < set(exercise.reference):
        return decided(exercise, "failed", "What you chose is right, but something is missing.")
    if len(picked) > 1 and len(exercise.reference) > 1:
        right = len(set(picked) & set(exercise.reference))
        return decided(exercise, "failed", f"{right} of your {len(picked)} letters belong there.")
    return decided(exercise, "failed", "That is not it.")
