"""A verdict is what a check returns: the points, and the sentence that helps the student on.

In a notebook it shows as a small card and its plain text is the bare number of points, because
that is where nbgrader reads partial credit.  Anywhere else it prints as text.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from nnkit.checks.sizes import shortened

if TYPE_CHECKING:
    from nnkit.checks.exercise import Hint

Status = Literal["passed", "partial", "failed", "error", "not attempted", "manual"]

MOST_MESSAGE = 4000
"""Characters of a message; what is said of exercises has some hundreds."""
MIME = "application/vnd.nnkit.verdict+json"

# A word and a symbol carry the meaning; the colours (Okabe-Ito) only repeat it.
_LOOK: dict[str, tuple[str, str, str]] = {
    "passed": ("✓", "Passed", "#009E73"),
    "partial": ("◐", "Partly right", "#E69F00"),
    "failed": ("✗", "Not yet", "#D55E00"),
    "error": ("!", "Stopped with an error", "#D55E00"),
    "not attempted": ("○", "Still to do", "#7F7F7F"),
    "manual": ("✎", "Read by a person", "#0072B2"),
}


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check.

    Attributes
    ----------
    exercise : str
        The exercise's id, such as ``"05.delta_hidden"``.
    points, max_points : float
        Points earned and points possible.
    status : str
        One of passed, partial, failed, error, not attempted, manual.
    message : str
        What is right or wrong and what to do.  Blank lines separate paragraphs, backticks mark
        code, lines indented by four spaces are kept as they are.
    misconception : str or None
        Name of the misconception that gives the student's numbers, if one does.
    hints : tuple of Hint
        What a card ends with, folded by symptom; they are no part of the verdict as data.
    whose : str
        The student whose own numbers were used, if the exercise has such.
    right_for : tuple of str
        Other ids for whose numbers the answer is right.
    """

    exercise: str
    points: float
    max_points: float
    status: Status
    message: str
    misconception: str | None = None
    hints: tuple[Hint, ...] = field(default=(), kw_only=True)
    whose: str = field(default="", kw_only=True)
    right_for: tuple[str, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", shortened(self.message, MOST_MESSAGE))

    @property
    def headline(self) -> str:
        """One line: symbol, word, exercise and points."""
        symbol, word, _ = _LOOK[self.status]
        return f"{symbol} {word} · {self.exercise} · {self.earned}{self._with_numbers()}"

    @property
    def earned(self) -> str:
        """The points in words."""
        return f"{number(self.points)} of {number(self.max_points)} points"

    def with_note(self, note: str) -> Verdict:
        """The same verdict with another paragraph at the end of its message."""
        return replace(self, message=f"{self.message}\n\n{note}".strip())

    def as_dict(self) -> dict[str, Any]:
        """The verdict as plain data, with the keys of a grading result."""
        return {
            "id": self.exercise,
            "points": self.points,
            "max_points": self.max_points,
            "status": self.status,
            "misconception": self.misconception,
            "message": self.message,
        }

    def __str__(self) -> str:
        text = f"{self.headline}\n{self.message.replace('`', '')}".rstrip()
        return f'{text}\nStuck? hint("{self.exercise}")' if self.hints else text

    def __repr__(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.bundle() if in_notebook() else {"text/plain": str(self)}

    def bundle(self) -> dict[str, Any]:
        """What a notebook stores: the card, the bare points, and the verdict as data."""
        return {
            "text/html": self.html(),
            "text/plain": number(self.points),
            MIME: self.as_dict(),
        }

    def html(self) -> str:
        """The verdict as a card.  Text keeps the page's colour, so it reads in a dark theme too."""
        symbol, word, color = _LOOK[self.status]
        return (
            f'<div role="status" style="border-left:6px solid {color};padding:.4em .9em;'
            'margin:.3em 0;background:rgba(127,127,127,.1);max-width:52em">'
            f'<div><strong><span aria-hidden="true">{symbol}</span> {word}</strong> · '
            f"<code>{html.escape(self.exercise)}</code> · "
            f"{html.escape(self.earned + self._with_numbers())}</div>"
            f"{paragraphs(self.message)}{self._folded_hints()}{self._end()}</div>"
        )

    def _with_numbers(self) -> str:
        return f" · with {possessive(self.whose)} numbers" if self.whose else ""

    def _end(self) -> str:
        """What a card has below the hints, as HTML."""
        return ""

    def _folded_hints(self) -> str:
        if not self.hints:
            return ""
        return f'<p style="margin:.5em 0 0">Stuck? Open the line that fits:</p>{folded(self.hints)}'


# The style sheet of nbgrader's feedback takes the triangle away that says that a line opens.
_SUMMARY = "display:list-item;cursor:pointer"


def folded(hints: Sequence[Hint]) -> str:
    """Hints as HTML, each folded under the symptom that it is for; no script is needed."""
    return "".join(
        f'<details style="margin:.3em 0"><summary style="{_SUMMARY}">{with_code(h.symptom)}'
        "</summary>"
        f'<div style="padding:.2em 1.2em">{with_code(h.help)}</div></details>'
        for h in hints
    )


def possessive(name: str) -> str:
    """``ada's``."""
    return f"{name}'s"


def number(points: float) -> str:
    """Points without a needless ``.0``."""
    return f"{points:.10g}"


def in_notebook() -> bool:
    """Whether a front end shows what a cell displays: Jupyter, or a grader's sandbox."""
    shell = _shell()
    return hasattr(shell, "kernel") or getattr(shell, "nnkit_notebook", False)


def in_ipython() -> bool:
    """Whether IPython runs the code, in a notebook or on a terminal."""
    return _shell() is not None


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def with_code(text: str) -> str:
    """A line as HTML, what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def paragraphs(message: str) -> str:
    """A message as HTML; see `Verdict.message`."""
    parts = []
    for part in message.split("\n\n"):
        if not part.strip():
            continue
        if all(line.startswith("    ") for line in part.splitlines()):
            text = "\n".join(line[4:] for line in part.splitlines())
            parts.append(f'<pre style="margin:.3em 0">{html.escape(text)}</pre>')
        else:
            parts.append(f'<p style="margin:.3em 0">{with_code(part.strip())}</p>')
    return "".join(parts)
