"""What a cell needs before it can run to its end, and the card that tells it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MIME = "application/vnd.nnkit.needs+json"


@dataclass(frozen=True)
class Needs:
    """What is missing.

    Attributes
    ----------
    exercises : frozenset of str
        Ids of exercises that are not written yet.
    numbers : bool
        Whether it has to be known who the student is, for numbers of their own.
    cells : frozenset of str
        Names that a cell further up makes, which could run now and has not been run again.
    wrong : frozenset of str
        Ids of exercises that are written and do not pass their check.
    """

    exercises: frozenset[str] = frozenset()
    numbers: bool = False
    cells: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()

    @property
    def listed(self) -> str:
        """What is missing, in words."""
        what = [f"`{id}`" for id in sorted(self.exercises | self.wrong)]
        what += ["your own numbers"] if self.numbers else []
        what += [f"`{name}`" for name in sorted(self.cells)]
        return " and ".join(what)

    def __or__(self, other: Needs) -> Needs:
        return Needs(
            self.exercises | other.exercises,
            self.numbers or other.numbers,
            self.cells | other.cells,
            self.wrong | other.wrong,
        )

    def __bool__(self) -> bool:
        return bool(self.exercises or self.numbers or self.cells or self.wrong)


class NeedsError(NotImplementedError):
    """Something has to be written or said first; in a notebook it shows as a card."""

    def __init__(self, needs: Needs) -> None:
        super().__init__(" ".join(NeedsCard(needs).steps[:-1]).replace("`", ""))
        self.needs = needs


@dataclass(frozen=True)
class NeedsCard:
    """What a cell needs that has not run to its end.

    Attributes
    ----------
    needs : Needs
    call : str
        How `set_student` is called in this notebook.
    """

    needs: Needs
    call: str = 'nnkit.set_student("your id")'

    @property
    def headline(self) -> str:
        """What is needed, in a line."""
        return f"○ This cell needs {self.needs.listed} first"

    @property
    def steps(self) -> list[str]:
        """What to do, a sentence each."""
        steps = []
        if self.needs.numbers:
            steps.append(
                "Some numbers are yours alone. Say once who you are: in a cell of its own, run "
                f"`{self.call}` with the id that your instructor knows you by."
            )
        if self.needs.exercises:
            steps.append(f"Write and run {_listed(self.needs.exercises)}.")
        if self.needs.wrong:
            steps.append(f"Put {_listed(self.needs.wrong)} right: its check does not pass yet.")
        if self.needs.cells:
            steps.append(f"Run the cell further up that makes {_listed(self.needs.cells)}.")
        return [*steps, "Then run this cell again."]

    def __repr__(self) -> str:
        return f"{self.headline}\n{' '.join(self.steps)}".replace("`", "")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        data = {
            "exercises": sorted(self.needs.exercises | self.needs.wrong),
            "numbers": self.needs.numbers,
            "cells": sorted(self.needs.cells),
        }
        return {"text/html": self._html(), "text/plain": repr(self), MIME: data}

    def _html(self) -> str:
        return (
            '<div role="status" style="border-left:6px solid #7F7F7F;padding:.4em .9em;'
            'margin:.3em 0;background:rgba(127,127,127,.1);max-width:52em">'
            f"<strong>{_marked(self.headline)}</strong>"
            f'<p style="margin:.3em 0">{_marked(" ".join(self.steps))}</p></div>'
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _marked(text: str) -> str:
    """HTML of text in which backticks mark code."""
    parts = html.escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts))
