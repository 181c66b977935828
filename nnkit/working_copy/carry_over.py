"""What somebody did in the course's own folder: answers go to the working copy.

Then git puts the course's own notebook back, so that a newer course can be pulled.
"""

from __future__ import annotations

from nnkit.working_copy import git
from nnkit.working_copy.answers import Answers, answers_in, written_keys
from nnkit.working_copy.copy import MODULES, WorkingCopy, digests_of_cells
from nnkit.working_copy.notebook import (
    DamagedError,
    digest,
    read,
    write_next_to,
    write_whole,
)
from nnkit.working_copy.record import Copied


def course_version(copy: WorkingCopy, name: str, content: bytes, *, changed: bool) -> bytes | None:
    """A notebook as the course has it, after what was done to it is brought to safety.

    Parameters
    ----------
    copy : WorkingCopy
    name : str
        The notebook's path in the course's modules.
    content : bytes
        What lies there.
    changed : bool
        Whether git knows it otherwise.

    Returns
    -------
    bytes or None
        None if the course's own version is not to be had.
    """
    released = _committed(copy, name) if changed else None
    try:
        answers = answers_in(content)
    except DamagedError:
        kept = write_next_to(copy.folder / name, "damaged", content)
        copy.tell(f"{MODULES}/{name} is damaged; what it held is in", kept)
        return _put_back(copy, name, released) or released
    touched = released is not None and _is_saved_by_jupyter(content, released)
    if answers or (touched and released is not None and _said(released) != _said(content)):
        _carry_over(copy, name, content, answers, released)
    elif not touched:
        return content  # an author's new version
    return _put_back(copy, name, released) or (None if answers else content)


def _put_back(copy: WorkingCopy, name: str, released: bytes | None) -> bytes | None:
    """Put the course's own version back where it was changed; None if that is not possible."""
    if released is None or not git.restore(copy.course, f"{MODULES}/{name}"):
        return None
    restored = (copy.course / MODULES / name).read_bytes()
    known = copy.record.files.get(name)
    if known is not None and known.digest == digest(released):
        known.digest = digest(restored)  # git may end lines in another way
    return restored


def _carry_over(
    copy: WorkingCopy, name: str, content: bytes, answers: Answers, released: bytes | None
) -> None:
    """Take answers to the working copy, once."""
    if copy.record.carried.get(name) == digest(content):
        return
    target, known = copy.folder / name, copy.record.files.get(name)
    mine = digest(target.read_bytes()) if target.exists() else None
    untouched = {None, digest(content), known and known.digest}
    if released is None:  # they go on there with what was taken before
        untouched.add(copy.record.carried.get(name))
    shown = f"{MODULES}/{name}" + (f" ({answers})" if answers else "")
    if mine not in untouched:
        kept = write_next_to(target, f"from {MODULES}", content)
        copy.tell(f"Somebody worked in {shown}, in another way than you: that is now", kept)
    else:
        write_whole(target, content)
        copy.tell(f"Somebody worked in {shown}: that was taken to", target)
        if released is not None:
            copy.record.files[name] = Copied(digest(released), digests_of_cells(released))
        else:
            # No version of the course is known; what was not written by the student is its.
            copy.record.files[name] = Copied("", digests_of_cells(content, written_keys(content)))
    copy.record.carried[name] = digest(content)
    copy.record.write(copy.folder)  # before the course's own is put back


def _committed(copy: WorkingCopy, name: str) -> bytes | None:
    """The course's own version of a notebook, if git has one without answers."""
    content = git.committed(copy.course, f"{MODULES}/{name}")
    try:
        return None if content is None or answers_in(content) else content
    except DamagedError:
        return None


def _is_saved_by_jupyter(content: bytes, released: bytes) -> bool:
    """Whether Jupyter has written a notebook, and no release: it notes which Python ran."""
    mine, given = (read(each).get("metadata") or {} for each in (content, released))
    return "version" in str(mine.get("language_info")) and "version" not in str(given)


def _said(content: bytes) -> list[object]:
    """What a notebook says, without outputs and what Jupyter notes in metadata."""
    return [
        (cell.cell_type, cell.source, cell.metadata.get("nbgrader")) for cell in read(content).cells
    ]
