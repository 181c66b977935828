"""Archives that students hand in: unpacked in memory, within the limits of other files."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from nnkit.grading.grader.files import (
    LONGEST_NAME,
    LONGEST_PATH,
    MAX_FILES,
    MAX_NOTEBOOK,
    MAX_NOTEBOOKS,
    readable,
)
from nnkit.grading.grader.notebook import encodable
from nnkit.grading.grader.submission import is_notebook

_NAME = re.compile(r"\.(zip|7z|rar|tar|tgz|gz|xz|bz2)$", re.IGNORECASE)
_ZIP, _ZIP_ENTRY, _TAR = b"PK\x03\x04", b"PK\x01\x02", b"ustar"
_ENCRYPTED = 0x1  # among the flags of an entry of a zip
_XZ_MEMORY = 256 << 20
_HEADER = 1536  # bytes of a file in a tar beside its content
# What the standard library raises, whatever the bytes are.
_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, OSError, EOFError),
    *(ValueError, LookupError, NotImplementedError, RuntimeError),
)


class ArchiveError(Exception):
    """An archive that is not unpacked; says why."""


@dataclass(frozen=True)
class Unpacked:
    """What was handed in, and the archives of it that hold a notebook.

    Attributes
    ----------
    handed_in : mapping of str to bytes
    archives : dict of str to dict of str to bytes
        By archive its files, by paths that begin with the archive's.
    faults : dict of str to str
        Why other archives were not unpacked.
    """

    handed_in: Mapping[str, bytes]
    archives: dict[str, dict[str, bytes]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, bytes]:
        """All files that may be the notebook."""
        closed = {*self.archives, *self.faults}
        files = {name: text for name, text in self.handed_in.items() if name not in closed}
        for members in self.archives.values():
            files |= members
        return files

    def around(self, notebooks: Collection[str]) -> dict[str, bytes]:
        """What was handed in, with the archives unpacked in which these notebooks are."""
        files = dict(self.handed_in)
        for archive, members in self.archives.items():
            if any(name in members for name in notebooks):
                del files[archive]
                files |= members
        return files


class _Member(NamedTuple):
    """A file in an archive: its name there, its size, and how it is read."""

    name: str
    size: int
    read: Callable[[], bytes]


def is_archive(name: str) -> bool:
    """Whether a file has the name of an archive."""
    return bool(_NAME.search(name))


def is_leftover(name: str) -> bool:
    """Whether macOS or an editor has left a file there, such as ``._problems.ipynb``."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def unpack(files: Mapping[str, bytes], max_others: int, repairs: list[str]) -> Unpacked:
    """Unpack the archives that hold a notebook.

    Parameters
    ----------
    files : mapping of str to bytes
        What was handed in, by path.
    max_others : int
        How many bytes the files that are no notebooks may have together.
    repairs : list of str
        Gets a line for each archive that cannot be unpacked, and for files that are left out.
    """
    unpacked, room = Unpacked(files), _Room(max_others)
    for name, content in files.items():
        if is_leftover(name):
            continue
        try:
            members = list(_members(name, content, room))
            if any(is_notebook(member.name) for member in members):
                unpacked.archives[name] = _read(name, members, room, repairs)
            elif is_archive(name):
                unpacked.faults[name] = _why_empty(members)
            continue
        except ArchiveError as error:
            why = str(error)
        except _DAMAGED:
            why = "it is damaged"
        unpacked.faults[name] = why
        repairs.append(f"{name} was not unpacked: {why}")
    return unpacked


def _why_empty(members: list[_Member]) -> str:
    if members:
        return "it holds no notebook"
    return "it is empty, or of a kind that cannot be read here: zip and tar.gz can"


