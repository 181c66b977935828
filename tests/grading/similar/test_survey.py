"""A module's answers, compared from files to JSON."""

from __future__ import annotations

import json

import pytest

from nnkit.grading.classroom.course import Course
from nnkit.grading.similar.survey import Survey, as_json, survey
from tests.grading.classroom.class_of import MODULE, RIGHT, hand_in, mixed, record
from tests.grading.similar.test_pairs import ANOTHER, LONG, RENAMED

WORDS = "Each layer hands back what it got, times its own slope, so that " + " ".join(
    map(str, range(40))
)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Course:
    answers = {"ada": LONG, "bob": RENAMED, "cy": ANOTHER, "dan": RIGHT}
    folder = tmp_path_factory.mktemp("course")
    texts = {
        s: mixed(text, WORDS if s in ("ada", "bob") else "No idea.") for s, text in answers.items()
    }
    return hand_in(folder, {**texts, "eve": "{"})


@pytest.fixture(scope="module")
def found(there: Course, tmp_path_factory: pytest.TempPathFactory) -> Survey:
    earlier = hand_in(
        tmp_path_factory.mktemp("2024"), {"zoe": mixed(ANOTHER.replace("slope", "s"))}
    )
    return survey(there, MODULE, {"2024": earlier.root})


def test_pairs_of_code_of_words_and_of_earlier_years(found: Survey) -> None:
    pairs = {e.id: [p.students for p in e.comparison.pairs] for e in found.exercises}
    assert pairs == {"square": [("cy", "2024/zoe"), ("ada", "bob")], "why": [("ada", "bob")]}
    assert (found.students, found.earlier, found.graded) == (4, 1, 0)
    assert list(found.not_read) == ["eve"]


def test_students_who_are_alike_in_several_exercises(found: Survey) -> None:
    [of] = found.together
    assert (of.students, of.exercises) == (("ada", "bob"), ("square", "why"))


def test_json_says_where_and_gives_no_verdict(found: Survey) -> None:
    text = as_json("course", [found])
    [module] = json.loads(text)["modules"]
    square, _ = module["exercises"]
    assert (square["answers"], square["short"]) == (3, 1)
    assert square["pairs"][1]["students"] == ["ada", "bob"]
    assert square["pairs"][1]["others"] == 0
    first, second = square["pairs"][1]["lines"]
    assert first[0][0] == 2
    assert second[-1][1] >= 8
    assert not any(word in text.lower() for word in ("copied", "cheat", "plagiar", "suspic"))


def test_what_is_graded_is_counted(there: Course) -> None:
    record(there, "dan")
    assert survey(there, MODULE, {}).graded == 1
