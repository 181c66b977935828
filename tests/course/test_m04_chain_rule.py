"""Numbers of the documents, and numbers of each student's own that tell every mistake apart."""

from __future__ import annotations

from itertools import combinations
from typing import Any, ClassVar

import numpy as np
import pytest

import nnkit
from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.trial import draw_cases
from nnkit.course.catalogue import find
from nnkit.course.m04_chain_rule import meeting, own_graph, own_path
from nnkit.course.m04_chain_rule.local import by_table
from nnkit.course.m04_chain_rule.one_path import ERROR, GRADIENT, HIDDEN, SLOPE
from nnkit.course.m04_chain_rule.right_values import ClosureValue, PlainValue

STUDENTS = [f"student-{i}" for i in range(60)]
OWN = ["my_values", "my_local", "my_gradients", "my_factors", "my_w_new", "my_meeting"]


def test_small_graph_of_the_document() -> None:
    x, y, z = nnkit.Value(-2.0), nnkit.Value(5.0), nnkit.Value(-4.0)
    q = x + y
    f = q * z
    f.backward()
    assert (q.data, f.data, x.grad, y.grad, z.grad) == (3, -12, -4, -4, 3)
    x_up = (x + nnkit.Value(1) + y) * z
    assert x_up.data - f.data == -4
    assert list(f.local) == find("04.local_f").reference  # type: ignore[attr-defined]


def test_three_factors_of_the_document() -> None:
    assert round(ERROR, 4) == 0.0428
    assert round(SLOPE, 4) == 0.1956 != 0.1958
    assert HIDDEN == 0.5854
    assert round(0.0428 * 0.1958 * 0.5854, 8) == 0.00490579
    assert round(GRADIENT, 5) == round(0.0428 * 0.1956 * 0.5854, 5) == 0.00490
    assert round(0.4 - 0.1 * GRADIENT, 4) == 0.3995


@pytest.mark.parametrize("name", OWN)
def test_every_mistake_of_every_student_is_named(name: str) -> None:
    exercise = find(f"04.{name}")
    assert isinstance(exercise, Value)
    assert exercise.variant is not None
    for student in STUDENTS:
        numbers, who = exercise.variant.numbers(student), Circumstances(student)
        assert judge(exercise, exercise.expected(student), who).status == "passed"
        for misconception in exercise.misconceptions:
            verdict = judge(exercise, misconception.wrong(numbers), who)
            assert verdict.misconception == misconception.name, (student, verdict)


@pytest.mark.parametrize("student", STUDENTS[:20])
def test_own_graph_agrees_with_value(student: str) -> None:
    formula, *numbers = own_graph.GRAPH.numbers(student)
    x, y, z = (nnkit.Value(n) for n in numbers)
    f = eval(formula, {"x": x, "y": y, "z": z})
    f.backward()
    assert own_graph.forward((formula, *numbers))[1] == f.data
    assert own_graph.gradients((formula, *numbers)) == [x.grad, y.grad, z.grad]


@pytest.mark.parametrize("student", STUDENTS[:20])
def test_own_meeting_agrees_with_value(student: str) -> None:
    of_q, of_r, *numbers = meeting.TWO_PATHS.numbers(student)
    x, y, z = (nnkit.Value(n) for n in numbers)
    f = eval(f"({of_q}) * ({of_r})", {"x": x, "y": y, "z": z})
    f.backward()
    assert meeting.meeting((of_q, of_r, *numbers))[2] == x.grad


def test_own_path_agrees_with_central_differences() -> None:
    for student in STUDENTS[:20]:
        n = own_path.PATH.numbers(student)
        rest = np.log(n["a"] / (1 - n["a"])) - n["w"] * n["h"]

        def loss(w: float, n: dict[str, float] = n, rest: float = rest) -> float:
            return float(0.5 * (nnkit.sigmoid(w * n["h"] + rest) - n["t"]) ** 2)

        slope = (loss(n["w"] + 1e-5) - loss(n["w"] - 1e-5)) / 2e-5
        assert own_path.product(n) == pytest.approx(slope, rel=1e-6)


