"""A module lists its files and exercises as the notebook has them; orders that share a mistake."""

from __future__ import annotations

from types import ModuleType

from nnkit.checks.exercise import Why
from nnkit.course.in_order import in_order, orders


def test_files_and_single_exercises() -> None:
    first, second, third = (Why(f"02.{name}", points=1, asks="why") for name in ("a", "b", "c"))
    file = ModuleType("file")
    vars(file).update(b=second, helper=abs, a=first)
    assert in_order(third, file) == (third, second, first)


def test_orders_of_one_mistake_have_names_of_their_own() -> None:
    found = [*orders("too-early", "abd adb", "C comes first.")]
    assert [(m.name, m.wrong) for m in found] == [("too-early", "abd"), ("too-early-2", "adb")]
    assert {m.tell for m in found} == {"C comes first."}
