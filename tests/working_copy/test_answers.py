"""What was written into a released notebook is found without the released one."""

from __future__ import annotations

import json

import pytest

from nnkit.working_copy.answers import answers_in, written_keys
from tests.commands.nnkit_command import REPOSITORY
from tests.working_copy.notebooks import (
    LESSON,
    SOLVED,
    answer,
    changed,
    inserted,
    notebook,
    own,
    run,
    text,
)


@pytest.mark.parametrize("path", sorted((REPOSITORY / "modules").glob("*/*.ipynb")), ids=str)
def test_the_released_modules_hold_no_answers(path) -> None:
    assert not answers_in(path.read_bytes())


@pytest.mark.parametrize("untouched", [LESSON, run(LESSON), changed(LESSON, f=" \n")])
def test_a_notebook_that_was_opened_or_run_holds_no_answers(untouched: bytes) -> None:
    assert not answers_in(untouched)


def test_answers_are_named_by_exercise_and_added_cells_counted() -> None:
    assert str(answers_in(changed(LESSON, f=SOLVED))) == "05.f"
    assert str(answers_in(changed(LESSON, why="Because."))) == "05.why"
    assert str(answers_in(inserted(LESSON, "f", own(SOLVED)))) == "1 added cell"
    both = inserted(changed(LESSON, f=SOLVED, why="So."), "f", own("1"), own("2"), own(" "))
    assert str(answers_in(both)) == "05.f, 05.why, 2 added cells"
    many = notebook(*(answer(f"a{n}", "...") for n in range(7)))
    filled = many.replace(b'"..."', b'"1"')
    assert str(answers_in(filled)) == "a0, a1, a2, a3, a4 and 2 more"


def test_cells_with_random_ids_of_another_course_are_not_taken_for_a_students() -> None:
    given = text("0a1b2c3d", "Given")
    solution = answer("grade", "...")
    solution.id = "aaaa1111"
    assert not answers_in(notebook(given, solution))
    assert written_keys(notebook(given, solution)) == {"0a1b2c3d", "grade"}


def test_written_keys_are_those_of_answers_and_added_cells() -> None:
    mine = own("1")
    assert written_keys(inserted(changed(LESSON, f=SOLVED), "f", mine)) == {"f", mine.id}


def test_metadata_that_nbgrader_did_not_write_is_no_trouble() -> None:
    damaged = json.loads(LESSON)
    for each in damaged["cells"]:
        if "nbgrader" in each["metadata"]:
            each["metadata"]["nbgrader"] |= {"points": "many", "checksum": None}
    assert answers_in(json.dumps(damaged).encode())
