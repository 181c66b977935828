"""A cell that stops because a name was overwritten is followed by a card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

from nnkit.course.cell_errors import tell_overwritten_names


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    tell_overwritten_names(["05"])
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("len = 4\nlen([1])", "You gave len another meaning in a cell: len = 4"),
        ("check = 3\ncheck('05.z', 1)", "You gave check another meaning in a cell: check = 3"),
        ("delta_output = 3\ndelta_output(1)", "You gave delta_output another meaning"),
    ],
)
def test_it_is_told(
    cell: str, told: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("import nnkit")
    shell.run_cell(cell)
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell", ["w = 3\nw(1 + 1)", "open('nothing.txt')", "1 / 0", "len([1])", "def ("]
)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_of_other_cells_nothing(
    cell: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell(cell)
    assert "overwritten" not in capsys.readouterr().out


def test_outside_ipython_nothing_happens() -> None:
    InteractiveShell.clear_instance()
    tell_overwritten_names([])
