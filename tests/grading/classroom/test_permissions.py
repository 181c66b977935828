"""Who may write in a course is told beforehand, and a group gets its rights."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.permissions import (
    check_writable,
    group_rights,
    not_yours,
    share,
)
from tests.grading.classroom.class_of import CONFIG, hand_in

posix = pytest.mark.skipif(os.name == "nt", reason="modes of files")
SHARED = CONFIG + "c.CourseDirectory.groupshared = True\n"


@posix
def test_a_folder_of_somebody_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a stand-in for permissions, which the tests may be too mighty for."""
    there = hand_in(tmp_path, {})
    check_writable(there, ("autograded", "feedback"))
    there.folder("feedback").mkdir()
    check_writable(there, ("autograded", "feedback"))
    access = os.access

    def closed(path: Path, mode: int) -> bool:
        return path != there.folder("feedback") and access(path, mode)

    monkeypatch.setattr(os, "access", closed)
    check_writable(there, ("autograded",))
    owner = there.root.owner()
    told = f"feedback belongs to {owner}, and you may not write there. Ask .* chmod -R g.rwX .*"
    with pytest.raises(CourseError, match=told):
        check_writable(there, ("autograded", "feedback"))
    assert not_yours(there.feedback("ada", "quick")).startswith(f"{there.folder('feedback')} belo")
    monkeypatch.setattr(os, "access", access)
    there.folder("feedback").rmdir()
    there.folder("feedback").touch()
    with pytest.raises(CourseError, match="feedback is a file where a folder belongs"):
        check_writable(there, ("feedback",))


def test_an_owner_without_a_name_is_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(path: Path) -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr(Path, "owner", unknown)
    assert f"{tmp_path} belongs to somebody else" in not_yours(tmp_path)


@posix
@pytest.mark.parametrize("shared", [True, False])
def test_what_is_made_in_a_shared_course_is_the_groups_too(tmp_path: Path, shared: bool) -> None:
    there = hand_in(tmp_path, {}, SHARED if shared else CONFIG)
    assert there.is_group_shared is shared
    umask = os.umask(0o022)
    try:
        with group_rights(there):
            folder = there.autograded("ada", "quick")
            folder.mkdir(parents=True)
            (folder / "quick.ipynb").touch()
            there.secret()
        (tmp_path / "after").touch()
    finally:
        os.umask(umask)
    if shared:
        share(there, folder)
    modes = {path: path.stat().st_mode & 0o7777 for path in (folder, *folder.parents[:2])}
    assert set(modes.values()) == {0o2775 if shared else 0o755}
    assert (folder / "quick.ipynb").stat().st_mode & 0o777 == (0o664 if shared else 0o644)
    assert (tmp_path / ".nnkit-secret").stat().st_mode & 0o777 == (0o640 if shared else 0o600)
    assert (tmp_path / "after").stat().st_mode & 0o777 == 0o644


@posix
def test_a_secret_from_before_is_shared_when_the_course_is(tmp_path: Path) -> None:
    secret = hand_in(tmp_path, {}).secret()
    other = tmp_path / "other"
    other.mkdir()
    there = hand_in(other, {}, SHARED)
    (other / ".nnkit-secret").write_text(secret)
    (other / ".nnkit-secret").chmod(0o600)
    assert Course(other).secret() == there.secret() == secret
    assert (other / ".nnkit-secret").stat().st_mode & 0o777 == 0o640
