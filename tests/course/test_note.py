"""What a call cannot do is a card in IPython and an exception elsewhere, never frames of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from nnkit.course import notebook, student
from nnkit.course.note import Complaint, Note, complaints_as_cards

CALLS = "from nnkit import check, hint, progress, set_student, sigmoid, variant"


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.setattr(notebook, "_seen", [])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.kernel = object()  # type: ignore[attr-defined]
    shell.run_cell(CALLS)
    yield shell
    InteractiveShell.clear_instance()


MISTAKES = [
    ("check()", "Its argument 'id' is missing"),
    ("check('02.affine')", "Its argument 'answer' is missing"),
    ("check('02.affine', 1, 2)", "too many arguments"),
    ("check('02.affine', answr=1)", "'answer' is missing"),
    ("check(sigmoid, '01.sigmoid')", 'check("01.sigmoid", sigmoid)'),
    ("check(sigmoid, sigmoid)", "A text in quotes comes first; got sigmoid"),
    ("check(5.1, 3)", "A text in quotes comes first; got 5.1"),
    ("check(None, 3)", "A text in quotes comes first"),
    ("check('02.afine', 3)", "is '02.affine' meant?"),
    ("check('', 3)", "two digits, a dot and a name"),
    ("hint()", "Its argument 'id' is missing"),
    ("hint(sigmoid)", "A text in quotes comes first"),
    ("hint('nonsense')", "There is no exercise 'nonsense'"),
    ("hint('01.sigmoid', 2)", "too many arguments"),
    ("set_student()", "Its argument 'id' is missing"),
    ("set_student(7)", "A text in quotes comes first; got 7"),
    ("set_student('your id')", "is no id of a person"),
    ("set_student('')", "An id is needed"),
    ("progress(5)", "A text in quotes comes first; got 5"),
    ("progress('nonsense')", "There is no module 'nonsense'"),
    ("variant()", "Its argument 'id' is missing"),
    ("variant('07.prblem1')", "is '07.problem1' meant?"),
    ("variant(7)", "A text in quotes comes first; got 7"),
]


@pytest.mark.parametrize(("cell", "told"), MISTAKES)
def test_a_mistake_is_a_card(
    cell: str, told: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    result = shell.run_cell(cell)
    assert result.success
    assert isinstance(result.result, Complaint)
    assert told in str(result.result)
    bundle = result.result._repr_mimebundle_()
    assert "needs another try" in bundle["text/html"]
    # nbgrader gives all points to a cell that shows no number.
    assert (bundle["text/plain"] == "0") == cell.startswith("check")
    assert "Traceback" not in capsys.readouterr().out


@pytest.mark.parametrize(("cell", "told"), MISTAKES)
def test_on_a_terminal_it_is_text(cell: str, told: str, shell: InteractiveShell) -> None:
    del shell.kernel  # type: ignore[attr-defined]
    result = shell.run_cell(cell).result
    assert told in result._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize(("cell", "told"), MISTAKES)
def test_in_plain_python_it_is_an_exception(cell: str, told: str) -> None:
    InteractiveShell.clear_instance()
    space: dict[str, Any] = {}
    exec(CALLS, space)
    with pytest.raises((TypeError, ValueError)) as refused:
        eval(cell, space)
    assert told.lower() in str(refused.value).lower()


@pytest.mark.parametrize(("cell", "told"), MISTAKES)
def test_in_a_grader_it_stays_an_exception(cell: str, told: str, shell: InteractiveShell) -> None:
    """A card would be a value, and a value that is no number earns all points."""
    space: dict[str, Any] = {}
    exec(CALLS, space)
    with student.acting_for("ada", ""), pytest.raises((TypeError, ValueError)):
        eval(cell, space)


@pytest.mark.parametrize("use", ["p.x", "a, b = p", "p[0]", "for n in p: pass"])
def test_whoever_goes_on_with_it_is_told_again(
    use: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    result = shell.run_cell(f"p = variant('07.prblem1')\n{use}")
    assert "is '07.problem1' meant?" in str(result.error_in_exec)
    shown = capsys.readouterr().out
    assert "is '07.problem1' meant?" in shown
    assert "note.py" not in shown


def test_what_does_not_come_from_us_says_its_kind(shell: InteractiveShell) -> None:
    @complaints_as_cards('call("a")')
    def call(id: str) -> None:
        raise KeyError("k")

    told = str(call("a"))
    assert "call stopped: KeyError: 'k'" in told
    assert "show it to your instructor" in told


def test_a_card_cannot_become_markup() -> None:
    note = Note("You are <b>.", "With `<i>`.")
    assert "<b>" not in note._repr_html_()
    assert "<code>&lt;i&gt;</code>" in note._repr_html_()
    assert repr(note) == str(note) == "You are <b>.\nWith <i>."
