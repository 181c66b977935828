"""The numbers that documents print about slopes and descents, and those the notebook adds."""

from __future__ import annotations

from typing import Any

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