def test_every_formula_is_drawn() -> None:
    drawn = {own_graph.GRAPH.numbers(student)[0] for student in STUDENTS}
    assert drawn == {formula for formula, _ in own_graph.FORMULAS}
    shapes = {meeting.TWO_PATHS.numbers(student)[:2] for student in STUDENTS}
    assert len(shapes) >= 6


@pytest.mark.parametrize("kind", [PlainValue, ClosureValue])
def test_value_of_a_student_draws_its_own_graph(kind: type) -> None:
    x, y = kind(2.0, "x"), kind(3.0, "y")
    f = (x + y) * x
    f.backward()
    figure = nnkit.plot.graph(f, local=True)
    texts = {text.get_text() for ax in figure.axes for text in ax.texts}
    assert {"x", "y", "×", "+", "10", "7"} <= texts


def test_network_is_held_to_1e_12() -> None:
    exercise = find("04.network_gradients")
    assert isinstance(exercise, Code)

    def nearly(*case: object) -> object:
        E, dW, db = exercise.reference(*case)
        return E, [g * (1 + 1e-9) for g in dW], db

    assert judge(exercise, nearly, Circumstances("ada")).points < exercise.points
    assert [len(W) for W in draw_cases(exercise, "", (0,))[0][0]] == [2, 2]


class DividedPower(PlainValue):
    def power(self, n):
        value = self.data**n
        return self.made(value, (self,), (n * value / self.data,), "")


class WholePower(PlainValue):
    def power(self, n):
        result = self
        for _ in range(n - 1):
            result = result.mul(self)
        return result


class OneWalkOnly(PlainValue):
    def backward(self) -> None:
        if not getattr(self, "walked", False):
            PlainValue.backward(self)
        self.walked = True


class EqualIsSame(PlainValue):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlainValue) and bool(self.data == other.data)

    __hash__ = PlainValue.__hash__


class WithoutSigns(PlainValue):
    __add__ = __mul__ = __pow__ = None  # type: ignore[assignment]


class ClearsEarlierGraphs(PlainValue):
    seen: ClassVar[list[Any]] = []

    def backward(self) -> None:
        PlainValue.backward(self)
        for node in self.seen:
            if node not in self.parents_first():
                node.grad = 0.0
        self.seen.extend(self.parents_first())


@pytest.mark.parametrize(
    "kind",
    [DividedPower, WholePower, OneWalkOnly, EqualIsSame, WithoutSigns, ClearsEarlierGraphs],
)
def test_a_value_that_is_right_for_ordinary_leaves_only_is_not_accepted(kind: type) -> None:
    verdict = judge(find("04.Value"), kind, Circumstances("ada"))
    assert verdict.points < verdict.max_points, verdict


def right_pass_back(order: Any, parents: Any, local: Any) -> dict[str, float]:
    exercise = find("04.pass_back")
    assert isinstance(exercise, Code)
    return exercise.reference(order, parents, local)


def right_neuron(w: Any, b: Any, x: Any) -> Any:
    exercise = find("04.neuron_gradients")
    assert isinstance(exercise, Code)
    return exercise.reference(w, b, x)


def quotient_for_a_factor(op: str, inputs: list[float]) -> list[float]:
    if op == "multiply":
        product = inputs[0] * inputs[1]
        return [product / inputs[0], product / inputs[1]]
    return by_table(op, inputs)


def bias_in_a_list(w: Any, b: Any, x: Any) -> Any:
    a, dw, db = right_neuron(w, b, x)
    return a, dw, [db]


def only_what_is_not_zero(order: Any, parents: Any, local: Any) -> dict[str, float]:
    return {node: g for node, g in right_pass_back(order, parents, local).items() if g != 0}


@pytest.mark.parametrize(
    ("id", "program"),
    [
        ("04.local_gradients", quotient_for_a_factor),
        ("04.neuron_gradients", bias_in_a_list),
        ("04.pass_back", only_what_is_not_zero),
    ],
)
def test_what_one_sentence_of_the_task_forbids_is_not_accepted(id: str, program: Any) -> None:
    verdict = judge(find(id), program, Circumstances("ada"))
    assert verdict.points < verdict.max_points, verdict


