"""What `nbgrader release_feedback` reads beside a student's page; without it, it stops.

A page is released under a name that only who knows the submission's secret can tell.  `nbgrader
submit` makes one.  Work that came another way, or with a secret that cannot be read, gets one here,
which nobody knows: its page is released as well, and found by nobody.
"""

from __future__ import annotations

import codecs
import hmac
from collections.abc import Mapping

SECRET, TIMESTAMP = "submission_secret.txt", "timestamp.txt"


def files_to_release(
    files: Mapping[str, bytes], secret: str, student: str, module: str
) -> dict[str, bytes]:
    """The files beside a page.

    Parameters
    ----------
    files : mapping of str to bytes
        What was handed in.
    secret : str
        The course's.
    student, module : str
    """
    theirs = files.get(SECRET, b"")
    if not _is_text(theirs):
        about = f"page of {student} in {module}".encode("utf-8", "replace")
        theirs = hmac.digest(secret.encode(), about, "sha256").hex().encode()
    return {SECRET: theirs, TIMESTAMP: timestamp_text(files).encode()}


def timestamp_text(files: Mapping[str, bytes]) -> str:
    """When a submission was handed in, as nbgrader's file says it; "" where there is none."""
    written = files.get(TIMESTAMP, b"")
    wide = written.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as PowerShell writes
    return written.decode("utf-16" if wide else "utf-8-sig", "replace").strip()


def _is_text(written: bytes) -> bool:
    try:
        return bool(written.decode("utf-8").strip())
    except UnicodeDecodeError:
        return False
