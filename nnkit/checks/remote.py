"""What an answer that lives in another process has to offer.

A grader hands a check a proxy in place of a student's function or class.  It can be called as
any function; and it takes all cases of an exercise in one message, which saves much time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeGuard, runtime_checkable

from nnkit.checks.steps import Step

Uses = Iterator[tuple[Any, BaseException | None]]
"""What each use of an answer returned, or raised."""


@runtime_checkable
class RemoteAnswer(Protocol):
    """A student's function or class in another process; names that no student's attribute has."""

    def _nnkit_call_each(self, cases: Sequence[list[Any]]) -> Uses:
        """Call it with one list of arguments after the other; those that it changes change here."""

    def _nnkit_run_steps(
        self, name: str, uses: Sequence[tuple[dict[str, Any], list[Step]]]
    ) -> Uses:
        """Run steps with some arguments, then others with others.

        Parameters
        ----------
        name : str
            What the answer is called in the steps.
        uses : sequence of (dict of str to object, list of Step)
            Arguments by name, and the steps.
        """


def is_remote(answer: Any) -> TypeGuard[RemoteAnswer]:
    """Whether an answer lives in another process; its type says so, the answer is not asked."""
    return issubclass(type(answer), RemoteAnswer)
