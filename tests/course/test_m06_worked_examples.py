"""The numbers of the five documents, to the digits in print, as the course computes them."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

import nnkit
from nnkit import Network, Value
from nnkit.checks.exercise import Choice, Circumstances
from nnkit.checks.exercise import Value as Number
from nnkit.checks.judge import judge
from nnkit.course.catalogue import every_exercise, exercises, find
from nnkit.course.m02_forward_propagation.shared import LECTURE
from nnkit.course.m06_worked_examples import and_draw, graph_numbers, one_weight
from nnkit.course.m06_worked_examples.and_draw import LastLayer
from nnkit.course.m06_worked_examples.documents import AND, TARGETS, TRAINED, TRAINED_X
from nnkit.course.m06_worked_examples.parabola import Parabola, slopes


def column(*numbers: float) -> np.ndarray:
    return np.array([numbers], dtype=float).T


def printed(value: float, text: str) -> bool:
    """Whether `value`, rounded to the digits of `text`, is `text`."""
    decimals = len(text.partition(".")[2])
    return f"{value:.{decimals}f}" == text


def cut(value: float, text: str) -> bool:
    """Whether `text` is `value` with its last digits cut off."""
    return f"{value:.10f}".startswith(text)


def all_printed(values: np.ndarray, texts: str) -> bool:
    flat, given = np.ravel(values), texts.split()
    return len(flat) == len(given) and all(map(printed, flat, given))


def right_value(id: str) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Number)
    return exercise.expected(None)


def right_option(id: str) -> str:
    """The text of the right option of a choice."""
    exercise = find(id)
    assert isinstance(exercise, Choice)
    return exercise.options[exercise.labels.index(exercise.reference)].text


class TestAndNetwork:
    """000: rows, cost = expected − actual, and the step is added."""

    expected = (1, 0)

    def test_the_last_layer_as_the_exercises_compute_it(self):
        p = LastLayer(*(np.array([row]) for row in ([0.64], [-0.08], [0.56, 0.61], [1, 0])))
        assert all_printed(and_draw.cost(p), "0.44 -0.61")
        assert all_printed(and_draw.slope(p), "0.25 0.24")
        assert all_printed(and_draw.slope(p), "0.2464 0.2379")
        assert all_printed(and_draw.gradient(p), "0.11 -0.15")
        assert all_printed(and_draw.gradient(p), "0.1084 -0.1451")
        step = and_draw.step(p)[0, 0]
        assert printed(step, "0.07")
        assert printed(step, "0.0694")
        assert printed(p.W[0, 0] + step, "-0.01")
        assert printed(p.W[0, 0] + step, "-0.0106")
        assert printed(p.W[0, 0] + 0.05 * step, "-0.0765")

    def test_whole_network_gives_every_printed_number(self):
        trace = AND.forward(column(1, 0))
        back = AND.backward(trace, column(*self.expected))
        assert AND.weights[1][0, 0] == -0.08
        assert printed(trace.a[1][0, 0], "0.64")
        assert all_printed(trace.a[2], "0.56 0.61")
        assert all_printed(-back.error[2], "0.44 -0.61")
        assert all_printed(trace.a[2] * (1 - trace.a[2]), "0.25 0.24")
        assert all_printed(-back.delta[2], "0.11 -0.15")
        assert printed(-back.dW[1][0, 0], "0.07")
        assert printed((AND.weights[1] - back.dW[1])[0, 0], "-0.01")

    def test_adding_their_step_is_subtracting_the_gradient_of_half_the_squared_error(self):
        hidden = AND.forward(column(1, 0)).a[1]

        def error(W: np.ndarray) -> float:
            output = nnkit.sigmoid(W @ hidden + AND.biases[1])
            return float(0.5 * np.sum((output - column(1, 0)) ** 2))

        gradient = nnkit.numerical_gradient(error, AND.weights[1])
        output = nnkit.sigmoid(AND.weights[1] @ hidden + AND.biases[1]).T
        theirs = hidden @ ((np.array([[1, 0]]) - output) * output * (1 - output))
        np.testing.assert_allclose(-theirs.T, gradient, atol=1e-9)

    def test_twenty_small_steps_lead_not_quite_as_far_as_one_large_step(self):
        ends = []
        for rate, steps in (1, 1), (0.05, 1), (0.05, 20):
            net = Network([W.copy() for W in AND.weights], [b.copy() for b in AND.biases])
            for _ in range(steps):
                back = net.backward(net.forward(column(1, 0)), column(1, 0))
                nnkit.SGD(rate).step(net, back)
            ends.append(net.weights[1][0, 0])
        assert all_printed(np.array(ends), "-0.0107 -0.0765 -0.0148")
        assert printed(back.dW[1][0, 0], "-0.0612")

    def test_what_goes_back_is_the_gradient_not_the_cost(self):
        back = AND.backward(AND.forward(column(1, 0)), column(1, 0))

        def error(hidden: np.ndarray) -> float:
            output = nnkit.sigmoid(AND.weights[1] @ hidden + AND.biases[1])
            return float(0.5 * np.sum((output - column(1, 0)) ** 2))

        measured = -nnkit.numerical_gradient(error, AND.forward(column(1, 0)).a[1])
        cost, gradient = -back.error[2], -back.delta[2]
        np.testing.assert_allclose(AND.weights[1].T @ gradient, measured, atol=1e-9)
        assert np.abs(AND.weights[1].T @ cost - measured).min() > 0.05

    def test_the_bare_cost_exaggerates_more_the_further_out_an_output_is(self):
        outputs = np.array([[0.56, 0.61, 0.99]])
        p = LastLayer(np.array([[0.64]]), np.array([[-0.08]]), outputs, np.array([[1.0, 0, 0]]))
        ratios = and_draw.cost(p) / and_draw.gradient(p)
        assert all_printed(ratios, "4.1 4.2 101.0")
        assert right_option("06.exaggerated") == f"about {round(ratios[0, 2], -2):.0f} times"


class TestParabola:
    """001."""

    @pytest.mark.parametrize(("x", "slope"), [(0.0, 4.0), (-4.0, -4.0), (-2.0, 0.0)])
    def test_slopes(self, x: float, slope: float) -> None:
        leaf = Value(x)
        ((leaf + 2) ** 2).backward()
        assert leaf.grad == slope
        left, right, minimum = slopes(Parabola(2, int(x), 0))
        assert (left, right, minimum) == (slope, 4, -2)

    def test_slope_of_the_sigmoid_is_a_quarter_at_most(self):
        z = np.arange(-800, 801) / 100
        a = nnkit.sigmoid(z)
        steepness = a * (1 - a)
        assert z[np.argmax(steepness)] == 0
        leaf = Value(0.0)
        leaf.sigmoid().backward()
        assert leaf.grad == steepness.max() == 0.25
        assert right_value("06.three_slopes") == leaf.grad**3


class TestGraph:
    """002: x = −2, y = 5, z = −4."""

    def test_with_value(self):
        x, y, z = Value(-2.0), Value(5.0), Value(-4.0)
        q = x + y
        f = q * z
        f.backward()
        assert (q.data, f.data) == (3, -12)
        assert (x.grad, y.grad, z.grad) == (-4, -4, 3)

    def test_read_from_its_end(self):
        assert graph_numbers.found(graph_numbers.Told(f=-12, x=-2, df_dx=-4)) == [5, -4, 3]

    def test_equation_10_needs_the_next_weights_transposed(self):
        rng = np.random.default_rng(6)
        net = Network([rng.normal(size=(3, 3)) for _ in range(2)], [rng.normal(size=(3, 1))] * 2)
        x, y = rng.normal(size=(3, 1)), rng.uniform(size=(3, 1))
        trace = net.forward(x)
        delta = net.backward(trace, y).delta

        def error(b: np.ndarray) -> float:
            output = Network(net.weights, [b, net.biases[1]]).predict(x)
            return float(0.5 * np.sum((output - y) ** 2))

        measured = nnkit.numerical_gradient(error, net.biases[0]).T
        w, w_next = (W.T for W in net.weights)
        slope = (trace.a[1] * (1 - trace.a[1])).T
        np.testing.assert_allclose(delta[2].T @ w_next.T * slope, measured, atol=1e-9)
        for wrong in (w, w.T, w_next):  # as printed; own weights; not turned over
            assert np.abs(delta[2].T @ wrong * slope - measured).max() > 1e-3


class TestLecture:
    """003."""

    lecture = LECTURE

    def test_forward_with_nnkit(self):
        trace = self.lecture.forward(column(0.2, 0.3))
        assert all_printed(trace.z[1], "3.3 3.8 4.3")
        assert all_printed(trace.a[1], "0.964 0.978 0.987")
        assert all_printed(trace.a[1], "0.9644 0.9781 0.9866")
        assert printed(trace.z[2][0, 0], "30.3138")
        assert printed(trace.a[2][0, 0], "1")
        assert f"{1 - trace.a[2][0, 0]:.1e}" == "6.8e-14"

    def test_z6_from_rounded_activations_and_from_all_digits(self):
        (hidden,), (bias,) = self.lecture.weights[1], self.lecture.biases[1]
        rounded, unrounded = right_value("06.two_sums")
        assert rounded == pytest.approx(hidden @ (0.964, 0.978, 0.987) + bias[0])
        assert unrounded == pytest.approx(self.lecture.forward(column(0.2, 0.3)).z[2][0, 0])

    def test_w2_as_a_column_does_not_fit(self):
        with pytest.raises(ValueError, match=r"\(3, 1\)"):
            Network([self.lecture.weights[0], column(9, 10, 11)], [np.ones((3, 1))] * 2)

    @pytest.mark.parametrize(("x", "y"), list(product((-2.0, 0.5, 3.0), (-1.0, 2.0))))
    def test_gradient(self, x: float, y: float) -> None:
        formula = [4 * x + 3 * y, 3 * x + 3 * y**2]
        nodes = Value(x), Value(y)
        (2 * nodes[0] ** 2 + 3 * nodes[0] * nodes[1] + nodes[1] ** 3).backward()
        assert [n.grad for n in nodes] == pytest.approx(formula)

        def f(p: np.ndarray) -> float:
            return float(2 * p[0] ** 2 + 3 * p[0] * p[1] + p[1] ** 3)

        assert nnkit.numerical_gradient(f, np.array([x, y])) == pytest.approx(formula, abs=1e-6)

    def test_numbers_of_parameters(self):
        net = Network.create([3, 4, 2])
        sizes = sum(W.size for W in net.weights), sum(b.size for b in net.biases)
        assert sizes == right_value("02.weights_and_biases") == (20, 6)

    W1 = ((2, 3, 4), (2, 1, 2), (3, 5, 1), (2, 3, 4))
    W2 = ((3, 1, 1, 1), (1, 4, 2, 2))
    b1, b2, x, t = (4, 1, 1, 2), (2, 3), (2, 1, 3), (4, 5)
    new_W2 = "-261.5 -137.0 -171.5 -240.5 -323.3 -165.2 -209.5 -294.1"
    new_W1 = "-95.2 -45.6 -141.8 -133.8 -66.9 -201.7 -76.4 -34.7 -118.1 -77.4 -36.7 -115.1"
    new_b1, new_b2 = "-44.6 -66.9 -38.7 -37.7", "-9.5 -11.1"

    def test_problem_1_with_nnkit(self):
        weights = [np.array(self.W1, float), np.array(self.W2, float)]
        net = Network(weights, [column(*self.b1), column(*self.b2)], "identity")
        trace = net.forward(column(*self.x))
        back = net.backward(trace, column(*self.t))
        assert trace.a[1].ravel().tolist() == [23, 12, 15, 21]
        assert trace.a[2].ravel().tolist() == [119, 146]
        assert back.loss == 16553
        assert back.delta[2].ravel().tolist() == [115, 141]
        assert back.delta[1].ravel().tolist() == [486, 679, 397, 397]
        nnkit.SGD(0.1).step(net, back)
        assert all_printed(net.weights[1], self.new_W2)
        assert all_printed(net.biases[1], self.new_b2)
        assert all_printed(net.weights[0], self.new_W1)
        assert all_printed(net.biases[0], self.new_b1)

    def test_delta_has_the_output_first(self):
        weights = [np.array(self.W1, float), np.array(self.W2, float)]

        def error(b2: np.ndarray) -> float:
            output = Network(weights, [column(*self.b1), b2], "identity").predict(column(*self.x))
            return float(0.5 * np.sum((output - column(*self.t)) ** 2))

        measured = nnkit.numerical_gradient(error, column(*self.b2))
        assert measured.ravel() == pytest.approx([115, 141], rel=1e-5)


class TestTutorial:
    """004: the bias is the first column of Θ, and a 1 stands on top of what comes in."""

    a3, t = (0.7333, 0.7317), (0.6905, 0.8657)
    hidden = (0.5854, 0.7261)
    theta1 = ((0.4, 0.6, 0.9), (0.3, 0.8, 0.2))
    theta2 = ((0.7, 0.4, 0.5), (0.6, 0.9, 0.3))

    def test_one_weight(self):
        gradient = one_weight.delta(self.t[0], self.a3[0]) * self.hidden[0]
        assert printed(gradient, "0.00490")
        assert printed(gradient, "0.00490006")
        assert printed(0.4 - 0.1 * gradient, "0.3995")
        p = one_weight.Step(self.a3[0], self.hidden[0], 0.4, 0.4 - 0.1 * gradient, 0.1)
        assert printed(one_weight.slope(p), "0.1956")  # misprinted: 0.1958
        assert one_weight.found(p) == pytest.approx([gradient, 0.0428, 0.6905])

    def test_the_slip_in_the_slope_shows_from_the_rate_10_on(self):
        right = one_weight.delta(self.t[0], self.a3[0]) * self.hidden[0]
        as_printed = 0.00490579
        shows = [
            r for r in (1, 10, 100) if f"{0.4 - r * right:.4f}" != f"{0.4 - r * as_printed:.4f}"
        ]
        assert shows == [10, 100]
        assert right_option("06.slip_shows") == str(shows[0])

    def test_the_other_five_of_the_layer(self):
        deltas = np.array([[one_weight.delta(*p)] for p in zip(self.t, self.a3, strict=True)])
        gradients = deltas * (1, *self.hidden)
        assert all_printed(gradients, "0.0084 0.0049 0.0061 -0.0263 -0.0154 -0.0191")
        assert right_value("06.w8_gradient") == gradients[1, 2]
        assert np.argmax(np.abs(gradients)) == 3
        assert right_option("06.largest_of_six") == "that of the bias of output 2"

    def test_one_weight_with_nnkit(self):
        # One layer from the printed hidden activations; biases make the printed outputs.
        z = np.log(column(*self.a3) / (1 - column(*self.a3)))
        hidden, W = column(*self.hidden), np.array([[0.4, 0.1], [0.2, 0.3]])
        net = Network([W], [z - W @ hidden])
        trace = net.forward(hidden)
        back = net.backward(trace, column(*self.t))
        assert all_printed(trace.a[1], "0.7333 0.7317")
        assert printed(back.loss, "0.009894")
        assert printed(back.error[1][0, 0], "0.0428")
        assert printed(back.dW[0][0, 0], "0.00490")
        nnkit.SGD(0.1).step(net, back)
        assert printed(net.weights[0][0, 0], "0.3995")

    def test_the_printed_pass_has_two_slips(self):
        z2 = TRAINED.forward(TRAINED_X).z[1]
        assert cut(z2[0, 0], "1.13")  # a decimal is lost
        assert all_printed(nnkit.sigmoid(column(1.13, 1.03)), "0.756 0.737")
        z3 = TRAINED.weights[1] @ column(0.756, 0.737) + TRAINED.biases[1]
        assert all_printed(z3, "1.3709 1.5015")  # rows exchanged
        assert all_printed(right_value("06.right_z3"), "1.3709 1.5015")
        assert all_printed(nnkit.sigmoid(z3), "0.7975 0.8178")

    def test_after_training_with_nnkit(self):
        for theta, W, b in zip(
            (self.theta1, self.theta2), TRAINED.weights, TRAINED.biases, strict=True
        ):
            np.testing.assert_array_equal(theta, np.hstack([b, W]))
        trace = TRAINED.forward(TRAINED_X)
        assert all_printed(trace.z[1], "1.135 1.030")
        assert all_printed(trace.a[1], "0.7568 0.7369")
        assert all_printed(trace.z[2], "1.3712 1.5022")
        assert cut(trace.a[1][0, 0], "0.756")
        assert all_printed(trace.a[2], "0.7976 0.8179")  # without rounding on the way
        np.testing.assert_allclose(trace.a[2], column(0.7975, 0.8178), atol=1.01e-4)
        assert np.argmax(trace.a[2]) == 1

    def test_training_moved_one_output_away_from_its_target(self):
        before, after = column(*self.a3) - TARGETS, TRAINED.predict(TRAINED_X) - TARGETS
        assert abs(after[0, 0]) > abs(before[0, 0])
        assert abs(after[1, 0]) < abs(before[1, 0])
        assert 0.5 * np.sum(after**2) < 0.5 * np.sum(before**2)


STUDENTS = [f"student-{i}" for i in range(60)]
OWN = [e for e in exercises("06").values() if isinstance(e, Number) and e.variant]


@pytest.mark.parametrize("exercise", OWN, ids=[e.id for e in OWN])
def test_every_mistake_of_every_student_is_named(exercise: Number) -> None:
    for student in STUDENTS:
        circumstances = Circumstances(student)
        assert judge(exercise, exercise.expected(student), circumstances).status == "passed"
        for misconception in exercise.misconceptions:
            wrong = exercise.for_student(misconception.wrong, student)
            verdict = judge(exercise, wrong, circumstances)
            assert verdict.misconception == misconception.name, (student, verdict)


def test_students_have_different_numbers() -> None:
    for exercise in OWN:
        assert exercise.variant
        drawn = {repr(exercise.variant.numbers(student)) for student in STUDENTS}
        assert len(drawn) > 40, exercise.id


def told(id: str, answer: Any) -> Any:
    return judge(find(id), answer, Circumstances("student"))


def test_a_flat_bias_is_no_row() -> None:
    verdict = told("06.theta_to_rows", lambda theta: (theta[:, 1:].T, theta[:, 0]))
    assert (verdict.status, verdict.points) == ("partial", 1.0)


def test_z3_is_asked_for_from_rounded_activations() -> None:
    assert told("06.right_z3", [1.3709, 1.5015]).status == "passed"
    assert told("06.right_z3", [1.3712, 1.5022]).misconception == "unrounded"


@pytest.mark.parametrize(
    ("id", "answer"),
    [
        ("06.delta_rows", lambda w_next, delta_next, a: -(delta_next @ w_next.T) * a * (1 - a)),
        ("06.delta_rows", lambda w_next, delta_next, a: delta_next @ w_next.T * a * 1 - a),
        ("06.theta_gradient", lambda delta, a: np.outer(delta, np.insert(a, 0, 1.0, axis=0))),
        ("06.and_step", lambda W, h, o, y, alpha: alpha * (W + h.T @ ((y - o) * o * (1 - o)))),
        ("06.repaired_back", lambda theta, delta, a: theta[:, 1:] @ delta * a * (1 - a)),
    ],
)
def test_a_usual_mistake_is_named(id: str, answer: Any) -> None:
    assert told(id, answer).misconception


@pytest.mark.parametrize("answer", ["dbefacg", "dbeacgf", "abcdefg", "dbceafg", "gdbeacf"])
def test_a_wrong_order_of_the_step_is_told_why(answer: str) -> None:
    verdict = told("06.one_step", answer)
    assert verdict.misconception or "stands before" in verdict.message


def test_no_misprint_is_asked_for_that_another_module_has_asked_for() -> None:
    ids = [e.id for e in every_exercise()]
    assert "05.source_weights" in ids
    assert "07.source_delta" in ids
    assert not {"06.wrong_equation", "06.wrong_delta"} & {*ids}
