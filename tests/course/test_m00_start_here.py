"""Numbers of the documents in module 00, and each student's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.course.in_order import in_order
from nnkit.course.m00_start_here import own_numbers
from nnkit.course.m00_start_here.own_numbers import OWN, Own

STUDENTS = [f"student-{i}" for i in range(120)]


def numbers(student: str) -> Own:
    own = OWN.numbers(student)
    assert isinstance(own, Own)
    return own


def verdict(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("author"))


@pytest.mark.parametrize("student", STUDENTS)
def test_every_mistake_of_every_student_is_named(student: str) -> None:
    own, circumstances = numbers(student), Circumstances(student)
    for exercise in in_order(own_numbers):
        assert isinstance(exercise, Value)
        assert judge(exercise, exercise.expected(student), circumstances).status == "passed"
        for misconception in exercise.misconceptions:
            told = judge(exercise, misconception.wrong(own), circumstances)
            assert told.misconception == misconception.name, (exercise.id, told)


def test_own_numbers_are_pleasant_and_never_change() -> None:
    for student in STUDENTS:
        for part in numbers(student):
            assert part.all()
            assert (part < 0).any()
            assert np.abs(part).max() <= 4
    own = numbers("author")
    assert own.W.tolist() == [[4, 2, 4], [-2, 2, -1]]
    assert (own.x.ravel().tolist(), own.u.ravel().tolist()) == ([1, 3, -3], [-2, 2])


def test_gradient_of_the_and_network() -> None:
    output, expected = np.array([0.56, 0.61]), np.array([1, 0])
    cost, slope = expected - output, output * (1 - output)
    np.testing.assert_allclose(cost, [0.44, -0.61])
    np.testing.assert_array_equal(slope.round(2), [0.25, 0.24])
    np.testing.assert_array_equal((cost * slope.round(2)).round(2), [0.11, -0.15])
    # The document subtracts the output from the target; the course does the reverse.
    error = output - expected
    for answer in ([-0.11, 0.15], error * slope.round(2), (error * slope).round(2)):
        assert verdict("00.and_gradient", answer).status == "passed"
    assert verdict("00.and_gradient", [0.11, -0.15]).misconception == "target-minus-output"


@pytest.mark.parametrize(
    ("id", "shape"),
    [
        ("00.table_shape", np.array([[7, 0, 2, 5], [1, 3, 8, 6]]).shape),
        ("00.stretched", (np.ones((3, 1)) + np.ones((1, 4))).shape),
        ("00.flat_minus_column", (np.ones((3, 1)) - np.ones(3)).shape),
    ],
)
def test_predicted_shapes_are_numpys(id: str, shape: tuple[int, ...]) -> None:
    assert verdict(id, shape).status == "passed"


def test_predicted_values_are_numpys() -> None:
    W, x = np.array([[1, 2], [3, 4]]), np.array([[10], [1]])
    assert verdict("00.star", W * x).status == "passed"
    whole = np.array([3, 5])
    whole[0] = whole[0] - 0.4
    assert verdict("00.whole_numbers", whole[0]).status == "passed"
    place = np.zeros((4, 7))
    place[1, 5] = 9
    assert verdict("00.transposed_place", tuple(np.argwhere(place.T == 9)[0])).status == "passed"


def test_products_that_exist_are_numpys() -> None:
    pairs = {"a": ((2, 3), (3, 1)), "b": ((3, 1), (2, 3)), "c": ((2, 3), (2, 3))}
    arrays = {letter: (np.ones(p), np.ones(q)) for letter, (p, q) in pairs.items()}
    arrays["d"] = (np.ones((2, 3)), np.ones((2, 3)).T)
    exist = ""
    for letter, (left, right) in arrays.items():
        try:
            left @ right
        except ValueError:
            continue
        exist += letter
    assert verdict("00.which_products", exist).status == "passed"


@pytest.mark.parametrize("id", ["00.as_column", "00.sum_columns"])
def test_a_flat_array_is_not_taken_for_a_column(id: str) -> None:
    exercise = find(id)
    assert isinstance(exercise, Code)
    told = verdict(id, lambda array: np.ravel(exercise.reference(array)))
    assert told.status != "passed"
    assert told.misconception in ("transposed-flat", "axis-lost")


def seeded_as(draw: Any) -> Any:
    return lambda n_out, n_in, seed: draw(np.random.default_rng(seed), (n_out, n_in))


def written_into(v: Any) -> Any:
    v.shape = (-1, 1)
    return v


def added_in_place(A: Any, X: Any, b: Any) -> Any:
    turned = A @ X
    turned += b
    return turned


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "a line that falls": ("00.slope", lambda x1, y1, x2, y2: abs((y2 - y1) / (x2 - x1))),
    "a line from right to left": ("00.slope", lambda x1, y1, x2, y2: (y2 - y1) / abs(x2 - x1)),
    "the shape of an argument": ("00.as_column", written_into),
    "one example": ("00.columns_from_rows", lambda e: np.squeeze(np.array(e).T)),
    "whole numbers first": (
        "00.columns_from_rows",
        lambda e: np.array(e).T.astype(np.asarray(e[0]).dtype),
    ),
    "one entry": ("00.outer", lambda u, v: np.squeeze(u @ v.T)),
    "a table of whole numbers": ("00.affine_map", added_in_place),
    "a number, not (1, 1)": ("00.weighted_sum", lambda w, a: w.T @ a),
    "a number, not (1,)": ("00.weighted_sum", lambda w, a: sum(w * a)),
    "E, not (1, 1)": ("00.repaired_error", lambda a, y: 0.5 * (a.T[0] - y)[None] @ (a.T[0] - y)),
    "a direction of whole numbers": (
        "00.stepped",
        lambda w, d, alpha: w - (alpha * d).astype(d.dtype),
    ),
    "crosswise": ("00.and_gradient", [-0.1056, 0.1525]),
}


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = verdict(id, answer)
    assert told.status != "passed"
    assert told.points <= told.max_points / 2


RANDOM = {
    "RandomState": lambda n_out, n_in, s: np.random.RandomState(s).uniform(-1, 1, (n_out, n_in)),
    "transposed": seeded_as(lambda rng, shape: rng.uniform(-1, 1, shape[::-1]).T),
    "one by one": seeded_as(
        lambda rng, shape: [[rng.uniform(-1, 1) for _ in range(shape[1])] for _ in range(shape[0])]
    ),
    "stretched": seeded_as(lambda rng, shape: 2 * rng.random(shape) - 1),
    "in another order": seeded_as(lambda rng, shape: -rng.uniform(-1, 1, shape)[::-1]),
}


@pytest.mark.parametrize("answer", RANDOM.values(), ids=RANDOM)
@pytest.mark.parametrize("student", STUDENTS[:20])
def test_any_seeded_generator_is_right(answer: Any, student: str) -> None:
    told = judge(find("00.seeded"), answer, Circumstances(student, f"secret of {student}"))
    assert told.status == "passed"


NOT_RANDOM = {
    "squares": seeded_as(lambda rng, shape: rng.uniform(-1, 1, shape) * rng.uniform(0, 1, shape)),
    "all equal": seeded_as(lambda rng, shape: np.full(shape, rng.uniform(-1, 1))),
    "a narrow bell": seeded_as(lambda rng, shape: np.clip(rng.normal(0, 0.3, shape), -1, 1)),
    "too wide": seeded_as(lambda rng, shape: rng.uniform(-1.2, 1.2, shape)),
    "too narrow": seeded_as(lambda rng, shape: rng.uniform(-0.8, 0.8, shape)),
    "without the seed": lambda n_out, n_in, s: np.random.RandomState(3).uniform(
        -1, 1, (n_out, n_in)
    ),
    "no random numbers": lambda n_out, n_in, s: np.linspace(-1, 1, n_out * n_in).reshape(
        n_out, n_in
    ),
    "two decimals": seeded_as(lambda rng, shape: rng.uniform(-1, 1, shape).round(2)),
}


@pytest.mark.parametrize("answer", NOT_RANDOM.values(), ids=NOT_RANDOM)
def test_other_numbers_are_not_taken_for_random_ones(answer: Any) -> None:
    assert verdict("00.seeded", answer).points == 0


def test_one_other_generator_for_all_layers_is_right() -> None:
    def older(sizes: list[int], seed: int) -> list[Any]:
        rng = np.random.RandomState(seed)
        return [rng.normal(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]

    assert verdict("00.fresh_weights", older).status == "passed"


def test_what_is_kept_from_call_to_call_is_not_told_as_a_lost_seed() -> None:
    kept: list[Any] = []

    def goes_on(sizes: list[int], seed: int) -> list[Any]:
        rng = np.random.default_rng(seed)
        kept.extend(rng.normal(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes)))
        return kept

    assert verdict("00.fresh_weights", goes_on).misconception is None

    rng = np.random.default_rng(1)

    def from_outside(sizes: list[int], seed: int) -> list[Any]:
        return [rng.normal(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]

    assert "goes on from call to call" in verdict("00.fresh_weights", from_outside).message


def test_a_flat_result_is_told_by_what_was_seen() -> None:
    def thrown_away(v: Any) -> Any:
        v.reshape(-1, 1)
        return v

    assert "leaves `v` as it is" in verdict("00.as_column", thrown_away).message


@pytest.mark.parametrize("order", ["bdea", "bdcae", "bade", "cfae", "bda"])
def test_wrong_orders_are_explained(order: str) -> None:
    assert verdict("00.lines", order).misconception


def test_one_wrong_number_of_six_earns_half() -> None:
    exercise = find("00.layer_shapes")
    assert isinstance(exercise, Value)
    assert verdict(exercise.id, ((3, 5), (3, 1), (8, 8))).points == 0.5
