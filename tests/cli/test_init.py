"""A missing package and a poor terminal are no reason for a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.commands.nnkit_command import run


@pytest.mark.parametrize(
    ("missing", "wanted", "command"),
    [
        ("typer", "nnkit", "exercises"),
        ("rich", "nnkit", "exercises"),
        ("IPython", "nnkit", "check x.ipynb"),
        ("nbgrader", "nnkit", "grade"),
        ("distributed", "'nnkit[cluster]'", "grade --scheduler tcp://127.0.0.1:1"),
        ("sphinx_book_theme", "'nnkit[site]'", "site"),
    ],
)
def test_missing_package_is_told(missing: str, wanted: str, command: str, tmp_path: Path) -> None:
    blocked = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = {command.split()!r}\n"
        "from nnkit.cli import main; main()"
    )
    done = run([sys.executable, "-c", blocked], Path.cwd(), {})
    assert done.returncode == 1
    assert done.stderr == f"This command needs {missing}: python -m pip install {wanted}\n"


def test_terminal_that_knows_ascii_only_gets_question_marks() -> None:
    command = [sys.executable, "-m", "nnkit.cli", "exercises"]
    done = run(command, Path.cwd(), {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "02.affine" in done.stdout
