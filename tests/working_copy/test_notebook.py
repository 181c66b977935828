"""A notebook is read and written whole; what is none is told."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from nnkit.working_copy.notebook import DamagedError, read, write_next_to, write_whole, written
from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY
from tests.working_copy.notebooks import LESSON, run


def test_what_is_written_is_what_was_read() -> None:
    content = (REPOSITORY / "solutions" / MODULE / NOTEBOOK).read_bytes()
    again = written(read(content))
    assert nbformat.reads(again.decode(), as_version=4) == nbformat.reads(
        content.decode(), as_version=4
    )
    assert written(read(again)) == again


def test_outputs_metadata_and_half_characters_stay() -> None:
    text = run(LESSON).decode().replace("hello", "\\ud83d")
    assert json.loads(written(read(text.encode())).decode("utf-8", "surrogatepass"))["cells"] != []
    assert read(written(read(run(LESSON)))).cells[1].outputs[0].text == "hello"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        LESSON[:-40],
        b"<<<<<<< HEAD\n" + LESSON,
        b"[]",
        b'{"nbformat": 3, "worksheets": []}',
        b'{"nbformat": 4, "cells": {"a": 1}}',
        b'{"nbformat": 4, "cells": ["x"]}',
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [1]}]}',
        b'{"nbformat": 4, "cells": [{"cell_type": 1, "source": ""}]}',
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": []}]}',
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": '
        b'{"nbgrader": [1]}}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_told(content: bytes) -> None:
    with pytest.raises(DamagedError):
        read(content)


def test_a_file_is_written_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.ipynb"
    write_whole(path, b"1")
    assert [file.name for file in path.parent.iterdir()] == ["a.ipynb"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):  # noqa: PT011, which one depends on the system
        write_whole(tmp_path / "folder", b"1")
    assert not list(tmp_path.glob(".*"))


def test_what_lies_beside_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    assert write_next_to(path, "new", b"1").name == "a (new).ipynb"
    assert write_next_to(path, "new", b"1").name == "a (new).ipynb"
    assert write_next_to(path, "new", b"2").name == "a (new 2).ipynb"
    assert (tmp_path / "a (new).ipynb").read_bytes() == b"1"
