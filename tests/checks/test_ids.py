"""An id is understood however it is typed, unless it could be several."""

from __future__ import annotations

import pytest

from nnkit.checks.ids import NoSuchId, match_id, split_id

KNOWN = ["02.z", "05.delta_hidden", "05.delta_output", "07.delta_hidden", "07.W1_new"]


@pytest.mark.parametrize(
    "typed",
    [
        "5.delta_output",
        "005.delta_output",
        "05.Delta-Output",
        " 05 . delta output ",
        "05_delta_output",
        "05 delta_output",
        "05delta_output",
        "delta_output",
        "DeltaOutput",
        "Exercise 05.delta_output",
        "### Exercise 05.delta_output · 2 points · 5 minutes · difficulty ●○○",
        "'05.delta_output'",
        "\u200b05.delta_output",
        "０５.delta_output",
        "O5.delta_output",
        "0.5.delta_output",
        "m05.delta_output",
        "05_backpropagation.delta_output",
        "module 5 delta_output",
        "delta_output 05",
        "check('05.delta_output', delta_output)",
        "05.delta_output, delta_output",
    ],
)
def test_many_ways_to_type_an_id(typed: str) -> None:
    assert match_id(typed, KNOWN) == "05.delta_output"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("delta_hidden", "could be '05.delta_hidden' or '07.delta_hidden'"),
        ("06.delta_hidden", "is '05.delta_hidden' meant"),
        ("05.delta_hiden", "is '05.delta_hidden' meant"),
        ("07.delta_hiden", "is '07.delta_hidden' meant"),
        ("delta_outptu", "is '05.delta_output' meant"),
        ("05.δ_output", "is '05.delta_output' meant"),
        ("0.6.delta_hidden", "is '05.delta_hidden' meant"),
        ("x.delta_hidden", "could be '05.delta_hidden' or '07.delta_hidden'"),
        ("05", "such as '05.delta_hidden'"),
        ("5.3", "such as '05.delta_hidden'"),
        ("", "such as '02.z'"),
        ("...", "such as '02.z'"),
        ("99.nonsense", "there are 02.z, 05.delta_hidden"),
    ],
)
def test_what_is_not_understood_is_answered(typed: str, told: str) -> None:
    with pytest.raises(NoSuchId, match=r"there is no exercise|could be") as refused:
        match_id(typed, KNOWN)
    assert told in str(refused.value)


def test_one_name_in_two_spellings_is_never_guessed() -> None:
    twice = ["01.a_b", "01.ab"]
    assert [match_id(id, twice) for id in twice] == twice
    with pytest.raises(NoSuchId, match=r"could be '01.a_b' or '01.ab'"):
        match_id("1.ab", twice)


def test_an_id_has_a_module_and_a_name() -> None:
    assert split_id("7.W1-new") == ("07", "w1new")
    assert split_id("٥.x") == ("", "x")
