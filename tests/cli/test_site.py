"""`nnkit site` hands on what it is told, says where the site is, and refuses in a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import nnkit.site
from nnkit.site import Built
from tests.commands.nnkit_command import invoke


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str | None, bool]]:
    calls: list[tuple[Path, str | None, bool]] = []

    def build(directory: Path, pyodide: str | None, **how: Any) -> Built:
        calls.append((directory, pyodide, how["with_browser"]))
        how["advance"]("Making 3 pages")
        return Built(3, 2_500_000)

    monkeypatch.setattr(nnkit.site, "build", build)
    return calls


def test_it_says_what_it_does_and_where_the_site_is(
    asked: list[tuple[Path, str | None, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYODIDE", raising=False)
    code, out, _ = invoke("site", "my site")
    assert code == 0
    assert "Making 3 pages ...\nThe site is in my site: 3 pages, 2.5 MB." in out
    quote = '"' if os.name == "nt" else "'"
    assert f"python -m http.server -d {quote}my site{quote}, then" in out
    monkeypatch.setenv("PYODIDE", "../pyodide")
    assert invoke("site", "--quiet", "--no-browser") == (0, "", "")
    assert invoke("site", "--quiet", "--pyodide", "x.zip")[0] == 0
    assert asked == [
        (Path("my site"), None, True),
        (Path("build/site"), "../pyodide", False),
        (Path("build/site"), "x.zip", True),
    ]


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    code, out, err = invoke("site", str(tmp_path))
    assert (code, out) == (1, "")
    assert "holds files that are no site" in err.replace("\n", " ")
