"""One fault costs one question: whatever a cell or a function does, the rest is graded."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.grading.grader.victim import (
    ANSWERS,
    MOST,
    QUICK,
    SETUP,
    graded,
    points,
    source,
    submission,
)

FAULTS = {
    "infinite loop": "while True: pass",
    "loop that ignores interrupts": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "os._exit": "import os; os._exit(0)",
    "sys.exit": "import sys; sys.exit(1)",
    "exit": "exit()",
    "segmentation fault": "import ctypes; ctypes.string_at(0)",
    "abort": "import os; os.abort()",
    "own signal": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "memory bomb": "x = bytearray(1 << 40)",
    "memory bomb in pieces": "x = []\nwhile True: x.append(bytearray(1 << 24))",
    "recursion": "f = lambda: f()\nf()",
    "print flood": "while True: print('x' * 10000)",
    "raises": "raise ValueError('no')",
    "raises a base exception": "raise BaseException('no')",
    "waits for input": "input('?')",
    "sleeps": "import time; time.sleep(1000)",
    "fork bomb": "import os\nwhile True: os.fork()",
    "warning": "import warnings; warnings.warn('careful')",
    "stderr": "import sys; print('careful', file=sys.stderr)",
    "closes its descriptors": "import os\nfor i in range(100):\n    try: os.close(i)\n    except OSError: pass",
    "threads": "import threading, time\nfor i in range(2000): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
    "fills the disk": "for i in range(100): open(str(i), 'wb').write(bytes(1 << 24))",
    "huge figure": "import matplotlib.pyplot as plt\nplt.figure(figsize=(200, 200), dpi=100); plt.show()",
}
HARMLESS = {"warning", "stderr"}


def honest_but(name: str, source: str) -> NotebookNode:
    return submission({**ANSWERS, name: source})


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_cell_costs_nothing_else(fault: str) -> None:
    notebook = submission(dict(ANSWERS))
    notebook.cells.insert(4, new_code_cell(FAULTS[fault]))
    result = graded(notebook, QUICK)
    assert result.error is None
    assert sum(points(result).values()) == MOST


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_function_costs_that_question(fault: str) -> None:
    body = "\n".join("    " + line for line in FAULTS[fault].splitlines())
    answer = f"def total(values):\n    import numpy as np\n{body}\n    return np.sum(values)"
    result = graded(honest_but("total", answer), QUICK)
    assert result.error is None
    lost = points(result).pop("total")
    assert lost == (3 if fault in HARMLESS else 0) or fault in ("threads", "huge figure")
    assert sum(points(result).values()) == MOST - 3 + lost


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_beside_an_answer_costs_at_most_that_answer(fault: str) -> None:
    result = graded(honest_but("total", f"{ANSWERS['total']}\n{FAULTS[fault]}"), QUICK)
    others = {k: v for k, v in points(result).items() if k != "total"}
    assert sum(others.values()) == MOST - 3


def test_the_message_says_what_happened() -> None:
    told = {
        q.grade_id: q.message
        for q in graded(honest_but("total", "def total(v):\n    while True: pass"), QUICK).verdicts
    }
    assert told["test-total"] == (
        "This question was stopped: it ran out of time: is there a loop that never stops."
    )


def as_bytes(notebook: NotebookNode) -> bytes:
    return nbformat.writes(notebook).encode()


BROKEN = {
    "empty": b"",
    "blank": b" \n",
    "not JSON": b"hello",
    "cut off": as_bytes(source())[:-200],
    "binary": bytes(range(256)),
    "a list": b"[]",
    "a number": b"3",
    "no cells": b"{}",
    "cells are no list": b'{"cells": 3, "nbformat": 4}',
    "deeply nested": b"[" * 100_000,
}


@pytest.mark.parametrize("file", BROKEN)
def test_a_file_that_is_no_notebook_fails_with_a_sentence(file: str) -> None:
    result = graded(BROKEN[file], QUICK)
    assert result.error
    assert "Traceback" not in result.error
    assert result.verdicts == ()


def test_a_file_that_is_far_too_large_is_refused() -> None:
    result = graded(b'{"cells": [' + b" " * 60_000_000 + b"]}", QUICK)
    assert result.error
    assert "MB" in result.error


def no_metadata(notebook: NotebookNode) -> bytes:
    data = json.loads(nbformat.writes(notebook))
    data.pop("metadata")
    for cell in data["cells"]:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
        cell.pop("id", None)
    return json.dumps(data).encode()


REPAIRED = {
    "byte order mark": b"\xef\xbb\xbf" + as_bytes(source()),
    "no metadata, ids, outputs": no_metadata(source()),
    "a newer format": as_bytes(source()).replace(b'"nbformat_minor": 5', b'"nbformat_minor": 99'),
    "strange cells": as_bytes(source()).replace(
        b'"cells": [',
        b'"cells": [null, 3, {}, {"cell_type": "code", "source": 7, "metadata": []},',
        1,
    ),
    "old format": nbformat.writes(source(), version=3).encode(),
}


@pytest.mark.parametrize("file", REPAIRED)
def test_what_can_be_repaired_is_graded(file: str) -> None:
    result = graded(REPAIRED[file], QUICK)
    assert result.error is None
    assert sum(points(result).values()) == MOST


def test_honest_work_raises_no_false_alarm() -> None:
    notebook = submission(dict(ANSWERS))
    notebook.cells.insert(1, new_code_cell("scratch = 1"))
    notebook.cells.append(new_code_cell("print(scratch)"))
    for cell in notebook.cells:
        if cell.id == "test-square":
            cell.source = cell.source.split("### BEGIN")[0] + "\n"  # as students have it
    result = graded(notebook, QUICK)
    assert result.repairs == ()
    assert sum(points(result).values()) == MOST


def test_repairs_are_told() -> None:
    notebook = submission(dict(ANSWERS))
    by_id = {c.id: c for c in notebook.cells}
    by_id["test-answer"].source = "pass"
    notebook.cells.remove(by_id["test-parts"])
    notebook.cells.append(new_code_cell(ANSWERS["square"], metadata=by_id["square"].metadata))
    told = " ".join(graded(notebook, QUICK).repairs)
    assert "test-answer had been edited" in told
    assert "test-parts was missing" in told
    assert "square is there twice" in told


def test_setup_that_the_student_broke_costs_the_tests_that_use_it_as_with_nbgrader() -> None:
    result = graded(submission(dict(ANSWERS), setup=SETUP + "\nassert_allclose = None"), QUICK)
    assert all(v.outside == v.max_points for v in result.verdicts if v.decided == "both")
    assert {v.grade_id for v in result.verdicts if v.points < v.max_points} == {"test-total"}
