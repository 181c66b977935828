"""What `nbgrader release_feedback` reads is always there, and only the student's own is known."""

from __future__ import annotations

import pytest

from nnkit.grading.classroom.release_files import SECRET, TIMESTAMP, files_to_release

COURSE = "0123456789abcdef"


def test_the_students_own_is_kept() -> None:
    files = {SECRET: b"s3cret\n", TIMESTAMP: b"2026-05-04 12:00:00 UTC\n", "a.ipynb": b"{}"}
    beside = files_to_release(files, COURSE, "ada", "quick")
    assert beside == {SECRET: b"s3cret\n", TIMESTAMP: b"2026-05-04 12:00:00 UTC"}


@pytest.mark.parametrize("theirs", [{}, {SECRET: b""}, {SECRET: b" \n"}, {SECRET: b"\xff\xfe"}])
def test_what_is_missing_or_cannot_be_read_is_made(theirs: dict[str, bytes]) -> None:
    beside = files_to_release(theirs, COURSE, "ada", "quick")
    assert len(bytes.fromhex(beside[SECRET].decode())) == 32
    assert beside[TIMESTAMP] == b""
    assert beside == files_to_release({}, COURSE, "ada", "quick"), "each run releases one page"
    others = (("bob", "quick", COURSE), ("ada", "slow", COURSE), ("ada", "quick", COURSE[::-1]))
    for student, module, secret in others:
        assert files_to_release({}, secret, student, module)[SECRET] != beside[SECRET]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_timestamp_is_written_as_nbgrader_reads_it(encoding: str) -> None:
    files = {TIMESTAMP: "2026-05-04 12:00:00 UTC".encode(encoding)}
    beside = files_to_release(files, COURSE, "ada", "quick")
    assert beside[TIMESTAMP] == b"2026-05-04 12:00:00 UTC"
