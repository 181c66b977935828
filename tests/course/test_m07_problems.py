"""Each student's own problem: pleasant, the same for good, and telling for every mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nnkit
from nnkit.checks.exercise import Circumstances, Value
from nnkit.checks.judge import judge
from nnkit.checks.problem import Problem
from nnkit.course.catalogue import every_exercise, find
from nnkit.course.in_order import in_order
from nnkit.course.m07_problems import draw, own_backward, own_forward
from nnkit.course.m07_problems.answers import RIGHT, trace
from nnkit.course.m07_problems.draw import POOL, TOLERANCE, acceptable
from nnkit.course.m07_problems.network import PlainNetwork
from nnkit.course.m07_problems.own_numbers import PROBLEM

STUDENTS = [f"student-{i}" for i in range(120)]

W1 = np.array([[2.0, 3, 4], [2, 1, 2], [3, 5, 1], [2, 3, 4]])
W2 = np.array([[3.0, 1, 1, 1], [1, 4, 2, 2]])
X, B1, B2, T = (np.array([v]).T for v in ([2.0, 1, 3], [4.0, 1, 1, 2], [2.0, 3], [4.0, 5]))


def numbers(student: str) -> Problem:
    problem = PROBLEM.numbers(student)
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize("student", STUDENTS)
def test_every_mistake_of_every_student_is_named(student: str) -> None:
    problem, circumstances = numbers(student), Circumstances(student)
    for exercise in in_order(own_forward, own_backward):
        assert isinstance(exercise, Value)
        assert judge(exercise, exercise.expected(student), circumstances).status == "passed"
        for misconception in exercise.misconceptions:
            verdict = judge(exercise, misconception.wrong(problem), circumstances)
            assert verdict.misconception == misconception.name, (exercise.id, verdict)


def test_all_structures_are_drawn_about_equally() -> None:
    drawn = [numbers(student).activation for student in STUDENTS]
    shares = {s.activation: drawn.count(s.activation) / len(drawn) for s in POOL}
    assert len(shares) == len(POOL) >= 4
    assert min(shares.values()) > 0.5 / len(POOL)
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize("student", STUDENTS[:30])
def test_gradients_agree_with_central_differences(student: str) -> None:
    p = numbers(student)
    functions = {
        "identity": lambda z: z,
        "relu": lambda z: np.where(z > 0, z, 0),
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "softmax": lambda z: np.exp(z) / np.exp(z).sum(),
    }

    def loss_with(first: Any, last: Any) -> float:
        a = p.x
        weights = [first, *p.weights[1:-1], last]
        for W, b, name in zip(weights, p.biases, p.activation, strict=True):
            a = functions[name](W @ a + b)
        if p.loss == "cross_entropy":
            return float(-np.log(a[p.y == 1][0]))
        return float(((a - p.y) ** 2).sum() / 2)

    assert RIGHT["loss"](p) == pytest.approx(loss_with(p.W1, p.weights[-1]))
    by_first = nnkit.numerical_gradient(lambda W: loss_with(W, p.weights[-1]), p.W1)
    by_last = nnkit.numerical_gradient(lambda W: loss_with(p.W1, W), p.weights[-1])
    np.testing.assert_allclose(RIGHT["dW_first"](p), by_first, atol=1e-6)
    np.testing.assert_allclose(RIGHT["dW_out"](p), by_last, atol=1e-6)


@pytest.mark.parametrize("student", STUDENTS[:60])
def test_four_decimals_on_the_way_are_enough(student: str) -> None:
    p = numbers(student)
    functions = {"identity": nnkit.identity, "relu": nnkit.relu}
    functions |= {"sigmoid": nnkit.sigmoid, "softmax": nnkit.softmax}
    slopes: dict[str, Any] = {
        "identity": np.ones_like,
        "relu": lambda a: (a > 0) * 1.0,
        "sigmoid": lambda a: a * (1 - a),
        "softmax": np.ones_like,
    }
    a = [p.x]
    for W, b, name in zip(p.weights, p.biases, p.activation, strict=True):
        a.append(functions[name]((W @ a[-1] + b).round(4)).round(4))
    delta = ((a[-1] - p.y) * slopes[p.activation[-1]](a[-1])).round(4)
    by_hand = {"output": a[-1], "delta_out": delta, "dW_out": delta @ a[-2].T}
    for i in range(len(p.weights) - 1, 0, -1):
        delta = ((p.weights[i].T @ delta).round(4) * slopes[p.activation[i - 1]](a[i])).round(4)
        by_hand.setdefault("delta_hidden", delta)
    by_hand["dW_first"] = (delta @ p.x.T).round(4)
    by_hand["W_first_new"] = p.W1 - p.alpha * by_hand["dW_first"]
    for name, value in by_hand.items():
        np.testing.assert_array_less(np.abs(value.round(3) - RIGHT[name](p)), TOLERANCE)


def test_the_numbers_of_a_student_never_change() -> None:
    p = numbers("author")
    assert p.activation == ("relu", "identity")
    assert [W.tolist() for W in p.weights] == [
        [[2, 1], [-3, 2], [2, -1]],
        [[1, -3, 2], [3, -2, 1], [1, 2, 1]],
    ]
    assert [b.ravel().tolist() for b in p.biases] == [[1, -3, -1], [2, 1, -2]]
    assert (p.x.ravel().tolist(), p.y.ravel().tolist(), p.alpha) == ([-1, 2], [-2, -1, 1], 0.01)
    assert RIGHT["loss"](p) == 47
    assert RIGHT["delta_hidden"](p).ravel().tolist() == [-10, 39, 0]

    other = numbers("s-17")
    assert other.activation == ("sigmoid", "sigmoid")
    assert other is numbers(" S-17 ")


def test_nothing_is_degenerate() -> None:
    for student in STUDENTS:
        p = numbers(student)
        assert acceptable(p)
        z, a = trace(p)
        assert all(np.abs(layer).min() > 0.1 for layer in z[1:-1])
        assert all(layer.any() for layer in a)
        assert (np.abs(a[-1] - p.y) > 0.05).all()
        for W, b in zip(p.weights, p.biases, strict=True):
            assert len(np.unique(W, axis=0)) == len(W)
            assert len(np.unique(W, axis=1).T) == len(W.T)
            assert len(np.unique(b)) > 1


def test_who_needs_more_numbers_than_most_gets_a_problem_too() -> None:
    assert acceptable(numbers("student 6347"))  # 154,524 numbers are drawn


def test_a_structure_without_pleasant_problems_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "POOL", (replace(POOL[2], hidden=(50.0, 60.0, 70.0)),))
    monkeypatch.setattr(draw, "_TRIES", 200)
    with pytest.raises(RuntimeError, match="no acceptable problem in 200 of the structure"):
        numbers("nobody's numbers")


def test_a_problem_cannot_be_changed() -> None:
    p = numbers("author")
    with pytest.raises(ValueError, match="read-only"):
        p.W1[0, 0] = 5


def test_a_problem_shows_its_arrays() -> None:
    p = numbers("author")
    assert "2 inputs → 3 relu → 3 identity · E = ½‖a − y‖² · α = 0.01" in repr(p)
    for name, array in {"x": p.x, "W1": p.W1, "b2": p.b2, "y": p.y}.items():
        assert f"{name} {array.shape}" in repr(p)
        assert f"<code>{name}</code> {array.shape}" in p._repr_html_()
    assert "−3" in p._repr_html_()


def test_a_missing_layer_is_explained() -> None:
    p = numbers("author")
    with pytest.raises(AttributeError, match="this network has 2 layers, so W1 to W2"):
        p.W3  # noqa: B018
    with pytest.raises(AttributeError, match="it has x, W1, b1"):
        p.weight  # noqa: B018


def reference(id: str) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Value)
    return exercise.reference


def test_the_largest_useful_learning_rate_of_problem_1() -> None:
    def error_after(alpha: float) -> float:
        net = PlainNetwork([W1, W2], [B1, B2], "identity")
        net.fit(X, T, alpha, 1)
        return nnkit.half_squared_error(net.forward(X), T)[0]

    falls = [alpha for alpha in (0.1, 0.01, 0.001, 0.0001) if error_after(alpha) < 16553]
    assert falls[0] == reference("07.largest_alpha")
    assert error_after(0.1) == pytest.approx(391591816900.145)


def test_the_error_of_problem_1_grows_with_its_first_output_bias() -> None:
    def error(b2: Any) -> float:
        return nnkit.half_squared_error(W2 @ (W1 @ X + B1) + b2, T)[0]

    slope = nnkit.numerical_gradient(error, B2)
    assert slope[0, 0] == pytest.approx(reference("07.source_delta"))


def test_a_network_of_zeros_does_not_learn_xor() -> None:
    net = PlainNetwork([np.zeros((3, 2)), np.zeros((1, 3))], [np.zeros((3, 1)), [[0.0]]], "sigmoid")
    losses = net.fit(*nnkit.data.xor(), 2.0, 1000)
    assert losses[0] == losses[-1] == reference("07.zero_start")


def told(id: str, answer: Any) -> Any:
    return judge(find(id), answer, Circumstances("student"))


class GivenLists(PlainNetwork):
    """Holds the lists that it was given, and puts new arrays into lists of its own."""

    def __init__(self, weights: Any, biases: Any, activation: str) -> None:
        self.weights, self.biases, self.activation = weights, biases, activation

    def step(self, alpha: float) -> Any:
        self.weights = [W - alpha * g for W, g in zip(self.weights, self.dW, strict=True)]
        self.biases = [b - alpha * g for b, g in zip(self.biases, self.db, strict=True)]


class GivenBiases(GivenLists):
    """Copies the weights only."""

    def __init__(self, weights: Any, biases: Any, activation: str) -> None:
        super().__init__([W.copy() for W in weights], biases, activation)


class ReturnsFromStep(PlainNetwork):
    def step(self, alpha: float) -> Any:
        super().step(alpha)
        return self


class KeepsLosses(PlainNetwork):
    def __init__(self, weights: Any, biases: Any, activation: str) -> None:
        super().__init__(weights, biases, activation)
        self.losses: list[float] = []

    def fit(self, x: Any, y: Any, alpha: float, epochs: int) -> Any:
        self.losses.extend(super().fit(x, y, alpha, epochs))
        return self.losses


class OneForAll(PlainNetwork):
    """Its weights belong to the class."""

    def __init__(self, weights: Any, biases: Any, activation: str) -> None:
        OneForAll.weights = [W.copy() for W in weights]
        OneForAll.biases = [b.copy() for b in biases]
        self.activation = activation


@pytest.mark.parametrize(
    "network", [GivenLists, GivenBiases, ReturnsFromStep, KeepsLosses, OneForAll]
)
def test_what_breaks_a_line_of_the_table_does_not_pass(network: Any) -> None:
    verdict = told("07.NeuralNetwork", network)
    assert verdict.misconception
    assert verdict.points == 2.5


def test_one_wrong_method_of_five_leaves_half() -> None:
    exercise = find("07.NeuralNetwork")
    assert [m.name for m in exercise.misconceptions if not m.credit] == ["first-activations-kept"]


def test_copies_that_are_changed_in_place_are_new_arrays() -> None:
    def update(weights: Any, biases: Any, dW: Any, db: Any, alpha: float) -> Any:
        new = [[p.copy() for p in weights], [p.copy() for p in biases]]
        for p, g in zip([*new[0], *new[1]], [*dW, *db], strict=True):
            p -= alpha * g
        return new

    assert told("07.update", update).status == "passed"


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_earlier_functions_do_not_solve_the_step(activation: str) -> None:
    def step(W1: Any, b1: Any, W2: Any, b2: Any, x: Any, y: Any, alpha: float) -> Any:
        net = PlainNetwork([W1, W2], [b1, b2], activation)
        net.fit(x, y, alpha, 1)
        return net.weights[0], net.biases[0], net.weights[1], net.biases[1]

    verdict = told("07.repaired_step", step)
    assert (verdict.misconception, verdict.points) == (f"{activation}-all-through", 0)


def test_next_to_nothing_is_no_slope_and_is_told_as_that() -> None:
    for nothing in (0.0, 0.000115):
        assert told("07.source_delta", nothing).misconception == "brackets-missing"
    assert told("07.source_delta", 0.23).misconception == "not-divided"
    assert told("07.source_delta", 115.0005).status == "passed"


def test_one_slope_of_four_costs_a_quarter() -> None:
    slope: Any = find("07.slope")

    def sign_of_relu(activation: str, a: Any) -> Any:
        right = slope.reference(activation, a)
        return right - 1 if activation == "relu" else right

    verdict = told("07.slope", sign_of_relu)
    assert (verdict.misconception, verdict.points) == (None, 1.5)


@pytest.mark.parametrize("answer", ["dfbaecg", "bfdaecg", "dbfaegc", "abcdefg", "dbaefcg"])
def test_a_wrong_order_of_backward_is_told_why(answer: str) -> None:
    assert "stands before" in told("07.backward_order", answer).message


def test_a_function_of_module_05_is_not_asked_for_again() -> None:
    ids = {e.id for e in every_exercise()}
    assert "07.parameter_gradients" not in ids
    assert "07.recall_sign" not in ids
