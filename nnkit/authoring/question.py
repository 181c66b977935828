"""What a notebook shows of an exercise: its heading, and the labelled options or lines.

They stand once, in the exercise, and are written into the notebook from there; so is the question,
if the exercise has it, because `review` and `practice` ask it without a notebook.  Other prose is
the author's.  Labels may stand in a list or in a block of code:

    - **a** ...          A |     ...          a   ...

in the exercise's own cell or, where there are none, in the nearest cell above that has them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode

from nnkit.checks.exercise import Choice, Exercise, Order
from nnkit.checks.verdict import number

HEADING = re.compile(r"### Exercise\b")
LABELLED = re.compile(r"- \*\*(?P<list>\w)\*\* |(?P<bar>\w) \| |(?P<block>\w) {3}")
HINT = re.compile(r"(?m)^Stuck\?")


def heading(exercise: Exercise) -> str:
    """The first line of an exercise's cell."""
    points = f"{number(exercise.points)} point{'' if exercise.points == 1 else 's'}"
    minutes = f"{exercise.minutes} minute{'' if exercise.minutes == 1 else 's'}"
    stars = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    return f"### Exercise {exercise.id} · {points} · {minutes} · difficulty {stars}"


def write_question(cells: Sequence[NotebookNode], at: int, exercise: Exercise) -> None:
    """Bring an exercise's cell, the one with the number `at`, up to what the exercise says."""
    cell = cells[at]
    first, _, rest = cell.source.partition("\n")
    prose = rest if HEADING.match(first) else f"\n{cell.source}"
    if exercise.question:
        prose = _with_question(prose, exercise.question)
    cell.source = f"{heading(exercise)}\n{prose}".strip()
    texts = labelled(exercise)
    if not texts:
        return
    above = [c for c in cells[:at] if c.cell_type == "markdown" and not HEADING.match(c.source)]
    for place in (cell, *reversed(above)):
        if set(texts) <= set(_labels(place.source)):
            place.source = _with_texts(place.source, texts)
            return
    options = "".join(f"- **{label}** {text}\n" for label, text in texts.items())
    hint = HINT.search(cell.source)
    end = hint.start() if hint else len(cell.source)
    parts = (cell.source[:end].strip(), options.strip(), cell.source[end:].strip())
    cell.source = "\n\n".join(part for part in parts if part)


def _with_question(prose: str, question: str) -> str:
    """The text of an exercise's cell with the question in place of what stood there."""
    lines = prose.split("\n")
    kept = [i for i, line in enumerate(lines) if _label(line)[0] or HINT.match(line)]
    rest = "\n".join(lines[kept[0] :]) if kept else ""
    return f"\n{question}\n\n{rest}".rstrip()


def labelled(exercise: Exercise) -> dict[str, str]:
    """The texts of an exercise's options or lines, by their labels."""
    if isinstance(exercise, Choice):
        texts: Sequence[str] = [option.text for option in exercise.options]
        return dict(zip(exercise.labels, texts, strict=True))
    if isinstance(exercise, Order):
        return dict(zip(exercise.labels.upper(), exercise.lines, strict=True))
    return {}


def _labels(source: str) -> list[str]:
    return [_label(line)[0] for line in source.split("\n")]


def _label(line: str) -> tuple[str, str]:
    """The label of a line, and what stands before its text."""
    match = LABELLED.match(line)
    return (match["list"] or match["bar"] or match["block"], match[0]) if match else ("", "")


def _with_texts(source: str, texts: Mapping[str, str]) -> str:
    """A cell with these texts behind their labels, in place of what stood there."""
    lines: list[str] = []
    replaced = False  # whether this line goes on with a text that was replaced
    for line in source.split("\n"):
        label, before = _label(line)
        if label in texts:
            lines.append(before + texts[label])
            replaced = True
        elif not replaced or not line.strip() or line.startswith("```"):
            lines.append(line)
            replaced = False
    return "\n".join(lines)
