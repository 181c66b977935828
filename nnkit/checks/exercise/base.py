"""What all exercises have: a question, its points, misconceptions and hints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Literal

Kind = Literal[
    "code", "faded-code", "number", "prediction", "parsons", "find-the-bug", "choice", "why"
]


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
    question : str
        The question in the notebook's words, if they stand alone: `nnkit release` writes them
        there, and `review` asks them again.
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
    question: str = ""

    @property
    def name(self) -> str:
        """Name of the answer in the notebook."""
        return self.id.partition(".")[2]

    @property
    def module(self) -> str:
        """The two digits of the module."""
        return self.id.partition(".")[0]


@dataclass(kw_only=True, eq=False)
class Why(Exercise):
    """A question answered in words and read by a person in formgrader.

    Attributes
    ----------
    rubric : sequence of str
        What a good answer has, with its points; shown to who marks it, beside the model answer.
    """

    kind: Kind = "why"
    rubric: Sequence[str] = ()
