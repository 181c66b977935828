"""An exercise that fails is tried once more with the references of what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from nnkit.checks.exercise import Code, Exercise, Value
from nnkit.checks.verdict import Verdict
from nnkit.course import student as students
from nnkit.course.catalogue import find, known
from nnkit.grading.grader.execute import Outcome
from nnkit.grading.grader.explain import NotDefined
from nnkit.grading.grader.kernel import Kernel
from nnkit.grading.grader.lent import Loan
from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.sandbox import SandboxLost

Need = Code | Value


@dataclass(frozen=True)
class Needs:
    """Earlier exercises whose answers an answer uses.

    Attributes
    ----------
    wrong : list of Code
    accepted : list of Code or Value
        An answer that passed may yet be of another shape or type than what uses it expects.
    source : str
        The cell of the answer.
    """

    wrong: list[Code] = field(default_factory=list)
    accepted: list[Need] = field(default_factory=list)
    source: str = ""


def needs_of(exercise: Exercise, verdicts: Iterable[Verdict], used: set[str], source: str) -> Needs:
    """What an exercise needs.

    Parameters
    ----------
    exercise : Exercise
    verdicts : iterable of Verdict
        Those on the earlier exercises.
    used : set of str
        Names that the student's answer uses.
    source : str
        The cell of that answer.
    """
    wrong: list[Code] = []
    accepted: list[Need] = []
    needed = all_needs(exercise)
    for verdict in verdicts:
        need = known(verdict.exercise)
        if not isinstance(need, (Code, Value)) or need.module != exercise.module:
            continue
        if verdict.points >= verdict.max_points:
            if need.id in needed or need.name in used:
                accepted.append(need)
        elif isinstance(need, Code) and need.id in needed:
            wrong.append(need)
    return Needs(wrong, accepted, source)


def with_references(
    outcome: Outcome, exercise: Exercise, needs: Needs, kernel: Kernel, test: Callable[[], Outcome]
) -> Outcome | None:
    """The outcome with references in place of what an exercise needs, if that is better.

    First of what is wrong, then also of what was accepted; of these only where it is what helps.

    Parameters
    ----------
    outcome : Outcome
        What the test gave without.
    exercise : Exercise
    needs : Needs
    kernel : Kernel
    test : callable
        Runs the test.
    """
    stopped = isinstance(outcome.error, NotDefined)
    if not (needs.wrong or needs.accepted) or not (isinstance(outcome.value, Verdict) or stopped):
        return None
    best = max(0.0, _points(outcome))
    if best >= exercise.points:
        return None
    trials = _Trials(exercise, needs.source, kernel, test, stopped)
    found: Outcome | None = None
    replaced: Sequence[Need] = ()
    every = [*needs.wrong, *needs.accepted]
    choices: list[Sequence[Need]] = [needs.wrong, every if needs.accepted else []]
    for chosen in filter(None, choices):
        again = trials.run(chosen) if best < exercise.points else None
        if _points(again) > best:
            found, replaced, best = again, chosen, _points(again)
    accepted = [need for need in replaced if need in needs.accepted]
    for need in accepted if len(accepted) > 1 else ():  # it may be one of them
        again = trials.run([*needs.wrong, need])
        if _points(again) >= best:
            found, replaced = again, [*needs.wrong, need]
            break
    if found is None or not isinstance(found.value, Verdict):
        return None
    return replace(found, value=found.value.with_note(_note(replaced, needs)))


def _note(replaced: Sequence[Need], needs: Needs) -> str:
    names = " and ".join(f"{need.name}{'()' * isinstance(need, Code)}" for need in replaced)
    passed = [need.name for need in replaced if need in needs.accepted]
    note = f"With the reference {names}."
    if not passed:
        return note
    return (
        f"{note} Yours was accepted for {' and '.join(f'`{name}`' for name in passed)}, but what "
        "uses it needs the shape and type that the course has."
    )


class _Trials:
    """Runs a test with references in place of the student's answers, which come back afterwards."""

    def __init__(
        self,
        exercise: Exercise,
        source: str,
        kernel: Kernel,
        test: Callable[[], Outcome],
        stopped: bool,
    ) -> None:
        self._names = {exercise.name, *names_in(source).bound}
        self._source, self._kernel, self._test, self._stopped = source, kernel, test, stopped

    def run(self, needs: Sequence[Need]) -> Outcome | None:
        """What the test gives; None if the sandbox is lost.

        What is lent for it cannot be called any more when it is over: an answer that keeps it
        would pass another question with it.
        """
        loans: list[Loan] = []
        try:
            session = self._kernel.session()
            session.set_aside([*self._names, *(need.name for need in needs)])
            for need in needs:
                loans.append(Loan(need.name))
                session.define(need.name, _reference(need, loans[-1]))
            if self._stopped or any(isinstance(need, Value) for need in needs):
                session.run_cell(self._source)
            outcome = self._test()
            self._kernel.session().put_back()
        except SandboxLost:
            self._kernel.shut_down()
            return None
        finally:
            for loan in loans:
                loan.end()
        return outcome


def _reference(need: Need, loan: Loan) -> object:
    if isinstance(need, Code):
        return loan.of(need.reference)
    return need.expected(students.student_id())


def _points(outcome: Outcome | None) -> float:
    """The points of an outcome; less than none if it is no verdict."""
    if outcome is None or not isinstance(outcome.value, Verdict):
        return -1
    return outcome.value.points


def all_needs(exercise: Exercise) -> list[str]:
    """What an exercise needs, and what that needs."""
    ids: list[str] = []
    for need in exercise.needs:
        ids += [i for i in (*all_needs(find(need)), need) if i not in ids]
    return ids
