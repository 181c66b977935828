"""The text of an answer is found in its cell, or there is none."""

from __future__ import annotations

import ast

import pytest

from nnkit.checks.repair.source import program_of
from tests.checks.repair.cell import run_cell


def test_the_definition_has_the_line_numbers_of_its_cell() -> None:
    program = program_of(run_cell("n = 3\n\n\ndef f(x):\n    return n * x\n")["f"])
    assert program
    assert (program.name, program.tree.body[0].lineno, program.names["n"]) == ("f", 4, 3)


def test_the_last_definition_of_a_name_counts() -> None:
    program = program_of(run_cell("def f():\n    return 1\ndef f():\n    return 2\n")["f"])
    assert program
    assert ast.unparse(program.tree).endswith("return 2")


@pytest.mark.parametrize(
    "source",
    [
        "f = 3",
        "f = len",
        "f = lambda x: x",
        "import functools\n@functools.cache\ndef f():\n    return 1",
        "def outer():\n    y = 3\n    def f():\n        return y\n    return f\nf = outer()",
        "class f:\n    pass",
    ],
)
def test_without_a_plain_definition_there_is_none(source: str) -> None:
    assert program_of(run_cell(source)["f"]) is None


def test_a_function_without_a_file_has_none() -> None:
    space: dict[str, object] = {}
    exec("def f():\n    return 1", space)
    assert program_of(space["f"]) is None
