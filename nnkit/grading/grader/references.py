"""An exercise that fails is tried once more with the references of what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nnkit.checks.exercise import Code, Exercise
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.grading.grader.execute import Outcome
from nnkit.grading.grader.session import Session


def with_references(
    outcome: Outcome,
    exercise: Exercise,
    has_failed: Callable[[str], bool],
    session: Callable[[], Session],
    run_test: Callable[[], Outcome],
) -> Outcome | None:
    """The outcome with references in place of what an exercise needs and is wrong, if better.

    Parameters
    ----------
    outcome : Outcome
        What the test gave without.
    exercise : Exercise
    has_failed : callable
        Whether the exercise of an id was answered wrongly.
    session, run_test : callable
    """
    if not isinstance(outcome.value, Verdict) or outcome.value.points >= outcome.value.max_points:
        return None
    needs = map(find, all_needs(exercise))
    wrong = [need for need in needs if isinstance(need, Code) and has_failed(need.id)]
    if not wrong:
        return None
    student = session()
    own = {need.name: _definition(student, need.name) for need in wrong}
    for need in wrong:
        student.define(need.name, need.reference)
    again = run_test()
    for name, value in own.items():
        student.define(name, value)
    if not isinstance(again.value, Verdict) or again.value.points <= outcome.value.points:
        return None
    names = " and ".join(f"{need.name}()" for need in wrong)
    return replace(again, value=again.value.with_note(f"With the reference {names}."))


def all_needs(exercise: Exercise) -> list[str]:
    """What an exercise needs, and what that needs."""
    ids: list[str] = []
    for need in exercise.needs:
        ids += [i for i in (*all_needs(find(need)), need) if i not in ids]
    return ids


def _definition(session: Session, name: str) -> Any:
    """What the student defined under a name, in a form that can be put back."""
    try:
        value = session.get(name)
    except Exception:  # it is not there, or it is a module
        return None
    return None if value is Ellipsis else value