class _Room:
    """How much may still be unpacked, of all archives of a submission together."""

    def __init__(self, others: int) -> None:
        self.files, self.notebooks, self.others = MAX_FILES, MAX_NOTEBOOKS, others
        self._allowed = others
        self.decompressed = self.notebooks + self.others + 2 * _HEADER * MAX_FILES

    def take(self, member: _Member) -> None:
        """Count a file.

        Raises
        ------
        ArchiveError
            If it is too much.
        """
        self.files -= 1
        if is_notebook(member.name):
            self.notebooks -= member.size
        else:
            self.others -= member.size
        if self.files < 0:
            raise ArchiveError(f"it has more than {MAX_FILES} files")
        if self.notebooks < 0 or (is_notebook(member.name) and member.size > MAX_NOTEBOOK):
            raise ArchiveError(
                f"{member.name[-80:]} in it has {member.size >> 20} MB; {MAX_NOTEBOOK >> 20} are "
                "allowed"
            )
        if self.others < 0:
            raise ArchiveError(
                f"the files beside its notebook have more than {self._allowed >> 20} MB"
            )


def _read(
    archive: str, members: list[_Member], room: _Room, repairs: list[str]
) -> dict[str, bytes]:
    """The files of an archive, by path."""
    wanted: dict[str, _Member] = {}
    outside = []
    for member in members:
        path = PurePosixPath(readable(encodable(member.name)).replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or _is_strange(path):
            outside.append(repr(member.name)[:80])
        elif not is_leftover(str(path)):
            room.take(member)
            wanted[f"{archive}/{path}"] = member
    if outside:
        shown = ", ".join(outside[:3]) + (" …" if len(outside) > 3 else "")
        repairs.append(f"files with paths out of {archive} were left out: {shown}")
    folders = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    return {path: member.read() for path, member in wanted.items() if path not in folders}


def _is_strange(path: PurePosixPath) -> bool:
    """Whether some file system takes no file of that name."""
    longest = max((len(part.encode()) for part in path.parts), default=0)
    drive = path.parts[0].endswith(":") if path.parts else True
    return drive or longest > LONGEST_NAME or len(str(path).encode()) > LONGEST_PATH


def _members(name: str, content: bytes, room: _Room) -> Iterator[_Member]:
    """The files in an archive; none if it is no archive that can be read here."""
    if content.startswith(_ZIP):
        yield from _in_zip(content)
        return
    plain = _decompressed(content, room)
    if plain[257:262] == _TAR:
        yield from _in_tar(plain)
    elif plain is not content:  # one file, as x.ipynb.gz
        yield _Member(PurePosixPath(name).stem, len(plain), lambda: plain)


def _in_zip(content: bytes) -> Iterator[_Member]:
    if content.count(_ZIP_ENTRY) > 2 * MAX_FILES:  # before an object is made of each
        raise ArchiveError(f"it has more than {MAX_FILES} files")
    archive = zipfile.ZipFile(io.BytesIO(content))
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise ArchiveError("it asks for a password; hand it in without one")
        # The other methods do not stop where the size is reached that the entry claims.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArchiveError("it was packed by a method that cannot be read here")
        yield _Member(entry.filename, entry.file_size, partial(_zipped, archive, entry))


def _zipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return stream.read(entry.file_size)  # without a number it reads beyond that first


def _in_tar(content: bytes) -> Iterator[_Member]:
    archive = tarfile.open(fileobj=io.BytesIO(content), mode="r:")  # noqa: SIM115
    for count, entry in enumerate(archive):
        if count >= 2 * MAX_FILES:
            raise ArchiveError(f"it has more than {MAX_FILES} files")
        if entry.isreg():
            yield _Member(entry.name, entry.size, partial(_tarred, archive, entry))


def _tarred(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(entry)
    return stream.read() if stream else b""


def _decompressed(content: bytes, room: _Room) -> bytes:
    """What a compressed file holds; any other as it is."""
    if content.startswith(b"\x1f\x8b"):
        plain = zlib.decompressobj(wbits=31).decompress(content, room.decompressed + 1)
    elif content.startswith(b"BZh"):
        plain = bz2.BZ2Decompressor().decompress(content, room.decompressed + 1)
    elif content.startswith(b"\xfd7zXZ"):
        xz = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        plain = xz.decompress(content, room.decompressed + 1)
    else:
        return content
    room.decompressed -= len(plain)
    if room.decompressed < 0:
        room.decompressed = 0
        raise ArchiveError("it holds more than may be handed in")
    return plain
