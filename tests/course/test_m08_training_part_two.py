"""Module 08 from the learning rate on: independent numbers, and what weak answers are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from nnkit import SGD, Network, data, fit
from nnkit.checks.exercise import Circumstances, Value
from nnkit.checks.judge import judge
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.course.m08_training import (
    angle,
    bugs,
    conventions,
    keep_best,
    momentum,
    no_slope,
    schedule,
    spread,
    stopping,
    symmetry,
    teacher,
)

STUDENTS = [f"student {i}" for i in range(40)]
OWN = ("08.my_late_rate", "08.my_spread", "08.my_ride", "08.my_stop")


@pytest.fixture
def jax() -> Iterator[Any]:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


def verdict(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("author"))


def one_of(id: str, student: str) -> tuple[Value, Any]:
    exercise = find(id)
    assert isinstance(exercise, Value)
    assert exercise.variant is not None
    return exercise, exercise.variant.numbers(student)


@pytest.mark.parametrize("id", OWN)
@pytest.mark.parametrize("student", STUDENTS)
def test_own_numbers_tell_all_mistakes_apart(student: str, id: str) -> None:
    exercise, own = one_of(id, student)
    assert judge(exercise, exercise.reference(own), Circumstances(student)).status == "passed"
    for misconception in exercise.misconceptions:
        told = judge(exercise, misconception.wrong(own), Circumstances(student))
        assert told.misconception == misconception.name


@pytest.mark.parametrize("student", STUDENTS[:10])
def test_own_numbers_are_right(student: str) -> None:
    _, own = one_of("08.my_late_rate", student)
    rate = own.rate
    for epoch in range(1, own.epoch + 1):
        rate *= own.factor if epoch % own.every == 0 else 1
    assert find("08.my_late_rate").expected(student) == pytest.approx(rate)  # type: ignore[attr-defined]

    _, own = one_of("08.my_ride", student)
    ends = []
    for step in (momentum.reference, conventions.reference):
        w, v, path = [np.array(float(own.w))], [np.array(0.0)], []
        for g, alpha in zip(
            (own.g1, own.g2, own.g3), (own.alpha,) * 2 + (own.alpha_3,), strict=True
        ):
            w, v = step(w, [np.array(float(g))], v, alpha, own.mu)
            path.append(float(w[0]))
        ends.append(path)
    assert conventions.ride(own) == pytest.approx([ends[0][1], ends[0][2], ends[1][2]])
    assert ends[0][1] == pytest.approx(ends[1][1])


def test_spreads_of_random_weights() -> None:
    own, rng = spread.Fan(27, 2.0), np.random.default_rng(0)
    a = own.s * rng.normal(size=(own.n, 40_000))
    draws = (rng.uniform(-1, 1, a.shape), rng.normal(size=a.shape))
    uniform, normal = ((w * a).sum(axis=0).std() for w in draws)
    assert [uniform, normal, normal / own.n**0.5] == pytest.approx(spread.spreads(own), rel=0.02)


def test_a_schedule_climbs_to_the_top_and_falls() -> None:
    rates = [schedule.reference(epoch, 12, 3, 30.0) for epoch in range(12)]
    assert rates[:4] == pytest.approx([10, 20, 30, 30])
    assert rates[11] == pytest.approx(30 * (1 - np.cos(np.pi / 9)) / 2)
    assert np.all(np.diff(rates[3:]) < 0)


def history(rng: np.random.Generator, alphas: list[float]) -> tuple[Any, ...]:
    shapes = ((3, 4), (3, 1))
    params, velocity = ([rng.normal(size=s) for s in shapes] for _ in range(2))
    return params, [[rng.normal(size=s) for s in shapes] for _ in alphas], velocity


@pytest.mark.parametrize("alphas", [[0.3], [0.5, 0.5, 0.1], [0.1, 0.2, 0.05, 0.4]])
def test_momentum_is_the_sum_of_all_gradients_that_came(alphas: list[float]) -> None:
    params, grads, velocity = history(np.random.default_rng(3), alphas)
    mu, n = 0.8, len(alphas)
    ours = momentum.step_after_step(momentum.reference, params, grads, velocity, alphas, mu)
    keras = momentum.step_after_step(conventions.reference, params, grads, velocity, alphas, mu)
    for i, (p, v) in enumerate(zip(params, velocity, strict=True)):
        end, rolled = p.copy(), p.copy()
        for t in range(n):
            memory = mu ** (t + 1) * v + sum(mu ** (t - s) * grads[s][i] for s in range(t + 1))
            end -= alphas[t] * memory
            rolled += mu ** (t + 1) * v
            rolled -= sum(mu ** (t - s) * alphas[s] * grads[s][i] for s in range(t + 1))
        assert np.allclose(ours[0][i], end, rtol=1e-12, atol=1e-12)
        assert np.allclose(keras[0][i], rolled, rtol=1e-12, atol=1e-12)


def test_momentum_is_that_of_the_optimiser() -> None:
    net = Network.create([3, 4, 2], "tanh", 0)
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(3, 7)), rng.uniform(0, 1, (2, 7))
    params = [p.copy() for p in (*net.weights, *net.biases)]
    velocity, sgd = [np.zeros_like(p) for p in params], SGD(0.3, momentum=0.9)
    for lr in (0.3, 0.3, 0.05):
        sgd.lr = lr
        gradients = net.backward(net.forward(x), y)
        grads = [g.copy() for g in (*gradients.dW, *gradients.db)]
        params, velocity = momentum.reference(params, grads, velocity, lr, 0.9)
        sgd.step(net, gradients)
    for p, q in zip(params, (*net.weights, *net.biases), strict=True):
        assert np.allclose(p, q, rtol=1e-12)


def test_the_two_forms_agree_while_the_rate_stays_and_then_part() -> None:
    steps = {}
    for step in (momentum.reference, conventions.reference):
        w, v, path = [np.zeros(1)], [np.zeros(1)], [0.0]
        for t in range(45):
            w, v = step(w, [np.ones(1)], v, 0.1 if t < 20 else 0.01, 0.9)
            path.append(w[0].item())
        steps[step] = -np.diff(path)
    ours, keras = steps.values()
    assert np.allclose(ours[:20], keras[:20], rtol=1e-12)
    assert keras[20] / ours[20] == pytest.approx(9.0, abs=0.05)


@pytest.mark.parametrize(
    ("start", "mu", "end"),
    [(2.2, 0, 1.35), (2.2, 0.9, -1.47), (2.0, 0.9, 1.35), (-2.4, 0.9, 1.35)],
)
def test_where_a_ball_rolls(start: float, mu: float, end: float) -> None:
    x, v = start, 0.0
    for _ in range(400):
        v = mu * v + 4 * x**3 - 8 * x + 1
        x -= 0.01 * v
    assert x == pytest.approx(end, abs=0.01)


@pytest.mark.parametrize("patience", [1, 2, 5, 12])
def test_stopping_is_that_of_fit(patience: int) -> None:
    x, y = data.moons(20, noise=0.4, rng=patience)
    validation = data.moons(40, noise=0.4, rng=50)
    histories = []
    for wait in (None, patience):
        net = Network.create([2, 12, 1], ["tanh", "sigmoid"], 1)
        histories.append(
            fit(
                net, x, y, epochs=60, batch_size=5, optimizer=SGD(0.5, 0.9), rng=0,
                validation=validation, progress=False, patience=wait,
            )
        )  # fmt: skip
    whole, stopped = histories
    last, best = stopping.reference(whole.validation_loss, patience)
    assert (len(stopped.loss) - 1, stopped.best_epoch) == (last, best)


def test_equal_neurons_stay_twins() -> None:
    x, y = data.xor()
    weights, biases = (
        [np.full((6, 2), 0.5), np.full((1, 6), 0.5)],
        [np.zeros((6, 1)), np.zeros((1, 1))],
    )
    net = Network(weights, biases, ["tanh", "sigmoid"])
    fit(net, x, y, epochs=500, batch_size=4, optimizer=SGD(1.0), rng=3, progress=False)
    found = symmetry.reference(net.weights[0], net.biases[0], net.weights[1], 1e-6)
    assert len(found) == 15
    assert np.sum((net.predict(x) > 0.5) == (y > 0.5)) == 3


def test_r_squared() -> None:
    a, y = np.array([[2.0, 2, 5]]), np.array([[1.0, 2, 6]])
    assert teacher.reference(a, y) == pytest.approx(6 / 7)
    y = np.random.default_rng(0).normal(size=(3, 9)) + np.array([[5.0], [0.0], [-2.0]])
    assert teacher.reference(y, y) == 1
    assert teacher.reference(np.repeat(y.mean(axis=1, keepdims=True), 9, 1), y) == pytest.approx(0)


@pytest.mark.parametrize("seed", [10, 11, 12])
def test_a_student_of_another_shape_learns_the_teacher(seed: int) -> None:
    x = np.random.default_rng(5).uniform(-1, 1, (3, 500))
    net = Network.create([3, 16, 2], ["tanh", "identity"], seed)
    y = teacher.make_teacher().predict(x)
    sgd = SGD(0.05, momentum=0.9)
    fit(net, x, y, epochs=100, batch_size=20, optimizer=sgd, rng=seed, progress=False)
    fresh = np.random.default_rng(9).uniform(-1, 1, (3, 1000))
    assert teacher.reference(net.predict(fresh), teacher.make_teacher().predict(fresh)) > 0.975
    assert verdict("08.pupil", net.predict).status == "passed"


def test_a_straight_answer_is_not_enough() -> None:
    x = np.random.default_rng(5).uniform(-1, 1, (3, 500))
    line = np.linalg.lstsq(x.T, teacher.make_teacher().predict(x).T, rcond=None)[0].T
    assert verdict("08.pupil", lambda x: line @ x).misconception == "learnt-a-little"


def test_without_slope_against_jax(jax: Any) -> None:
    """The gradient of a network that computes sigmoids and is told that they are straight."""
    jnp = jax.numpy
    weights, a, y = list(no_slope.after_forward(np.random.default_rng(2)))[2]
    biases = []  # those that gave these activations
    for W, before, after in zip(weights, a[:-1], a[1:], strict=True):
        biases.append((np.log(after / (1 - after)) - W @ before)[:, :1])

    def loss(parameters: Any) -> Any:
        out = a[0]
        for W, b in zip(*parameters, strict=True):
            z = W @ out + b
            out = z + jax.lax.stop_gradient(jax.nn.sigmoid(z) - z)
        return 0.5 * jnp.sum((out - y) ** 2) / y.shape[1]

    dW, db = jax.jit(jax.grad(loss))((weights, biases))
    ours = no_slope.reference(weights, a, y)
    for p, q in zip((*ours[0], *ours[1]), (*dW, *db), strict=True):
        assert np.allclose(p, q, rtol=1e-9, atol=1e-12)


def test_angles() -> None:
    g = [np.array([[1.0, 0.0]]), np.array([[0.0]])]
    for degrees in (3.0, 45.0, 90.0, 120.0):
        t = np.radians(degrees)
        d = [2 * np.array([[np.cos(t), 0.0]]), np.array([[2 * np.sin(t)]])]
        assert angle.reference_angle(g, d) == pytest.approx(degrees)


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "a schedule with whole numbers": (
        "08.warm_cosine",
        lambda epoch, epochs, warm_up, top: int(schedule.reference(epoch, epochs, warm_up, top)),
    ),
    "no warm-up at all": (
        "08.warm_cosine",
        lambda epoch, epochs, warm_up, top: min(
            top * (epoch + 1) / warm_up, schedule.reference(epoch, epochs, 0, top)
        ),
    ),
    "velocity for the first array only": (
        "08.momentum_step",
        lambda params, grads, velocity, alpha, mu: momentum.reference(
            params, grads, [velocity[0], *(0 * v for v in velocity[1:])], alpha, mu
        ),
    ),
    "only the first array": (
        "08.momentum_step",
        lambda params, grads, velocity, alpha, mu: tuple(
            part[:1] for part in momentum.reference(params, grads, velocity, alpha, mu)
        ),
    ),
    "twins next to each other only": (
        "08.twins",
        lambda W, b, W_next, tol: [
            (i, j) for i, j in symmetry.reference(W, b, W_next, tol) if j == i + 1
        ],
    ),
    "twins of the first one only": (
        "08.twins",
        lambda W, b, W_next, tol: [
            pair for pair in symmetry.reference(W, b, W_next, tol) if not pair[0]
        ],
    ),
    "the best of the last epochs": (
        "08.stop_at",
        lambda losses, patience: (
            last := stopping.reference(losses, patience)[0],
            int(np.argmin(losses[max(0, last - patience + 1) : last + 1])),
        ),
    ),
    "R² of the first output": ("08.r_squared", lambda a, y: teacher.reference(a[:1], y[:1])),
    "a walk that leaves the first layer out": (
        "08.without_slope",
        lambda weights, a, y: tuple(
            [0 * part[0], *part[1:]] for part in no_slope.reference(weights, a, y)
        ),
    ),
    "weights that are flat": (
        "08.repaired_stopping",
        lambda w, *rest: bugs.reference(w, *rest).ravel(),
    ),
}


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = verdict(id, answer)
    assert told.status != "passed"
    assert told.points <= told.max_points / 2


def test_keeping_in_place_is_right() -> None:
    class KeepBest(keep_best.ReferenceKeepBest):
        def look(self, params: Any, loss: float) -> bool:
            if self.params is None:
                return super().look(params, loss)
            if loss >= self.loss:
                return False
            for kept, p in zip(self.params, params, strict=True):
                kept[...] = p
            self.loss = loss
            return True

    assert verdict("08.KeepBest", KeepBest).status == "passed"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_climb_saves_a_rate_that_is_too_large(seed: int) -> None:
    x, y = data.digits(0)
    reached = []
    for warm_up in (0, 3):
        net = Network.create([64, 24, 10], "sigmoid", seed)
        rate = (lambda e: schedule.reference(e, 12, 3, 30.0)) if warm_up else (lambda _: 30.0)
        history = fit(
            net, x[:, :1500], y[:, :1500], epochs=12, batch_size=10, optimizer=SGD(30), rng=2,
            schedule=rate, validation=(x[:, 1500:], y[:, 1500:]), progress=False,
        )  # fmt: skip
        reached.append(history.validation_accuracy[-1])
    assert reached[0] < 0.2
    assert reached[1] > 0.96


def test_seeds_of_the_moons() -> None:
    """What the notebook says of eight seeds: how much is lost, and how often patience finds it."""
    worse, found, lost = [], 0, []
    for seed in range(8):
        net = Network.create([2, 32, 1], ["tanh", "sigmoid"], seed)
        run = fit(
            net, *data.moons(30, noise=0.4, rng=seed), epochs=400, batch_size=5, rng=seed,
            optimizer=SGD(0.3, momentum=0.9), progress=False,
            validation=data.moons(200, noise=0.4, rng=100 + seed),
        )  # fmt: skip
        losses = run.validation_loss
        best = losses[run.best_epoch or 0]
        worse.append(losses[-1] / best - 1)
        kept = losses[stopping.reference(losses, 40)[1]]
        found += kept == best
        if kept != best:
            lost.append(kept / best - 1)
    assert [round(100 * min(worse)), round(100 * max(worse))] == [7, 135]
    assert found == 4
    assert [round(100 * min(lost)), round(100 * max(lost))] == [1, 13]
