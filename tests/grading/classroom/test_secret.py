"""The course's secret is made once, kept, and refused if it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nnkit.grading.classroom.configuration import CourseError
from nnkit.grading.classroom.secret import read_secret


@pytest.mark.parametrize("shared", [True, False])
def test_it_stays_the_same_and_is_its_owners(shared: bool, tmp_path: Path) -> None:
    path = tmp_path / ".nnkit-secret"
    secret = read_secret(path, shared=shared)
    assert len(secret) == 32
    assert read_secret(path, shared=True) == secret
    if os.name != "nt":
        read_secret(path, shared=shared)
        assert path.stat().st_mode & 0o707 == 0o600


@pytest.mark.parametrize("damaged", [b"", b"\n", b"abc", b"\xff" * 32, b"\0" * 32])
def test_a_damaged_secret_is_refused_and_kept(damaged: bytes, tmp_path: Path) -> None:
    (tmp_path / ".nnkit-secret").write_bytes(damaged)
    with pytest.raises(CourseError, match=r"is damaged\. Put back a copy"):
        read_secret(tmp_path / ".nnkit-secret", shared=False)
    assert (tmp_path / ".nnkit-secret").read_bytes() == damaged


def test_a_secret_of_another_instructor_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_secret(tmp_path / ".nnkit-secret", shared=False)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CourseError, match=r"is not yours to read or make\. .*chmod g\+r"):
        read_secret(tmp_path / ".nnkit-secret", shared=False)
