"""A piece of a program is told as it would be written."""

from __future__ import annotations

import ast

from nnkit.checks.repair.change import text


def test_text() -> None:
    assert text(ast.parse("W@a+b", mode="eval").body) == "W @ a + b"
