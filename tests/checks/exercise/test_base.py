"""What all exercises have."""

from __future__ import annotations

from nnkit.checks.exercise import Why


def test_an_id_is_a_module_and_a_name() -> None:
    why = Why("02.why_columns", points=1, asks="why")
    assert (why.module, why.name) == ("02", "why_columns")
