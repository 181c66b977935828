"""Which of the files that a student handed in is the notebook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import PurePosixPath

from nnkit.grading.grader.archives import is_leftover
from nnkit.grading.grader.submission import SubmissionError, is_notebook


class NotHandedIn(SubmissionError):
    """There is no file that could be the notebook."""


def find_notebook(
    files: Mapping[str, bytes],
    expected: str,
    repairs: list[str],
    is_answered: Callable[[bytes], bool],
    others: Collection[str] = (),
) -> str:
    """The path of the notebook that was handed in, also if it was renamed or lies deeper.

    Parameters
    ----------
    files : mapping of str to bytes
        By path.
    expected : str
        The notebook's name.
    repairs : list of str
        Gets a line if another file was taken, or could have been.
    is_answered : callable
        Whether a file is a version of the notebook in which a student has done something.
    others : collection of str
        Names of the assignment's other notebooks.

    Raises
    ------
    NotHandedIn
        If there is none.
    SubmissionError
        If several could be meant.
    """
    found = [name for name in _notebooks(files) if name not in others and name != expected]
    if others or expected in files:
        stem = expected.removesuffix(".ipynb").lower()
        found = [name for name in found if stem in PurePosixPath(name).name.lower()]
    if expected not in files:
        return _instead(files, expected, found, repairs, is_answered)
    content = files[expected]
    answered = [name for name in found if files[name] != content and is_answered(files[name])]
    if answered and not is_answered(content):
        chosen = _only(files, expected, answered)
        repairs.append(f"{chosen} was graded: {expected} beside it has no answers")
        return chosen
    if answered:
        names = ", ".join(answered)
        repairs.append(f"{expected} was graded, not {names}, which has other answers")
    return expected


def _instead(
    files: Mapping[str, bytes],
    expected: str,
    found: list[str],
    repairs: list[str],
    is_answered: Callable[[bytes], bool],
) -> str:
    """The file that is graded where none has the expected name."""
    if not found:
        raise NotHandedIn(f"{expected} is needed, but the folder has {_content(files)}.")
    answered = found if len(found) == 1 else [n for n in found if is_answered(files[n])]
    chosen = _only(files, expected, answered or found)
    repairs.append(f"{chosen} was graded as {expected}")
    return chosen


def _only(files: Mapping[str, bytes], expected: str, names: list[str]) -> str:
    """The one of several files, unless they differ."""
    if len({files[name] for name in names}) > 1:
        raise SubmissionError(
            f"{expected} is needed, but the folder has {', '.join(names)}. "
            f"Name the one that counts {expected}."
        )
    return names[0]


def in_folder_of(files: Mapping[str, bytes], notebook: str) -> dict[str, bytes]:
    """Files by their path from the notebook's folder; those outside it keep theirs."""
    folder = notebook[: notebook.rfind("/") + 1]
    inside = {name: content for name, content in files.items() if name.startswith(folder)}
    outside = {name: content for name, content in files.items() if name not in inside}
    return outside | {name.removeprefix(folder): content for name, content in inside.items()}


def _notebooks(files: Mapping[str, bytes]) -> list[str]:
    """The files that are notebooks by their names, or else by what is in them."""
    names = [name for name in files if not is_leftover(name)]
    named = [name for name in names if is_notebook(name)]
    alike = (".json", ".txt", "")
    return named or [
        n for n in names if PurePosixPath(n).suffix in alike and b'"nbformat"' in files[n]
    ]


def _content(files: Mapping[str, bytes]) -> str:
    """What a folder without a notebook has, in words."""
    names = [name for name in files if not is_leftover(name)]
    if not names:
        return "no file (links are passed over)"
    return "no notebook, only " + ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
