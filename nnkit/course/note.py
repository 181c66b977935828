"""A card with a sentence: what a call did, or why it could not do what was asked."""

from __future__ import annotations

import html
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

from nnkit.checks.ids import NoSuchId
from nnkit.checks.verdict import in_ipython, in_notebook, paragraphs
from nnkit.course.needs import NeedsError
from nnkit.course.student import graded_now

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Note:
    """What a call did, as a card in a notebook and as text elsewhere.

    Attributes
    ----------
    title, text : str
        The text as in `Verdict.message`.
    """

    title: str
    text: str
    _color: str = field(default="#0072B2", repr=False)

    def __str__(self) -> str:
        return f"{self.title}\n{self.text.replace('`', '')}".strip()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return (
            f'<div role="status" style="border-left:6px solid {self._color};padding:.4em .9em;'
            'margin:.3em 0;background:rgba(127,127,127,.1);max-width:52em">'
            f"<div><strong>{html.escape(self.title)}</strong></div>{paragraphs(self.text)}</div>"
        )


class NotUsable(TypeError):
    """What did not come about is used; IPython shows the sentence and no frames."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True, repr=False)
class Complaint(Note):
    """Why a call could not do what was asked; whoever goes on with it as a result is told again."""

    _color: str = field(default="#D55E00", repr=False)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # nbgrader reads points from a number; a cell that shows none gets them all.
        text = "0" if in_notebook() and self.title.startswith("check ") else str(self)
        return {"text/plain": text, "text/html": self._repr_html_()}

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)  # what IPython looks for
        raise NotUsable(str(self))

    def __iter__(self) -> Iterator[Any]:
        raise NotUsable(str(self))

    def __getitem__(self, key: Any) -> NoReturn:
        raise NotUsable(str(self))


def complaints_as_cards(
    usage: str, *, text_first: bool = True
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make what a call refuses a card in a notebook, and a plain exception elsewhere.

    A grader gets the exception, so that the cell earns nothing.

    Parameters
    ----------
    usage : str
        How it is called, with an example.
    text_first : bool
        Whether a text comes first, such as an exercise's id.
    """

    def decorate(call: Callable[P, T]) -> Callable[P, T]:
        name, takes = usage.partition("(")[0], signature(call)

        @wraps(call)
        def called(*args: P.args, **kwargs: P.kwargs) -> Any:
            try:
                given = _bound(takes, usage, args, kwargs)
                if text_first:
                    _check_first(name, takes, usage, given)
                return call(*args, **kwargs)
            except NeedsError:
                raise  # it has a card of its own
            except Exception as error:
                if graded_now() or not in_ipython():
                    raise
                return Complaint(f"{name} needs another try", _sentence(error, name))

        return called

    return decorate


def _bound(
    takes: Signature, usage: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    """The arguments by name.

    Raises
    ------
    TypeError
        If one is missing, or there are too many.
    """
    try:
        return takes.bind(*args, **kwargs).arguments
    except TypeError as error:
        raise TypeError(f"{_count(str(error))} It is called as `{usage}`.") from None


def _check_first(name: str, takes: Signature, usage: str, given: dict[str, Any]) -> None:
    """Refuse what is no text where one comes first.

    Raises
    ------
    TypeError
    """
    first = next(iter(takes.parameters.values()))
    value = given.get(first.name, first.default)
    if isinstance(value, str) or value is first.default:
        return
    swapped = [other for other in given.values() if isinstance(other, str)]
    shown = getattr(value, "__name__", None) or repr(value)
    shown = shown if len(shown) < 40 else f"a {type(value).__name__}"
    if swapped:
        write = f'{name}("{swapped[0]}", {shown})'
        raise TypeError(f"the exercise's id comes first: `{write}`.")
    raise TypeError(f"A text in quotes comes first; got {shown}. It is called as `{usage}`.")


def _count(text: str) -> str:
    """What `inspect` says about the number of arguments, as a sentence."""
    if text.startswith("missing a required argument"):
        return f"Its argument {text.rpartition(' ')[2]} is missing."
    if text.startswith("too many"):
        return "It got too many arguments: several parts belong in one pair of brackets."
    return f"{text[:1].upper()}{text[1:]}."


def _sentence(error: Exception, name: str) -> str:
    """What an exception says; one that did not come from this package says too little by itself."""
    frames, text = traceback.extract_tb(error.__traceback__), str(error)
    ours = bool(frames) and Path(frames[-1].filename).parent == Path(__file__).parent
    if ours or isinstance(error, NoSuchId):
        return f"{text[:1].upper()}{text[1:]}"
    return (
        f"`{name}` stopped: {type(error).__name__}: {error}\n\n"
        "It cannot deal with what it got. Run the cells from the top; if this comes again, show "
        "it to your instructor."
    )
