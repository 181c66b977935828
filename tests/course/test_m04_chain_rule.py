"""Numbers of the documents, and numbers of each student's own that tell every mistake apart."""

from __future__ import annotations

import numpy as np
import pytest

import nnkit
from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.trial import draw_cases
from nnkit.course.catalogue import find
from nnkit.course.m04_chain_rule import meeting, own_graph, own_path
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
