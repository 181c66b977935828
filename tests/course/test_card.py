"""A card is shown at once, and at the end of the same cell not once more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from nnkit.course.card import Card


class Shown(Card):
    def __repr__(self) -> str:
        return "a card"

    def _html(self) -> str:
        return "<b>a card</b>"


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.user_ns["Shown"] = Shown
    yield shell
    InteractiveShell.clear_instance()


def times(shell: InteractiveShell, cell: str) -> int:
    with capture_output() as shown:
        shell.run_cell(cell, store_history=True)
    assert not shown.stderr
    assert all(output.data["text/html"] == "<b>a card</b>" for output in shown.outputs)
    return len(shown.outputs)


def test_a_card_shows_once_in_a_cell(shell: InteractiveShell) -> None:
    assert times(shell, "card = Shown().show()") == 1
    assert times(shell, "Shown().show()") == 1
    assert times(shell, "card") == 1
    assert times(shell, "card = Shown()") == 0


def test_outside_ipython_nothing_is_shown() -> None:
    InteractiveShell.clear_instance()
    assert repr(Shown().show()) == "a card"
