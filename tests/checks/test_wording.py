"""Numbers are filled into texts, and formulas are readable without LaTeX."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np
import pytest

from nnkit.checks.exercise import Choice
from nnkit.checks.wording import fill, in_python, in_words, named, plain, slots, with_article
from nnkit.course.catalogue import every_exercise


class Line(NamedTuple):
    a: float
    u: tuple[int, int]

    @property
    def twice(self) -> float:
        return 2 * self.a


def test_numbers_and_what_follows_from_them_are_filled_in() -> None:
    line = Line(-0.5, (2, -1))
    assert fill("{a}, {twice}, {u} and {other}", line) == "−0.5, −1, (2, −1) and {other}"
    assert fill("$a = {a}$ and `{a}`, $\\frac{x}{y}$", line) == (
        "$a = -0.5$ and `-0.5`, $\\frac{x}{y}$"
    )
    assert fill("{formula} with {x}", ("x - y", 3.0), ("formula", "x")) == "x - y with 3"
    assert fill("{a}", 0.25, ("a",)) == "0.25"
    assert slots("{a} and {b}, {l−1}") == {"a", "b"}


def test_numbers_have_names() -> None:
    assert named(Line(1.0, (2, 3))) == {"a": 1.0, "u": (2, 3)}
    assert named({"w": 2.0}) == {"w": 2.0}
    assert named((1, 2), ("x", "y")) == {"x": 1, "y": 2}
    assert named(3.0, ("a",)) == {"a": 3.0}
    assert named(3.0) == {}


def test_numbers_as_a_sentence_has_them() -> None:
    assert in_words(2.0) == "2"
    assert in_words((3,)) == "(3,)"
    assert in_words(np.array([[1.0, -2.5]])) == "[[1, −2.5]]"


def test_numbers_as_python_can_be_run() -> None:
    given: dict[str, Any] = {"W": np.array([[1.0, -2.0]]), "alpha": 0.1, "n": np.float64(2.5)}
    space: dict[str, Any] = {"np": np}
    text = in_python(given)
    exec(text, space)
    assert "# shape (1, 2)" in text
    assert np.array_equal(space["W"], given["W"])
    assert (space["alpha"], space["n"]) == (0.1, 2.5)


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"$\partial f/\partial x$", "∂f/∂x"),
        (r"$(W^{l+1})^\top\, \delta^{l+1} \odot \varphi'(z^l)$", "(Wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ φ′(zˡ)"),
        (r"$q\cdot z$, $-1$", "q · z, −1"),
        (r"$\tfrac$ $\frac{a}{b}$ $\frac12$", "tfrac a/b ½"),
        (r"$w_{25}$ $a_{out}$", "w₂₅ a_(out)"),
        ("**Predict.** *now* x * y `a*b`", "Predict. now x * y `a*b`"),
    ],
)
def test_formulas_without_latex(latex: str, shown: str) -> None:
    assert plain(latex) == shown


def test_no_question_of_the_course_needs_latex() -> None:
    for exercise in every_exercise():
        options = exercise.options if isinstance(exercise, Choice) else ()
        for text in (exercise.question, *(option.text for option in options)):
            shown = re.sub("`[^`]*`", "", plain(text)) if exercise.question else ""
            assert not set(shown) & set("\\${}"), (exercise.id, shown)


def test_a_name_has_its_article() -> None:
    names = "OrderedDict int uint64 list UnboundLocalError UnicodeError UserDict AttributeError"
    assert " ".join(map(with_article, names.split())) == (
        "an OrderedDict an int a uint64 a list an UnboundLocalError a UnicodeError a UserDict "
        "an AttributeError"
    )
