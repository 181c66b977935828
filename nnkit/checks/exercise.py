"""What an exercise is: what it asks, what is right, and which mistakes have a name.

There is one class for each way of deciding.  `Code` runs the student's function (or class) on many
cases, `Value` compares numbers worked out by hand or predicted, `Choice` and `Order` compare
letters, `Why` is read by a person.  All of them answer `judge` with a `Verdict`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from nnkit.checks.compare import Difference, describe, difference
from nnkit.checks.draw import Draw
from nnkit.checks.steps import Step
from nnkit.checks.verdict import Status, Verdict

Kind = Literal[
    "code", "faded-code", "number", "prediction", "parsons", "find-the-bug", "choice", "why"
]
Case = tuple[Any, ...]


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that learners really give, and what to tell them.

    Attributes
    ----------
    name : str
        Short and in the field's terms: ``"no-transpose"``.
    wrong : function or value
        What the learner does.  A function for `Code`; a value, or for a student's own numbers a
        function of them, for `Value`; letters for `Choice` and `Order`.
    tell : str
        What to tell the student: what the answer does, and why that is not what is needed.
    credit : float
        Share of the points that the answer earns all the same, rounded down to half points.
    """

    name: str
    wrong: Any
    tell: str
    credit: float = 0.0


@dataclass(frozen=True)
class Hint:
    """A hint, folded under the symptom that makes a student want it."""

    symptom: str
    help: str


@dataclass(frozen=True)
class Circumstances:
    """What a judgement depends on beside the answer.

    Attributes
    ----------
    student : str or None
        Whose numbers an exercise with individual numbers uses.
    secret : str
        Chooses the cases.  Empty in the student's notebook; the instructor's own when grading.
    """

    student: str | None = None
    secret: str = ""


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """What all exercises have.

    Attributes
    ----------
    id : str
        Two digits of the module, a dot, and the name that the answer has in the notebook:
        ``"05.delta_hidden"`` checks the variable ``delta_hidden``.
    points : float
    asks : str
        One sentence; for code the call and what it returns, such as
        ``"affine(W, b, a) -> z"``.
    kind : str
    minutes : int
        Time that a student usually needs.
    difficulty : int
        1, 2 or 3.
    misconceptions : sequence of Misconception
    accepts : sequence
        Right answers that look different from the reference.
    needs : sequence of str
        Ids of the exercises whose code this one calls.
    hints : sequence of Hint
        By symptom; the last is nearly the answer.
    """

    id: str
    points: float
    asks: str
    kind: Kind
    minutes: int = 5
    difficulty: int = 1
    misconceptions: Sequence[Misconception] = ()
    accepts: Sequence[Any] = ()
    needs: Sequence[str] = ()
    hints: Sequence[Hint] = ()

    @property
    def name(self) -> str:
        """Name of the answer in the notebook."""
        return self.id.partition(".")[2]

    @property
    def module(self) -> str:
        """The two digits of the module."""
        return self.id.partition(".")[0]

    @abstractmethod
    def judge(self, answer: Any, circumstances: Circumstances) -> Verdict:
        """Decide about an answer and explain what is wrong with it."""

    def verdict(
        self, status: Status, message: str = "", *, points: float = 0, misconception: Any = None
    ) -> Verdict:
        """A verdict about this exercise."""
        name = misconception.name if misconception else None
        return Verdict(self.id, points, self.points, status, message, name)

    def passed(self, message: str = "") -> Verdict:
        """All the points."""
        return self.verdict("passed", message, points=self.points)

    def misconceived(self, misconception: Misconception, more: str = "") -> Verdict:
        """A verdict that names a misconception."""
        points = _half_points(self.points * misconception.credit)
        return self.verdict(
            "partial" if points else "failed",
            f"{misconception.tell}\n\n{more}".strip(),
            points=points,
            misconception=misconception,
        )

    def to_do(self, what: str = "") -> Verdict:
        """Nothing was answered yet, or `what` is missing."""
        return self.verdict("not attempted", what or f"`{self.name}` is still to do.")


