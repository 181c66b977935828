"""IPython's own syntax is found wherever IPython finds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import EscapedCommand, TransformerManager

from nnkit.grading.sandbox.syntax import Transformer

ROOT = Path(__file__).parents[3]
SOURCES = [
    "".join(cell["source"])
    for path in sorted(ROOT.glob("solutions/*/*.ipynb"))
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]
OWN = ["%time f(1)", "x = !ls", "x = %pwd", "f?", "?f", "if x:\n    ,f a b", ";f a b", "/f 1, 2"]
OWN += ["  /f 1", "for i in x:\n    %matplotlib inline", "\n\n\t;f a", "!ls"]
PIECES = st.sampled_from(
    [*"%!?,;/ \n\r\t\x0b\x0c#'\"([{}])=", "f", "x = ", "\n    ", ">>> ", "In [1]: "]
)


def test_the_course_is_left_as_it_is() -> None:
    theirs, ours = TransformerManager(), Transformer()
    assert [ours.transform_cell(s) for s in SOURCES] == [theirs.transform_cell(s) for s in SOURCES]


@pytest.mark.parametrize("source", OWN)
def test_what_is_ipythons_own_is_replaced(source: str) -> None:
    replaced = Transformer().transform_cell(source)
    assert replaced == TransformerManager().transform_cell(source)
    assert "get_ipython" in replaced or "f(" in replaced


@settings(max_examples=300)
@given(st.lists(PIECES).map("".join))
def test_it_is_as_ipython_has_it(source: str) -> None:
    try:
        replaced = TransformerManager().transform_cell(source)
    except IndentationError:  # Python finds what is wrong too
        with pytest.raises(SyntaxError):
            compile(Transformer().transform_cell(source), "cell", "exec")
        return
    assert Transformer().transform_cell(source) == replaced


def test_what_a_student_adds_is_asked_too() -> None:
    class Dollar(EscapedCommand):  # type: ignore[misc, unused-ignore]
        @classmethod
        def find(cls, tokens_by_line: object) -> None:
            raise LookupError("asked")

    transformer = Transformer()
    transformer.token_transformers = [*transformer.token_transformers, Dollar]
    with pytest.raises(LookupError, match="asked"):
        transformer.transform_cell("x = 1")
