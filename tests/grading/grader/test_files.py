"""The files of a folder as plain data: read, written elsewhere, and told from others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nnkit.grading.grader.files import files_in, fingerprint, write_files

FILES = {"a.ipynb": b"{}", "data/numbers.csv": b"1,2\n", "empty": b""}


def test_what_was_read_can_be_written_elsewhere(tmp_path: Path) -> None:
    write_files(tmp_path / "first", FILES)
    assert files_in(tmp_path / "first") == FILES
    write_files(tmp_path / "first", {"empty": b"no more"})
    assert files_in(tmp_path / "first") == {**FILES, "empty": b"no more"}
    assert files_in(tmp_path / "missing") == {}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_and_what_editors_leave_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the answers")
    here = tmp_path / "here"
    left = (".ipynb_checkpoints/a-checkpoint.ipynb", "src/__pycache__/x.pyc")
    write_files(here, {**FILES, **dict.fromkeys(left, b"")})
    (here / "link").symlink_to(tmp_path / "secret")
    (here / "data" / "nowhere").symlink_to("missing")
    assert files_in(here) == FILES


def test_a_fingerprint_is_of_names_and_contents_alone() -> None:
    assert fingerprint(dict(reversed(FILES.items()))) == fingerprint(FILES)
    others = [
        {},
        {**FILES, "empty": b"x"},
        {**FILES, "more": b""},
        {("b.ipynb" if name == "a.ipynb" else name): data for name, data in FILES.items()},
        {"a.ipynb": b"", "data/numbers.csv": b"{}1,2\n", "empty": b""},
    ]
    assert len({fingerprint(files) for files in [FILES, *others]}) == 6
