"""What a skipped cell shows."""

from __future__ import annotations

from nnkit.course.needs import MIME, Needs, Skipped

BOTH = Needs(frozenset(["02.neuron", "02.layer"]), numbers=True)


def test_needs_add_up() -> None:
    assert not Needs()
    one, other = Needs(frozenset(["02.layer"])), Needs(frozenset(["02.neuron"]), numbers=True)
    assert one | other == BOTH
    assert one | Needs(cells=frozenset("z")) == Needs(frozenset(["02.layer"]), cells=frozenset("z"))


def test_the_card_says_what_is_needed_and_what_to_do() -> None:
    headline, steps = repr(Skipped(BOTH)).split("\n")
    assert headline == (
        "○ This cell has not run · it needs 02.layer and 02.neuron and your own numbers first"
    )
    assert steps == (
        "Some numbers are yours alone. Say once who you are: in a cell of its own, run "
        'set_student("your id") with the id that your instructor knows you by. '
        "Write and run 02.layer, 02.neuron. Then run this cell again."
    )
    card = repr(Skipped(Needs(cells=frozenset("z"))))
    assert "it needs z first" in card
    assert "Run the cell further up that makes z. Then run this cell again." in card


def test_the_card_in_a_notebook() -> None:
    bundle = Skipped(BOTH, 'nnkit.set_student("<you>")')._repr_mimebundle_()
    assert bundle[MIME] == {"exercises": ["02.layer", "02.neuron"], "numbers": True, "cells": []}
    assert "<code>02.neuron</code>" in bundle["text/html"]
    assert "nnkit.set_student(&quot;&lt;you&gt;&quot;)" in bundle["text/html"]
    assert bundle["text/plain"].startswith("○ This cell has not run")
