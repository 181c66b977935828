"""Rules of Landlock, for each version of it, and what a process can open under them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nnkit.grading.sandbox.confinement import landlock
from nnkit.grading.sandbox.confinement.landlock import Access
from tests.grading.sandbox.confinement.fresh_process import confinable, python


@pytest.mark.parametrize(
    ("version", "newest", "size"),
    [
        (1, Access.MAKE_SYM, 8),
        (2, Access.REFER, 8),
        (3, Access.TRUNCATE, 8),
        (4, Access.TRUNCATE, 16),
        (5, Access.IOCTL_DEV, 16),
        (6, Access.IOCTL_DEV, 24),
        (7, Access.IOCTL_DEV, 24),
        (8, Access.IOCTL_DEV, 24),
    ],
)
def test_each_version_of_landlock_refuses_all_it_can(
    version: int, newest: Access, size: int
) -> None:
    access, structure = landlock.handled(version)
    assert access == 2 * newest - 1
    assert len(structure) == size
    words = [int.from_bytes(structure[i : i + 8], sys.byteorder) for i in range(0, size, 8)]
    assert words == [access, 3, 3][: size // 8]


def test_only_ordinary_files_can_be_made_and_nothing_run() -> None:
    links = Access.MAKE_SYM | Access.MAKE_FIFO | Access.MAKE_SOCK
    assert not landlock.WRITE & (links | Access.MAKE_CHAR | Access.MAKE_BLOCK)
    assert not landlock.WRITE & (Access.EXECUTE | Access.IOCTL_DEV)
    assert landlock.READ < landlock.WRITE


def test_rules_leave_out_what_is_hidden(tmp_path: Path) -> None:
    for name in ("tree/a/secret/x", "tree/a/open/y", "tree/b", "other/z"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "tree/link").symlink_to("a/secret")
    (tmp_path / "alias").symlink_to("tree")

    def rules(read: list[str], hidden: list[str]) -> dict[str, Access]:
        pairs = landlock.readable([tmp_path / r for r in read], [tmp_path / h for h in hidden])
        return {os.path.relpath(path, tmp_path): access for path, access in pairs}

    names = Access.READ_DIR
    left = {"tree": names, "tree/a": names, "tree/a/open": landlock.READ, "tree/b": landlock.READ}
    assert rules(["tree"], ["tree/a/secret"]) == left
    assert rules(["alias", "missing"], ["tree/link", "missing/too"]) == left
    assert rules(["tree", "other"], ["elsewhere"]) == {
        "tree": landlock.READ,
        "other": landlock.READ,
    }
    assert rules(["tree/a/secret", "tree/a/secret/x"], ["tree/a/secret"]) == {}
    assert rules(["tree"], ["tree"]) == {}
    assert rules(["tree-like", "tree"], ["tree-like"]) == {"tree": landlock.READ}


RESTRICT = """
import sys
from nnkit.grading.sandbox.confinement import landlock
from nnkit.grading.sandbox.confinement.kernel import prctl

folder = sys.argv[1]
prctl(38, 1)  # PR_SET_NO_NEW_PRIVS
rules = [(folder + "/read", landlock.READ), (folder + "/read/file", landlock.WRITE)]
rules += [(folder + "/write", landlock.WRITE), (folder + "/missing", landlock.READ)]
landlock.restrict(rules)
for name, mode in (("read/file", "r"), ("read/new", "w"), ("write/new", "w"), ("file", "r")):
    try:
        open(f"{folder}/{name}", mode).close()
        print(name, "opened")
    except PermissionError:
        print(name, "refused")
"""


@confinable
def test_what_no_rule_allows_is_refused(tmp_path: Path) -> None:
    for name in ("read/file", "write/file", "file"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    said = python(RESTRICT, str(tmp_path))
    assert said.splitlines() == [
        "read/file opened",
        "read/new refused",
        "write/new opened",
        "file refused",
    ]
