"""The numbers that documents print about slopes and descents, and those the notebook adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from nnkit import complex_step_gradient, numerical_gradient
from nnkit.checks.exercise import Circumstances
from nnkit.checks.judge import judge
from nnkit.course.catalogue import find
from nnkit.course.m03_gradients import own_surface, own_valley
from nnkit.course.m03_gradients.central import reference as central_gradient
from nnkit.course.m03_gradients.shared import (
    height,
    lecture_gradient,
    lecture_surface,
    slope_of_height,
    symmetric,
)
from nnkit.course.m03_gradients.surface import reference as descend

SOLUTION = Path(__file__).parents[2] / "solutions/03_gradients/gradients.ipynb"
STUDENTS = [f"student {i}" for i in range(40)]


@pytest.mark.parametrize(("x", "slope"), [(0.0, 4.0), (-4.0, -4.0), (-2.0, 0.0)])
def test_the_parabola(x: float, slope: float) -> None:
    assert complex_step_gradient(lambda p: (p[0] + 2) ** 2, [x]) == pytest.approx([slope])


@pytest.mark.parametrize("point", [(1.0, 1.0), (1.0, -1.0), (-0.3, 2.0)])
def test_the_gradient_of_the_lecture(point: tuple[float, float]) -> None:
    right = complex_step_gradient(lambda p: lecture_surface(*p), point)
    assert np.allclose(lecture_gradient(*point), right, rtol=1e-14)


def test_where_its_descents_end() -> None:
    def gradient(p: Any) -> Any:
        return lecture_gradient(*p)

    end = descend(gradient, np.array([1.0, 1.0]), 0.1, 300)[-1]
    assert np.allclose(end, [-0.5625, 0.75], atol=1e-6)
    assert np.allclose(lecture_gradient(*end), 0, atol=1e-6)
    away = descend(gradient, np.array([1.0, -1.0]), 0.05, 8)
    assert lecture_surface(*away[-1]) < -1000
    assert lecture_surface(0.1, -0.2) == pytest.approx(-0.048)


def test_surfaces_of_the_cases_have_the_gradient_they_claim() -> None:
    rng = np.random.default_rng(5)
    A, c, x = symmetric(rng, 6), rng.normal(size=6), rng.normal(size=(2, 3))
    f = height(A, c)
    assert np.allclose(slope_of_height(A, c)(x), numerical_gradient(f, x), atol=1e-7)
    assert np.allclose(central_gradient(f, x, 1e-5), numerical_gradient(f, x), atol=1e-7)


@pytest.mark.parametrize("student", STUDENTS)
def test_own_numbers(student: str) -> None:
    circumstances = Circumstances(student)
    valley: Any = own_valley.VALLEY.numbers(student)
    measured = numerical_gradient(lambda p: valley.c * (p[0] - valley.m) ** 2, [valley.x])[0]
    assert judge(find("03.my_slope"), measured, circumstances).status == "passed"
    surface: Any = own_surface.SURFACE.numbers(student)
    a, b, c, *point = surface
    gradient = numerical_gradient(
        lambda p: a * p[0] ** 2 + b * p[0] * p[1] + c * p[1] ** 3, np.array(point, float)
    )
    assert judge(find("03.my_gradient"), gradient, circumstances).status == "passed"
    for exercise in map(find, ("03.my_slope", "03.my_walk", "03.my_gradient", "03.my_steepest")):
        for misconception in exercise.misconceptions:
            wrong = exercise.for_student(misconception.wrong, student)  # type: ignore[attr-defined]
            assert judge(exercise, wrong, circumstances).misconception == misconception.name


def test_given_lines_of_central_gradient_keep_the_decimals_of_whole_numbers() -> None:
    cells = nbformat.read(SOLUTION, 4).cells
    given = next(cell.source for cell in cells if cell.id == "central_gradient")
    names: dict[str, Any] = {"np": np}
    exec(given, names)
    measured = names["central_gradient"](lambda p: lecture_surface(*p), np.array([1, -1]), 1e-5)
    assert np.allclose(measured, [1, 6])


def right_slide(slope: Any, x: Any, alpha: float, steps: int) -> list[Any]:
    path = [x]
    for _ in range(steps):
        x = x - alpha * slope(x)
        path.append(x)
    return path


def slide_until_level(slope: Any, x: Any, alpha: float, steps: int) -> list[Any]:
    path = [x]
    while len(path) <= steps and abs(slope(path[-1])) > 0:
        path.append(path[-1] - alpha * slope(path[-1]))
    return path


def slide_in_whole_numbers(slope: Any, x: Any, alpha: float, steps: int) -> list[Any]:
    return np.array(right_slide(slope, x, alpha, steps)).astype(type(x)).tolist()


def descend_until_level(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = [x]
    while len(path) <= steps and np.linalg.norm(gradient(path[-1])):
        path.append(path[-1] - alpha * gradient(path[-1]))
    return np.array(path)


def descend_in_the_type_of_x(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = np.array([x] * (steps + 1))
    for i in range(steps):
        path[i + 1] = path[i] - alpha * gradient(path[i])
    return path


def descend_without_an_axis(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    return np.squeeze(descend(gradient, x, alpha, steps))


def central_where_not_zero(f: Any, x: Any, h: float) -> Any:
    return np.where(x, central_gradient(f, x, h), 0)


def by_the_angle(g: Any, v: Any) -> Any:
    cosine = g @ v / (np.linalg.norm(g) * np.linalg.norm(v))
    return np.linalg.norm(g) * cosine


def long_arrows_only(g: Any, v: Any) -> Any:
    length = np.linalg.norm(v)
    return g @ (v / length if length > 1 else v)


@pytest.mark.parametrize(
    ("id", "program"),
    [
        ("03.slide", slide_until_level),
        ("03.slide", slide_in_whole_numbers),
        ("03.descend", descend_until_level),
        ("03.descend", descend_in_the_type_of_x),
        ("03.descend", descend_without_an_axis),
        ("03.repaired_descent", descend_in_the_type_of_x),
        ("03.repaired_descent", descend_without_an_axis),
        ("03.central_gradient", central_where_not_zero),
        ("03.central_gradient", lambda f, x, h: central_gradient(f, x, h).ravel()),
        ("03.directional", by_the_angle),
        ("03.directional", long_arrows_only),
        ("03.directional", lambda g, v: [g @ v / np.linalg.norm(v)]),
        ("03.gradient_f", lambda p: lecture_gradient(*p)[:, None]),
    ],
)
def test_what_one_sentence_of_the_task_forbids_is_not_accepted(id: str, program: Any) -> None:
    verdict = judge(find(id), program, Circumstances("ada"))
    assert verdict.points < verdict.max_points, verdict


def in_place_on_a_copy(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    here, path = x.copy(), [x]
    for _ in range(steps):
        here -= alpha * gradient(here)
        path.append(here.copy())
    return path


@pytest.mark.parametrize("id", ["03.descend", "03.repaired_descent"])
def test_a_descent_that_refuses_whole_numbers_aloud_is_right(id: str) -> None:
    assert judge(find(id), in_place_on_a_copy, Circumstances("ada")).status == "passed"


@pytest.mark.parametrize("order", ["DBEAC", "DBAEC", "DABEC", "ADBEC", "a, d, b, e, c"])
def test_the_cosine_may_stand_anywhere_before_the_conclusion(order: str) -> None:
    assert judge(find("03.proof_order"), order, Circumstances()).status == "passed"


@pytest.mark.parametrize("order", ["DBECA", "ADEBC", "CDBEA", "BDEAC"])
def test_the_other_sentences_of_the_proof_have_their_places(order: str) -> None:
    assert judge(find("03.proof_order"), order, Circumstances()).points < 1


def moves_the_start(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    path = descend(gradient, x.astype(float), alpha, steps)
    if steps:
        x += path[-1] - x
    return path


def shortens_the_arrow(g: Any, v: Any) -> Any:
    slope = g @ v / np.linalg.norm(v)
    v[:] = v / np.linalg.norm(v)
    return slope


def overwrites_the_point(p: Any) -> Any:
    p[:] = lecture_gradient(*p)
    return p.copy()


@pytest.mark.parametrize(
    ("id", "program", "points"),
    [
        ("03.descend", moves_the_start, 1.5),
        ("03.repaired_descent", moves_the_start, 1),
        ("03.directional", shortens_the_arrow, 1),
        ("03.gradient_f", overwrites_the_point, 0.5),
    ],
)
def test_a_right_result_and_a_changed_argument_earn_half(
    id: str, program: Any, points: float
) -> None:
    verdict = judge(find(id), program, Circumstances("ada"))
    assert (verdict.points, bool(verdict.misconception)) == (points, True)


@pytest.mark.parametrize(
    ("id", "numbers"),
    [
        ("03.recall_dot", [-24, 8, 7]),
        ("03.recall_slope", [0.24, 0.2, -1.386]),
        ("03.one_unit", [6, 13]),
        ("03.closer", [3.9999, 4.0004]),
        ("03.polynomial", [29, 12]),
        ("03.rate_factor", [-0.8, 0.64]),
        ("03.rate_perfect", [-0.5, 0.3]),
        ("03.slope_along", [9.22, -0.6, 6.43, 18.2, 0.976]),
        ("03.gradient_at", [[-1, 0], 7, [-1, -6], [1, 4], [2, -4]]),
        ("03.near_saddle", [-0.04, 0.048, -0.05, 0.021, 0.088, 0]),
        ("03.ten_times_smaller", [2, 20]),
        ("03.knobs", [22, 32]),
        ("03.passes", [53, 24, 18, 104]),
    ],
)
def test_usual_slips_are_named_and_not_called_a_matter_of_digits(id: str, numbers: Any) -> None:
    for number in numbers:
        verdict = judge(find(id), number, Circumstances())
        assert verdict.misconception, number
        assert "keep more digits" not in verdict.message


def walks_on_two_numbers(gradient: Any, x: Any, alpha: float, steps: int) -> Any:
    return descend(lambda p: gradient(*p), x, alpha, steps)


@pytest.mark.parametrize(
    ("id", "program"),
    [
        ("03.descend", walks_on_two_numbers),
        ("03.central_gradient", lambda f, x, h: central_gradient(lambda p: f(*p.flat), x, h)),
        ("03.central_gradient", lambda f, x, h: central_gradient(lambda p: f(p[0]), x, h)),
    ],
)
def test_a_function_that_is_called_wrongly_says_what_it_takes(id: str, program: Any) -> None:
    message = judge(find(id), program, Circumstances()).message
    assert "takes one argument, the array" in message or "needs the whole array" in message