def turns_the_order(order: Any, parents: Any, local: Any) -> dict[str, float]:
    grad = right_pass_back(order, parents, local)
    order.reverse()
    return grad


def square_alone_is_wrong(op: str, inputs: list[float]) -> list[float]:
    return [inputs[0]] if op == "square" else by_table(op, inputs)


class OnlyMulIsWrong(PlainValue):
    def mul(self, other):
        return self.made(self.data * other.data, (self, other), (1.0, 1.0), "")


class OnlySigmoidIsWrong(PlainValue):
    def sigmoid(self):
        a = 1 / (1 + np.exp(-self.data))
        return self.made(a, (self,), (1 - a,), "")


def bias_without_the_sigmoid(w: Any, b: Any, x: Any) -> Any:
    a, dw, _ = right_neuron(w, b, x)
    return a, dw, 1.0


@pytest.mark.parametrize(
    ("id", "program", "points"),
    [
        ("04.pass_back", turns_the_order, 1),
        ("04.local_gradients", square_alone_is_wrong, 1.5),
        ("04.Value", OnlyMulIsWrong, 2),
        ("04.Value", OnlySigmoidIsWrong, 2),
        ("04.neuron_gradients", bias_without_the_sigmoid, 1),
    ],
)
def test_parts_that_are_right_earn_their_share(id: str, program: Any, points: float) -> None:
    verdict = judge(find(id), program, Circumstances("ada"))
    assert (verdict.points, bool(verdict.misconception)) == (points, True), verdict


@pytest.mark.parametrize(
    ("id", "numbers"),
    [
        ("04.recall_partial", [12, 10, 14, 7, [11, 9]]),
        ("04.recall_nudge", [-3.99, -0.4, -0.01]),
        ("04.local_f", [[-12, -12], [-4, -4], [0.333, -0.25], -12, [4, -3]]),
        ("04.misprint", [0.198, 0.2137, 0.227, -0.0428, 0.2, 0.2193]),
        ("04.w5_gradient", [0.8238, 0, 0.003348, 0.049001]),
        ("04.w5_new", [0.0395, 0.3976, 0.4, 0.3998]),
    ],
)
def test_usual_slips_are_named_and_not_called_a_matter_of_digits(id: str, numbers: Any) -> None:
    for number in numbers:
        verdict = judge(find(id), number, Circumstances())
        assert verdict.misconception, number
        assert "keep more digits" not in verdict.message


def test_every_selection_of_misprints_is_explained() -> None:
    exercise = find("04.misprints")
    for size in range(1, 6):
        for picked in map("".join, combinations("abcde", size)):
            verdict = judge(exercise, picked, Circumstances())
            assert verdict.misconception or verdict.status == "passed", picked


def test_all_gradients_zero_is_told_for_both_reasons() -> None:
    """Nobody has walked back, or the result is written nowhere: the numbers are the same."""

    class InADictionary(PlainValue):
        def backward(self) -> dict[Any, float]:
            return dict.fromkeys(self.parents_first(), 0.0)

    message = judge(find("04.Value"), InADictionary, Circumstances()).message
    assert "self.grad = 1.0" in message
    assert "written into" in message


class OddPower(PlainValue):
    def power(self, n):
        return self.made(self.data**n, (self,), (7.5,), "")


def odd_square(op: str, inputs: list[float]) -> Any:
    return [7.5] if op == "square" else by_table(op, inputs)


def only_the_sum(op: str, inputs: list[float]) -> Any:
    return [1.0, 1.0] if op == "add" else [7.5]


@pytest.mark.parametrize(
    ("id", "program", "points"),
    [
        ("04.local_gradients", odd_square, 1.5),
        ("04.local_gradients", only_the_sum, 0),
        ("04.Value", OddPower, 3),
    ],
)
def test_one_wrong_part_that_nobody_knows_costs_its_share(
    id: str, program: Any, points: float
) -> None:
    verdict = judge(find(id), program, Circumstances("ada"))
    assert (verdict.points, verdict.misconception) == (points, None), verdict