@dataclass(frozen=True, kw_only=True)
class Code(Exercise):
    """The answer is a function or a class; many cases decide.

    Attributes
    ----------
    reference : callable
        The right answer, built from nnkit.
    cases : callable
        From a numpy Generator to an iterable of argument tuples.  See `nnkit.checks.cases` for
        what makes cases strong.
    arguments : sequence of str
        Names of the arguments in a case, for the report.
    returns : sequence of str
        Names of the parts, if a tuple is returned.
    use : callable, optional
        How an answer is used: ``use(answer, *case)`` gives what is compared.  By default the
        answer is called with the case.
    steps : callable, optional
        Instead of `use`, for a class: ``steps(*case)`` gives what is done with it, line by line;
        see `nnkit.checks.steps`.  In the lines the class has the exercise's name, and the
        `arguments` have theirs.
    rtol : float
        Allowed error relative to the largest entry.
    """

    kind: Kind = "code"
    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Iterable[Case]]
    arguments: Sequence[str] = ()
    returns: Sequence[str] = ()
    use: Callable[..., Any] | None = None
    steps: Callable[..., Iterable[Step]] | None = None
    rtol: float = 1e-6

    def __post_init__(self) -> None:
        if self.steps is not None and (self.use is not None or not self.arguments):
            raise ValueError(f"{self.id}: `steps` needs `arguments`, and stands instead of `use`")

    def judge(self, answer: Any, circumstances: Circumstances) -> Verdict:
        """See `nnkit.checks.run`."""
        from nnkit.checks.run import judge_code

        return judge_code(self, answer, circumstances)


@dataclass(frozen=True, kw_only=True)
class Value(Exercise):
    """The answer is a number, an array, or a list of them, worked out by hand or predicted.

    Attributes
    ----------
    reference : value or callable
        What is right; a function of the student's own numbers if there is a `variant`.
    tolerance : float
        Allowed absolute error: one unit of the last digit that is asked for, so that rounding
        on the way costs nothing.
    variant : callable, optional
        From a `Draw` to the student's own numbers.
    parts : sequence of str
        Names of the parts, if a tuple is asked for.
    why : str
        What to tell the student who got it right: one sentence that carries the idea on.
    """

    kind: Kind = "number"
    reference: Any
    tolerance: float = 1e-3
    variant: Variant | None = None
    parts: Sequence[str] = ()
    why: str = ""

    def judge(self, answer: Any, circumstances: Circumstances) -> Verdict:
        """See `Exercise.judge`."""
        if _blank(answer):
            return self.to_do()
        if callable(answer):
            return self.verdict("failed", f"`{self.name}` is {describe(answer)}")
        expected = self.expected(circumstances.student)
        found = difference(expected, answer, atol=self.tolerance, names=self.parts)
        if found is None:
            return self.passed(self.why)
        if any(self._same(a, answer, circumstances.student) for a in self.accepts):
            return self.passed(self.why)
        for misconception in self.misconceptions:
            if self._same(misconception.wrong, answer, circumstances.student):
                return self.misconceived(misconception)
        where = f"In your `{self.name}`, `{found.part}`" if found.part else f"Your `{self.name}`"
        message = f"{where} {found.text}.{_nearly(found, self.tolerance)}"
        share = _share_right(expected, answer, self.tolerance) if found.aspect == "value" else 0.0
        points = _half_points(self.points * share)
        if 0 < points < self.points:
            return self.verdict("partial", message, points=points)
        return self.verdict("failed", message)

    def expected(self, student: str | None) -> Any:
        """What is right for this student."""
        return self.for_student(self.reference, student)

    def for_student(self, value: Any, student: str | None) -> Any:
        """A value, or what a function of the student's own numbers gives for this student."""
        if not callable(value):
            return value
        if self.variant is None:
            return value()
        return value(self.variant.numbers(student))

    def _same(self, value: Any, answer: Any, student: str | None) -> bool:
        value = self.for_student(value, student)
        return difference(value, answer, atol=self.tolerance, names=self.parts) is None


@dataclass(frozen=True)
class Variant:
    """A student's own numbers: the same id gives the same numbers on every machine.

    Attributes
    ----------
    id : str
        Such as ``"07.problem1"``.
    draw : callable
        From a `Draw` to the numbers.
    """

    id: str
    draw: Callable[[Draw], Any]

    def numbers(self, student: str | None) -> Any:
        """The numbers of this student.

        Raises
        ------
        LookupError
            If no student is known.
        """
        if student is None:
            raise LookupError(f"{self.id} needs to know whose numbers to draw")
        return self.draw(Draw(student, self.id))


