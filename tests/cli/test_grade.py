"""A class is graded, and shown as much of it as was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from nnkit.cli.grade import grade_class
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.result import Result
from tests.grading.classroom.class_of import CONFIG, MODULE, NOTEBOOK, RIGHT, hand_in, mixed


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def grade(there: Course, executor: Executor, **options: Any) -> dict[str, Result]:
    results = grade_class(there, executor, 1, feedback=False, **options)
    return {result.student: result for result in results}


def test_new_and_earlier_results_come_together_and_failures_are_told(
    tmp_path: Path, executor: Executor, capsys: pytest.CaptureFixture[str]
) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": "{"})
    (there.root / "submitted" / "ada" / "other").mkdir()
    found = grade(there, executor)
    assert (found["ada"].score, found["bob"].status) == (3, "failed")
    out, err = capsys.readouterr()
    assert "1 graded.\n" in out
    assert "Formgrader" not in out
    assert "ada  " in out
    assert f"{Path('submitted/ada/other')} belongs to no assignment" in err
    assert f"1 could not be graded:\n  bob {MODULE}: " in err
    hand_in(tmp_path, {"bob": mixed("square = abs")})
    assert list(grade(there, executor)) == ["ada", "bob"]
    out = capsys.readouterr().out
    assert "1 graded, 1 was graded before.\n" in out
    assert "mark" not in out
    hand_in(tmp_path, {"bob": mixed(RIGHT)})
    grade(there, executor, regrade=True)
    out = capsys.readouterr().out
    assert "test-square 0 of 3 3 of 3 +3 answer" in out
    assert "1 mark of 1 student, with what they were before in changes.csv." in out


def test_only_what_was_asked_for_is_graded_and_shown(
    tmp_path: Path, executor: Executor, capsys: pytest.CaptureFixture[str]
) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    found = grade(there, executor, modules=[MODULE], students=["bob"], quiet=True)
    assert list(found) == ["bob"]
    assert capsys.readouterr() == ("", "")
    assert not there.autograded("ada", MODULE).exists()
    page = there.autograded("bob", MODULE) / NOTEBOOK
    before = page.read_bytes()
    page.write_bytes(before + b"\n")
    grade(there, executor, students=["bob"], quiet=True)
    assert page.read_bytes() == before + b"\n", "it was graded already"
    grade(there, executor, students=["bob"], regrade=True, quiet=True, verbose=True)
    assert page.read_bytes() != before + b"\n"
    assert capsys.readouterr().out.startswith(f"bob {MODULE}: 3 of 5 points, 4 more not read yet, ")
    with pytest.raises(CourseError, match="'eve' handed in none of"):
        grade(there, executor, students=["eve"])


def test_what_the_gradebook_has_lost_is_graded_again_and_told(
    tmp_path: Path, executor: Executor, capsys: pytest.CaptureFixture[str]
) -> None:
    config = CONFIG.replace("nnkit.grading.configure(c)\n", "")
    there = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed("square = abs")}, config)
    before = grade(there, executor)
    (there.root / "gradebook.db").unlink()
    assert capsys.readouterr().out.count("\nFormgrader would run scripts") == 1
    found = grade(there, executor)
    assert {s: r.score for s, r in found.items()} == {s: r.score for s, r in before.items()}
    told = f"does not have what was graded before of ada {MODULE}, bob {MODULE}: they are graded"
    assert told in capsys.readouterr().err
