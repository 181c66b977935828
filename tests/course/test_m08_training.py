"""Module 08, sections 1 to 5: independent numbers, what the cases catch, what the text claims."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

import nnkit
from nnkit import SGD, Network, data, fit
from nnkit.activations import sigmoid
from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.course.m08_training import ladder, mean, minibatch, ratio
from nnkit.course.m08_training.epoch import epoch_by
from nnkit.course.m08_training.train import cut, new_orders, trained

STUDENTS = [f"student-{i}" for i in range(60)]
OWN: list[Value] = [
    minibatch.my_updates,
    mean.my_epoch_loss,
    ladder.my_chance,
    ratio.my_rate,
]


def verdict(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("author"))


def reference(id: str) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Code | Value)
    return exercise.reference


@pytest.fixture
def jax() -> Iterator[Any]:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


def network(rng: np.random.Generator, *sizes: int) -> tuple[list[Any], list[Any]]:
    weights = [rng.normal(size=(n, m)) for m, n in pairwise(sizes)]
    return weights, [rng.normal(size=(n, 1)) for n in sizes[1:]]


def loss_by_jax(jax: Any) -> Any:
    def loss(weights: Any, biases: Any, x: Any, y: Any) -> Any:
        for W, b in zip(weights, biases, strict=True):
            x = jax.nn.sigmoid(W @ x + b)
        return jax.numpy.sum((x - y) ** 2) / 2 / y.shape[1]

    return loss


# Independent numbers


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("exercise", OWN, ids=lambda exercise: str(exercise.id))
def test_every_mistake_of_every_student_is_named(exercise: Value, student: str) -> None:
    circumstances = Circumstances(student)
    assert judge(exercise, exercise.expected(student), circumstances).status == "passed"
    for misconception in exercise.misconceptions:
        wrong = exercise.for_student(misconception.wrong, student)
        assert judge(exercise, wrong, circumstances).misconception == misconception.name


@pytest.mark.parametrize("student", STUDENTS)
def test_updates_are_those_of_counted_batches(student: str) -> None:
    own = minibatch.my_updates.variant
    assert own is not None
    N, size, epochs = own.numbers(student)
    sizes = [len(range(start, min(start + size, N))) for start in range(0, N, size)]
    counted = [len(sizes), sizes[-1], len(sizes) * epochs]
    assert minibatch.my_updates.expected(student) == counted


def test_training_agrees_with_jax(jax: Any) -> None:
    rng = np.random.default_rng(5)
    weights, biases = network(rng, 3, 5, 2)
    x, y = rng.normal(size=(3, 11)), rng.uniform(0, 1, (2, 11))
    ours = reference("08.train")(weights, biases, x, y, 4, 4, 1.5, 7)
    loss = jax.value_and_grad(loss_by_jax(jax), argnums=(0, 1))
    shuffling, losses = np.random.default_rng(7), []
    for _ in range(4):
        order, total = shuffling.permutation(11), 0.0
        for part in (order[:4], order[4:8], order[8:]):
            E, (dW, db) = loss(weights, biases, x[:, part], y[:, part])
            weights = [W - 1.5 * g for W, g in zip(weights, dW, strict=True)]
            biases = [b - 1.5 * g for b, g in zip(biases, db, strict=True)]
            total += E * len(part)
        losses.append(total / 11)
    for mine, theirs in zip(ours, (weights, biases, losses), strict=True):
        for p, q in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(p, q, rtol=1e-10)


def test_micro_batches_give_the_gradient_of_the_one_batch(jax: Any) -> None:
    rng = np.random.default_rng(2)
    weights, biases = network(rng, 4, 3, 2)
    x, y = rng.normal(size=(4, 9)), rng.uniform(0, 1, (2, 9))
    gradient = jax.grad(loss_by_jax(jax), argnums=(0, 1))
    parts = (slice(0, 2), slice(2, 7), slice(7, 9))
    each = [gradient(weights, biases, x[:, part], y[:, part]) for part in parts]
    together = reference("08.accumulate")([[*dW, *db] for dW, db in each], [2, 5, 2])
    dW, db = gradient(weights, biases, x, y)
    for mine, theirs in zip(together, [*dW, *db], strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)


def test_slope_along_is_the_directional_derivative(jax: Any) -> None:
    rng = np.random.default_rng(3)
    p, v, c = rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))

    def E(p: Any) -> Any:
        return jax.numpy.sum(jax.numpy.sin(c * p))

    measured, claimed = reference("08.slope_along")(E, p, np.array(jax.grad(E)(p)), v, 1e-5)
    _, truth = jax.jvp(E, (p,), (v,))
    assert measured == pytest.approx(float(truth), rel=1e-7)
    assert claimed == pytest.approx(float(truth), rel=1e-10)


def test_scaled_training_data_have_mean_0_and_spread_1() -> None:
    rng = np.random.default_rng(4)
    x, v = 5 + 3 * rng.normal(size=(4, 50)), rng.normal(size=(4, 8))
    scaled, scaled_val = reference("08.standardise")(x, v)
    np.testing.assert_allclose(scaled.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose((scaled**2).mean(axis=1), 1)
    # The same straight line takes both from the old to the new numbers.
    slope = (scaled[:, 1] - scaled[:, 0]) / (x[:, 1] - x[:, 0])
    np.testing.assert_allclose(scaled_val[:, 2] - scaled[:, 0], slope * (v[:, 2] - x[:, 0]))


def test_accuracy_is_that_of_the_package() -> None:
    rng = np.random.default_rng(6)
    for n in (1, 2, 7):
        a = rng.uniform(0, 1, (n, 40))
        y = np.eye(n)[:, rng.integers(0, n, 40)] if n > 1 else rng.integers(0, 2, (1, 40))
        assert reference("08.accuracy")(a, y) == nnkit.train.accuracy(a, y)


@pytest.mark.parametrize("C", [2, 3, 10, 26])
def test_loss_at_chance(C: int) -> None:
    a, y = np.full((C, C), 1 / C), np.eye(C)
    entropy, half_square = ladder.at_chance(C)
    assert nnkit.cross_entropy(a, y)[0] == pytest.approx(entropy)
    assert nnkit.half_squared_error(a, y)[0] == pytest.approx(half_square)


def test_no_straight_border_gets_all_of_xor_right() -> None:
    x, y = data.xor()
    grid = np.linspace(-2, 2, 17)
    right = [
        int((((w1 * x[0] + w2 * x[1] + b) > 0) == (y[0] > 0.5)).sum())
        for w1, w2, b in product(grid, grid, grid + 0.01)
    ]
    assert max(right) == reference("08.xor_line")


# What the text claims, from several starts


@pytest.fixture(scope="module")
def digits() -> tuple[Any, Any, Any, Any]:
    x, y = data.digits()
    return x[:, :1400], y[:, :1400], x[:, 1400:], y[:, 1400:]


@pytest.mark.parametrize("seed", range(3))
def test_the_loop_reads_digits_and_fit_does_the_same(digits: Any, seed: int) -> None:
    x, y, x_val, y_val = digits
    net = Network.create([64, 30, 10], rng=seed)
    weights, biases, losses = reference("08.train")(net.weights, net.biases, x, y, 15, 20, 3.0, 0)
    history = fit(
        net, x, y, epochs=15, batch_size=20, optimizer=SGD(3.0), rng=0, validation=(x_val, y_val)
    )
    assert history.validation_accuracy[-1] > 0.96
    np.testing.assert_allclose(losses, history.loss, rtol=0, atol=1e-12)
    for mine, theirs in zip([*weights, *biases], [*net.weights, *net.biases], strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-12)

    def read_digits(x: Any) -> Any:
        return net.predict(x).argmax(axis=0)

    assert verdict("08.read_digits", read_digits).status == "passed"


@pytest.mark.parametrize("seed", range(3))
def test_without_pairs_or_order_nothing_is_learnt(digits: Any, seed: int) -> None:
    x, y, x_val, y_val = digits
    alone = np.random.default_rng(seed).permutation(1400)
    net = Network.create([64, 30, 10], rng=seed)
    history = fit(net, x[:, alone], y, epochs=8, batch_size=20, optimizer=SGD(3.0), rng=seed)
    assert history.loss[-1] == pytest.approx(ladder.at_chance(10)[1], abs=0.01)
    assert nnkit.train.accuracy(net.predict(x_val), y_val) < 0.25

    by_digit = np.argsort(y.argmax(axis=0), kind="stable")
    net = Network.create([64, 30, 10], rng=seed)
    weights, biases, _ = trained(net.weights, net.biases, x, y, [by_digit] * 5, 20, 3.0)
    told = Network(weights, biases).predict(x_val).argmax(axis=0)
    assert np.mean(told >= 8) > 0.75


@pytest.mark.parametrize("seed", range(2))
def test_wrong_labels_are_learnt_by_heart(digits: Any, seed: int) -> None:
    x, y, x_val, y_val = digits
    net, wrong = Network.create([64, 30, 10], rng=seed), np.roll(y[:, :20], -1, axis=1)
    history = fit(
        net, x[:, :20], wrong, epochs=400, batch_size=20, optimizer=SGD(3.0), rng=seed,
        validation=(x_val, y_val),
    )  # fmt: skip
    assert history.accuracy[-1] == 1
    assert history.validation_accuracy[-1] < 0.35


def test_one_batch_needs_four_times_as_many_epochs() -> None:
    x, both = data.and_gate()
    y = np.vstack([1 - both, both])
    epochs = []
    for size in (1, 4):
        net = Network.create([2, 2, 2], rng=2)
        rng, n = np.random.default_rng(0), 0
        while not (net.predict(x).argmax(axis=0) == y.argmax(axis=0)).all():
            fit(net, x, y, epochs=1, batch_size=size, optimizer=SGD(0.05), rng=rng)
            n += 1
        epochs.append(n)
    assert epochs[0] > 1000
    assert epochs[1] / epochs[0] == pytest.approx(reference("08.one_batch"), abs=0.1)


# What the cases catch


def forward(weights: Any, biases: Any, x: Any) -> list[Any]:
    a = [x]
    for W, b in zip(weights, biases, strict=True):
        a.append(sigmoid(W @ a[-1] + b))
    return a


def shuffled_in_place(x: Any, y: Any, seed: int) -> Any:
    order = np.random.default_rng(seed).permutation(x.shape[1])
    x[:], y[:] = x[:, order], y[:, order]
    return x, y


def added_in_place(gradients: Any, sizes: Any) -> Any:
    total = gradients[0]
    for i in range(len(total)):
        total[i] *= sizes[0] / sum(sizes)
    for gradient, size in zip(gradients[1:], sizes[1:], strict=True):
        for i in range(len(total)):
            total[i] += size / sum(sizes) * gradient[i]
    return total


def scaled_in_place(x_train: Any, x_val: Any) -> Any:
    average, spread = x_train.mean(axis=1, keepdims=True), x_train.std(axis=1, keepdims=True)
    spread[spread == 0] = 1
    x_val -= average
    x_val /= spread
    return (x_train - average) / spread, x_val


def updated_in_place(weights: Any, biases: Any, pairs: Any, alpha: float) -> Any:
    new_weights, new_biases, loss = epoch_by(weights, biases, pairs, alpha)
    for p, q in zip([*weights, *biases], [*new_weights, *new_biases], strict=True):
        p[...] = q
    return weights, biases, loss


def kept_generator() -> Any:
    rng = np.random.default_rng(1)

    def train(
        weights: Any, biases: Any, x: Any, y: Any, epochs: int, size: int, alpha: float, seed: int
    ) -> Any:
        orders = [rng.permutation(x.shape[1]) for _ in range(epochs)]
        return trained(weights, biases, x, y, orders, size, alpha)

    return train


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "new arrays of shuffle": ("08.shuffle", shuffled_in_place),
    "the last batch": (
        "08.batches",
        lambda x, y, order, size: cut(x, y, order[: max(1, len(order) // size) * size], size),
    ),
    "any number of losses": (
        "08.epoch_loss",
        lambda losses, sizes: np.dot(losses[:4], sizes[:4]) / sum(sizes[:4]),
    ),
    "sizes that differ": (
        "08.accumulate",
        lambda g, s: [np.mean(q, axis=0) for q in zip(*g, strict=True)],
    ),
    "gradients are left as they are": ("08.accumulate", added_in_place),
    "more than one for validation": (
        "08.split",
        lambda x, y, o, n: (x[:, o[:-1]], y[:, o[:-1]], x[:, o[-1:]], y[:, o[-1:]]),
    ),
    "x_val is left as it is": ("08.standardise", scaled_in_place),
    "one output, exactly a half": (
        "08.accuracy",
        lambda a, y: np.mean(
            (a > 0.5) == (y > 0.5) if len(y) == 1 else a.argmax(axis=0) == y.argmax(axis=0)
        ),
    ),
    "h is used": (
        "08.slope_along",
        lambda E, p, g, v, h: ((E(p + 1e-4 * v) - E(p - 1e-4 * v)) / 2e-4, np.sum(g * v)),
    ),
    "every array": (
        "08.update_ratio",
        lambda old, new: [np.linalg.norm(new[0] - old[0]) / np.linalg.norm(old[0])] * len(old),
    ),
    "weights are left as they are": ("08.train_epoch", updated_in_place),
    "a generator of the call": ("08.train", kept_generator()),
    "more than one epoch": (
        "08.train",
        lambda W, b, x, y, epochs, size, alpha, seed: trained(
            W, b, x, y, new_orders(x.shape[1], 1, seed), size, alpha
        ),
    ),
    "digits, not outputs": ("08.read_digits", lambda x: np.eye(10)[:, x.argmax(axis=0) % 10]),
    "a network that guesses": ("08.read_digits", lambda x: x.argmax(axis=0) % 10),
    "one number for each": ("08.read_digits", lambda x: 7),
    "words": ("08.read_digits", lambda x: ["seven"] * x.shape[1]),
}


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = verdict(id, answer)
    assert told.status != "passed"
    assert told.points <= told.max_points / 2


def shuffled_together(x: Any, y: Any, seed: int) -> Any:
    both = np.vstack([x, y])[:, np.random.default_rng(seed).permutation(x.shape[1])]
    return both[: len(x)], both[len(x) :]


def running_mean(gradients: Any, sizes: Any) -> Any:
    n, total = 0, [0 * g for g in gradients[0]]
    for gradient, size in zip(gradients, sizes, strict=True):
        total = [(n * t + size * g) / (n + size) for t, g in zip(total, gradient, strict=True)]
        n += size
    return total


def scaled_row_by_row(x_train: Any, x_val: Any) -> Any:
    rows = []
    for row, new in zip(x_train, x_val, strict=True):
        spread = np.sqrt(np.mean((row - row.mean()) ** 2)) if np.ptp(row) else 1
        rows.append(((row - row.mean()) / spread, (new - row.mean()) / spread))
    return np.array([row for row, _ in rows]), np.array([new for _, new in rows])


ALSO_RIGHT: dict[str, tuple[str, Any]] = {
    "both arrays at once": ("08.shuffle", shuffled_together),
    "np.split": (
        "08.batches",
        lambda x, y, order, size: tuple(
            (x[:, part], y[:, part]) for part in np.split(order, range(size, len(order), size))
        ),
    ),
    "a running mean": ("08.accumulate", running_mean),
    "np.average": (
        "08.accumulate",
        lambda g, s: [np.average(np.stack(q), axis=0, weights=s) for q in zip(*g, strict=True)],
    ),
    "row by row": ("08.standardise", scaled_row_by_row),
    "a table of two rows": (
        "08.accuracy",
        lambda a, y: np.mean(
            (a[0] - y[0] > -0.5000001) & (a[0] - y[0] < 0.5) if len(y) == 1
            else (a == a.max(axis=0))[y == 1]
        ),
    ),
    "a dot product": (
        "08.slope_along",
        lambda E, p, g, v, h: (E(p + h * v) / h / 2 - E(p - h * v) / h / 2, g.ravel() @ v.ravel()),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id", "answer"), ALSO_RIGHT.values(), ids=ALSO_RIGHT)
def test_right_answers_in_another_dress_pass(id: str, answer: Any) -> None:
    assert verdict(id, answer).status == "passed"