@dataclass(frozen=True, kw_only=True)
class Choice(Exercise):
    """The answer is one letter, or several for "all that apply"; the notebook lists the options.

    Attributes
    ----------
    reference : str
        The right letter or letters.
    why : str
        What to tell the student who got it right.
    """

    kind: Kind = "choice"
    reference: str
    why: str = ""
    options: str = "abcd"

    def judge(self, answer: Any, circumstances: Circumstances) -> Verdict:
        """See `Exercise.judge`."""
        if _blank(answer):
            return self.to_do()
        letters = _letters(answer)
        if letters is None or not letters or not set(letters) <= set(self.options):
            options = ", ".join(self.options)
            return self.verdict("failed", f"`{self.name}` needs a letter: one of {options}.")
        picked = "".join(sorted(set(letters)))
        if picked == "".join(sorted(self.reference)):
            return self.passed(self.why)
        for misconception in self.misconceptions:
            if picked == "".join(sorted(misconception.wrong)):
                return self.misconceived(misconception)
        if len(self.reference) > 1 and set(picked) < set(self.reference):
            return self.verdict("failed", "What you chose is right, but something is missing.")
        if len(picked) > 1 and len(self.reference) > 1:
            right = len(set(picked) & set(self.reference))
            return self.verdict("failed", f"{right} of your {len(picked)} letters belong there.")
        return self.verdict("failed", "That is not it.")


@dataclass(frozen=True, kw_only=True)
class Order(Exercise):
    """The answer is the order of labelled lines (a Parsons problem); labels are single letters.

    Attributes
    ----------
    reference : str
        The labels in a right order; further right orders are in `accepts`.
    why : str
        What to tell the student who got it right.
    """

    kind: Kind = "parsons"
    reference: str
    why: str = ""

    def judge(self, answer: Any, circumstances: Circumstances) -> Verdict:
        """See `Exercise.judge`."""
        if _blank(answer):
            return self.to_do()
        letters = _letters(answer)
        right: list[str] = [self.reference, *self.accepts]
        if letters is None or not letters:
            return self.verdict(
                "failed",
                f'`{self.name}` needs the letters in order, such as "{_sorted(right[0])}".',
            )
        if letters in right:
            return self.passed(self.why)
        for misconception in self.misconceptions:
            if letters == misconception.wrong:
                return self.misconceived(misconception)
        missing = set(self.reference) - set(letters)
        if missing and len(letters) < len(self.reference):
            return self.verdict("failed", f"Lines are missing: {len(self.reference)} are needed.")
        agree = max(_common_prefix(letters, order) for order in right)
        if agree == 0:
            message = f"`{letters[0].upper()}` cannot come first."
        elif agree == len(letters):
            message = "What you have is right so far, but lines are missing at the end."
        else:
            before = "line is" if agree == 1 else f"{agree} lines are"
            message = f"The first {before} right; `{letters[agree].upper()}` cannot come next."
        return self.verdict("failed", message)


@dataclass(frozen=True, kw_only=True)
class Why(Exercise):
    """A question answered in words and read by a person in formgrader."""

    kind: Kind = "why"

    def judge(self, answer: Any, circumstances: Circumstances) -> Verdict:
        """See `Exercise.judge`."""
        return self.verdict("manual", "Your instructor reads this answer.")


def _blank(answer: Any) -> bool:
    return answer is None or answer is Ellipsis or (isinstance(answer, str) and not answer.strip())


def _letters(answer: Any) -> str | None:
    """The letters of "CAB", "c, a, b" or ["C", "A", "B"], lower case; None for anything else."""
    if isinstance(answer, (list, tuple, set)) and all(isinstance(a, str) for a in answer):
        answer = "".join(sorted(answer) if isinstance(answer, set) else answer)
    if not isinstance(answer, str):
        return None
    return "".join(c for c in answer.lower() if c.isalnum())


def _sorted(order: str) -> str:
    return "".join(sorted(order)).upper()


def _common_prefix(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def _nearly(found: Difference, tolerance: float) -> str:
    """A word more where a number is nearly right; a ratio would give the answer away."""
    if found.expected is None or found.got is None:
        return ""
    expected, got = found.expected.astype(float), found.got.astype(float)
    if np.allclose(got, -expected, rtol=0.0, atol=tolerance):
        return " The sign is wrong, the size is right."
    if np.allclose(got, expected, rtol=0.02, atol=2 * tolerance):
        return " It is close: keep more digits on the way and round at the end."
    return ""


def _half_points(points: float) -> float:
    """Points rounded down to half points, so that there are none for nothing."""
    return int(2 * points + 1e-9) / 2


def _share_right(expected: Any, got: Any, tolerance: float) -> float:
    """Share of the entries of an answer of the right shape that are right."""
    if isinstance(expected, (list, tuple)) and not all(np.ndim(e) == 0 for e in expected):
        shares = [_share_right(e, g, tolerance) for e, g in zip(expected, got, strict=False)]
        return sum(shares) / len(expected)
    try:
        e, g = np.asarray(expected, float), np.asarray(got, float)
    except (ValueError, TypeError):
        return 0.0
    if e.size != g.size or e.size == 0:
        return 0.0
    return float(np.mean(np.isclose(e.ravel(), g.ravel(), rtol=0.0, atol=tolerance)))
