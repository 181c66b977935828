"""Exceptions that the student's code raised in the sandbox, raised again on this side.

A test may catch what the student's code raises: a ValueError, an exception of NumPy's, or one that
the student was asked to define.  So what is raised here is a class of our own that derives from
`RemoteError` and from the class of that name that this side knows; where the student defined the
class, it derives from classes of ours that stand for its bases.
"""

from __future__ import annotations

import builtins
from functools import cache
from typing import Any

from nnkit.checks.overwritten import Overwritten
from nnkit.grading.grader.notebook import encodable
from nnkit.grading.grader.proxy import Connection, is_proxy
from nnkit.grading.protocol.messages import Message


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
    session : Connection
    """

    def __init__(self, session: Connection) -> None:
        self._session = session
        self._classes: dict[str, type[Exception] | None] = {}  # those that the student defined
        self._resolving = False

    def error(self, description: Any) -> Exception:
        """An exception of the kind that the student's code raised."""
        description = description if isinstance(description, dict) else {}
        name = str(description.get("kind", "Exception"))[:80]
        cls = _known_class(name) or self._classes.get(name)
        if cls is None and name.isidentifier() and name not in self._classes:
            self._classes[name] = None  # also if looking it up raises the same again
            cls = self._look_up(name)
        cls = cls or type(name if name.isidentifier() else "Exception", (RemoteError,), {})
        text = encodable(str(description.get("text", ""))[:2000])
        error: Any
        try:
            error = cls(text)
        except Exception:  # an ExceptionGroup needs more
            error = RemoteError(f"{name}: {text}")
        error.own_line = encodable(str(description.get("line", ""))[:2000])
        error.unfinished = encodable(str(description.get("unfinished", ""))[:300])
        error.overwritten = _overwritten(description.get("overwritten"))
        result: Exception = error
        return result

    def _look_up(self, name: str) -> type[Exception] | None:
        """The class of that name that the student defined; None if an error comes on the way."""
        if self._resolving:
            return None
        self._resolving = True
        try:
            return self.class_for(name, self._session.request("get", name=name))
        except Exception:
            return None
        finally:
            self._resolving = False

    def class_for(self, name: str, reply: Message) -> type[Exception] | None:
        """A class of ours for a class of the student's that derives from `Exception`.

        Parameters
        ----------
        name : str
        reply : dict
            What the sandbox says that the name stands for.
        """
        if not reply.get("is_class") or not is_proxy(reply.get("value")):
            return None
        parents = self._session.request("get_attribute", target=reply["value"], name="__mro__")
        mro = parents.get("value")
        cls: type[Exception] | None = None
        for parent in reversed(mro[:50] if isinstance(mro, tuple) else ()):
            told = self._session.request("get_attribute", target=parent, name="__name__")
            title = str(told.get("value"))[:80]
            known = _known_class(title)
            if known is not None or cls is None:
                cls = known
            else:
                cls = self._classes.get(title) or type(encodable(title), (cls,), {})
                self._classes[title] = cls
        return cls


def _overwritten(description: Any) -> Overwritten | None:
    match description:
        case [str(name), str(tell)]:
            return Overwritten(encodable(name[:80]), encodable(tell[:500]))
    return None


def _known_class(name: str) -> type[Exception] | None:
    """A class of ours for the one of that name that Python or a library loaded here has."""
    if name == "Exception":
        return RemoteError
    builtin = getattr(builtins, name, None)
    if isinstance(builtin, type):
        return _remote_class((builtin,)) if issubclass(builtin, Exception) else None
    loaded = [Exception]
    for cls in loaded:  # grows
        loaded += [c for c in cls.__subclasses__() if c not in loaded]
    classes = [c for c in loaded if c.__name__ == name and not issubclass(c, RemoteError)]
    classes = [c for c in classes if not c.__module__.startswith("nnkit.")]
    try:
        return _remote_class(tuple(classes)) if classes else None
    except TypeError:  # that do not go together
        return None


@cache
def _remote_class(bases: tuple[type[Exception], ...]) -> type[Exception]:
    return type(bases[0].__name__, (RemoteError, *bases), {})
