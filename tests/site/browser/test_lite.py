"""JupyterLite's build: what is missing or fails is told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.site.browser import lite


def test_the_kernel_is_found_in_the_environment() -> None:
    assert (lite.extension(lite.KERNEL) / "static" / "pypi").is_dir()


def test_an_extension_that_is_missing_is_told() -> None:
    with pytest.raises(CourseError, match=r"@none/such is missing: .*nnkit\[site\]"):
        lite.extension("@none/such")


def test_a_build_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess([], 1, stdout="", stderr="a\nwhat was wrong")
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    with pytest.raises(CourseError, match="jupyter lite build failed:\na\nwhat was wrong"):
        lite.build(tmp_path / "out", tmp_path, tmp_path)


def test_python_lies_beside_it_and_starts_with_the_page(tmp_path: Path) -> None:
    page = tmp_path / "notebooks" / "index.html"
    page.parent.mkdir()
    page.write_text("<html><head><title>x</title></head></html>", encoding="utf-8")
    lite.prepare(tmp_path, {"page.js": b"js"})
    assert (tmp_path / lite.PYODIDE / "page.js").read_bytes() == b"js"
    text = page.read_text(encoding="utf-8")
    assert '<head>\n    <script src="../static/pyodide/page.js"></script><title>x</title>' in text
