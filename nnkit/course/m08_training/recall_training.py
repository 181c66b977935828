"""TODO: say in a line what this exercise is about."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Wrong

recall_training = Choice(
    "08.recall_training",
    kind="choice",
    points=1,
    minutes=2,
    difficulty=1,
    asks="TODO: the question in a line",
    options=(
        Wrong("TODO: a wrong answer", "first-misconception", "TODO: why it is wrong."),
        Right("TODO: the right answer", "TODO: one sentence for those who got it right."),
        Wrong("TODO: another wrong answer", "second-misconception", "TODO: why it is wrong."),
        Wrong("TODO: a third one", "third-misconception", "TODO: why it is wrong."),
    ),
    hints=(
        Hint("TODO: where do I begin?", "TODO: a first step."),
        Hint("TODO: two of them look right.", "TODO: where to look."),
        Hint("TODO: nothing helps.", "TODO: nearly the answer."),
    ),
)
