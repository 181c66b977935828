"""Numbers of module 05 against measurements, texts and every student's own problem."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit
from nnkit.checks.exercise import Circumstances, Value
from nnkit.checks.judge import judge
from nnkit.course.catalogue import find
from nnkit.course.in_order import in_order
from nnkit.course.m05_backpropagation import mine
from nnkit.course.m05_backpropagation.backward import backward_cases
from nnkit.course.m05_backpropagation.backward import reference as reference_backward
from nnkit.course.m05_backpropagation.cost import reference as multiplications
from nnkit.course.m05_backpropagation.mine import MINE, my_dW1
from nnkit.course.m05_backpropagation.shared import GRADIENTS, NET, TRACE, Y
from nnkit.course.m05_backpropagation.step import step_cases, updated_during

STUDENTS = [f"student-{i}" for i in range(60)]


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def expected(id: str) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Value)
    return exercise.expected(None)


def test_the_deltas_of_the_notebook_are_slopes_by_z() -> None:
    (_, W2), (_, b2) = NET.weights, NET.biases
    z1 = TRACE.z[1]

    def error_with(z: Any) -> float:
        return float(((sigmoid(W2 @ sigmoid(z) + b2) - Y) ** 2).sum() / 2)

    measured = nnkit.numerical_gradient(error_with, z1)
    np.testing.assert_allclose(GRADIENTS.delta[1], measured, atol=1e-9)
    np.testing.assert_allclose(measured.ravel(), [-0.0603, 0.0534, 0.0209], atol=5e-5)
    assert expected("05.measured_delta") == pytest.approx(measured[2, 0])
    # -2 * -0.1402 + 1 * 0.0775
    assert expected("05.passed_back") == pytest.approx(0.3579, abs=1e-4)


def test_the_and_network_of_the_text() -> None:
    # It prints error [0.44, -0.61], gradient [0.11, -0.15], and a step of 0.64 * 0.11 = 0.07.
    np.testing.assert_allclose(expected("05.and_delta"), [-0.11, 0.15], atol=0.005)
    assert expected("05.and_weight") == pytest.approx(-0.08 + 0.05 * 0.07, abs=1e-4)


def test_the_cost_of_the_largest_network() -> None:
    assert multiplications([784, 500, 500, 10]) == (647_000, 902_000)
    assert multiplications([2, 3, 2]) == (12, 18)


def test_twice_the_gradient_is_a_third_off_and_a_mean_of_seven_three_quarters() -> None:
    relative_error: Any = find("05.relative_error")
    g = np.arange(1.0, 7.0).reshape(2, 3)
    assert relative_error.reference(2 * g, g) == pytest.approx(expected("05.twice_too_large"))
    assert relative_error.reference(g / 7, g) == pytest.approx(0.75)
    assert relative_error.reference(-g, g) == pytest.approx(1.0)


def test_backward_agrees_with_central_differences() -> None:
    for weights, a, y in backward_cases(np.random.default_rng(5)):
        dW, _ = reference_backward(weights, a, y)

        def error_with(last: Any, weights: Any = weights, a: Any = a, y: Any = y) -> float:
            # The bias is what is left of z: a = σ(W a + b).
            z = np.log(a[-1] / (1 - a[-1])) - weights[-1] @ a[-2] + last @ a[-2]
            return float(((sigmoid(z) - y) ** 2).sum() / 2 / y.shape[1])

        measured = nnkit.numerical_gradient(error_with, weights[-1])
        np.testing.assert_allclose(dW[-1], measured, atol=1e-7)


def test_an_early_update_leaves_the_last_layer_right_and_the_others_wrong() -> None:
    step: Any = find("05.train_step")
    for case in step_cases(np.random.default_rng(5)):
        (right, _), (during, _) = step.reference(*case), updated_during(*case)
        same = [np.allclose(r, d, rtol=1e-9) for r, d in zip(right, during, strict=True)]
        assert same == [False] * (len(same) - 1) + [True]


@pytest.mark.parametrize("student", STUDENTS)
def test_every_mistake_in_a_students_own_numbers_is_named(student: str) -> None:
    problem, circumstances = MINE.numbers(student), Circumstances(student)
    for exercise in in_order(mine):
        assert isinstance(exercise, Value)
        right = exercise.expected(student)
        assert judge(exercise, np.round(right, 3), circumstances).status == "passed"
        for misconception in exercise.misconceptions:
            answer = np.round(misconception.wrong(problem), 3)
            assert judge(exercise, answer, circumstances).misconception == misconception.name


@pytest.mark.parametrize("student", STUDENTS[:20])
def test_own_gradients_agree_with_central_differences(student: str) -> None:
    p = MINE.numbers(student)

    def error_with(W1: Any) -> float:
        return float(((sigmoid(p.W2 @ sigmoid(W1 @ p.x + p.b1) + p.b2) - p.y) ** 2).sum() / 2)

    measured = nnkit.numerical_gradient(error_with, p.W1)
    np.testing.assert_allclose(my_dW1.reference(p), measured, atol=1e-8)


def told(id: str, answer: Any) -> Any:
    return judge(find(id), answer, Circumstances("student"))


def like_the_targets(a: Any, y: Any) -> Any:
    delta = np.zeros_like(y)
    delta[:] = (a - y) * a * (1 - a) / a.shape[1]
    return delta


def flat(delta: Any, a_before: Any) -> Any:
    return delta @ a_before.T, delta.sum(axis=1)


def one_zero(g: Any, d: Any) -> Any:
    if not g.any() or not d.any():
        return 0.0
    return np.linalg.norm(g - d) / (np.linalg.norm(g) + np.linalg.norm(d))


def nearly_zero(g: Any, d: Any) -> Any:
    if np.allclose(g, 0) and np.allclose(d, 0):
        return 0.0
    return np.linalg.norm(g - d) / (np.linalg.norm(g) + np.linalg.norm(d))


def a_little_more(g: Any, d: Any) -> Any:
    return np.linalg.norm(g - d) / (np.linalg.norm(g) + np.linalg.norm(d) + 1e-8)


def zero_sums(g: Any, d: Any) -> Any:
    if g.sum() == 0 and d.sum() == 0:
        return 0.0
    return np.linalg.norm(g - d) / (np.linalg.norm(g) + np.linalg.norm(d))


def rows_and_columns(g: Any, d: Any) -> Any:
    rows, columns = g.shape
    assert rows * columns
    return one_zero(g, d) if g.any() == d.any() else 1.0


def flat_lists(weights: Any, a: Any, y: Any) -> Any:
    dW, db = reference_backward(weights, a, y)
    return dW, [g.ravel() for g in db]


@pytest.mark.parametrize(
    ("id", "answer"),
    [
        ("05.delta_output", like_the_targets),
        ("05.layer_gradients", flat),
        ("05.backward", flat_lists),
        ("05.relative_error", one_zero),
        ("05.relative_error", nearly_zero),
        ("05.relative_error", a_little_more),
        ("05.relative_error", zero_sums),
        ("05.relative_error", rows_and_columns),
        ("05.repaired_backward", reference_backward),
    ],
)
def test_what_breaks_a_sentence_of_the_text_does_not_pass(id: str, answer: Any) -> None:
    verdict = told(id, answer)
    assert verdict.misconception
    assert 0 <= verdict.points < verdict.max_points


def test_an_earlier_backward_is_told_what_is_new() -> None:
    verdict = told("05.repaired_backward", reference_backward)
    assert (verdict.misconception, verdict.points) == ("your-backward", 0)


def test_two_decimals_are_not_three() -> None:
    assert told("05.and_delta", [-0.11, 0.15]).misconception == "two-decimals"
    assert told("05.and_delta", [-0.108, 0.145]).status == "passed"


def test_a_list_with_none_is_no_memory_between_calls() -> None:
    def stops_early(weights: Any, a: Any, y: Any) -> Any:
        dW, db = reference_backward(weights, a, y)
        return [None, *dW[1:]], [None, *db[1:]]

    assert told("05.backward", stops_early).misconception == "first-layer-none"
    assert told("05.multiplications", lambda sizes: None).misconception is None


@pytest.mark.parametrize(
    "answer", ["ecgfdab", "cegfbda", "ecgdfba", "egcfdba", "cgefdba", "ecfgdba"]
)
def test_a_wrong_order_of_the_seven_steps_is_told_why(answer: str) -> None:
    verdict = told("05.seven_steps", answer)
    assert verdict.misconception or "stands before" in verdict.message


def test_what_is_given_in_two_layers_earns_nothing() -> None:
    two_layers: Any = find("05.two_layers")

    def nothing_added(W2: Any, x: Any, a1: Any, a2: Any, y: Any) -> Any:
        dW1, db1, dW2, db2 = two_layers.reference(W2, x, a1, a2, y)
        return 0 * dW1, 0 * db1, dW2, db2

    assert told("05.two_layers", nothing_added).points == 0
