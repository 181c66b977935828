"""A cell that stops for a reason that Python does not say is followed by a card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

from nnkit.course.cell_errors import explain_stopped_cells


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    explain_stopped_cells(["05"])
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("len = 4\nlen([1])", "You gave len another meaning in a cell: len = 4"),
        ("check = 3\ncheck('05.z', 1)", "You gave check another meaning in a cell: check = 3"),
        ("check(05.delta_output, 1)", 'check("05.delta_output"'),
        ("hint(05.delta_output)", 'hint("05.delta_output"'),
        ("hint(delta_output)", 'hint("delta_output"'),
        ("set_student(bob)", 'set_student("bob"'),
        ("set_student(ada.l)", 'set_student("ada.l"'),
        ("set_student(0123)", 'set_student("0123"'),
        ("set_student(ada@uni.edu)", 'set_student("ada@uni.edu"'),
        ("set_student(ada lovelace)", 'set_student("ada lovelace"'),
        ("set_student(ada-lovelace)", 'set_student("ada-lovelace"'),
        ("progress(05)", 'progress("05"'),
        ("check(“05.delta_output”, 1)", 'check("05.delta_output"'),
        ("set_student(‘ada’)", 'set_student("ada"'),
        ("delta_output = 3\ndelta_output(1)", "You gave delta_output another meaning"),
    ],
)
def test_it_is_told(
    cell: str, told: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("from nnkit import check, hint, set_student")
    shell.run_cell(cell)
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell",
    [
        "w = 3\nw(1 + 1)",
        "open('nothing.txt')",
        "1 / 0",
        "len([1])",
        "def (",
        "set_student('ada' 'b') (",
        "check('05.z', z)",
        "(z",
    ],
)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_of_other_cells_nothing(
    cell: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell(cell)
    out = capsys.readouterr().out
    assert "overwritten" not in out
    assert "in quotes" not in out


def test_outside_ipython_nothing_happens() -> None:
    InteractiveShell.clear_instance()
    explain_stopped_cells([])
