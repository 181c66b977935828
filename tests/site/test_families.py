"""The families hold what occurs often, and each has a text of three parts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from nnkit.site.families import FOLDER, Family, all_misconceptions, families, occurrences, told

PARTS = ["What it looks like", "Why it is wrong", "How to meet it in class"]


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_a_family_has_exercises_a_text_and_an_example(family: Family) -> None:
    assert sum(map(len, occurrences(family).values())) >= 2
    assert re.findall(r"^## (.*)$", family.text, re.MULTILINE) == PARTS
    assert all(len(part.split()) > 25 for part in family.text.split("\n## ")[1:])
    assert family.title
    assert family.summary.endswith(".")
    assert family.example[1] in family.names
    assert told(family)


def test_nine_in_ten_that_occur_three_times_belong_to_a_family() -> None:
    exercises = defaultdict(set)
    for exercise, misconception in all_misconceptions():
        exercises[misconception.name].add(exercise.id)
    often = {name for name, ids in exercises.items() if len(ids) >= 3}
    named = {name for family in families() for name in family.names}
    assert len(often & named) >= 0.9 * len(often), sorted(often - named)


def test_every_name_is_known_and_belongs_to_one_family() -> None:
    known = {m.name for _, m in all_misconceptions()}
    places = {f"{e.id}/{m.name}" for e, m in all_misconceptions()}
    named = Counter(name for family in families() for name in family.names)
    assert set(named) <= known
    assert max(named.values()) == 1
    for family in families():
        assert set(family.apart) <= places
        assert {place.partition("/")[2] for place in family.apart} <= set(family.names)


def test_every_text_has_a_family() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {family.name for family in families()}


def test_apart_is_one_name_in_one_exercise() -> None:
    (slip,) = [f for f in families() if f.name == "transposed"]
    belongs = {(e.id, m.name): slip.has(e, m) for e, m in all_misconceptions()}
    assert belongs["02.recall_product", "order-reversed"]
    assert not belongs["03.doubled", "order-reversed"]
