"""Where the instructor's cells stand among a student's."""

from __future__ import annotations

import pytest

from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.notebook import Node, node
from nnkit.grading.grader.placement import Placement


def cell(id: str, source: str) -> Node:
    """A cell of the instructor's: a capital letter is a test, a small one an answer."""
    about = {"grade_id": id, "grade": id.isupper(), "solution": id.islower(), "points": 1}
    made: Node = node({"cell_type": "code", "source": source, "metadata": {"nbgrader": about}})
    return made


SOURCE = [cell("a", "a = 1"), cell("A", "assert a"), cell("b", "b = 2"), cell("B", "assert b")]


def placed(indices: list[int | None], source: list[Node] = SOURCE) -> Placement:
    bound = [set(names_in("x = 1" if i is None else source[i].source).bound) for i in indices]
    return Placement(source, indices, bound)


def test_what_stands_in_order_stays() -> None:
    placement = placed([0, None, 1, 2, 3, None])
    assert placement.kept == {0: 0, 1: 2, 2: 3, 3: 4}
    assert placement.restored == {}


@pytest.mark.parametrize(
    ("indices", "kept"),
    [
        ([0, 2, 1, 3], {0: 0, 2: 1, 1: 2, 3: 3}),  # a test below a later answer
        ([0, 2, 3, 1], {0: 0, 2: 1, 3: 2, 1: 3}),  # tests that do not need each other
    ],
)
def test_a_test_stays_where_the_student_has_it(indices: list[int], kept: dict[int, int]) -> None:
    assert placed([*indices]).kept == kept
    assert placed([*indices]).restored == {}


SAME_NAME = [
    *(cell("a", "f = 1"), cell("A", "assert f")),
    *(cell("b", "g = 2"), cell("B", "assert g")),
    *(cell("c", "f = 3"), cell("C", "assert f == 3")),
]


@pytest.mark.parametrize(
    "indices",
    [
        [2, 3, 4, 5, 0, 1],  # the first to the end
        [4, 5, 0, 1, 2, 3],  # the last to the start
        [4, None, 5, 0, 1, 2, 3],
    ],
)
def test_what_moved_with_its_answer_stays_where_another_would_take_its_name(
    indices: list[int | None],
) -> None:
    kept = placed(indices, SAME_NAME).kept
    assert {i: kept.get(i) for i in (1, 5)} == {1: indices.index(1), 5: indices.index(5)}


def test_a_test_that_moved_without_its_answer_is_put_behind_it() -> None:
    placement = placed([5, 0, 1, 2, 3, 4], SAME_NAME)
    assert placement.restored == {5: (5, 1)}


def test_a_test_before_its_answer_is_put_behind_it() -> None:
    placement = placed([1, 0, 2, 3])
    assert 1 not in placement.kept
    assert placement.restored == {1: (1, 1)}


def test_what_is_missing_comes_behind_what_precedes_it() -> None:
    assert placed([0, 2]).restored == {1: (0, 1), 3: (1, 2)}


def test_the_last_copy_of_an_answer_counts() -> None:
    placement = placed([0, 1, 0, 2, 3])
    assert placement.copies[0] == [0, 2]
    assert placement.kept[0] == 2
    assert placement.restored == {1: (2, 1)}  # behind the answer that counts
