"""Functions of the grader that a student's code may call: for one question, and within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nnkit.grading.grader.bounds import bounded_time
from nnkit.grading.grader.proxy import is_proxy

SECONDS = 5.0  # of processor time for one call


def call_lent(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call a function of this side with what a student's code gave it.

    Raises
    ------
    TimeoutError, MemoryError
        If it takes too long, or more memory than the question may.
    """
    too_long = TimeoutError(f"with these arguments it takes longer than {SECONDS:.0f} seconds")
    try:
        with bounded_time(SECONDS, too_long):
            return function(*args, **kwargs)
    except MemoryError:
        raise MemoryError("with these arguments it takes too much memory") from None


class Loan:
    """Functions that are lent for one question: when it is over, they only say so.

    Parameters
    ----------
    name : str
        The name under which the student's code knows them.
    """

    def __init__(self, name: str) -> None:
        self._name, self._is_over = name, False

    def of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that is lent, with all functions that it returns."""

        def lent(*args: Any, **kwargs: Any) -> Any:
            if self._is_over:
                raise RuntimeError(
                    f"the course's own `{self._name}` was lent for a question that is over"
                )
            value = function(*args, **kwargs)
            return self.of(value) if callable(value) and not is_proxy(value) else value

        return lent

    def end(self) -> None:
        """End the loan."""
        self._is_over = True
