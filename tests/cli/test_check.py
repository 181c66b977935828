"""`nnkit check` runs a notebook as its student would and says what is still to do."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.course.catalogue import find
from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY, nnkit

IMPORTS = "import numpy as np\nfrom nnkit import check, sigmoid"
AFFINE = "def affine(W, b, a):\n    return W @ a + b"
CHECK = 'check("02.affine", affine)'


@pytest.fixture
def write(tmp_path: Path):
    def write(*sources: str) -> Path:
        path = tmp_path / "mine.ipynb"
        nbformat.write(new_notebook(cells=[new_code_cell(s) for s in sources]), path)
        return path

    return write


def test_solutions_pass(tmp_path: Path) -> None:
    source = REPOSITORY / "solutions" / MODULE / NOTEBOOK
    code, out, err = nnkit("check", source, NNKIT_STUDENT="author", NNKIT_HOME=str(tmp_path))
    assert (code, err) == (0, "")
    assert "✓ Passed · 02.affine" in out
    assert "Everything passes." in out


def test_what_is_to_do_is_told_in_full(write, tmp_path: Path) -> None:
    wrong = AFFINE.replace("W @", "W.T @")
    path = write(IMPORTS, AFFINE, CHECK, wrong, CHECK, "affine = ...", CHECK, "(", CHECK)
    before = path.read_bytes()
    code, out, _ = nnkit("check", path, NNKIT_HOME=str(tmp_path))
    assert code == 1
    points = find("02.affine").points
    assert f"✓ Passed · 02.affine · {points:g} of {points:g} points\n" in out
    assert find("02.affine").misconceptions[0].tell.split("`")[0].strip() in out
    assert "○ Still to do · 02.affine" in out
    assert f"{points:g} of {4 * points:g} points. Still to do: 02.affine" in out
    assert path.read_bytes() == before


def test_practice_is_not_counted(write, tmp_path: Path) -> None:
    practised = (
        'from nnkit import practice\ntask = practice("02.my_hidden")',
        "task.check([0.5, 0.5])",
        "practice()",
    )
    plain, with_it = write(IMPORTS, AFFINE, CHECK), tmp_path / "practised.ipynb"
    told = nnkit("check", plain, NNKIT_HOME=str(tmp_path / "a"))
    path = write(IMPORTS, *practised, AFFINE, CHECK)
    path.rename(with_it)
    code, out, _ = nnkit("check", with_it, NNKIT_HOME=str(tmp_path / "b"))
    assert (code, out.replace(with_it.name, plain.name)) == told[:2]


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        (
            (IMPORTS, "def affine(W, b, a):\n    while True: pass", CHECK),
            "a loop that never stops",
        ),
        ((IMPORTS, "import os\nos._exit(1)", CHECK), "name 'affine' is not defined"),
        ((IMPORTS, "def affine(:", CHECK), "name 'affine' is not defined"),
        ((IMPORTS, 'check("02.afine", 1)'), "is '02.affine' meant?"),
        ((IMPORTS,), "It has no exercises"),
    ],
)
def test_trouble_is_told_kindly(write, sources: tuple[str, ...], told: str, tmp_path: Path) -> None:
    path = write(*sources)
    code, out, err = nnkit("check", path, "--timeout", "3", NNKIT_HOME=str(tmp_path))
    assert (code, err) == (1, "")
    assert told in out
    assert "Traceback" not in out


def test_unreadable_files_are_told_kindly(tmp_path: Path) -> None:
    (tmp_path / "cut.ipynb").write_text('{"cells": [')
    (tmp_path / "data.ipynb").write_text('{"cells": 3}')
    names = ["missing.ipynb", "cut.ipynb", "data.ipynb"]
    code, out, err = nnkit("check", *names, cwd=tmp_path)
    assert (code, err) == (1, "")
    assert out.index("There is no such file.") < out.index("was it cut off")
    assert "has not the form of a notebook" in out


def test_a_file_that_would_hide_a_module_is_left_out_as_by_a_grader(write, tmp_path: Path) -> None:
    for name in ("random.py", "numpy.py", "nnkit.py", "socket.py", "typing.py"):
        (tmp_path / name).write_text("raise SystemExit('mine')")
    (tmp_path / "helper.py").write_text("def half(x):\n    return x / 2")
    imports = f"import random\nfrom helper import half\nassert half(4) == 2\n{IMPORTS}"
    code, out, err = nnkit("check", write(imports, AFFINE, CHECK), NNKIT_HOME=str(tmp_path))
    assert (code, err) == (0, "")
    assert "Note: the file random.py would hide a module and was left out; give it an" in out
    assert "helper.py" not in out


def test_a_module_is_checked_where_the_student_works(tmp_path: Path) -> None:
    for folder, source in (("modules", "affine = ..."), ("work", AFFINE)):
        path = tmp_path / folder / MODULE / NOTEBOOK
        path.parent.mkdir(parents=True)
        cells = [new_code_cell(s) for s in (IMPORTS, source, CHECK)]
        nbformat.write(new_notebook(cells=cells), path)
    for name in ("02", MODULE, f"modules/{MODULE}/{NOTEBOOK}"):
        code, out, err = nnkit("check", name, cwd=tmp_path, NNKIT_HOME=str(tmp_path))
        assert (code, err) == (0, "")
        assert out.startswith(str(Path("work", MODULE, NOTEBOOK)))
