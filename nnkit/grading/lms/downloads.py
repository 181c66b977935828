"""What Canvas and Moodle hand out: a zip, or the folder that it was unpacked to.

Canvas puts all files side by side: ``lovelaceada_LATE_12345_67890_problems-1.ipynb``, with the
numbers of the person and of the upload.  Moodle makes a folder for each participant,
``Ada Lovelace_12345_assignsubmission_file``, or puts that before the file's name.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.release_files import SECRET, TIMESTAMP
from nnkit.grading.grader.archives import is_leftover
from nnkit.grading.grader.files import LONGEST_NAME, LONGEST_PATH, MAX_NOTEBOOKS, readable
from nnkit.grading.grader.notebook import encodable

MAX_FILES = 200_000
_CANVAS = re.compile(
    r"(?P<name>.*?)(?P<late>_late)?_(?P<number>\d+)_(?P<upload>\d+)_(?P<rest>.+)", re.IGNORECASE
)
_ANONYMOUS = re.compile(
    r"(?P<late>late_)?anon_(?P<number>\w+?)_(?P<upload>\d+)_(?P<rest>.+)", re.IGNORECASE
)
_CANVAS_TEXT = re.compile(r".+_\d+_(text|link)\.html", re.IGNORECASE)
_MOODLE = re.compile(
    r"(?P<name>.*)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(_(?P<rest>.*))?", re.DOTALL
)
_COPY = re.compile(r"-\d+(?=\.ipynb$)", re.IGNORECASE)
# What nbgrader itself puts beside a submission: whoever writes that decides about penalties.
NOT_THEIRS = (TIMESTAMP, SECRET)
_UTF8 = 0x800  # among the flags of an entry of a zip
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Download:
    """One file, and whose it is.

    Attributes
    ----------
    lms : str
        Canvas or Moodle.
    number, name : str
        The person's.
    path : str
        Where it belongs in the submission.
    downloaded : str
        What it, or for Moodle its folder, is called.
    upload : int
        Canvas's number of it: the later, the larger.
    late : bool
    date : float
        In seconds, as its file has it.
    size : int
        In bytes.
    read : callable
        Gives the content.
    """

    lms: str
    number: str
    name: str
    path: str
    downloaded: str
    upload: int
    late: bool
    date: float
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class _File:
    """A file of a zip or a folder."""

    path: str
    date: float
    size: int
    read: Callable[[], bytes]


@contextmanager
def downloads(path: Path) -> Iterator[tuple[list[Download], list[tuple[str, str]]]]:
    """What is in a zip or a folder: files whose owner is known, and others with why they are not.

    Raises
    ------
    CourseError
        If it is neither, or damaged.
    """
    if path.is_dir():
        yield _sorted_out(_in_folder(path))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _sorted_out(_in_zip(archive))
    except zipfile.BadZipFile:
        raise CourseError(
            f"{path} is no zip archive, or a damaged one. Give the zip as Canvas or Moodle made "
            "it, or the folder that it was unpacked to."
        ) from None


def _in_folder(folder: Path) -> Iterator[_File]:
    folder = folder.resolve()
    top = folder.parent if _MOODLE.fullmatch(folder.name) else folder  # one participant's
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        about = path.stat()
        yield _File(
            path.relative_to(top).as_posix(), about.st_mtime, about.st_size, path.read_bytes
        )


def _in_zip(archive: zipfile.ZipFile) -> Iterator[_File]:
    for entry in archive.infolist():
        if not entry.is_dir():
            yield _File(_name(entry), _date(entry), entry.file_size, _reader(archive, entry))


def _reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if entry.flag_bits & _ENCRYPTED:
            raise zipfile.BadZipFile("it asks for a password")
        with archive.open(entry) as stream:
            return stream.read(entry.file_size)

    return read


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name; some programs write UTF-8 without saying so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename


def _date(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _sorted_out(files: Iterator[_File]) -> tuple[list[Download], list[tuple[str, str]]]:
    known: list[Download] = []
    others: list[tuple[str, str]] = []
    for count, file in enumerate(files):
        if count >= MAX_FILES:
            raise CourseError(f"There are more than {MAX_FILES} files: give one assignment's.")
        path = readable(encodable(file.path).replace("\\", "/"))
        if is_leftover(path) and ".." not in PurePosixPath(path).parts:
            continue
        found, why = _whose(path, file)
        if found:
            known.append(found)
        else:
            others.append((path[-200:], why))
    return known, others


def _whose(path: str, file: _File) -> tuple[Download | None, str]:
    """The file with its owner, or why it has none that is known."""
    parts = PurePosixPath(path).parts
    for n, part in enumerate(parts):
        if found := _MOODLE.fullmatch(part):
            if found["plugin"] != "file":
                return None, "an online text, not a file"
            rest = "/".join(filter(None, (found["rest"] or "", *parts[n + 1 :])))
            folder = part[: len(part) - len(found["rest"] or "")].rstrip("_")
            return _download("Moodle", found, rest, folder, file)
    name = parts[-1] if parts else ""
    if found := _ANONYMOUS.fullmatch(name) or _CANVAS.fullmatch(name):
        return _download("Canvas", found, found["rest"], name, file)
    if _CANVAS_TEXT.fullmatch(name):
        return None, "an online text or a link, not a file"
    return None, "its name is none that Canvas or Moodle gives"


def _download(
    lms: str, found: re.Match[str], rest: str, downloaded: str, file: _File
) -> tuple[Download | None, str]:
    if why := _why_not(rest, file.size):
        return None, why
    said = found.groupdict()
    download = Download(
        lms=lms,
        number=said["number"],
        name=said.get("name") or "",
        path=rest,
        downloaded=downloaded,
        upload=int(said.get("upload") or 0),
        late=bool(said.get("late")),
        date=file.date,
        size=file.size,
        read=file.read,
    )
    return download, ""


def _why_not(path: str, size: int) -> str:
    """Why a file cannot be put into a submission, if it cannot."""
    parts = PurePosixPath(path).parts
    if not parts:
        return "it has no name of its own"
    if path.startswith("/") or ".." in parts or parts[0].endswith(":"):
        return "its path leads out of the submission"
    if max(len(p.encode()) for p in parts) > LONGEST_NAME or len(path.encode()) > LONGEST_PATH:
        return "its name is too long"
    if parts[-1].casefold() in NOT_THEIRS and len(parts) == 1:
        return "nnkit and nbgrader write such a file themselves; a student's does not count"
    if size > MAX_NOTEBOOKS:
        return f"it has {size >> 20} MB; {MAX_NOTEBOOKS >> 20} are allowed"
    return ""


def without_copy_number(path: str, notebooks: list[str]) -> str:
    """A file's path without the ``-1`` that Canvas adds to the name of what is handed in again."""
    plain = _COPY.sub("", path)
    return plain if plain.casefold() in {name.casefold() for name in notebooks} else path
