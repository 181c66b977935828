"""Bytecode stands where Python looks for it, and sources where a student may look."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.site.browser import bytecode
from nnkit.site.browser.packages import unpacked, zipped


def test_sources_of_libraries_give_way_to_bytecode() -> None:
    packages = {"lib": {"lib/a.py": b"a"}, "nnkit": {"nnkit/b.py": b"b"}}
    site = "python3.12/site-packages/"
    recorded = {
        f"{site}lib/__pycache__/a.cpython-312.pyc": b"A",
        f"{site}nnkit/__pycache__/b.cpython-312.pyc": b"B",
        f"{site}unknown/__pycache__/c.cpython-312.pyc": b"C",
    }
    bytecode.put_into(packages, recorded)
    assert packages["lib"] == {"lib/a.pyc": b"A"}
    assert packages["nnkit"] == {"nnkit/b.py": b"b", "nnkit/__pycache__/b.cpython-312.pyc": b"B"}


def test_the_library_keeps_what_nobody_imported() -> None:
    library = zipped({"ast.py": b"source", "cgi.py": b"kept"})
    new = bytecode.library(library, {"python312.zip/ast.pyc": b"code"})
    assert unpacked(new) == {"ast.pyc": b"code", "cgi.py": b"kept"}


def test_what_is_in_the_memory_is_left_out() -> None:
    packages = [{"lib/a.pyc": b"A"}, {"b.py": b"b", "__pycache__/b.cpython-312.pyc": b"B"}]
    site = "python3.12/site-packages/"
    places = {f"{site}lib/__pycache__/a.cpython-312.pyc", f"{site}__pycache__/b.cpython-312.pyc"}
    bytecode.leave_out(packages, places)
    assert packages == [{}, {"b.py": b"b"}]
    library = bytecode.without(zipped({"ast.pyc": b"1", "cgi.py": b"2"}), {"python312.zip/ast.pyc"})
    assert unpacked(library) == {"cgi.py": b"2"}


def test_what_fails_in_node_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: list[str], **options: object) -> None:
        raise subprocess.CalledProcessError(1, command, stderr=b"no module named x")

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(CourseError, match="no module named x"):
        bytecode.record(sys.executable, tmp_path)


def test_without_node_the_site_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *args, **options: None)
    assert bytecode.node() is None
