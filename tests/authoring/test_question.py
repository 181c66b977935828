"""What a notebook shows of an exercise comes from the exercise; the prose is the author's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from nnkit.authoring.question import heading, write_question
from nnkit.checks.exercise import Choice, Exercise, Order, Right, Value, Wrong

WHICH = Choice(
    "02.which",
    points=1,
    minutes=1,
    difficulty=2,
    asks="which",
    options=(Wrong("`W[1, 2]`", "from-to", "No."), Right(r"$\delta\, a^\top$")),
)
LINES = Order(
    "02.lines",
    points=0.5,
    asks="order",
    lines=("        a = z", "    return a", "    for W in weights:\n        z = W @ a"),
    reference="cab",
)


def written(exercise: Exercise, *sources: str) -> list[str]:
    cells = [new_markdown_cell(source) for source in sources]
    write_question(cells, len(cells) - 1, exercise)
    return [cell.source for cell in cells]


def test_a_heading() -> None:
    assert heading(WHICH) == "### Exercise 02.which · 1 point · 1 minute · difficulty ●●○"
    assert heading(LINES) == "### Exercise 02.lines · 0.5 points · 5 minutes · difficulty ●○○"


@pytest.mark.parametrize("before", ["### Exercise 02.z · 9 points\n\nWhat?", "What?"])
def test_the_heading_is_written_above_the_prose(before: str) -> None:
    exercise = Value("02.z", points=2, asks="z", reference=1.0)
    assert written(exercise, before) == [f"{heading(exercise)}\n\nWhat?"]


def test_options_are_written_behind_their_labels() -> None:
    before = "### Exercise 02.which\n\nWhich?\n\n- **a** old\n- **b** text\nof two lines\n\nStuck?"
    options = "- **a** `W[1, 2]`\n- **b** $\\delta\\, a^\\top$"
    once = written(WHICH, before)
    assert once == [f"{heading(WHICH)}\n\nWhich?\n\n{options}\n\nStuck?"]
    assert written(WHICH, *once) == once


@pytest.mark.parametrize(("end", "below"), [("", ""), ("\n\nStuck? `hint`", "\n\nStuck? `hint`")])
def test_options_that_are_not_there_yet_are_added(end: str, below: str) -> None:
    options = "- **a** `W[1, 2]`\n- **b** $\\delta\\, a^\\top$"
    assert written(WHICH, f"Which?{end}") == [f"{heading(WHICH)}\n\nWhich?\n\n{options}{below}"]


@pytest.mark.parametrize("separator", [" | ", "   "])
def test_lines_are_written_into_a_block_of_code(separator: str) -> None:
    given = "\n".join(["```", "    def f(a):", *(f"{c}{separator}old" for c in "ABC"), "```"])
    above, _ = written(LINES, given, "### Exercise 02.lines")
    a, b, *c = (line.replace("\n", "\n") for line in LINES.lines)
    block = f"A{separator}{a}\nB{separator}{b}\nC{separator}{c[0]}"
    assert above == f"```\n    def f(a):\n{block}\n```"
    again, _ = written(LINES, above, "### Exercise 02.lines")
    assert again == above


def test_the_options_of_another_exercise_are_left_alone() -> None:
    other = "### Exercise 02.other\n\n- **a** 1\n- **b** 2"
    cells = [new_markdown_cell(other), new_code_cell("a   b"), new_markdown_cell("Which?")]
    write_question(cells, 2, WHICH)
    assert [cell.source for cell in cells[:2]] == [other, "a   b"]
    assert "- **a** `W[1, 2]`" in cells[2].source


def test_a_question_that_stands_alone_comes_from_the_exercise() -> None:
    exercise = Value("02.z", points=1, asks="z", reference=1.0, question="What is $z$?")
    text = f"{heading(exercise)}\n\nWhat is $z$?\n\nStuck? `hint`"
    assert written(exercise, "Old words.\n\nMore.\n\nStuck? `hint`") == [text]
    assert written(exercise, text) == [text]
    assert written(exercise, "") == [text.partition("\n\nStuck")[0]]
    which = replace(WHICH, question="Which one?")
    once = written(which, "Old?\n\n- **a** old\n- **b** old\n\nStuck?")
    assert once[0].startswith(f"{heading(which)}\n\nWhich one?\n\n- **a** `W[1, 2]`")
    assert written(which, *once) == once
