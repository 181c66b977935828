"""Notebooks, cells and outputs have nbformat's form, without nbformat."""

from __future__ import annotations

import json

import nbformat

from nnkit.grading.grader.notebook import (
    encodable,
    new_cell,
    new_error,
    new_notebook,
    new_output,
    read,
)


def test_what_is_made_is_valid() -> None:
    code, text = new_cell("code", "1"), new_cell("raw", "text")
    code.outputs = [
        new_output("stream", name="stdout", text="a"),
        new_output("execute_result", data={"text/plain": "1"}),
        new_output("display_data", data={"text/plain": "1"}),
        new_error("ValueError", "no"),
    ]
    nbformat.validate(json.loads(json.dumps(new_notebook([code, text]))))
    assert text.cell_type == "markdown"


def test_sources_that_are_stored_by_line_are_joined() -> None:
    notebook = read('{"cells": [{"cell_type": "code", "source": ["a\\n", "b"]}]}')
    assert (notebook.cells[0].source, notebook.cells[0].metadata) == ("a\nb", {})


def test_text_can_be_written_whatever_it_holds() -> None:
    assert encodable("ä\ud83d😀") == "ä?😀"
