"""Module 09, part two: optimisers, decay, dropout and batch normalisation against JAX."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.steps import run_steps
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.network import Network
from nnkit.optim import SGD, Adam


@pytest.fixture
def jax():
    """JAX in double precision."""
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


def verdict(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("author"))


def right(id: str) -> Callable[..., Any]:
    exercise = find(id)
    assert isinstance(exercise, Code)
    return exercise.reference


def cases_of(id: str, seed: int = 0) -> list[Any]:
    exercise = find(id)
    assert isinstance(exercise, Code)
    return list(exercise.cases(np.random.default_rng(seed)))


def close(got: Any, expected: Any) -> None:
    np.testing.assert_allclose(got, np.asarray(expected), rtol=1e-9, atol=1e-12)


def test_clipping_against_jax(jax):
    for gradients, limit in cases_of("09.clip"):
        flat = jax.numpy.concatenate([g.ravel() for g in gradients])
        norm = jax.numpy.linalg.norm(flat)
        expected = flat * jax.numpy.minimum(1.0, limit / jax.numpy.maximum(norm, 1e-30))
        close(np.concatenate([g.ravel() for g in right("09.clip")(gradients, limit)]), expected)


def adam_by_hand(jax, w, gradients, rates, decay=0.0):
    """Several steps with means written as sums over all gradients, without a recursion."""
    jnp = jax.numpy
    for t, alpha in enumerate(rates, 1):
        age = jnp.arange(t - 1, -1, -1.0).reshape(-1, 1, 1)
        seen = jnp.stack(gradients[:t])
        m_hat = (0.1 * 0.9**age * seen).sum(0) / (0.1 * 0.9**age).sum(0)
        v_hat = (0.001 * 0.999**age * seen**2).sum(0) / (0.001 * 0.999**age).sum(0)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + 1e-8) - alpha * decay * w
    return w


@pytest.mark.parametrize("decay", [0.0, 0.3])
def test_adam_and_adamw_against_means_as_sums(jax, decay):
    rng = np.random.default_rng(1)
    w, gradients = rng.normal(size=(3, 4)), [rng.normal(size=(3, 4)) for _ in range(5)]
    rates = [0.1, 0.1, 0.02, 0.3, 0.05]
    expected = adam_by_hand(jax, w, gradients, rates, decay)
    m = v = np.zeros((3, 4))
    for t, (g, alpha) in enumerate(zip(gradients, rates, strict=True), 1):
        if decay:
            w, m, v = right("09.adamw_step")(w, g, m, v, t, alpha, decay, 0.9, 0.999, 1e-8)
        else:
            w, m, v = right("09.adam_step")(w, g, m, v, t, alpha, 0.9, 0.999, 1e-8)
    close(w, expected)


def test_the_class_walks_like_the_means_as_sums(jax):
    rng = np.random.default_rng(2)
    parameters = [rng.normal(size=(3, 4)), rng.normal(size=(3, 1))]
    gradients = [[rng.normal(size=p.shape) for p in parameters] for _ in range(4)]
    adam, moved = right("09.Adam")(0.2), parameters
    for t, alpha in enumerate([0.2, 0.2, 0.05, 0.05]):
        adam.alpha = alpha
        moved = adam.step(moved, gradients[t])
    for i, p in enumerate(parameters):
        columns = [g[i] for g in gradients]
        close(moved[i], adam_by_hand(jax, p, columns, [0.2, 0.2, 0.05, 0.05]))


def test_decay_in_the_step_is_descent_on_the_loss_with_decay(jax):
    weights, biases, dW, db, alpha, decay = cases_of("09.decay_step")[0]

    def loss(weights: Any, biases: Any) -> Any:
        linear = sum((g * p).sum() for g, p in zip([*dW, *db], [*weights, *biases], strict=True))
        return linear + decay / 2 * sum((W**2).sum() for W in weights)

    slope_W, slope_b = jax.grad(loss, argnums=(0, 1))(weights, biases)
    new_weights, new_biases = right("09.decay_step")(weights, biases, dW, db, alpha, decay)
    for new, old, slope in zip(
        [*new_weights, *new_biases], [*weights, *biases], [*slope_W, *slope_b], strict=True
    ):
        close(new, old - alpha * slope)


def test_decoupled_steps_agree_with_the_optimisers_of_nnkit():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(4, 6)), rng.normal(size=(3, 6))
    net = Network.create([4, 5, 3], "tanh", rng)
    for p in net.biases:
        p += 0.3
    sgd, adam = net, Network(net.weights, net.biases, "tanh")
    parameters = [p for W, b in zip(net.weights, net.biases, strict=True) for p in (W, b)]
    parameters = [p.copy() for p in parameters]
    m, v = ([np.zeros_like(p) for p in parameters] for _ in range(2))
    optimizer = Adam(0.1, weight_decay=0.2, decoupled=True)
    for t in (1, 2, 3):
        back = adam.backward(adam.forward(x), y)
        gradients = [g for pair in zip(back.dW, back.db, strict=True) for g in pair]
        step = right("09.repaired_adamw")
        parameters, m, v = step(parameters, gradients, m, v, t, 0.1, 0.2)
        optimizer.step(adam, back)
    for i, p in enumerate(parameters):
        close(p, (adam.biases if i % 2 else adam.weights)[i // 2])

    back = sgd.backward(sgd.forward(x), y)
    expected = right("09.decay_step")(sgd.weights, sgd.biases, back.dW, back.db, 0.1, 0.2)
    SGD(0.1, weight_decay=0.2).step(sgd, back)
    for new, wanted in zip([*sgd.weights, *sgd.biases], [*expected[0], *expected[1]], strict=True):
        close(new, wanted)


def test_rmsprop_against_jax(jax):
    w, g, v, alpha, rho, eps = cases_of("09.rmsprop_step")[0]

    def moved(w: Any) -> Any:
        """A loss whose slope is g."""
        return (g * w).sum()

    slope = jax.grad(moved)(w)
    mean = rho * v + (1 - rho) * slope * slope
    new, square = right("09.rmsprop_step")(w, g, v, alpha, rho, eps)
    close(square, mean)
    close(new, w - alpha * slope / (jax.numpy.sqrt(mean) + eps))


def test_dropout_against_jax(jax):
    for a, u, p, training in cases_of("09.dropout"):
        kept = jax.numpy.where(u >= p, a / (1 - p), 0.0) if training else a
        close(right("09.dropout")(a, u, p, training), kept)


def test_dropout_keeps_the_mean():
    u = np.random.default_rng(4).random((1, 200_000))
    sent = right("09.dropout")(np.full(u.shape, 6.0), u, 0.25, True)
    assert abs(sent.mean() - 6) < 0.03


def normalised(jax, z, gamma, beta, eps):
    return gamma * jax.nn.standardize(z, axis=1, epsilon=eps) + beta


def test_batch_normalisation_against_jax(jax):
    for z, gamma, beta, eps in cases_of("09.norm_forward"):
        mean, var, z_hat, out = right("09.norm_forward")(z, gamma, beta, eps)
        close(out, normalised(jax, z, gamma, beta, eps))
        close(var, jax.numpy.var(z, axis=1, keepdims=True))
        d_out = np.random.default_rng(0).normal(size=z.shape)
        _, back = jax.vjp(partial(normalised, jax, eps=eps), z, gamma, beta)
        dz, dgamma, dbeta = back(jax.numpy.asarray(d_out))
        steps = right("09.norm_backward")(d_out, z, mean, var, z_hat, gamma, eps)
        at_once = right("09.norm_at_once")(d_out, z_hat, var, gamma, eps)
        np.testing.assert_allclose(steps[0], dgamma, atol=1e-9)
        np.testing.assert_allclose(steps[1], dbeta, atol=1e-9)
        np.testing.assert_allclose(steps[5], dz, atol=1e-9)
        np.testing.assert_allclose(at_once, dz, atol=1e-9)


def test_intermediate_gradients_against_jax(jax):
    for d_out, z, mean, var, z_hat, gamma, eps in cases_of("09.norm_backward"):

        def E(mean: Any, var: Any, z=z, d_out=d_out, gamma=gamma, eps=eps) -> Any:
            return (d_out * gamma * (z - mean) / jax.numpy.sqrt(var + eps)).sum()

        dmean, dvar = jax.grad(E, argnums=(0, 1))(mean, var)
        steps = right("09.norm_backward")(d_out, z, mean, var, z_hat, gamma, eps)
        close(steps[3], dvar)
        close(steps[4], dmean)


def test_an_answer_of_batch_normalisation_is_for_one_example_as_for_many():
    rng = np.random.default_rng(5)
    gamma, beta = rng.normal(size=(3, 1)), rng.normal(size=(3, 1))
    layer = right("09.BatchNorm")(gamma, beta, 1e-5, 0.9)
    for _ in range(20):
        layer.forward(rng.normal(2, 3, (3, 8)), True)
    z = rng.normal(2, 3, (3, 5))
    together = layer.forward(z, False)
    alone = np.hstack([layer.forward(z[:, [i]], False) for i in range(5)])
    close(together, alone)
    assert np.ptp(alone, axis=1).min() > 0.1


def test_first_step_has_the_size_of_the_rate():
    w, g, zero = np.zeros(2), np.array([250.0, -0.002]), np.zeros(2)
    new, _, _ = right("09.adam_step")(w, g, zero, zero, 1, 0.01, 0.9, 0.999, 1e-8)
    np.testing.assert_allclose(new, [-0.01, 0.01], rtol=1e-5)


def test_a_parameter_without_gradient_shrinks_by_one_minus_alpha_lambda():
    w = np.array([2.0, -3.0])
    zero = np.zeros(2)
    new, m, v = right("09.adamw_step")(w, zero, zero, zero, 1, 0.1, 0.5, 0.9, 0.999, 1e-8)
    close(new, 0.95 * w)
    assert not m.any()
    assert not v.any()


def loops_forget(a: Any, u: Any, p: Any, training: Any) -> Any:
    """Right but for p = 0, where it takes the default."""
    p = p or 0.5
    return a * (u >= p) / (1 - p) if training else a


Reference: Any = right("09.Adam")


class OwnParameters(Reference):
    """Goes on from parameters of its own."""

    def step(self, parameters: Any, gradients: Any) -> Any:
        self.own = super().step(getattr(self, "own", parameters), gradients)
        return list(self.own)


class SkipsZeros(Reference):
    """No step for an array without a gradient."""

    def one(self, i: int, w: Any, g: Any) -> Any:
        return super().one(i, w, g) if g.any() else w.copy()


class MeansByShape(Reference):
    """Arrays of one shape share their means."""

    def step(self, parameters: Any, gradients: Any) -> Any:
        self.begin(parameters)
        self.t += 1
        places = {w.shape: i for i, w in enumerate(parameters)}
        pairs = zip(parameters, gradients, strict=True)
        return [self.one(places[w.shape], w, g) for w, g in pairs]


def one_column_is_a_bias(parameters: Any, gradients: Any, m: Any, v: Any, *rest: Any) -> Any:
    news, *moments = right("09.repaired_adamw")(parameters, gradients, m, v, *rest)
    for i in range(0, len(news), 2):
        if parameters[i].shape[1] == 1:  # gives back what the decay took
            news[i] = news[i] + rest[1] * rest[2] * parameters[i]
    return news, *moments


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "parameters of its own": ("09.Adam", OwnParameters),
    "no step without a gradient": ("09.Adam", SkipsZeros),
    "means by shape": ("09.Adam", MeansByShape),
    "a column is a bias": ("09.repaired_adamw", one_column_is_a_bias),
    "dropped where u is p": (
        "09.dropout", lambda a, u, p, training: a * (u > p) / (1 - p) if training else a
    ),
    "one array": ("09.clip", lambda gs, c: [gs[0] * min(1, c / np.linalg.norm(gs[0]))]),
    "no way out of zeros": (
        "09.clip",
        lambda gs, c: [g * (c / max(np.sqrt(sum((g**2).sum() for g in gs)), c)) for g in gs[:2]],
    ),
    "no dropout means a half": ("09.dropout", loops_forget),
    "first step always": (
        "09.adam_step",
        lambda w, g, m, v, t, a, b1, b2, e: (
            w - a * g / (np.abs(g) + e), b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
        ),
    ),
    "memories of the text": (
        "09.adam_step",
        lambda w, g, m, v, t, a, b1, b2, e: right("09.adam_step")(
            w, g, m, v, t, a, 0.9, 0.999, 1e-8
        ),
    ),
    "eps of the text": (
        "09.norm_forward", lambda z, g, b, e: right("09.norm_forward")(z, g, b, 1e-5)
    ),
    "rows for columns": (
        "09.norm_forward",
        lambda z, g, b, e: tuple(p.T for p in right("09.norm_forward")(z, g, b, e)),
    ),
    "only for several examples": (
        "09.norm_forward",
        lambda z, g, b, e: right("09.norm_forward")(z, g, b, e if z.shape[1] > 1 else 0.0),
    ),
    "weights of one layer": (
        "09.decay_step",
        lambda W, b, dW, db, a, d: ([W[0] - a * (dW[0] + d * W[0])], [b[0] - a * db[0]]),
    ),
    "default memory": (
        "09.rmsprop_step",
        lambda w, g, v, a, rho, e: right("09.rmsprop_step")(w, g, v, a, 0.9, e),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = verdict(id, answer)
    assert told.status != "passed"
    assert told.points <= told.max_points * 2 / 3


@pytest.mark.parametrize("name", ["adam_step", "rmsprop_step"])
def test_a_fixed_eps_is_not_called_missing(name: str) -> None:
    def fixed(*case: Any) -> Any:
        return right(f"09.{name}")(*case[:-1], 1e-8)

    assert "is not the argument `eps`" in verdict(f"09.{name}", fixed).message


def test_momentum_takes_the_same_steps_in_a_turned_valley() -> None:
    turn = np.array([[1.0, 1.0], [1.0, -1.0]]) / np.sqrt(2)
    w = np.array([-4.0, 1.0])
    turned = turn @ w
    velocity = velocity_turned = np.zeros(2)
    stretch = np.array([1.0, 100.0])
    for _ in range(50):
        velocity = 0.9 * velocity + stretch * w
        velocity_turned = 0.9 * velocity_turned + turn @ (stretch * (turn @ turned))
        w, turned = w - 0.01 * velocity, turned - 0.01 * velocity_turned
    np.testing.assert_allclose(turn @ turned, w, atol=1e-9)


@pytest.mark.parametrize("order", ["ehcafb", "hecafb", "EHCAFB"])
def test_a_mask_and_a_batch_may_be_drawn_in_any_order(order: str) -> None:
    assert verdict("09.one_round", order).status == "passed"


@pytest.mark.parametrize("order", ["ehacfb", "ehcfab", "cehafb", "bfache"])
def test_wrong_orders_are_explained(order: str) -> None:
    told = verdict("09.one_round", order)
    assert told.status != "passed"
    assert told.misconception or len(told.message) > 40


@pytest.mark.parametrize("id", ["my_clip", "my_moments", "my_decay", "my_dropout", "my_norm"])
def test_own_numbers_tell_mistakes_apart_for_many_students(id: str) -> None:
    exercise = find(f"09.{id}")
    assert isinstance(exercise, Value)
    assert exercise.variant is not None
    for i in range(60):
        numbers = exercise.variant.numbers(f"student {i}")
        assert exercise.tells_apart(numbers, 2 * exercise.tolerance)
        assert np.isfinite(np.ravel(exercise.reference(numbers))).all()


def test_steps_of_a_class_are_plain_data():
    for id in ("09.Adam", "09.BatchNorm"):
        exercise = find(id)
        assert isinstance(exercise, Code)
        assert exercise.steps is not None
        case = cases_of(id)[0]
        names = dict(zip(exercise.arguments, case, strict=True))
        given = run_steps(exercise.steps(*case), {exercise.name: exercise.reference, **names})
        for value in given.values():
            arrays = value if isinstance(value, list) else [value]
            assert all(isinstance(array, np.ndarray) for array in arrays)
