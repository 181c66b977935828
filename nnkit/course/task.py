"""`practice`: an exercise with fresh numbers, judged and explained, without points."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from typing import Any

from nnkit.checks.exercise import Circumstances, Exercise, Value
from nnkit.checks.ids import split_id
from nnkit.checks.judge import judge
from nnkit.checks.suppress_output import suppress_output
from nnkit.checks.verdict import Verdict, paragraphs, with_code
from nnkit.checks.wording import in_python, in_words, named, plain, slots
from nnkit.course import student
from nnkit.course.card import STYLE, Card
from nnkit.course.catalogue import every_exercise, exercises, find, find_module, modules
from nnkit.course.note import Note, complaints_as_cards
from nnkit.course.notebook import current_module
from nnkit.course.numbers import can_be_practised, fresh_numbers, new_seed

PROPOSED = 3
_CODE = "margin:.3em 0;background:none;font-family:var(--jp-code-font-family,monospace)"
_TO_BE_EXPLAINED = ("partial", "failed", "error")


@dataclass(frozen=True)
class Practised(Verdict):
    """A verdict that earns nothing.

    Attributes
    ----------
    after : str
        What to do next, in a line.
    """

    after: str = field(default="", kw_only=True)

    @property
    def earned(self) -> str:
        """That there are no points."""
        return "practice, no points"

    def __str__(self) -> str:
        return f"{super().__str__()}\n{self.after.replace('`', '')}".rstrip()

    def __repr__(self) -> str:
        return str(self)

    def _end(self) -> str:
        return f'<p style="margin:.5em 0 0">{with_code(self.after)}</p>' if self.after else ""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # No bare number: nbgrader would take it for points.
        return {"text/html": self.html(), "text/plain": str(self)}


def judged(exercise: Exercise, answer: Any, after: str) -> Practised:
    """The verdict on an answer that earns nothing; hints follow one that is not right."""
    with suppress_output():
        verdict = judge(exercise, answer, Circumstances())
    is_explained = verdict.status in _TO_BE_EXPLAINED
    return Practised(
        exercise.id,
        0,
        exercise.points,
        verdict.status,
        verdict.message,
        verdict.misconception,
        hints=tuple(exercise.hints) if is_explained else (),
        after=after,
    )


class Task(Card):
    """An exercise with fresh numbers; shows as a card with the question.

    Attributes
    ----------
    numbers : object
        What `variant` gives for the student's own, to compute with.
    seed : int or str
        The same seed gives the same numbers.
    """

    def __init__(self, exercise: Value, seed: int | str) -> None:
        self.seed = seed
        self.numbers = fresh_numbers(exercise, seed)
        self._template = exercise.general.practice or exercise.general.question
        self._names = exercise.variant.names if exercise.variant else ()
        self._exercise = exercise.with_numbers(self.numbers)
        self._tried = False

    @complaints_as_cards("task.check(answer)", text_first=False)
    def check(self, answer: Any) -> Practised:
        """Decide about an answer and say what is wrong with it; there are no points."""
        id = self._exercise.id
        verdict = judged(self._exercise, answer, f'Again, with other numbers: `practice("{id}")`')
        if verdict.status != "not attempted":
            self._tried = True
            _count(id, right=verdict.status == "passed")
        return verdict

    @complaints_as_cards("task.solution()", text_first=False)
    def solution(self) -> Note:
        """Show the right answer, once another was tried."""
        if not self._tried:
            return Note("First an answer of your own", "Try one: `task.check(...)`.")
        last = self._exercise.hints[-1:]
        how = "".join(f"\n\nThe last hint of the exercise: {hint.help}" for hint in last)
        return Note("The right answer", f"{self._right()}{how}")

    def __repr__(self) -> str:
        given = self._given()
        parts = [f"Practice · {self._exercise.id}", self.question, given, *self._how()]
        return "\n".join(part for part in parts if part).replace("`", "")

    def _html(self) -> str:
        given = f'<pre style="{_CODE}">{html.escape(self._given())}</pre>'
        how = "".join(f'<p style="margin:.3em 0">{with_code(line)}</p>' for line in self._how())
        return (
            f'<div role="status" style="{STYLE}"><div><strong>Practice</strong> · '
            f"<code>{html.escape(self._exercise.id)}</code></div>"
            f"{paragraphs(self.question)}{given if self._given() else ''}{how}</div>"
        )

    @property
    def question(self) -> str:
        """The question with these numbers."""
        asked = self._exercise.question
        return (
            plain(asked) if asked else f"The question of {self._exercise.id}, with these numbers."
        )

    def _given(self) -> str:
        """The numbers as Python that the question names in code, or all if it names none."""
        numbers = named(self.numbers, self._names) or {"numbers": self.numbers}
        inside = slots(self._template) & set(numbers)
        code = " ".join(re.findall(r"`([^`]*)`", self._template))
        named_in_code = set(re.findall(r"[^\W\d]\w*", code)) & set(numbers) - inside
        shown = named_in_code or (set() if inside else set(numbers))
        return in_python({name: value for name, value in numbers.items() if name in shown})

    def _how(self) -> list[str]:
        computed = "`task.numbers` has the numbers. " if self._given() else ""
        call = f'task = practice("{self._exercise.id}")'
        return [f"Keep it as `{call}`, and answer with `task.check(...)`. {computed}".strip()]

    def _right(self) -> str:
        value = self._exercise.reference
        names = self._exercise.parts
        if names and len(names) == len(value):
            pairs = zip(names, value, strict=True)
            return ", ".join(f"{name}: {_short(part)}" for name, part in pairs)
        return _short(value)


@dataclass(repr=False)
class Proposals(Card):
    """Exercises to practise: the call to type for each, and why.

    Attributes
    ----------
    title : str
    lines : tuple of tuple of str
        An exercise's id, and a word about it.
    end : str
        A sentence below them.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    end: str = ""

    def __repr__(self) -> str:
        calls = [f'  practice("{id}")  {about}'.rstrip() for id, about in self.lines]
        return "\n".join([self.title, *calls, *([self.end] if self.end else [])]).replace("`", "")

    def _html(self) -> str:
        calls = "".join(
            f'<li><code>practice("{html.escape(id)}")</code> {with_code(about)}</li>'
            for id, about in self.lines
        )
        end = f'<p style="margin:.3em 0">{with_code(self.end)}</p>' if self.end else ""
        return (
            f'<div role="status" style="{STYLE}"><strong>{with_code(self.title)}</strong>'
            f'<ul style="margin:.3em 0">{calls}</ul>{end}</div>'
        )


