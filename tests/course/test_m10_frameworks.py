"""Module 10: its numbers against Keras and JAX, and the notebook where neither is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

import nnkit
from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.verdict import MIME
from nnkit.course.catalogue import exercises, find
from nnkit.course.m10_frameworks.adam import adam_cases
from nnkit.course.m10_frameworks.adam import reference as adam
from nnkit.course.m10_frameworks.from_keras import reference as from_keras
from nnkit.course.m10_frameworks.keras_mse import reference as keras_mse
from nnkit.course.m10_frameworks.momentum import momentum_cases
from nnkit.course.m10_frameworks.momentum import reference as keras_momentum
from nnkit.course.m10_frameworks.own_momenta import MOMENTUM, keras_then, torch_then
from nnkit.course.m10_frameworks.rows_backward import reference as dense_backward
from nnkit.course.m10_frameworks.to_keras import reference as to_keras
from nnkit.course.m10_frameworks.which_momentum import run
from tests.course.student_kernel import error, needs, student_kernel, text

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "solutions" / "10_frameworks" / "frameworks.ipynb"
STUDENTS = [f"student-{i}" for i in range(40)]
EXERCISES = list(exercises("10").values())
OWN = [e for e in EXERCISES if isinstance(e, Value) and e.variant]
SKIPPED = "Skipped: Keras and JAX are not used here.\n"


def code_cells(path: Path = SOURCE) -> list[Any]:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


# Keras reads its backend when it is imported, and warns of what NumPy will change: it runs apart.
IN_KERAS = """
import os, sys
os.environ.update(KERAS_BACKEND="jax", JAX_PLATFORMS="cpu")
import jax, keras
import numpy as np
jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")
given = dict(np.load(sys.argv[1]))
found = {}

layers = [keras.layers.Dense(n, activation="sigmoid") for n in (4, 4, 2)]
model = keras.Sequential([keras.Input((3,)), *layers])
model.set_weights([given[f"array{i}"] for i in range(6)])
found["output"] = keras.ops.convert_to_numpy(model(given["x"]))
model.compile(optimizer=keras.optimizers.SGD(0.5, momentum=0.9), loss="mse")
for _ in range(3):
    model.train_on_batch(given["x"], given["y"])
found |= {f"array{i}": array for i, array in enumerate(model.get_weights())}

def places(optimizer):
    w = keras.Variable(given["w"])
    made = [w.numpy()]
    for g, rate in zip(given["gradients"], given["rates"]):
        optimizer.learning_rate = rate
        optimizer.apply([g], [w])
        made.append(w.numpy())
    return np.array(made)

