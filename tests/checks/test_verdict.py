"""A verdict is a card in a notebook, the bare points for nbgrader, and text elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, output_from_msg
from nbgrader.utils import determine_grade

from nnkit.checks.exercise import Hint
from nnkit.checks.verdict import MIME, Status, Verdict, folded

STATUSES: list[Status] = ["passed", "partial", "failed", "error", "not attempted", "manual"]
VERDICT = Verdict(
    "05.delta", 1.5, 3, "partial", "Half `W < 1` right.\n\n    a <= b", "no-transpose"
)


@pytest.fixture
def notebook() -> Iterator[None]:
    """A shell with a kernel, as in a notebook."""
    shell = InteractiveShell.instance()
    shell.kernel = object()  # type: ignore[attr-defined]
    yield
    InteractiveShell.clear_instance()


def test_outside_a_notebook_it_is_text() -> None:
    InteractiveShell.clear_instance()
    text = "◐ Partly right · 05.delta · 1.5 of 3 points\nHalf W < 1 right.\n\n    a <= b"
    assert str(VERDICT) == text
    assert VERDICT._repr_mimebundle_() == {"text/plain": text}


@pytest.mark.usefixtures("notebook")
def test_in_a_notebook_plain_text_is_the_bare_points() -> None:
    bundle = VERDICT._repr_mimebundle_()
    assert bundle["text/plain"] == "1.5"
    assert bundle[MIME]["misconception"] == "no-transpose"


@pytest.mark.usefixtures("notebook")
@pytest.mark.parametrize("points", [0, 0.5, 2, 3])
def test_nbgrader_reads_the_points(points: float) -> None:
    bundle = Verdict("05.delta", points, 3, "partial", "")._repr_mimebundle_()
    content = {"data": bundle, "metadata": {}, "execution_count": 1}
    cell = new_code_cell(
        outputs=[output_from_msg({"header": {"msg_type": "execute_result"}, "content": content})],
        metadata={"nbgrader": {"grade": True, "solution": False, "points": 3}},
    )
    assert determine_grade(cell) == (points, 3)


@pytest.mark.parametrize("status", STATUSES)
def test_meaning_never_depends_on_colour_alone(status: Status) -> None:
    verdict = Verdict("05.delta", 0, 3, status, "")
    symbol, word = verdict.headline.split(" · ")[0].split(" ", 1)
    assert word in verdict.html()
    assert symbol in verdict.html()
    assert len({Verdict("x", 0, 1, s, "").headline for s in STATUSES}) == len(STATUSES)


def test_the_card_keeps_the_pages_text_colour() -> None:
    """A fixed text colour would be unreadable in one of the themes."""
    styles = VERDICT.html().replace("background", "")
    assert ";color:" not in styles
    assert '"color:' not in styles


def test_what_a_student_wrote_cannot_become_markup() -> None:
    verdict = Verdict("05.delta", 0, 3, "error", "<script>`<b>`</script>\n\n    <i>")
    assert "<script>" not in verdict.html()
    assert "<code>&lt;b&gt;</code>" in verdict.html()
    assert "<i>" not in verdict.html()


def test_a_note_is_added_as_a_paragraph() -> None:
    assert VERDICT.with_note("Note.").message.endswith("\n\nNote.")


HINTS = (Hint("Where do I `begin`?", "With <b>."), Hint("And then?", "Go on."))


def test_a_card_ends_with_its_hints_folded() -> None:
    card = replace(VERDICT, hints=HINTS).html()
    assert card.count("<details") == 2
    assert "open" not in re.findall(r"<details[^>]*>", card)[0]
    assert "Where do I <code>begin</code>?" in card
    assert "With &lt;b&gt;." in card
    assert card.index("right.") < card.index("<details")
    assert "<details" not in VERDICT.html()


def test_as_text_it_says_how_to_get_hints() -> None:
    assert str(replace(VERDICT, hints=HINTS)).endswith('\nStuck? hint("05.delta")')
    assert "hint" not in str(VERDICT)


def test_hints_are_no_data() -> None:
    assert replace(VERDICT, hints=HINTS).as_dict() == VERDICT.as_dict()


def test_a_card_says_whose_numbers_it_is_about() -> None:
    verdict = replace(VERDICT, whose="<bob>")
    assert verdict.headline.endswith(" points · with <bob>'s numbers")
    assert "with &lt;bob&gt;&#x27;s numbers" in verdict.html()
    assert "with" not in VERDICT.headline


def test_a_folded_hint_shows_that_it_opens_whatever_the_pages_style() -> None:
    """Bootstrap, which nbgrader's feedback uses, makes each summary a block without a marker."""
    page = folded([Hint("What first?", "Begin with `z`."), Hint("And then?", "Go on.")])
    assert page.count('<summary style="display:list-item;cursor:pointer">') == 2
    assert page.count("</summary>") == page.count("</details>") == 2
