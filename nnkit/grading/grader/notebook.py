"""Notebooks, cells and outputs in nbformat's form 4.5, without nbformat.

Importing nbformat takes longer than all else that `nnkit check` does, and validating every cell by
itself a third of the time of a submission.  A graded notebook is validated when it is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4


class Node(dict[str, Any]):
    """A dict whose keys are attributes too, as in nbformat."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


def node(data: Any) -> Any:
    """Plain data with a `Node` for each dict."""
    if isinstance(data, dict):
        return Node({key: node(value) for key, value in data.items()})
    return [node(value) for value in data] if isinstance(data, list) else data


def read(text: str) -> Node:
    """Read a notebook that is known to be in form 4, such as an instructor's."""
    notebook: Node = node(json.loads(text))
    for cell in notebook.cells:
        cell.source = "".join(cell.source)  # it is often stored line by line
        cell.setdefault("metadata", Node())
    return notebook


def new_notebook(cells: Iterable[Node], metadata: Node | None = None) -> Node:
    """A notebook."""
    about = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or Node()}
    return Node(about, cells=list(cells))


def new_cell(kind: str, source: str) -> Node:
    """A cell; every kind but ``"code"`` becomes Markdown."""
    cell = {"id": uuid4().hex[:8], "metadata": Node(), "source": source}
    if kind == "code":
        return Node(cell, cell_type="code", execution_count=None, outputs=[])
    return Node(cell, cell_type="markdown")


def new_output(kind: str, **fields: Any) -> Node:
    """An output of a cell."""
    if kind in ("display_data", "execute_result"):
        fields["metadata"] = {}
    if kind == "execute_result":
        fields["execution_count"] = None
    output: Node = node({"output_type": kind, **fields})
    return output


def encodable(text: str) -> str:
    """Text that can be written to a file: a student's may hold halves of characters."""
    return text.encode("utf-8", "replace").decode()


def new_error(name: str, text: str) -> Node:
    """An error in plain words."""
    return new_output("error", ename=name, evalue=text, traceback=[text])


def text_of(value: Any) -> str:
    """A value or an error as text, if it can be: Python writes down no integer of 5,000 digits."""
    try:
        return str(value)
    except Exception:
        return "(what cannot be shown)"
