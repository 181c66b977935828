"""A module lists its files and exercises as the notebook has them."""

from __future__ import annotations

from types import ModuleType

from nnkit.checks.exercise import Why
from nnkit.course.in_order import in_order


def test_files_and_single_exercises() -> None:
    first, second, third = (Why(f"02.{name}", points=1, asks="why") for name in ("a", "b", "c"))
    file = ModuleType("file")
    vars(file).update(b=second, helper=abs, a=first)
    assert in_order(third, file) == (third, second, first)
