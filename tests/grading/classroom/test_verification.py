"""What the instructor's own solution says of an assignment's tests, and that it is kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.classroom.verification import (
    FILE,
    Verification,
    emptied,
    grade_own,
    needs_verification,
    passed_by,
    sentences,
    verified,
    verify_solution,
)
from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded, Limits, Reasons
from tests.grading.grader.victim import metadata


def assignment(answer: str, *tests: str) -> Assignment:
    cells = [new_code_cell(answer, id="n", metadata=metadata("n"))]
    for i, test in enumerate(tests):
        about = metadata(f"test-{i}", 2)
        cells.append(new_code_cell(test, id=f"test-{i}", metadata=about))
    text = nbformat.writes(new_notebook(cells=cells))
    return Assignment({"a.ipynb": text}, limits=Limits(seconds=20.0))


FRACTION = "from enum import Enum\nclass Colour(Enum):\n    red = 1\nn = Colour.red"
MIXED = assignment(
    FRACTION,
    "assert n.value == 1",
    "assert n is Colour.red and list(Colour) == [n]",
    "import subprocess\nassert subprocess.run(['true']).returncode == 0",
)


@pytest.fixture(scope="module")
def found() -> Verification:
    return verify_solution(MIXED)


def ids(tests: Sequence[tuple[str, str]] | dict[tuple[str, str], str]) -> list[str]:
    return [id for _, id in tests]


def test_each_test_is_decided_as_the_solution_passes_it(found: Verification) -> None:
    assert ids(found.inside) == ["test-1"]
    assert ids(found.failed) == ["test-2"]
    assert "Permission" in found.failed["a.ipynb", "test-2"]
    assert "list(Colour)" in found.inside["a.ipynb", "test-1"]


def test_what_stops_an_answer_outside_is_told() -> None:
    unit = assignment("area = unit * 2", "assert area == 6")
    cells = nbformat.reads(unit.notebooks["a.ipynb"], as_version=4).cells
    cells.insert(0, new_code_cell("unit = 3", id="t", metadata=metadata("t", 1)))
    notebook = {"a.ipynb": nbformat.writes(new_notebook(cells=cells))}
    (why,) = verify_solution(replace(unit, notebooks=notebook)).inside.values()
    assert why == "The cell of `area` stopped with a NameError: name 'unit' is not defined"


LONG = "ValueError: not equal\n\n" + "array([1.])\n" * 40 + " in the line 'f(a) == b'. Compare x."


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (LONG, "'f(a) == b'. Compare x."),
        ("a" * 900, f"{'a' * 50} …"),
        ("It is `np`, which a test cannot use here..", "It is `np`, which a test cannot use here."),
    ],
)
def test_a_reason_is_one_line_and_names_the_tests_own(reason: str, told: str) -> None:
    verdict = CellVerdict("t", 0, 2, "failed", "", None, "a", "t", decided="both", inside=2)
    graded = Graded(verdicts=(verdict,), reasons={("a", "t"): Reasons(reason)})
    (why,) = Verification.of(graded).inside.values()
    assert why.endswith(told)
    assert "\n" not in why
    assert len(why) < 400


def test_what_is_told(found: Verification) -> None:
    told = " ".join(sentences("w1", found))
    assert "w1: nobody can pass the test test-2 of a.ipynb in the sandbox" in told
    assert "decided inside the sandbox alone" in told
    assert "`nnkit verify w1`" in told
    assert sentences("w1", Verification()) == []
    (failed,) = sentences("w1", Verification(error="It is no notebook."))
    assert failed == "w1: your own solution could not be graded: It is no notebook."


def test_what_asks_next_to_nothing_or_cannot_be_seen_is_told_by_name(found: Verification) -> None:
    assert (found.hollow, found.unseen) == ({}, {})
    weak = verify_solution(
        assignment(
            "import numpy as np\ndef f(a): return a.sum()",
            "assert callable(f)",
            "a = np.ones(2)\nassert f(a) == 2 and not np.shares_memory(f(a), a)",
            "kept, np.dot = np.dot, None\nassert f(np.ones(3)) == 3\nnp.dot = kept",
            "assert f(np.ones(3)) == 4\nnp.dot = None",
        )
    )
    assert ids(weak.hollow) == ["test-0"]
    assert ids(weak.unseen) == ["test-1", "test-2"]
    unseen, hollow = sentences("w1", weak)[1:]
    assert "w1: 2 tests ask what can be seen inside the sandbox alone" in unseen
    assert "test-1, test-2. `nnkit verify w1` says what." in unseen
    assert "w1: 1 test asks next to nothing" in hollow
    assert "pass: test-0. `nnkit verify w1`" in hollow


def test_a_hollow_answer_that_ends_the_grader_costs_nothing() -> None:
    answer = "def f(): return 3"
    fatal = "import os\nif f() is None: os._exit(1)\nassert f() == 3"
    verification = verify_solution(assignment(answer, fatal, "assert f() == 3", "assert f"))
    assert not verification.failed
    assert ids(verification.hollow) == ["test-2"]


def test_a_test_that_the_solution_does_not_pass_outside_costs_nobody_points(
    found: Verification,
) -> None:
    decided = replace(MIXED, inside=frozenset(found.inside))
    right = {v.grade_id: v for v in grade_own(decided, MIXED.notebooks).verdicts}
    assert (right["test-1"].points, right["test-1"].decided) == (2, "inside")
    wrong = {"a.ipynb": MIXED.notebooks["a.ipynb"].replace("n = Colour.red", "n = Colour")}
    verdicts = {v.grade_id: v.points for v in grade_own(decided, wrong).verdicts}
    assert verdicts["test-1"] == 0


def test_what_the_solution_fails_on_both_sides_nobody_passes_by_forging() -> None:
    broken = assignment("n = 4", "assert n == 3")
    verification = verify_solution(broken)
    assert (ids(verification.inside), ids(verification.failed)) == ([], ["test-0"])


def test_an_empty_notebook_passes_what_asks_nothing() -> None:
    lax = assignment("n = 3", "assert True", "assert n == 3")
    empty = emptied(lax.notebooks)
    assert "n = 3\\n" not in empty["a.ipynb"]
    assert [v.grade_id for v in passed_by(grade_own(lax, empty))] == ["test-0"]


def test_only_plain_tests_need_it() -> None:
    assert needs_verification(MIXED)
    assert not needs_verification(assignment("n = 3", 'check("05.delta_hidden", n)'))


def test_it_is_found_out_once_for_each_version(tmp_path: Path) -> None:
    asked: list[Assignment] = []
    told: list[str] = []

    def verify(assignment: Assignment) -> Verification:
        asked.append(assignment)
        return Verification({("a.ipynb", "test-1"): "why"})

    for _ in range(2):
        done = verified(tmp_path, {"w1": MIXED}, verify, told.append)
        assert done["w1"].inside == {("a.ipynb", "test-1")}
    assert (len(asked), len(told)) == (1, 1)
    changed = replace(MIXED, files={"data.csv": b"1"})
    verified(tmp_path, {"w1": changed}, verify, told.append)
    assert len(asked) == 2
    verified(tmp_path, {"w2": MIXED, "w1": changed}, verify, told.append)
    assert len(asked) == 3
    assert set(json.loads((tmp_path / FILE).read_text())) == {"w1", "w2"}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"w1": {"of": 3}}', '{"w1": 7}', "no list", "no pairs"]
)
def test_a_damaged_file_is_made_anew(content: str, tmp_path: Path) -> None:
    if content.startswith("no "):
        verified(tmp_path, {"w1": MIXED}, lambda _: Verification(), lambda _: None)
        kept = json.loads((tmp_path / FILE).read_text())
        kept["w1"]["inside"] = 3 if content == "no list" else ["a.ipynb"]
        content = json.dumps(kept)
    (tmp_path / FILE).write_text(content)
    done = verified(tmp_path, {"w1": MIXED}, lambda _: Verification(), lambda _: None)
    assert done["w1"].inside == frozenset()
    assert json.loads((tmp_path / FILE).read_text())["w1"]["inside"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.parametrize(("folder", "file"), [(0o2770, 0o660), (0o755, 0o600)])
def test_who_shares_the_folder_shares_the_file(folder: int, file: int, tmp_path: Path) -> None:
    tmp_path.chmod(folder)
    (tmp_path / FILE).write_text("{}")
    (tmp_path / FILE).chmod(0o444)  # another instructor's
    before = (tmp_path / FILE).stat().st_ino
    verified(tmp_path, {"w1": MIXED}, lambda _: Verification(), lambda _: None)
    status = (tmp_path / FILE).stat()
    assert status.st_mode & 0o777 == file
    assert status.st_ino != before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_what_another_run_found_meanwhile_is_kept(tmp_path: Path) -> None:
    def verify(assignment: Assignment) -> Verification:
        if not (tmp_path / FILE).exists():
            verified(tmp_path, {"w2": MIXED}, lambda _: Verification(), lambda _: None)
        return Verification()

    verified(tmp_path, {"w1": MIXED}, verify, lambda _: None)
    assert set(json.loads((tmp_path / FILE).read_text())) == {"w1", "w2"}


def test_where_nothing_can_be_written_it_is_found_out_each_time(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    found = Verification({("a.ipynb", "test-1"): "why"})
    done = verified(tmp_path, {"w1": MIXED}, lambda _: found, lambda _: None)
    assert done["w1"].inside == {("a.ipynb", "test-1")}


SLOW = assignment("import time\ndef n():\n    time.sleep(0.6)\n    return 3", "assert n() == 3")


SLOW_ANSWER = assignment("import time\ntime.sleep(0.6)\nn = 3", "assert n == 3")


@pytest.mark.parametrize(
    ("slow", "seconds", "lasting"),
    [(SLOW, 0.5, True), (SLOW, 0.1, False), (SLOW_ANSWER, 0.1, False)],
)
def test_what_ran_out_of_time_is_tried_again_and_not_kept(
    slow: Assignment, seconds: float, lasting: bool, tmp_path: Path
) -> None:
    told: list[str] = []
    busy = replace(slow, limits=Limits(seconds=seconds))
    done = verified(tmp_path, {"w1": busy}, verify_solution, told.append)
    assert (tmp_path / FILE).exists() is lasting
    assert not done["w1"].inside
    (sentence,) = told
    assert "ran out of time in the test test-0 of a.ipynb" in sentence
    assert "c.SandboxedExecute.seconds" in sentence


@pytest.mark.parametrize("module", ["platform.python_version", "numpy.__version__"])
def test_another_python_or_numpy_is_verified_anew(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Assignment] = []

    def verify(assignment: Assignment) -> Verification:
        asked.append(assignment)
        return Verification()

    verified(tmp_path, {"w1": MIXED}, verify, lambda _: None)
    monkeypatch.setattr(module, "9.9" if "numpy" in module else lambda: "9.9")
    verified(tmp_path, {"w1": MIXED}, verify, lambda _: None)
    assert len(asked) == 2


@pytest.mark.parametrize(("count", "words"), [(1, "1 test is decided"), (2, "2 tests are decided")])
def test_one_test_and_several(count: int, words: str) -> None:
    inside = {("a.ipynb", f"test-{i}"): "why" for i in range(count)}
    (sentence,) = sentences("w1", Verification(inside))
    assert words in sentence


def test_what_could_not_be_verified_is_told_and_not_kept(tmp_path: Path) -> None:
    told: list[str] = []
    failed = Verification(error="It died.")
    assert verified(tmp_path, {"w1": MIXED}, lambda _: failed, told.append)["w1"] == MIXED
    assert told == ["w1: your own solution could not be graded: It died."]
    assert not (tmp_path / FILE).exists()
