"""What a cell shows that needs something."""

from __future__ import annotations

from nnkit.course.needs import MIME, Needs, NeedsCard, NeedsError

BOTH = Needs(frozenset(["02.neuron", "02.layer"]), numbers=True)


def test_needs_add_up() -> None:
    assert not Needs()
    one, other = Needs(frozenset(["02.layer"])), Needs(frozenset(["02.neuron"]), numbers=True)
    assert one | other == BOTH
    assert one | Needs(cells=frozenset("z")) == Needs(frozenset(["02.layer"]), cells=frozenset("z"))


def test_the_card_says_what_is_needed_and_what_to_do() -> None:
    headline, steps = repr(NeedsCard(BOTH)).split("\n")
    assert headline == ("○ This cell needs 02.layer and 02.neuron and your own numbers first")
    assert steps == (
        "Some numbers are yours alone. Say once who you are: in a cell of its own, run "
        'nnkit.set_student("your id") with the id that your instructor knows you by. '
        "Write and run 02.layer, 02.neuron. Then run this cell again."
    )
    card = repr(NeedsCard(Needs(cells=frozenset("z"))))
    assert "needs z first" in card
    assert "Run the cell further up that makes z. Then run this cell again." in card


def test_the_card_in_a_notebook() -> None:
    bundle = NeedsCard(BOTH, 'nnkit.set_student("<you>")')._repr_mimebundle_()
    assert bundle[MIME] == {"exercises": ["02.layer", "02.neuron"], "numbers": True, "cells": []}
    assert "<code>02.neuron</code>" in bundle["text/html"]
    assert "nnkit.set_student(&quot;&lt;you&gt;&quot;)" in bundle["text/html"]
    assert bundle["text/plain"].startswith("○ This cell needs")


def test_outside_a_notebook_it_is_an_error_with_the_same_words() -> None:
    error = NeedsError(Needs(numbers=True))
    assert isinstance(error, NotImplementedError), "what stops so counts as not attempted"
    assert 'run nnkit.set_student("your id") with the id' in str(error)


def test_a_wrong_answer_is_put_right_and_an_unwritten_one_written() -> None:
    card = NeedsCard(Needs(frozenset(["02.layer"]), wrong=frozenset(["02.neuron"])))
    assert card.headline == "○ This cell needs `02.layer` and `02.neuron` first"
    assert card.steps[:2] == [
        "Write and run `02.layer`.",
        "Put `02.neuron` right: its check does not pass yet.",
    ]
    assert card._repr_mimebundle_()[MIME]["exercises"] == ["02.layer", "02.neuron"]
