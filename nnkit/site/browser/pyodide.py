"""Where Pyodide comes from: a folder, an archive or an address; every file is checked by its hash.

``pyodide.sha256`` has the files that the course needs and their hashes, as ``sha256sum`` writes
them.  So nothing is trusted that a folder or a server says, its own lock file included.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from nnkit.grading.classroom.course import CourseError

VERSION = "0.27.7"
OFFICIAL = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LOCK, WASM = "pyodide-lock.json", "pyodide.asm.wasm"
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_HASHES = Path(__file__).with_name("pyodide.sha256")
_SECONDS = 60

Reader = Callable[[str], bytes]


def hashes() -> dict[str, str]:
    """The SHA-256 of each file of Pyodide that the course needs, by its name."""
    lines = _HASHES.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def look_for(source: str | None) -> None:
    """Refuse a source that is not there, before anything is made; archives are opened later.

    Parameters
    ----------
    source : str, optional
        As for `read_all`.

    Raises
    ------
    CourseError
        If there is nothing, or another version.
    """
    source = source or OFFICIAL
    if not source.endswith(_ARCHIVES):
        with _opened(source) as read:
            _check_lock(read(LOCK), source)
    elif not _is_address(source) and not Path(source).is_file():
        raise CourseError(f"There is no Pyodide at {source}: no such file.")


def read_all(source: str | None) -> dict[str, bytes]:
    """The files of Pyodide that the course needs, each checked.

    Parameters
    ----------
    source : str, optional
        A folder, an archive, or the address of one; by default the official release.

    Raises
    ------
    CourseError
        If a file is missing, cannot be had, or is not what it should be; it names the file.
    """
    source = source or OFFICIAL
    with _opened(source) as read:
        _check_lock(read(LOCK), source)
        return {name: _checked(name, read(name), digest) for name, digest in hashes().items()}


def _checked(name: str, content: bytes, digest: str) -> bytes:
    """Content that has its digest.

    Raises
    ------
    CourseError
    """
    if hashlib.sha256(content).hexdigest() != digest:
        raise CourseError(
            f"{name} is not the file of Pyodide {VERSION}: its SHA-256 differs. "
            "Nothing of it was used; get it anew."
        )
    return content


def _check_lock(content: bytes, source: str) -> None:
    """Refuse another version, which would have other files, and a lock that has been changed.

    Raises
    ------
    CourseError
    """
    try:
        lock = json.loads(content)
        version = lock["info"]["version"]
        locked = {p["file_name"]: p["sha256"] for p in lock["packages"].values()}
    except (KeyError, TypeError, ValueError):
        raise CourseError(f"{LOCK} of {source} is damaged; get it anew.") from None
    if version != VERSION:
        raise CourseError(f"{source} is Pyodide {version}; the course needs {VERSION}.")
    for name, digest in hashes().items():
        if name.endswith(".whl") and locked.get(name) != digest:
            raise CourseError(
                f"{LOCK} of {source} is not the one of Pyodide {VERSION}: it has another SHA-256 "
                f"for {name}. Get it anew."
            )


@contextmanager
def _opened(source: str) -> Iterator[Reader]:
    """What reads a file of a source by its name.

    Raises
    ------
    CourseError
    """
    if source.endswith(_ARCHIVES):
        look_for(source)
        content = _download(source) if _is_address(source) else Path(source).read_bytes()
        yield _archive(content, source)
    elif _is_address(source):
        yield lambda name: _download(f"{source.rstrip('/')}/{name}")
    elif Path(source).is_dir():
        yield lambda name: _file(Path(source), name)
    else:
        raise CourseError(f"There is no Pyodide at {source}: no such folder, archive or address.")


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _file(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise CourseError(
            f"{name} of Pyodide cannot be read in {folder}: {error.strerror}."
        ) from None


def _download(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read()
    except (OSError, ValueError) as error:
        raise CourseError(
            f"{address} cannot be downloaded: {error}. With a copy on disk, say where it lies: "
            "--pyodide FOLDER. The pages alone need none: --no-browser."
        ) from None
    return content


def _archive(content: bytes, source: str) -> Reader:
    """What reads a file of an archive, in whatever folder it has them."""
    try:
        if source.endswith(".zip"):
            zipped = zipfile.ZipFile(BytesIO(content))
            found = {name.rpartition("/")[2]: name for name in zipped.namelist()}
            files = {name: zipped.read(found[name]) for name in _wanted(found)}
        else:
            with tarfile.open(fileobj=BytesIO(content)) as tar:
                members = {m.name.rpartition("/")[2]: m for m in tar if m.isfile()}
                opened = {name: tar.extractfile(members[name]) for name in _wanted(members)}
                files = {name: file.read() for name, file in opened.items() if file}
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(":")  # tarfile tells of each way it tried
        raise CourseError(
            f"{source} is no archive that can be read ({reason}); get it anew."
        ) from None

    def read(name: str) -> bytes:
        if name not in files:
            raise CourseError(f"{name} of Pyodide is missing in {source}.")
        return files[name]

    return read


def _wanted(found: Mapping[str, object]) -> set[str]:
    return found.keys() & {LOCK, *hashes()}
