"""A notebook as it lies in a folder, read and written whole, so that nothing in it is lost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from nnkit.grading.grader.cells import grade_id
from nnkit.grading.grader.notebook import Node, node


class DamagedError(ValueError):
    """A file that is no notebook of today's format."""


def read(content: bytes) -> Node:
    """A notebook with its outputs and metadata.

    Raises
    ------
    DamagedError
        If it is none, or one of an older format than 4.
    """
    try:
        data: Any = json.loads(content.decode("utf-8-sig"))
        if data["nbformat"] != 4:
            raise DamagedError(f"it has the format {data['nbformat']}")
        notebook: Node = node(data)
        for cell in notebook.cells:
            cell.source = "".join(cell.source)
            cell.cell_type += ""
            cell.setdefault("metadata", Node())
            grade_id(cell)
    except DamagedError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedError(f"it is damaged ({type(error).__name__})") from None
    return notebook


def written(notebook: Node) -> bytes:
    """A notebook as Jupyter writes it."""
    cells = [{**cell, "source": cell.source.splitlines(keepends=True)} for cell in notebook.cells]
    data = {**notebook, "cells": cells}
    text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return text.encode("utf-8", "surrogatepass")


def key(cell: Node) -> str:
    """What names a cell in each version of a notebook; empty if nothing does."""
    return grade_id(cell) or str(cell.get("id") or "")


def cell_digest(cell: Node) -> str:
    """A digest of what a cell says."""
    text = f"{cell.cell_type} {_stripped(cell.source)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest(content: bytes) -> str:
    """A digest of a file."""
    return hashlib.sha256(content).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, so that none is ever seen half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_next_to(path: Path, label: str, content: bytes) -> Path:
    """Write a file beside another as ``name (label).ipynb``; return where it lies.

    A file that has that name and another content is left alone.
    """
    for number in range(1, 1000):
        counted = label if number == 1 else f"{label} {number}"
        other = path.with_name(f"{path.stem} ({counted}){path.suffix}")
        if not other.exists():
            write_whole(other, content)
            break
        if other.is_file() and other.read_bytes() == content:
            break
    return other


def _stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