found["momentum"] = places(keras.optimizers.SGD(0.5, momentum=0.9))
found["adam"] = places(keras.optimizers.Adam(0.5, epsilon=0.02))
found["eps"] = keras.optimizers.Adam().epsilon
np.savez(sys.argv[2], **found)
"""


@pytest.fixture(scope="module")
def keras(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """What Keras was given, and what it made of it."""
    if find_spec("keras") is None:
        pytest.skip("Keras is not installed")
    rng = np.random.default_rng(10)
    net = nnkit.Network.create([3, 4, 4, 2], "sigmoid", rng)
    given = {f"array{i}": a for i, a in enumerate(to_keras(net.weights, net.biases))}
    given |= {"x": rng.normal(0, 1, (7, 3)), "y": rng.uniform(0, 1, (7, 2))}
    given |= {"w": rng.normal(0, 1, (2, 3)), "gradients": rng.normal(0, 0.1, (4, 2, 3))}
    given |= {"rates": np.array([0.5, 0.5, 0.1, 0.05])}
    folder = tmp_path_factory.mktemp("keras")
    np.savez(folder / "given.npz", **given)
    files = [str(folder / "given.npz"), str(folder / "found.npz")]
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_KERAS, *files],
        check=True,
        env={**os.environ, "HOME": str(folder), "KERAS_HOME": os.devnull},
    )
    assert not (folder / ".keras").exists(), "nothing is left in the home folder"
    with np.load(files[1]) as found:
        return given, dict(found)


def test_a_network_agrees_with_keras_forward_and_after_three_steps(keras: Any) -> None:
    given, found = keras
    weights, biases = from_keras([given[f"array{i}"] for i in range(6)])
    net = nnkit.Network(weights, biases)
    np.testing.assert_allclose(net.predict(given["x"].T).T, found["output"], atol=1e-12)
    optimizer = nnkit.SGD(0.5, momentum=0.9)  # two outputs, so that mse is E
    for _ in range(3):
        optimizer.step(net, net.backward(net.forward(given["x"].T), given["y"].T))
    for i, array in enumerate(to_keras(net.weights, net.biases)):
        np.testing.assert_allclose(array, found[f"array{i}"], atol=1e-6)


def test_momentum_and_adam_are_those_of_keras(keras: Any) -> None:
    given, found = keras
    w, steps, rates = given["w"], list(given["gradients"]), list(given["rates"])
    ours = keras_momentum(w, np.zeros((2, 3)), steps, rates, 0.9)[0]
    np.testing.assert_allclose(ours, found["momentum"][-1], atol=1e-12)
    which: Any = find("10.which_momentum")
    assert which.reference([p.round(6) for p in found["momentum"]], steps, rates, 0.9) == "keras"
    zeros = np.zeros((2, 3))
    ends = {f: adam(w, zeros, zeros, 0, steps, rates, 0.02, f)[0] for f in ("paper", "keras")}
    np.testing.assert_allclose(ends["keras"], found["adam"][-1], atol=1e-12)
    assert np.abs(ends["paper"] - found["adam"][-1]).max() > 1e-2
    assert found["eps"] == 1e-7


def test_gradients_agree_with_jax() -> None:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    try:
        rng = np.random.default_rng(3)
        a, y = rng.uniform(0, 1, (3, 7)), rng.uniform(0, 1, (3, 7))
        value, slope = jax.value_and_grad(lambda a: jax.numpy.mean((a - y) ** 2))(a)
        np.testing.assert_allclose(keras_mse(a, y)[0], value, atol=1e-12)
        np.testing.assert_allclose(keras_mse(a, y)[1], slope, atol=1e-12)
        x, kernel, g = (rng.normal(0, 1, shape) for shape in ((7, 3), (3, 5), (7, 5)))
        back = jax.vjp(lambda x, k, b: x @ k + b, x, kernel, np.zeros(5))[1](g)
        for ours, theirs in zip(dense_backward(x, kernel, g), back, strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-12)
    finally:
        jax.config.update("jax_enable_x64", False)


def test_the_papers_adam_is_nnkits() -> None:
    given = [case for case in adam_cases(np.random.default_rng(0)) if case[-1] == "paper"]
    w, m, v, t, gradients, rates, eps, form = given[1]
    assert t == 0
    net = nnkit.Network([w], [np.zeros((len(w), 1))])
    optimizer = nnkit.Adam(rates[0], eps=eps)
    for g, rate in zip(gradients, rates, strict=True):
        optimizer.lr = rate
        zeros = [np.zeros_like(b) for b in net.biases]
        optimizer.step(net, nnkit.Gradients([g], zeros, [], [], 0.0))
    ours = adam(w, m, v, t, gradients, rates, eps, form)[0]
    np.testing.assert_allclose(ours, net.weights[0], atol=1e-12)


@pytest.mark.parametrize("student", STUDENTS)
def test_every_mistake_in_a_students_own_numbers_is_named(student: str) -> None:
    circumstances = Circumstances(student)
    for exercise in OWN:
        assert exercise.variant is not None
        own = exercise.variant.numbers(student)
        right = np.round(exercise.expected(student), 3)
        assert judge(exercise, right, circumstances).status == "passed", exercise.id
        for misconception in exercise.misconceptions:
            answer = np.round(misconception.wrong(own), 3)
            told = judge(exercise, answer, circumstances)
            assert told.misconception == misconception.name, exercise.id


@pytest.mark.parametrize("student", STUDENTS[:10])
def test_own_momenta_are_those_of_a_run(student: str) -> None:
    own = MOMENTUM.numbers(student)
    start, steps = [np.array(float(own.w))], [np.array(own.g1), np.array(own.g2)]
    rates = [own.alpha1, own.alpha2]
    assert run(start, steps, rates, own.mu, "keras")[-1] == pytest.approx(keras_then(own))
    assert run(start, steps, rates, own.mu, "torch")[-1] == pytest.approx(torch_then(own))


def test_the_two_momenta_agree_as_long_as_the_rate_stays() -> None:
    for w, _, gradients, rates, mu in momentum_cases(np.random.default_rng(1)):
        ends = {
            (f, steady): run([w], gradients, [rates[0]] * len(rates) if steady else rates, mu, f)[
                -1
            ]
            for f in ("keras", "torch")
            for steady in (True, False)
        }
        np.testing.assert_allclose(ends["keras", True], ends["torch", True], atol=1e-12)
        apart = np.abs(ends["keras", False] - ends["torch", False]).max()
        assert (apart > 1e-2) == (len(rates) > 1)


def runs(places: Any, gradients: Any, rates: Any, mu: Any) -> list[bool]:
    given = places, gradients, rates, mu
    return [np.allclose(run(*given, f), places, atol=1e-5) for f in ("keras", "torch")]


def either(places: Any, gradients: Any, rates: Any, mu: Any) -> str:
    keras_fits, torch_fits = runs(places, gradients, rates, mu)
    if keras_fits:
        return "both" if len(set(rates)) == 1 else "keras"
    return "torch" if torch_fits else "both"


def only_bytes(ours: Any, theirs: Any) -> float:
    if any(o.nbytes != t.nbytes for o, t in zip(ours, theirs, strict=True)):
        return np.inf
    return float(max(np.abs(o - t).max() for o, t in zip(ours, theirs, strict=True)))


def two_layers(n_inputs: Any, counts: Any) -> list[Any]:
    first = counts[0] // (n_inputs + 1)
    return [n_inputs, first, *[c // (first + 1) for c in counts[1:]]]


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "a bias of one neuron": (
        "10.to_keras",
        lambda weights, biases: [
            a for W, b in zip(weights, biases, strict=True) for a in (W.T, b.squeeze())
        ],
    ),
    "as many numbers": ("10.largest_difference", only_bytes),
    "four words": ("10.which_momentum", either),
    "a mean over rows, for N = 1": ("10.keras_mse", lambda a, y: (
        np.mean((a - y) ** 2), 2 * (a - y) / len(a)
    )),
    "one example": (
        "10.dense_backward",
        lambda x, kernel, g: (g @ kernel.T, x.T @ g, g.sum(axis=0) if len(x) > 1 else g),
    ),
    "two layers": ("10.sizes_from_summary", two_layers),
    "one rate": (
        "10.keras_momentum",
        lambda w, v, gradients, rates, mu: keras_momentum(
            w, v, gradients, [rates[-1]] * len(rates), mu
        ),
    ),
    "from the start": (
        "10.adam",
        lambda w, m, v, t, gradients, rates, eps, form: adam(
            w, m, v, 0, gradients, rates, eps, form
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = judge(find(id), answer, Circumstances("author"))
    assert told.status != "passed"
    assert told.points < told.max_points


def test_what_the_notebook_says_of_its_pictures() -> None:
    """The first step of both forms, the ball at a tenth of the rate, softmax twice."""
    places = {}
    for form in ("keras", "torch"):
        w, v, path = 1.0, 0.0, [1.0]
        for step in range(40):
            alpha = 0.05 if step < 10 else 0.005
            v = 0.9 * v - alpha * w if form == "keras" else 0.9 * v + w
            w = w + v if form == "keras" else w - alpha * v
            path.append(w)
        places[form] = path
    assert places["keras"][10] == pytest.approx(-0.31, abs=5e-3)
    assert min(places["keras"]) == pytest.approx(-0.86, abs=5e-3)
    assert min(places["torch"]) == pytest.approx(-0.33, abs=5e-3)
    assert 1 / np.sqrt(0.001) == pytest.approx(31.6, abs=0.05)
    assert -np.log(nnkit.softmax(np.eye(10)[:, :1])[0, 0]) == pytest.approx(1.461, abs=5e-4)


def test_the_module_is_as_large_as_it_has_to_be() -> None:
    found = [e for e in EXERCISES if e.kind != "why"]
    assert len(OWN) >= 6
    assert len(found) >= 26
    assert len({e.kind for e in found}) >= 6
    code = [e for e in found if isinstance(e, Code)]
    assert len(code) >= 9
    assert all(len(e.misconceptions) >= 5 for e in code)


def test_what_uses_a_framework_is_guarded() -> None:
    for cell in code_cells():
        if re.search(r"\b(jax|keras)\.\w|\btwin\(|\brecorded\(|keras_losses", cell.source):
            assert "have_frameworks" in cell.source, cell.id
        if "print(SKIPPED)" in cell.source and cell.id != "frameworks":
            assert "if not have_frameworks:\n    print(SKIPPED)\nelse:\n" in cell.source, cell.id
        assert not cell.metadata.get("nbgrader") or "have_frameworks" not in cell.source


def test_without_the_frameworks_the_notebook_runs_and_earns_all(tmp_path: Path) -> None:
    skipped = 0
    with student_kernel(tmp_path, tmp_path / "home") as run_cell:
        run_cell("import sys\nsys.modules['keras'] = None")
        run_cell("import nnkit\nnnkit.set_student('ada')")
        for cell in code_cells():
            ran = run_cell(cell.source)
            assert not error(ran), (cell.id, ran.outputs)
            assert needs(ran) is None, cell.id
            shown = text(ran)
            assert not any(o.get("name") == "stderr" for o in ran.outputs), cell.id
            if cell.id == "frameworks":
                assert "%pip install keras jax" in shown
            if "print(SKIPPED)" in cell.source and cell.id != "frameworks":
                assert shown.endswith(SKIPPED), cell.id
                skipped += 1
            for output in ran.outputs:
                verdict = output.get("data", {}).get(MIME)
                assert not verdict or verdict["points"] == verdict["max_points"], cell.id
    assert skipped > 12


def test_a_grader_does_not_load_them() -> None:
    """It would take a minute and more memory than a submission may have."""
    source = next(cell.source for cell in code_cells() if cell.id == "frameworks")
    for name in ("NNKIT_STUDENT", "NBGRADER_EXECUTION"):
        program = f"import os, sys\nfrom importlib.util import find_spec\n{source}\n"
        program += "print('keras' in sys.modules, 'jax' in sys.modules)"
        told = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, name: "ada"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout == f"{SKIPPED}False False\n"
