"""Code is judged in the order in which a person would look, and a mistake is explained."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnkit.checks.cases import layers, normal
from nnkit.checks.exercise import Circumstances, Code, Misconception
from nnkit.checks.judge import judge as judge_it
from nnkit.checks.trial import own_case, trial_of
from nnkit.checks.verdict import Verdict

NOTEBOOK = Circumstances("ada")


def affine(W: Any, b: Any, a: Any) -> Any:
    return W @ a + b


AFFINE = Code(
    "02.affine",
    points=2,
    asks="affine(W, b, a) -> z",
    reference=affine,
    cases=layers,
    arguments=("W", "b", "a"),
    misconceptions=(
        Misconception("no-transpose", lambda W, b, a: W.T @ a + b, "The transpose is not needed."),
        Misconception("one-example", lambda W, b, a: W @ a[:, :1] + b, "One column.", credit=0.5),
    ),
)


def judge(answer: Any, exercise: Code = AFFINE) -> Verdict:
    return judge_it(exercise, answer, NOTEBOOK)


def test_right_answer_says_on_how_many_cases() -> None:
    verdict = judge(affine)
    assert verdict.status == "passed"
    assert verdict.points == 2
    assert verdict.message == "Right on all 8 cases."


@pytest.mark.parametrize("answer", [None, ...])
def test_nothing_written_yet(answer: Any) -> None:
    assert judge(answer).status == "not attempted"


def test_stub_is_still_to_do_and_an_inner_stub_is_named() -> None:
    def layer(W: Any, b: Any, a: Any) -> Any:
        raise NotImplementedError

    def outer(W: Any, b: Any, a: Any) -> Any:
        return layer(W, b, a)

    assert judge(layer).status == "not attempted"
    assert judge(outer).message == "`affine` calls `layer`, which is still to do."


def test_not_a_function() -> None:
    verdict = judge(3.0)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert "is a float; a function is needed" in verdict.message


def test_wrong_number_of_arguments_names_the_call() -> None:
    verdict = judge(lambda W, a: W @ a)
    assert verdict.status == "error"
    assert "`affine(W, b, a)`" in verdict.message
    assert "(W, a)" in verdict.message


def test_an_error_shows_the_students_own_line() -> None:
    def answer(W: Any, b: Any, a: Any) -> Any:
        return np.linalg.inv(W[:, :1] @ a[:1]) @ a

    verdict = judge(answer)
    assert verdict.status == "error"
    assert "LinAlgError" in verdict.message
    assert "return np.linalg.inv(W[:, :1] @ a[:1]) @ a" in verdict.message


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        (lambda W, b, a: W @ a ^ 2, "write `a**2`"),
        (lambda W, b, a: b[0, 0].item() ^ 2, "write `a**2`"),
        (lambda W, b, a: a(1 - a), "needs its star"),
        (lambda W, b, a: b[0, 0].item()(1 - a), "needs its star"),
    ],
)
def test_what_is_usual_on_paper_only_is_explained(answer: Callable[..., Any], advice: str) -> None:
    assert advice in judge(answer).message


def raising(error: BaseException) -> Callable[..., Any]:
    def answer(W: Any, b: Any, a: Any) -> Any:
        raise error

    return answer


def test_an_interrupt_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        judge(raising(KeyboardInterrupt()))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda W, b, a: None, "`None`, which is nothing"),
        (lambda W, b, a: "z", "is a str; numbers are needed"),
        (lambda W, b, a: affine, "is `()` missing?"),
        (lambda W, b, a: (W @ a + b).T, "(yours is transposed)"),
        (lambda W, b, a: (W @ a + b)[:, :, None], "shape (4, 1) is needed"),
        (lambda W, b, a: (W @ a + b) / np.zeros_like(b), "at row 0, column 0"),
        (lambda W, b, a: (W @ a + b) * np.nan, "has nan at row 0, column 0"),
        (lambda W, b, a: -(W @ a + b), "wrong sign and the right size"),
        (lambda W, b, a: 2 * (W @ a + b), "look for a factor of 2"),
        (lambda W, b, a: 0 * (W @ a + b), "Every entry of yours is 0."),
        (lambda W, b, a: (W @ a + b)[::-1], "in reverse order"),
        (lambda W, b, a: (W @ a + b) + 1, "off by the same amount"),
        (lambda W, b, a: 1j * (W @ a + b), "real numbers are needed"),
    ],
)
def test_what_is_wrong_is_said(answer: Callable[..., Any], words: str) -> None:
    verdict = judge(answer)
    assert verdict.points == 0
    assert words in verdict.message


def test_the_expected_numbers_are_never_shown() -> None:
    def answer(W: Any, b: Any, a: Any) -> Any:
        return np.zeros((len(b), a.shape[1])) + 17.0

    case = next(iter(layers(np.random.default_rng(0))))
    assert not any(f"{z:.3f}"[:5] in judge(answer).message for z in affine(*case).flat)


def test_a_misconception_is_named_with_the_case() -> None:
    verdict = judge(lambda W, b, a: W.T @ a + b)
    assert verdict.misconception == "no-transpose"
    assert "The transpose is not needed." in verdict.message
    assert "`W` (4, 3), `b` (4, 1), `a` (3, 1)" in verdict.message


def test_a_misconception_may_earn_a_part() -> None:
    verdict = judge(lambda W, b, a: W @ a[:, :1] + b)
    assert (verdict.status, verdict.points) == ("partial", 1)


def test_wrong_only_for_several_examples_is_said() -> None:
    verdict = judge(lambda W, b, a: W @ a + b * (1 if a.shape[1] == 1 else 3))
    assert "right for one example (N = 1)" in verdict.message


def test_keeping_something_between_calls_is_found() -> None:
    kept: list[float] = []

    def answer(W: Any, b: Any, a: Any) -> Any:
        kept.append(1.0)
        return W @ a + b + (0.0 if len(kept) % 2 else 1.0)

    assert "another result when it is called again" in judge(answer).message


def test_changing_an_argument_is_found_and_the_argument_named() -> None:
    def answer(W: Any, b: Any, a: Any) -> Any:
        z = W @ a + b
        b *= 2
        return z

    assert "changed its argument `b`" in judge(answer).message


def test_a_changed_argument_is_not_told_as_a_shape() -> None:
    def answer(x: Any) -> Any:
        x *= 2
        return x

    exercise = Code(
        "02.affine",
        points=1,
        asks="affine(x)",
        reference=lambda x: 2 * x,
        cases=lambda rng: [(normal(rng, 3, 2),)],
        arguments=("x",),
        exact_shape=True,
    )
    told = judge(answer, exercise)
    assert "changed its argument `x`" in told.message
    assert "shape" not in told.message


def reshaped(y: Any, a: Any) -> None:
    y.shape = (-1, 1)


def grown(y: Any, a: Any) -> None:
    a.append(y)


@pytest.mark.parametrize(("change", "name"), [(reshaped, "y"), (grown, "a")])
def test_a_changed_shape_or_length_of_an_argument_is_found(
    change: Callable[..., None], name: str
) -> None:
    def answer(y: Any, a: Any) -> Any:
        change(y, a)
        return 1.0

    exercise = Code(
        "02.affine",
        points=1,
        asks="affine(y, a)",
        reference=lambda y, a: 1.0,
        cases=lambda rng: [(np.ones(3), [np.ones(2)])],
        arguments=("y", "a"),
    )
    assert f"changed its argument `{name}`" in judge(answer, exercise).message


def test_a_misconception_that_changes_its_argument_is_named() -> None:
    def in_place(x: Any) -> Any:
        x += 1
        return x

    exercise = Code(
        "02.affine",
        points=1,
        asks="affine(x)",
        reference=lambda x: x + 1,
        cases=lambda rng: [(normal(rng, 3, 2),)],
        arguments=("x",),
        misconceptions=(Misconception("in-place", in_place, "You changed x."),),
    )
    assert judge(in_place, exercise).misconception == "in-place"
    assert judge(lambda x: x + 1, exercise).status == "passed"


def test_only_answers_that_agree_on_all_cases_are_named() -> None:
    square_only = judge(lambda W, b, a: W.T @ a + b if W.shape == (3, 3) else W @ a)
    assert square_only.misconception is None


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision(dtype: Any) -> None:
    assert judge(lambda W, b, a: (W @ a + b).astype(dtype)).status == "passed"
    assert judge(lambda W, b, a: ((W @ a + b) * 1.001).astype(dtype)).status == "failed"


def test_parts_are_named_and_the_worst_aspect_comes_first() -> None:
    exercise = Code(
        "02.affine",
        points=1,
        asks="affine(x)",
        reference=lambda x: (x, x @ x.T),
        returns=("z", "a"),
        cases=lambda rng: [(normal(rng, 3, 2),)],
    )
    assert (
        "`z`, returned by `affine`, is wrong" in judge(lambda x: (2 * x, x @ x.T), exercise).message
    )
    assert "`a`, returned by `affine`, has shape" in judge(lambda x: (2 * x, x), exercise).message
    assert "(z, a) is needed" in judge(lambda x: (x,), exercise).message
    assert "(z, a) is needed" in judge(lambda x: 3.0, exercise).message


def test_use_says_how_a_class_is_used() -> None:
    class Counter:
        def __init__(self, start: float) -> None:
            self.start = start

        def plus(self, x: Any) -> Any:
            return self.start + x

    exercise = Code(
        "02.affine",
        points=1,
        asks="a class",
        reference=Counter,
        use=lambda cls, start, x: cls(start).plus(x),
        cases=lambda rng: [(float(rng.normal()), normal(rng, 2, 2))],
    )
    assert judge(Counter, exercise).status == "passed"
    verdict = judge(type("Empty", (), {}), exercise)
    assert verdict.status == "error"
    assert "TypeError" in verdict.message
    assert "a class is needed" in judge(1, exercise).message


def test_a_reference_that_fails_is_the_authors_error() -> None:
    broken = Code(
        "02.affine",
        points=1,
        asks="affine(x)",
        reference=lambda x: 1 / 0,
        cases=lambda rng: [(1.0,)],
    )
    with pytest.raises(ZeroDivisionError):
        judge(lambda x: 1.0, broken)


def test_what_a_function_prints_stays_out_of_the_notebook(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def answer(W: Any, b: Any, a: Any) -> Any:
        print("W", W)
        return W @ a + b

    assert judge(answer).status == "passed"
    assert capsys.readouterr().out == ""


def test_warnings_and_stderr_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def answer(W: Any, b: Any, a: Any) -> Any:
        warnings.warn("of the student's own", stacklevel=1)
        print("on stderr", file=sys.stderr)
        np.exp(np.float64(1e4))
        return W @ a + b

    assert judge(answer).status == "passed"
    assert capsys.readouterr().err == ""


PAIR = Code(
    id="02.pair",
    points=3,
    asks="pair(x) -> (double, square)",
    reference=lambda x: (2 * x, x**2),
    cases=lambda rng: [(normal(rng, 3, 1),), (normal(rng, 2, 1),)],
    arguments=("x",),
    returns=("double", "square"),
    exact_shape=True,
)


def test_changing_an_argument_costs_half_and_is_no_matter_of_shape() -> None:
    def changes(x: Any) -> Any:
        result = 2 * x, x**2
        x += 1
        return result

    verdict = judge(changes, PAIR)
    assert (verdict.status, verdict.points) == ("partial", 1.5)
    assert "changed its argument `x`" in verdict.message
    assert "shape" not in verdict.message


def test_a_part_that_is_given_earns_nothing() -> None:
    def half(x: Any) -> Any:
        return 2 * x, x

    assert judge(half, PAIR).points == 1.5
    assert judge(half, replace(PAIR, given=("double",))).points == 0


def test_where_the_shape_is_asked_for_another_one_earns_half() -> None:
    exercise = sums(exact_shape=True)
    assert judge_it(exercise, lambda x: x.sum(axis=1, keepdims=True), NOTEBOOK).points == 2
    flat = judge_it(exercise, lambda x: x.sum(axis=1), NOTEBOOK)
    assert (flat.points, flat.status) == (1, "partial")
    assert "has shape (3,); shape (3, 1) is needed" in flat.message
    assert judge_it(sums(), lambda x: x.sum(axis=1), NOTEBOOK).points == 2


def test_an_argument_that_was_changed_costs_half_everywhere() -> None:
    def changes(x: Any) -> Any:
        total = x.sum(axis=1, keepdims=True)
        x *= 0
        return total

    assert judge_it(sums(), changes, NOTEBOOK).points == 1


def test_right_for_one_example_is_said_only_where_nothing_else_differs() -> None:
    def for_relu(x: Any, name: str) -> Any:
        return np.maximum(x, 0)

    exercise = Code(
        "02.act",
        points=2,
        asks="act(x, name)",
        arguments=("x", "name"),
        cases=lambda rng: [(np.ones((3, 1)) - 2, "relu"), (np.ones((3, 4)) - 2, "identity")],
        reference=lambda x, name: np.maximum(x, 0) if name == "relu" else x,
    )
    assert "N = 1" not in judge_it(exercise, for_relu, NOTEBOOK).message


@pytest.mark.parametrize("ends", [SystemExit, GeneratorExit])
def test_code_that_ends_python_ends_no_check(ends: type[BaseException]) -> None:
    def leaves(x: Any) -> Any:
        raise ends

    verdict = judge_it(sums(), leaves, NOTEBOOK)
    assert verdict.status == "error"
    assert verdict.message.startswith(f"`sums` stopped with a {ends.__name__}.")


def test_what_does_not_say_how_it_is_called_is_called() -> None:
    class Secretive:
        def __call__(self, x: Any) -> Any:
            return x.sum(axis=1, keepdims=True)

        @property
        def __signature__(self) -> Any:
            raise KeyError

    assert judge_it(sums(), Secretive(), NOTEBOOK).status == "passed"


def test_objects_of_a_student_are_not_told_as_unsteady() -> None:
    class Number:
        pass

    verdict = judge_it(sums(returns=("s",)), lambda x: [Number()], NOTEBOOK)
    assert "another result" not in verdict.message


def test_two_answers_that_are_unsteady_are_not_one_mistake() -> None:
    rng = np.random.default_rng(1)
    exercise = sums(
        misconceptions=(Misconception("seed", lambda x: rng.normal(size=(3, 1)), "The seed."),)
    )
    kept: list[float] = []

    def grows(x: Any) -> Any:
        kept.append(float(x.sum()))
        return np.array(kept)

    assert judge_it(exercise, grows, NOTEBOOK).misconception is None
    assert judge_it(exercise, lambda x: rng.uniform(size=(3, 1)), NOTEBOOK).misconception == "seed"


def sums(**more: Any) -> Code:
    return Code(
        "02.sums",
        points=2,
        asks="sums(x) -> s",
        arguments=("x",),
        cases=lambda rng: [(rng.normal(size=(3, n)),) for n in (1, 4)],
        reference=lambda x: x.sum(axis=1, keepdims=True),
        **more,
    )


def by_heart(*secrets: str, student: str = "") -> Callable[..., Any]:
    """What answers the cases that all have, and perhaps those of a student."""
    known = [case for secret in secrets for case in trial_of(AFFINE, secret, (0, 1)).cases]
    known += [case for secret in secrets if student and (case := own_case(AFFINE, secret, student))]

    def learned(W: Any, b: Any, a: Any) -> Any:
        for case in known:
            if np.array_equal(case[2], a):
                return affine(*case)
        return np.zeros((W.shape[0], a.shape[1]))

    return learned


def test_who_has_learned_the_cases_of_all_by_heart_does_not_pass() -> None:
    graded = Circumstances("ada", "secret")
    assert judge_it(AFFINE, affine, graded).message == "Right on all 8 cases."
    forged = judge_it(AFFINE, by_heart("secret"), graded)
    assert (forged.points, forged.status) == (0, "failed")
    assert forged.message.startswith("What `affine` returns is wrong at row 0, column 0")
    assert "In the case with `W` " in forged.message
    learned = by_heart("secret", student="ada")
    assert judge_it(AFFINE, learned, graded).points == 2
    assert judge_it(AFFINE, learned, replace(graded, student="bob")).points == 0
    assert judge(by_heart("")).points == 2


def test_what_stops_in_the_students_own_case_alone_is_told() -> None:
    learned = by_heart("secret")

    def careless(W: Any, b: Any, a: Any) -> Any:
        return learned(W, b, a) if learned(W, b, a).any() else 1 / 0

    verdict = judge_it(AFFINE, careless, Circumstances("ada", "secret"))
    assert (verdict.points, verdict.status) == (0, "error")
    assert "ZeroDivisionError" in verdict.message
