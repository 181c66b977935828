"""The files of a folder as plain data, as they travel to where a submission is graded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it; links and what editors leave are passed over."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not {".ipynb_checkpoints", "__pycache__"} & set(path.relative_to(folder).parts)
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what `files_in` read."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def fingerprint(files: dict[str, bytes]) -> str:
    """A hash of files: a student who hands in again may do so with an older date."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}/{len(content)}/".encode() + content)
    return digest.hexdigest()
