"""Module 09, sections 1 to 5: its numbers against independent ones, and what its cases catch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

import nnkit
from nnkit.activations import ACTIVATIONS
from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.course.m09_beyond_sigmoid import own_scores, own_slopes, spread, vanishing
from nnkit.course.m09_beyond_sigmoid.layer_norms import rms

STUDENTS = [f"student-{i}" for i in range(8)]
SEEDS = range(3)
NOTEBOOK = Path(nnkit.__file__).parents[1] / "solutions/09_beyond_sigmoid/beyond_sigmoid.ipynb"

LAYERS, WIDTH, EXAMPLES = 20, 100, 20


def stack(g: float, seed: int = 9, layers: int = LAYERS) -> tuple[list[Any], Any, Any]:
    """Weights with spread g/√n, an input, and δ of the last layer, as in the notebook."""
    rng = np.random.default_rng(seed)
    weights = [rng.normal(0, g / np.sqrt(WIDTH), (WIDTH, WIDTH)) for _ in range(layers)]
    x = rng.normal(0, 1, (WIDTH, EXAMPLES))
    return weights, x, rng.normal(0, 1, (WIDTH, EXAMPLES))


def sizes(name: str, g: float, seed: int = 9, layers: int = LAYERS) -> tuple[Any, Any]:
    """The rms of the activations of each layer, and that of their deltas."""
    weights, x, delta = stack(g, seed, layers)
    a = [x]
    for W in weights:
        a.append(ACTIVATIONS[name].forward(W @ a[-1]))
    back = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = ACTIVATIONS[name].backward(a[i], weights[i].T @ delta)
        back.insert(0, rms(delta))
    return np.array([rms(v) for v in a[1:]]), np.array(back)


def starved(name: str, g: float, share: float = 1e-3, seed: int = 9) -> int:
    """How many layers receive less than this share of what the last one has."""
    back = sizes(name, g, seed)[1]
    return int(np.sum(back < share * back[-1]))


@pytest.fixture
def jax() -> Iterator[Any]:
    """JAX in double precision."""
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


def reference(id: str) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Code)
    return exercise.reference


def cases(id: str) -> list[Any]:
    exercise = find(id)
    assert isinstance(exercise, Code)
    return list(exercise.cases(np.random.default_rng(9)))


def told(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("student"))


def expected(id: str, student: str | None = None) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Value)
    return exercise.expected(student)


PHI: dict[str, Any] = {
    "sigmoid": lambda z, leak: 1 / (1 + np.exp(-z)),
    "tanh": lambda z, leak: np.tanh(z),
    "relu": lambda z, leak: z if z.real > 0 else 0 * z,
    "leaky": lambda z, leak: z if z.real > 0 else leak * z,
    "identity": lambda z, leak: z,
}


@pytest.mark.parametrize("name", PHI)
@pytest.mark.parametrize("z", [-2.5, -0.3, 0.4, 3.0])
def test_slopes_from_the_output_are_the_slopes_by_z(name: str, z: float) -> None:
    by_complex_step = PHI[name](complex(z, 1e-30), 0.1).imag / 1e-30
    a = np.array([PHI[name](np.float64(z), 0.1)])
    assert reference("09.slope_of")(name, a, 0.1) == pytest.approx(by_complex_step, abs=1e-12)


@pytest.mark.parametrize("name", ["relu", "leaky"])
def test_zero_belongs_to_the_left_side(name: str) -> None:
    assert reference("09.slope_of")(name, np.zeros(1), 0.1) == (0.1 if name == "leaky" else 0)


def test_softmax_and_its_delta_agree_with_jax(jax: Any) -> None:
    def loss(z: Any, y: Any) -> Any:
        return -(y * jax.nn.log_softmax(z, axis=0)).sum() / y.shape[1]

    # JAX compiles anew for each shape, so a few will do.
    for (z,) in cases("09.softmax")[5:7]:
        theirs = jax.nn.softmax(z.astype(float), axis=0)
        np.testing.assert_allclose(reference("09.softmax")(z), theirs, atol=1e-12)
    for z, y in cases("09.softmax_cross_entropy")[2::3]:
        value, delta = reference("09.softmax_cross_entropy")(z, y)
        theirs = jax.grad(loss)(z, y)
        np.testing.assert_allclose(delta, theirs, atol=1e-12)
        if z.max() < 100:  # otherwise a probability is 0 and counts as 1e-12
            assert value == pytest.approx(float(loss(z, y)), rel=1e-9)


def test_layer_norms_agree_with_jax_on_tanh_layers(jax: Any) -> None:
    rng = np.random.default_rng(1)
    weights = [rng.normal(0, 0.5, (m, n)) for m, n in ((5, 3), (4, 5), (6, 4))]
    x, last = rng.normal(0, 1, (3, 7)), rng.normal(0, 1, (6, 7))
    a = [x]
    for W in weights:
        a.append(np.tanh(W @ a[-1]))
    norms = reference("09.layer_norms")(weights, [1 - v**2 for v in a[1:]], last)

    for layer in (1, 2):

        def weighed(z: Any, layer: int = layer) -> Any:
            for W in weights[layer:]:
                z = W @ jax.numpy.tanh(z)
            return (last * z).sum()

        delta = jax.grad(weighed)(weights[layer - 1] @ a[layer - 1])
        assert norms[layer - 1] == pytest.approx(float(np.sqrt((delta**2).mean())), rel=1e-9)


def steps_until_right(loss: str) -> int:
    net = nnkit.Network([np.array([[np.log(999)], [0.0]])], [np.zeros((2, 1))], "softmax")
    optimizer, steps = nnkit.SGD(0.5), 0
    while (trace := net.forward(np.ones((1, 1)))).a[-1][1, 0] <= 0.5:
        optimizer.step(net, net.backward(trace, np.array([[0.0], [1.0]]), loss))
        steps += 1
    return steps


def test_the_stuck_answer_is_right_after_258_steps_or_4() -> None:
    assert steps_until_right("half_squared_error") == 258
    assert steps_until_right("cross_entropy") == 4


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_notebook_says_of_the_stacks_holds_for_other_seeds(seed: int) -> None:
    assert starved("sigmoid", 1.0, seed=seed) == expected("09.vanished") == 15
    shares = (1e-6, 1e-2, 1e-1)  # what is told of other counts
    assert [starved("sigmoid", 1.0, share, seed) for share in shares] == [10, 16, 18]
    kept = 0
    for name in ("identity", "tanh", "relu", "sigmoid"):
        for g in (0.5, 1.0, 2.0):
            back = sizes(name, g, seed)[1]
            kept += 0.01 < back[0] / back[-1] < 100
    assert kept == 3
    back = sizes("identity", 2.0, seed)[1]
    assert 3e5 < back[0] / back[-1] < 8e5  # about 2 to the power 19
    back = sizes("relu", 1.0, seed)[1]
    assert (back[0] / back[-1]) ** (1 / (LAYERS - 1)) == pytest.approx(0.7, abs=0.02)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("layers", "safe"), [(2, 12), (20, 3)])
def test_the_map_of_depths_counts_what_stays_within_a_hundred(
    layers: int, safe: int, seed: int
) -> None:
    within = 0
    for name in ("identity", "tanh", "relu", "sigmoid"):
        for g in (0.5, 1.0, 2.0):
            back = sizes(name, g, seed, layers)[1]
            within += 0.01 < back[0] / back[-1] < 100
    assert within == safe


@pytest.mark.parametrize("seed", SEEDS)
def test_relu_keeps_its_size_between_1_3_and_1_5(seed: int) -> None:
    ratios = [(f := sizes("relu", g, seed)[0])[-1] / f[0] for g in (1.3, 1.5)]
    assert ratios[0] < 0.25
    assert ratios[1] > 1.3
    below, above = (sizes("relu", g, seed)[0] for g in (1.40, 1.49))
    assert below[-1] < below[0]
    assert above[-1] > above[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_large_rate_silences_more_than_half_for_good(seed: int) -> None:
    x, label = nnkit.data.moons(200)
    y = np.vstack([1 - label, label])
    shares = {}
    for rate in (0.5, 10):
        net = nnkit.Network.create([2, 50, 2], ["relu", "softmax"], seed)
        optimizer, found = nnkit.SGD(rate), []
        for _ in range(201):
            trace = net.forward(x)
            found.append(reference("09.silent_share")(trace.a[1]))
            optimizer.step(net, net.backward(trace, y, "cross_entropy"))
        shares[rate] = found
    assert shares[0.5][200] <= 0.02  # one of 50
    assert shares[10][50] > 0.5
    assert np.all(np.diff(shares[10]) >= 0)


def test_a_start_of_the_right_spread() -> None:
    W = reference("09.initial_weights")(300, 200, "tanh", 5)
    assert W.shape == (200, 300)
    assert W.std() == pytest.approx(np.sqrt(2 / 500), rel=0.02)
    assert reference("09.initial_weights")(300, 200, "relu", 5).std() == pytest.approx(
        np.sqrt(2 / 300), rel=0.02
    )
    theirs = nnkit.Network.create([300, 200], "relu", 5).weights[0]
    np.testing.assert_array_equal(reference("09.initial_weights")(300, 200, "relu", 5), theirs)


@pytest.mark.parametrize("student", STUDENTS)
def test_every_mistake_in_a_students_own_numbers_is_named(student: str) -> None:
    decimals = {"my_slopes": 4, "my_softmax": 3, "my_loss": 2, "my_depth": 3, "my_spread": 4}
    for file in (own_slopes, own_scores, vanishing, spread):
        for exercise in vars(file).values():
            if not isinstance(exercise, Value) or exercise.variant is None:
                continue
            numbers, n = exercise.variant.numbers(student), decimals[exercise.name]
            right = np.round(exercise.expected(student), n)
            assert judge(exercise, right, Circumstances(student)).status == "passed"
            for misconception in exercise.misconceptions:
                answer = np.round(misconception.wrong(numbers), n)
                verdict = judge(exercise, answer, Circumstances(student))
                assert verdict.misconception == misconception.name


@pytest.mark.parametrize("student", STUDENTS)
def test_own_depth_is_where_the_power_falls_below_a_thousandth(student: str) -> None:
    f, k = vanishing.FACTOR.numbers(student).f, expected("09.my_depth", student)
    assert f**k < 1e-3 <= f ** (k - 1)


@pytest.mark.parametrize("student", STUDENTS)
def test_a_loss_from_a_rounded_probability_is_right(student: str) -> None:
    p = np.round(expected("09.my_softmax", student), 3)
    own = own_scores.SCORES.numbers(student)
    loss = np.round(-np.log(p[own.right - 1]), 2)
    assert judge(find("09.my_loss"), loss, Circumstances(student)).status == "passed"


def test_two_decimals_of_a_mistake_name_it() -> None:
    assert told("09.recall_tanh_slope", 0.71).misconception == "tanh-once-more"


def test_own_numbers_keep_their_name_to_the_end_of_the_notebook() -> None:
    cells = nbformat.read(NOTEBOOK, 4).cells
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    stored = [
        node.id
        for tree in trees
        for statement in tree.body
        if not isinstance(statement, (ast.FunctionDef, ast.ClassDef))
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    own = [
        line.partition(" = variant(")[0]
        for cell in cells
        for line in cell.source.splitlines()
        if " = variant(" in line
    ]
    assert len(own) == 9
    assert [name for name in own if stored.count(name) > 1] == []


def one_silent(a: Any) -> Any:
    return np.mean(a.sum(axis=1) < 1e-3)


def lifts_in_place(a: Any, y: Any) -> Any:
    a[a < 1e-12] = 1e-12
    return -np.sum(y * np.log(a)) / a.shape[1]


def largest_from_zero(z: Any) -> Any:
    e = np.exp(z - np.maximum(z.max(axis=0), 0))
    return e / e.sum(axis=0)


def changes_z(z: Any) -> Any:
    z -= z.max(axis=0)
    return np.exp(z) / np.exp(z).sum(axis=0)


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "a flat leaky ReLU": ("09.leaky_relu", lambda z, leak: np.where(z > 0, z, leak * z).ravel()),
    "a leak in whole numbers": (
        "09.leaky_relu",
        lambda z, leak: np.where(z > 0, z, (leak * z).astype(z.dtype)),
    ),
    "slopes of a list": ("09.slope_of", lambda name, a, leak: float(np.mean(a))),
    "scores changed in place": ("09.softmax", changes_z),
    "one column of scores": ("09.softmax", lambda z: nnkit.softmax(z[:, 0])),
    "one-hot targets only": (
        "09.cross_entropy",
        lambda a, y: -np.log(np.maximum(a[y.argmax(0), np.arange(a.shape[1])], 1e-12)).mean(),
    ),
    "zeros left out": (
        "09.cross_entropy",
        lambda a, y: -np.nansum(y * np.log(np.where(a > 0, a, np.nan))) / a.shape[1],
    ),
    "a delta of one example": (
        "09.softmax_cross_entropy",
        lambda z, y: (0.0, nnkit.softmax(z) - y),
    ),
    "only zeros lifted": (
        "09.cross_entropy",
        lambda a, y: -np.sum(y * np.log(np.where(a == 0, 1e-12, a))) / a.shape[1],
    ),
    "probabilities lifted in place": ("09.cross_entropy", lifts_in_place),
    "a largest score that begins at 0": ("09.softmax", largest_from_zero),
    "a soft voice": ("09.silent_share", one_silent),
    "a voice heard once": ("09.silent_share", lambda a: np.mean(np.mean(a > 0, axis=1) < 0.01)),
    "weights without a seed": (
        "09.initial_weights",
        lambda n_in, n_out, activation, seed: np.ones((n_out, n_in)),
    ),
}


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    verdict = told(id, answer)
    assert verdict.status != "passed"
    assert verdict.points <= verdict.max_points / 2


@pytest.mark.parametrize(
    "order", ["abcdef", "ecfbd", "cefdb", "fecdb", "ecdfb", "ecadb", "ecab", "bdfce", "ecfd"]
)
def test_a_wrong_order_of_the_derivation_is_told_why(order: str) -> None:
    verdict = told("09.delta_proof", order)
    assert verdict.points < verdict.max_points
    assert verdict.misconception or len(verdict.message) > 60
