"""Cases are drawn from the secret, and what belongs to them is found out once."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnkit.checks.exercise import Code
from nnkit.checks.observe import observe_all
from nnkit.checks.trial import diagnose, draw_cases, own_case, trial_of

TWICE = Code("02.twice", points=1, asks="twice(x)", cases=lambda rng: [(rng.normal(size=(2, 2)),)])


@TWICE.right
def reference(x: Any) -> Any:
    return 2 * x


@TWICE.wrong
def squared(x: Any) -> Any:
    """Squared."""
    return x**2


@TWICE.wrong
def always_fails(x: Any) -> Any:
    """It fails."""
    raise ValueError


def test_the_secret_chooses_the_cases() -> None:
    ours, theirs, again = (draw_cases(TWICE, s, (0, 1)) for s in ("", "the secret", ""))
    assert len(ours) == 2
    assert np.array_equal(ours, again)
    assert not np.any(np.equal(ours, theirs))
    assert not np.any(np.equal(ours[0], ours[1]))


def test_a_trial_is_made_once() -> None:
    trial = trial_of(TWICE, "", (0, 1))
    assert trial_of(TWICE, "", (0, 1)) is trial
    assert trial_of(TWICE, "", (2,)) is not trial
    assert np.array_equal(trial.expected, [2 * x for (x,) in trial.cases])


def test_a_misconception_is_found_by_what_it_does() -> None:
    cases = trial_of(TWICE, "", (0, 1)).cases

    def named(answer: Any) -> str:
        found = diagnose(TWICE, answer, observe_all(TWICE, answer, cases), "")
        return found.name if found else ""

    assert named(lambda x: x * x) == "squared"
    assert named(lambda x: x + 1) == ""
    assert named(lambda x: 1 / 0) == "", "an error everywhere tells nothing"


def test_what_agrees_on_the_cases_only_is_not_named() -> None:
    cases = trial_of(TWICE, "", (0, 1)).cases
    known = [case[0].tobytes() for case in cases]

    def answer(x: Any) -> Any:
        return x**2 if x.tobytes() in known else 3 * x

    assert diagnose(TWICE, answer, observe_all(TWICE, answer, cases), "") is None


FLAT = Code(
    "02.flat",
    points=1,
    asks="flat(b)",
    cases=lambda rng: [(rng.normal(size=(n, 1)),) for n in (3, 1)],
    exact_shape=True,
)


@FLAT.right
def flat(b: Any) -> Any:
    return b.ravel()


@FLAT.wrong
def still_a_column(b: Any) -> Any:
    """Still a column."""
    return b


def test_what_is_right_where_the_misconception_is_not_is_another_mistake() -> None:
    cases = trial_of(FLAT, "", (0, 1)).cases

    def named(answer: Any) -> str:
        found = diagnose(FLAT, answer, observe_all(FLAT, answer, cases), "")
        return found.name if found else ""

    assert named(lambda b: b + 0) == "still-a-column"
    assert named(np.squeeze) == "", "it is flat, but for a single number"


def test_a_student_has_a_case_of_their_own_when_it_counts() -> None:
    shared = [case[0] for case in trial_of(TWICE, "secret", (0, 1)).cases]
    students = ("ada", " Ada ", "bob")
    (ada,), (again,), (bob,) = (own_case(TWICE, "secret", id) or () for id in students)
    assert np.array_equal(ada, again)
    assert not any(np.array_equal(ada, other) for other in (bob, *shared))
    assert own_case(TWICE, "", "ada") is None
    assert own_case(TWICE, "secret", None) is None


def test_a_case_that_all_have_is_nobodys_own() -> None:
    first = Code("02.one", points=1, asks="one(x)", cases=lambda rng: [(1,), (rng.normal(),), (2,)])
    whose = [own_case(first, "secret", f"s{i}") for i in range(20)]
    assert not {(1,), (2,)} & {*whose}
    assert len({*whose}) == 20
    fixed = Code("02.two", points=1, asks="two(x)", cases=lambda rng: [(1,), (2,)])
    assert own_case(fixed, "secret", "ada") is None


def test_two_that_draw_anew_may_draw_the_same_now_and_then() -> None:
    """Of four columns each 24th order is the same again."""
    rng = np.random.default_rng(6)
    columns = Code(
        "02.columns",
        points=1,
        asks="columns(x)",
        cases=lambda rng: [(np.eye(4),)] * 9,
        reference=id,
    )

    @columns.wrong
    def drawn_anew(x: Any) -> Any:
        """The order is another each time."""
        return rng.permutation(x)

    cases = trial_of(columns, "", (0, 1)).cases
    seen = observe_all(columns, drawn_anew, cases)
    assert 0 < sum(outcome.steady for outcome in seen) < len(cases) / 2
    found = diagnose(columns, drawn_anew, seen, "")
    assert found is not None
    assert found.name == "drawn-anew"
    seen = observe_all(columns, np.copy, cases)
    assert diagnose(columns, np.copy, seen, "") is None
