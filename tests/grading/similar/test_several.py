"""Planted copies are found among honest answers, and of these hardly any are listed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nnkit.grading.classroom.course import Course
from nnkit.grading.similar.pairs import Comparison, compare
from nnkit.grading.similar.several import alike_in_several, with_pairs_of
from tests.grading.similar.simulated_class import SimulatedClass, simulate
from tests.grading.similar.test_pairs import ANOTHER, LONG, NOTHING, RENAMED, code


@cache
def simulated() -> SimulatedClass:
    return simulate(Course(Path(__file__).parents[3]), "05_backpropagation", 30, 4, seed=1)


@cache
def compared() -> dict[str, Comparison]:
    made = simulated()
    found = {id: compare(answers, {}, made.module.given) for id, answers in made.answers()}
    return {id: of for id, of in found.items() if len(of.likeness.every) > 1}


def test_planted_copies_among_honest_answers() -> None:
    """Most copies are told, and of a thousand honest pairs five at most."""
    made, every = simulated(), compared()
    together = alike_in_several(list(made.notebooks), [], every)
    found = {frozenset(of.students) for of in together}
    assert len(found & set(made.copies)) >= 3
    told, copied, answers = set(found), 0, 0
    for id, of in with_pairs_of(together, every).items():
        pairs = {frozenset(pair.students) for pair in of.pairs}
        copies = {pair for pair, ids in made.copies.items() if id in ids}
        copied, answers = copied + len(copies), answers + len(copies & pairs)
        told |= pairs
    assert answers / copied >= 0.5
    assert len(told - set(made.copies)) <= 0.005 * 30 * 29 / 2


def test_who_is_alike_in_one_exercise_is_not_alike_in_several() -> None:
    one = compare(code(LONG, RENAMED, ANOTHER), {}, NOTHING)
    assert alike_in_several(one.students, [], {"a": one}) == []
    [of] = alike_in_several(one.students, [], {"a": one, "b": one})
    assert (of.students, of.unusual, of.exercises) == (("s0", "s1"), None, ("a", "b"))


def test_short_answers_that_are_alike_are_shown_with_the_pair() -> None:
    """They are no pairs by themselves, and both exercises show them where they add up."""
    made, every = simulated(), compared()
    together = alike_in_several(list(made.notebooks), [], every)
    shown = with_pairs_of(together, every)
    for of in together:
        assert of.unusual is not None
        assert of.unusual >= 4
        assert of.bits > 0
        for id in of.exercises:
            [pair] = [pair for pair in shown[id].pairs if pair.students == of.students]
            assert pair.shared
    alone = sum(len(of.pairs) for of in every.values())
    assert sum(len(of.pairs) for of in shown.values()) > alone
