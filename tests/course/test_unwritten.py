"""Which answers are not written yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnkit.course.unwritten import STUB, codes_of, exercise_ids, is_unwritten

ROOT = Path(__file__).resolve().parents[2]
RAISE = f"raise NotImplementedError({STUB!r})"


def made(source: str) -> Any:
    """What a cell binds to the name `f`."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(source, names)
    return names["f"]


def test_the_line_to_be_deleted_is_the_one_that_nbgrader_writes() -> None:
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    assert RAISE.replace("'", '"') in config


@pytest.mark.parametrize(
    "source",
    [
        "f = ...",
        f"def f(x):\n    {RAISE}",
        f"def f(x):\n    '''Twice x.'''\n    y = x\n    {RAISE}\n    return y",
        f"def f(xs):\n    for x in xs:\n        {RAISE}",
        f"def f(x):\n    def inner():\n        {RAISE}\n    return inner()",
        f"class f:\n    def __init__(self): self.x = 1\n    def g(self): {RAISE}",
    ],
)
def test_what_a_released_notebook_holds_is_unwritten(source: str) -> None:
    assert is_unwritten(made(source))


@pytest.mark.parametrize(
    "source",
    [
        "f = 1",
        "f = None",
        "import numpy as np; f = np.array([1, 2])",
        "f = len",
        "f = dict",
        "def f(x): return x",
        f"def f(x):\n    return x\n    {RAISE}",
        f"def f(x):\n    if x:\n        return 1\n    else:\n        return 2\n    {RAISE}",
        "def f(x):\n    raise NotImplementedError(x)",
        "class f:\n    def g(self): return 1",
    ],
)
def test_what_a_student_wrote_is_written(source: str) -> None:
    assert not is_unwritten(made(source))


def test_code_of_functions_classes_and_what_is_wrapped() -> None:
    def names(source: str) -> set[str]:
        return {code.co_name for code in codes_of(made(source))}

    assert names("def f():\n    def g(): pass") == {"f", "g"}
    assert names("class f:\n    x = 1\n    def g(self): pass") == {"g"}
    wrapped = "from functools import wraps\ndef g(): pass\n@wraps(g)\ndef f(): g()"
    assert names(wrapped) == {"g"}
    assert names("from functools import wraps\n@wraps(len)\ndef f(): pass") == set()
    assert list(codes_of(3)) == list(codes_of(len)) == []


def test_a_name_belongs_to_the_module_that_was_checked_or_to_the_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exercise_ids(["04"])["recall_slope"] == "04.recall_slope"
    assert exercise_ids(["00", "04"])["recall_slope"] == "04.recall_slope", "the last one checked"
    assert "affine" not in exercise_ids(["04"])
    assert exercise_ids([]) == {}, "it may be a notebook of another course"
    folder = tmp_path / "00_start_here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert exercise_ids([])["recall_slope"] == "00.recall_slope"
