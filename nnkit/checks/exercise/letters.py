"""Exercises whose answer is letters: options to choose from, lines to put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase

from nnkit.checks.exercise.base import Exercise, Kind, Misconception


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
        explained = [Misconception(o.misconception, label, o.tell) for label, o in wrong]
        others = [m for m in self.misconceptions if m not in explained]
        self.misconceptions = (*explained, *others)
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
    before : dict of str to str
        What to tell where two lines stand the wrong way round: ``{"db": "B needs `a2`, from D."}``
        for a line D that has to stand before line B.
    why : str
        What to tell the student who got it right.
    """

    kind: Kind = "parsons"
    lines: Sequence[str]
    reference: str
    before: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    @property
    def labels(self) -> str:
        """One letter for each line."""
        return ascii_lowercase[: len(self.lines)]
