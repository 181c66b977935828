"""Options and lines have labels in their order."""

from __future__ import annotations

from dataclasses import replace

from nnkit.checks.exercise import Choice, Misconception, Order, Right, Wrong


def test_options_are_labelled_in_their_order() -> None:
    options = (Wrong("1", "first", "No."), Right("2", "Yes."), Wrong("3"))
    choice = Choice("02.which", points=1, asks="which", options=options)
    assert (choice.labels, choice.reference, choice.why) == ("abc", "b", "Yes.")
    assert choice.misconceptions == (Misconception("first", "a", "No."),)
    assert replace(choice, points=2).misconceptions == choice.misconceptions


def test_lines_are_labelled_in_their_order() -> None:
    order = Order("02.lines", points=1, asks="order", lines=("2", "1"), reference="ba")
    assert order.labels == "ab"