@complaints_as_cards('practice("03.my_walk")')
def practice(id: str | None = None, *, seed: int | str | None = None) -> Task | Proposals:
    """Ask an exercise with fresh numbers, as often as you like; there are no points.

    Parameters
    ----------
    id : str, optional
        The exercise, such as ``"03.my_walk"``, or a module, such as ``"03"``, for a list of those
        that it has.  Without it you hear what was wrong last.
    seed : int or str, optional
        Gives the same numbers each time; by default they are others each time.

    Returns
    -------
    Task or Proposals
        Shows as a card; keep it to answer: ``task.check(...)``.

    Raises
    ------
    ValueError
        If there is no such exercise or module.
    """
    if id is None:
        return _proposed().show()
    if split_id(id)[1] == "" or id in modules().values():
        return _of_module(find_module(id)).show()
    exercise = find(id)
    if not (isinstance(exercise, Value) and can_be_practised(exercise)):
        title = f"`{exercise.id}` has no other numbers to practise with"
        return replace(_of_module(exercise.module), title=f"{title}; these have:").show()
    return Task(exercise, new_seed() if seed is None else seed).show()


def _of_module(module: str) -> Proposals:
    """All exercises of a module that can be practised."""
    done = student.recorded(student.PRACTICE)
    lines = tuple((e.id, _often(done.get(e.id))) for e in _practised_in(module))
    slug = modules()[module]
    if not lines:
        return Proposals(f"{slug} has no exercise with other numbers.", ())
    return Proposals(f"To practise in {slug}:", lines)


def _proposed() -> Proposals:
    """What was wrong last, otherwise what comes next; at most three."""
    points, when = student.remembered(), student.recorded(student.CHECKED)
    every = [e for e in every_exercise() if can_be_practised(e)]
    wrong = [e for e in every if points.get(e.id, e.points) < e.points]
    # Files of earlier versions do not say when; then the later module comes first.
    wrong.sort(key=lambda e: (student.seconds(when.get(e.id)), e.module), reverse=True)
    if wrong:
        lines = tuple((e.id, "was not all right yet") for e in wrong[:PROPOSED])
        return Proposals("What was wrong last:", lines)
    tried = [e.module for e in every if e.id in points]
    if not tried:
        first = _practised_in(current_module()) or every
        lines = tuple((e.id, "") for e in first[:PROPOSED])
        return Proposals("Nothing was checked yet. To begin with:", lines)
    newest = _practised_in(max(tried))
    lines = tuple((e.id, "") for e in newest[:PROPOSED])
    return Proposals(
        "What you have checked of what can be practised is right. To keep it so:", lines
    )


def _practised_in(module: str) -> list[Exercise]:
    found = exercises(module).values() if module in modules() else ()
    return [e for e in found if can_be_practised(e)]


def _count(id: str, *, right: bool) -> None:
    """Count in the progress file how often practice went right."""
    before = student.recorded(student.PRACTICE).get(id)
    tried, well = _counted(before)
    student.record(student.PRACTICE, id, {"tried": tried + 1, "right": well + right})


def _counted(entry: Any) -> tuple[int, int]:
    """How often an exercise was tried and how often right; what makes no sense counts nothing."""
    entry = entry if isinstance(entry, dict) else {}
    counts = (entry.get("tried"), entry.get("right"))
    tried, right = (count if isinstance(count, int) else 0 for count in counts)
    return tried, right


def _often(entry: Any) -> str:
    tried, right = _counted(entry)
    return f"right {right} of {tried} {'time' if tried == 1 else 'times'}" if tried else ""


def _short(value: Any) -> str:
    return in_words(_rounded(value))


def _rounded(value: Any) -> Any:
    """Numbers with six decimals at most."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return type(value)(_rounded(v) for v in value)
    return round(value, 6)
