"""The part of the site that runs: the course in a browser, without anything installed."""

from __future__ import annotations

from pathlib import Path


def add(directory: Path, pyodide: str | None) -> None:
    """Add the part that runs to a site in `directory`."""
    folder = directory / "try" / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<!doctype html><title>nnkit</title>", encoding="utf-8")


def address(notebook: str) -> str:
    """The address that opens a notebook, relative to the site's root."""
    return f"try/notebooks/index.html?path={notebook}"
