"""Whatever a Python kernel is called, its notebook is graded; others are known."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.grading.classroom.kernels import is_python, language, other_kernels


def named(name: str, language: str = "", ran: str = "") -> dict[str, Any]:
    spec = {"name": name, "display_name": name, **({"language": language} if language else {})}
    return {"kernelspec": spec, "language_info": {"name": ran} if ran else {}}


@pytest.mark.parametrize(
    ("metadata", "known_as", "python"),
    [
        ({}, "", True),
        ({"kernelspec": None}, "", True),
        (named("xpython", "python"), "python", True),
        (named("conda-env-course-py", "Python"), "python", True),
        (named("python3"), "", True),
        (named("mine", ran="python"), "python", True),
        (named("ir", "R"), "r", False),
        (named("ir"), "ir", False),
        (named("julia-1.9"), "julia-1.9", False),
        (named("java", "java"), "java", False),
        (named("x", ran="C++17"), "c++17", False),
    ],
)
def test_the_language_is_what_the_notebook_says(
    metadata: dict[str, Any], known_as: str, python: bool
) -> None:
    assert language(metadata) == known_as
    assert is_python(known_as) == python


def test_only_a_kernel_of_another_name_is_told() -> None:
    assert other_kernels([{}, named("python3"), named("python")]) == ""
    told = other_kernels([named("xpython"), named("conda-py"), named("python3")])
    assert told.startswith("its notebooks name the kernel conda-py and xpython. They are graded")
