"""What an exercise is: what it asks, what is right, and which mistakes have a name.

There is one class for each way of deciding.  `Code` runs the student's function (or class) on many
cases, `Value` compares numbers worked out by hand or predicted, `Choice` and `Order` compare
letters, `Why` is read by a person.  `nnkit.checks.judge` decides about an answer.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import partial
from string import ascii_lowercase
from typing import Any, Literal, TypeVar, overload

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.steps import Step

Kind = Literal[
    "code", "faded-code", "number", "prediction", "parsons", "find-the-bug", "choice", "why"
]
Case = tuple[Any, ...]
Program = TypeVar("Program", bound=Callable[..., Any])


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


@dataclass(eq=False)
class Exercise:
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
    _: KW_ONLY
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


def _no_answer(*case: Any) -> Any:
    raise NotImplementedError("no right answer is written yet")


def _hyphenated(program: Callable[..., Any]) -> str:
    """``no-transpose`` for a function ``no_transpose`` and for a class ``NoTranspose``."""
    name = program.__name__.strip("_")
    if inspect.isclass(program):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return name.replace("_", "-")


def _unwrapped(docstring: str) -> str:
    """The text of a docstring, a line for each paragraph; indented lines stay as they are."""
    paragraphs = inspect.cleandoc(docstring).split("\n\n")
    return "\n\n".join(p if p.startswith("    ") else p.replace("\n", " ") for p in paragraphs)


@dataclass(kw_only=True, eq=False)
class Code(Exercise):
    """The answer is a function or a class; many cases decide.

    Programs that answer it stand below it, under a decorator::

        @delta_hidden.right
        def reference(W_next, delta_next, a): ...

        @delta_hidden.wrong
        def no_transpose(W_next, delta_next, a):
            \"\"\"What to tell a student whose answer does the same.\"\"\"

        @delta_hidden.also_right
        def by_loops(W_next, delta_next, a): ...

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
    reference: Callable[..., Any] = _no_answer
    cases: Callable[[np.random.Generator], Iterable[Case]]
    arguments: Sequence[str] = ()
    returns: Sequence[str] = ()
    use: Callable[..., Any] | None = None
    steps: Callable[..., Iterable[Step]] | None = None
    rtol: float = 1e-6

    def __post_init__(self) -> None:
        if self.steps is not None and (self.use is not None or not self.arguments):
            raise ValueError(f"{self.id}: `steps` needs `arguments`, and stands instead of `use`")

    def right(self, program: Program) -> Program:
        """Take a program as the right answer."""
        self.reference = program
        return program

    def also_right(self, program: Program) -> Program:
        """Take a program as a right answer that looks different."""
        self.accepts = (*self.accepts, program)
        return program

    @overload
    def wrong(
        self, program: Program, /, *, name: str = "", tell: str = "", credit: float = 0.0
    ) -> Program: ...

    @overload
    def wrong(
        self, /, *, name: str = "", tell: str = "", credit: float = 0.0
    ) -> Callable[[Program], Program]: ...

    def wrong(
        self, program: Any = None, /, *, name: str = "", tell: str = "", credit: float = 0.0
    ) -> Any:
        """Take a program as what a misconception leads to; those told first are tried first.

        Parameters
        ----------
        program : function or class
        name : str
            The misconception's, by default the program's with hyphens; an underscore at its end is
            for names that Python has, such as ``reversed_``.
        tell : str
            What to tell the student, by default the program's docstring.
        credit : float
            See `Misconception`.
        """
        if program is None:
            return partial(self.wrong, name=name, tell=tell, credit=credit)
        name = name or _hyphenated(program)
        tell = tell or _unwrapped(program.__doc__ or "")
        if not tell:
            raise ValueError(
                f"{self.id}: a docstring of {program.__name__} has to tell the student"
            )
        self.misconceptions = (*self.misconceptions, Misconception(name, program, tell, credit))
        return program


@dataclass(kw_only=True, eq=False)
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


@dataclass(frozen=True)
class Right:
    """A right option of a choice: its text, and what to tell the student who picked it."""

    text: str
    why: str = ""


@dataclass(frozen=True)
class Wrong:
    """A wrong option of a choice: its text, its misconception's name, and what to tell."""

    text: str
    misconception: str = ""
    tell: str = ""


@dataclass(kw_only=True, eq=False)
class Choice(Exercise):
    """The answer is one letter, or several for "all that apply".

    Attributes
    ----------
    options : sequence of Right or Wrong
        As the notebook shows them, labelled a, b, c and so on.  Where several are right, what to
        tell about each selection stands in `misconceptions` and `why`.
    why : str
        What to tell the student who got it right.
    """

    kind: Kind = "choice"
    options: Sequence[Right | Wrong]
    why: str = ""

    def __post_init__(self) -> None:
        picked = zip(self.labels, self.options, strict=True)
        wrong = [(label, o) for label, o in picked if isinstance(o, Wrong) and o.misconception]
        told = [Misconception(o.misconception, label, o.tell) for label, o in wrong]
        self.misconceptions = (*told, *self.misconceptions)
        self.why = self.why or "".join(o.why for o in self.options if isinstance(o, Right))

    @property
    def labels(self) -> str:
        """One letter for each option."""
        return ascii_lowercase[: len(self.options)]

    @property
    def reference(self) -> str:
        """The right letter or letters."""
        options = zip(self.labels, self.options, strict=True)
        return "".join(label for label, option in options if isinstance(option, Right))


@dataclass(kw_only=True, eq=False)
class Order(Exercise):
    """The answer is the order of labelled lines (a Parsons problem).

    Attributes
    ----------
    lines : sequence of str
        As the notebook shows them, shuffled, labelled A, B, C and so on; some may be traps.
    reference : str
        The labels in a right order; further right orders are in `accepts`.
    why : str
        What to tell the student who got it right.
    """

    kind: Kind = "parsons"
    lines: Sequence[str]
    reference: str
    why: str = ""

    @property
    def labels(self) -> str:
        """One letter for each line."""
        return ascii_lowercase[: len(self.lines)]


@dataclass(kw_only=True, eq=False)
class Why(Exercise):
    """A question answered in words and read by a person in formgrader."""

    kind: Kind = "why"
