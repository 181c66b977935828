"""How programs come to an exercise."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.checks.exercise import Code, Misconception


def doubling(**more: Any) -> Code:
    return Code("02.twice", points=1, asks="twice(x) -> 2x", cases=lambda rng: [(1.0,)], **more)


def test_programs_stand_under_decorators() -> None:
    twice = doubling()

    @twice.right
    def reference(x: float) -> float:
        return 2 * x

    @twice.wrong
    def not_doubled(x: float) -> float:
        """You handed back.

        You handed back `x` as
        it was.

            2 * x

        So there.
        """
        return x

    @twice.wrong(name="half", tell="That is half.", credit=0.5)
    @twice.also_right
    def other(x: float) -> float:
        return x + x

    assert twice.reference is reference
    assert twice.accepts == (other,)
    told = "You handed back.\n\nYou handed back `x` as it was.\n\n    2 * x\n\nSo there."
    assert twice.misconceptions == (
        Misconception("not-doubled", not_doubled, told),
        Misconception("half", other, "That is half.", credit=0.5),
    )


def test_a_misconception_is_called_as_its_program() -> None:
    twice = doubling()

    @twice.wrong
    class AddsUpOverCalls:
        """It adds up."""

    @twice.wrong
    def reversed_(x: float) -> float:
        """The other way round."""
        return -x

    assert [m.name for m in twice.misconceptions] == ["adds-up-over-calls", "reversed"]


def test_a_wrong_program_that_tells_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"02\.twice: a docstring of silent has to tell"):

        @doubling().wrong
        def silent(x: float) -> float:
            return x


def test_no_answer_is_written_yet() -> None:
    with pytest.raises(NotImplementedError, match="no right answer is written yet"):
        doubling().reference(1.0)


@pytest.mark.parametrize("more", [{"use": abs, "arguments": ("x",)}, {}])
def test_steps_stand_instead_of_use_and_need_names(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="`steps` needs `arguments`"):
        doubling(steps=lambda x: [], **more)
