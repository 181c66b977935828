"""Whatever a command prints, it shows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import nnkit.cli
from nnkit.cli.say import say, warn

FOLDER = Path(nnkit.cli.__file__).parent
# A table of the catalogue for programs; what doctor says is its own.
MAY_PRINT = {"say.py", "students.py", "doctor.py"}


def test_text_commands_no_terminal_and_keeps_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b]0;b\x07[red]\nc")
    say("d", end=" ")
    say(Path("e\r"))
    warn(ValueError("f\x1b[2J\u202e"))
    assert capsys.readouterr() == (
        "a\\x1b]0;b\\x07[red]\nc\nd e\\r\n",
        "f\\x1b[2J\\u202e\n",
    )


def test_commands_print_in_no_other_way() -> None:
    printing = {
        path.name
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "print"
    }
    assert printing <= MAY_PRINT
