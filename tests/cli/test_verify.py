"""`nnkit verify` says what a solution, a stub and an empty notebook earn, and what to mend."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from nnkit.cli.verify import Verified
from nnkit.grading.grader.assignment import CellVerdict, Graded, Reasons
from tests.commands.nnkit_command import nnkit
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, course


def test_a_good_assignment(tmp_path: Path) -> None:
    course(tmp_path, {"ada": RIGHT})
    file = tmp_path / "found.json"
    log = tmp_path / "steps.log"
    code, out, err = nnkit("verify", "--course", tmp_path, "--json", file, "--log-file", log)
    assert (code, err) == (0, "")
    steps = log.read_text(encoding="utf-8")
    assert f"Grading the solution, the stub and an empty notebook of {MODULE!r}" in steps
    assert "sandbox" in steps  # of the workers
    assert out.splitlines()[1].split() == [MODULE, "3", "3", "0", "0"]
    (found,) = json.loads(file.read_text(encoding="utf-8"))
    assert (found["assignment"], found["problems"], found["remarks"]) == (MODULE, [], [])
    (test,) = found["tests"]
    assert (test["decided"], test["outside"], test["inside"]) == ("both", 3, 3)


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "solutions" / MODULE / NOTEBOOK
    text = path.read_text(encoding="utf-8")
    dumped = json.dumps(old, ensure_ascii=False)[1:-1]
    assert dumped in text
    path.write_text(text.replace(dumped, json.dumps(new)[1:-1]), encoding="utf-8")
    return folder


def test_faults_of_an_assignment(tmp_path: Path) -> None:
    course(tmp_path, {})
    changed(tmp_path, "assert square(-12) == 144", "assert square(-12) == 145")
    code, out, err = nnkit("verify", MODULE, "--course", tmp_path)
    assert (code, err) == (1, "")
    assert "your solution fails: AssertionError in the line 'assert square(-12) == 145'" in out


def test_a_test_that_asks_nothing(tmp_path: Path) -> None:
    course(tmp_path, {})
    changed(tmp_path, "assert square(3) == 9", "pass")
    changed(tmp_path, "assert square(-12) == 144", "pass")
    code, out, _ = nnkit("verify", MODULE, "--course", tmp_path)
    assert code == 1
    assert "the stub earns 3 of 3: this test asks nothing, or too little." in out
    assert "an empty notebook earns 3 of 3" in out


def test_a_test_that_asks_next_to_nothing_is_told_with_what_to_ask() -> None:
    ids = "weak", "patched", "empty"
    verdicts = [CellVerdict(id, 2, 2, "passed", "", None, "a.ipynb", id, inside=2) for id in ids]
    graded = Graded(
        verdicts=tuple(replace(v, decided="both", outside=2) for v in verdicts),
        reasons={
            ("a.ipynb", "weak"): Reasons(passed_by="an object that has nothing"),
            ("a.ipynb", "patched"): Reasons(unseen="`np.dot` is changed on this side only"),
            ("a.ipynb", "empty"): Reasons(passed_by="an object that has nothing"),
        },
    )
    stub = Graded(verdicts=(graded.verdicts[2],))
    found = Verified("w1", graded, stub, Graded(), sources={("a.ipynb", "weak"): "callable(f)"})
    patched, weak = found.remarks()
    assert weak == (
        "weak (a.ipynb): an object that has nothing passes it, so that this test asks next to "
        "nothing. Rather than callable(f) compare what f(...) returns."
    )
    assert patched.startswith("patched (a.ipynb): `np.dot` is changed on this side only, so that")
    assert [problem.partition(":")[0] for problem in found.problems()] == ["empty (a.ipynb)"]


def test_a_test_that_is_decided_inside_is_told_with_the_way_out(tmp_path: Path) -> None:
    course(tmp_path, {})
    changed(tmp_path, "assert square(3) == 9", "assert square.__code__.co_argcount == 1")
    code, out, _ = nnkit("verify", MODULE, "--course", tmp_path)
    assert code == 0
    assert "decided inside the sandbox alone. Outside, your own solution gives: Attr" in out
    assert "Instead of how it is written (__code__) test what it returns" in out
    assert "A test can be decided outside if it compares plain data" in out
