"""Exceptions that the student's code raised in the sandbox, raised again on this side.

A test may catch what the student's code raises: a ValueError, an exception of NumPy's, or one that
the student was asked to define.  So what is raised here is a class of our own that derives from
`RemoteError` and from the class of that name that this side knows; where the student defined the
class, it derives from classes of ours that stand for its bases.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any
from unittest import SkipTest

from nnkit.checks.overwritten import Overwritten
from nnkit.grading.grader.notebook import encodable, text_of

MAX_CLASSES = 1000
# These end a loop, or a test, of whoever they reach: what they mean there, they do not mean here.
_STEERING = (StopIteration, StopAsyncIteration, SkipTest)

Tree = tuple[Any, ...]
"""A class as the sandbox describes it: its module, its name, and its bases, described likewise."""


class NotHandedOverError(Exception):
    """A value is too large to cross the border; says which, and what is allowed."""

    says_all = True


class RemoteError(Exception):
    """An exception that the student's code raised in the sandbox, as described from there.

    Attributes
    ----------
    own_line : str
        The student's own line, for the verdict.
    unfinished : str
        What to say if it was a stub.
    overwritten : Overwritten or None
        The name whose other meaning it comes from.
    """

    own_line = ""
    unfinished = ""
    overwritten: Overwritten | None = None

    def __init__(self, text: str = "", *args: Any) -> None:
        # Not that of a builtin class, which may need other arguments.
        Exception.__init__(self, text, *args)

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class RemoteErrors:
    """Makes the exceptions of one session.

    Parameters
    ----------
    class_named : callable
        What a name stands for in the instructor's cells.
    """

    def __init__(self, class_named: Callable[[str], Any]) -> None:
        self._named = class_named
        self._classes: dict[Tree, type[RemoteError]] = {}

    def error(self, description: Any) -> RemoteError:
        """An exception of the kind that the student's code raised."""
        description = description if isinstance(description, dict) else {}
        cls = self.class_of(description.get("kind"))
        text = encodable(text_of(description.get("text", ""))[:2000])
        try:
            error = cls(text)
        except Exception:  # an ExceptionGroup needs more
            error = type(cls.__name__, (RemoteError,), {})(text)
        error.own_line = encodable(text_of(description.get("line", ""))[:2000])
        error.unfinished = encodable(text_of(description.get("unfinished", ""))[:300])
        error.overwritten = _overwritten(description.get("overwritten"))
        return error

    def class_of(self, tree: Any) -> type[RemoteError]:
        """A class of ours for a class of exceptions that the sandbox describes, always the same."""
        try:
            if tree not in self._classes and len(self._classes) < MAX_CLASSES:
                self._classes[tree] = self._make(*tree)
            return self._classes.get(tree, RemoteError)
        except Exception:  # no description, or bases that do not go together
            return RemoteError

    def _make(self, module: str, name: str, *bases: Tree) -> type[RemoteError]:
        known = self._known(module, name)
        if known is Exception or not name.isidentifier():
            return RemoteError
        parents = {known: None} if known else dict.fromkeys(map(self.class_of, bases))
        parents.pop(RemoteError, None)
        first = () if parents and known is None else (RemoteError,)
        return type(name[:80], (*first, *parents), {})

    def _known(self, module: str, name: str) -> type[Exception] | None:
        """The class of that name of a library that is loaded here, or of the instructor's."""
        space = vars(sys.modules[module]) if module in sys.modules else {}
        cls = self._named(name) if module == "__main__" else space.get(name)
        if not isinstance(cls, type) or not issubclass(cls, Exception):
            return None
        ours = cls.__module__.partition(".")[0] in ("nnkit", "unittest")
        return None if ours or issubclass(cls, (*_STEERING, RemoteError)) else cls


def _overwritten(description: Any) -> Overwritten | None:
    match description:
        case [str(name), str(tell)]:
            return Overwritten(encodable(name[:80]), encodable(tell[:500]))
    return None
