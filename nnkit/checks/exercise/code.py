"""An exercise whose answer is a function or a class, and the programs that belong to it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, overload

import numpy as np

from nnkit.checks.exercise.base import Exercise, Kind, Misconception
from nnkit.checks.steps import Step

Case = tuple[Any, ...]
Program = TypeVar("Program", bound=Callable[..., Any])


def _no_answer(*case: Any) -> Any:
    raise NotImplementedError("no right answer is written yet")


def _hyphenated(program: Callable[..., Any]) -> str:
    """``no-transpose`` for a function ``no_transpose`` and for a class ``NoTranspose``."""
    name = program.__name__.strip("_")
    if inspect.isclass(program):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return name.replace("_", "-")


def _unwrapped(docstring: str) -> str:
    """The text of a docstring, a line for each paragraph; indented lines stay as they are."""
    paragraphs = inspect.cleandoc(docstring).split("\n\n")
    return "\n\n".join(p if p.startswith("    ") else p.replace("\n", " ") for p in paragraphs)


@dataclass(kw_only=True, eq=False)
class Code(Exercise):
    """The answer is a function or a class; many cases decide.

    Programs that answer it stand below it, under a decorator::

        @delta_hidden.right
        def reference(W_next, delta_next, a): ...

        @delta_hidden.wrong
        def no_transpose(W_next, delta_next, a):
            \"\"\"What to tell a student whose answer does the same.\"\"\"

        @delta_hidden.also_right
        def by_loops(W_next, delta_next, a): ...

    Attributes
    ----------
    reference : callable
        The right answer, built from nnkit.
    cases : callable
        From a numpy Generator to an iterable of argument tuples.  See `nnkit.checks.cases` for
        what makes cases strong.
    arguments : sequence of str
        Names of the arguments in a case, for the report.
    returns : sequence of str
        Names of the parts, if a tuple is returned.
    use : callable, optional
        How an answer is used: ``use(answer, *case)`` gives what is compared.  By default the
        answer is called with the case.
    steps : callable, optional
        Instead of `use`, for a class: ``steps(*case)`` gives what is done with it, line by line;
        see `nnkit.checks.steps`.  In the lines the class has the exercise's name, and the
        `arguments` have theirs.
    rtol : float
        Allowed error relative to the largest entry.
    exact_shape : bool
        Whether (n,) for (n, 1), or (1, 1) for a number, is another answer.  It then earns half.
    part_of : callable, optional
        ``part_of(*case)`` says what a case is about, such as an operation.  A part all of whose
        cases are right earns its share; so does each part that `returns` names.
    given : sequence of str
        Those of `returns` that code which is given makes right: they earn nothing by themselves.
    """

    kind: Kind = "code"
    reference: Callable[..., Any] = _no_answer
    cases: Callable[[np.random.Generator], Iterable[Case]]
    arguments: Sequence[str] = ()
    returns: Sequence[str] = ()
    use: Callable[..., Any] | None = None
    steps: Callable[..., Iterable[Step]] | None = None
    rtol: float = 1e-6
    exact_shape: bool = False
    part_of: Callable[..., str] | None = None
    given: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.steps is not None and (self.use is not None or not self.arguments):
            raise ValueError(f"{self.id}: `steps` needs `arguments`, and stands instead of `use`")

    def right(self, program: Program) -> Program:
        """Take a program as the right answer."""
        self.reference = program
        return program

    def also_right(self, program: Program) -> Program:
        """Take a program as a right answer that looks different."""
        self.accepts = (*self.accepts, program)
        return program

    @overload
    def wrong(
        self, program: Program, /, *, name: str = "", tell: str = "", credit: float = 0.0
    ) -> Program: ...

    @overload
    def wrong(
        self, /, *, name: str = "", tell: str = "", credit: float = 0.0
    ) -> Callable[[Program], Program]: ...

    def wrong(
        self, program: Any = None, /, *, name: str = "", tell: str = "", credit: float = 0.0
    ) -> Any:
        """Take a program as what a misconception leads to; those told first are tried first.

        Parameters
        ----------
        program : function or class
        name : str
            The misconception's, by default the program's with hyphens; an underscore at its end is
            for names that Python has, such as ``reversed_``.
        tell : str
            What to tell the student, by default the program's docstring.
        credit : float
            See `Misconception`.
        """
        if program is None:
            return partial(self.wrong, name=name, tell=tell, credit=credit)
        name = name or _hyphenated(program)
        tell = tell or _unwrapped(program.__doc__ or "")
        if not tell:
            raise ValueError(
                f"{self.id}: a docstring of {program.__name__} has to tell the student"
            )
        self.misconceptions = (*self.misconceptions, Misconception(name, program, tell, credit))
        return program
