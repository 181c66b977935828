"""The site without a network: a service worker keeps its files in the browser.

There are two, because JupyterLite has one of its own for ``try/``: ours answers there first.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

_SCRIPTS = Path(__file__).with_name("offline")
WORKER, LISTED, REGISTERS = "service-worker.js", "offline-files.js", "offline.js"
_JUPYTERLITE = "jupyterlite-service-worker.js"
_BODY = re.compile(r"</body>", re.IGNORECASE)
_TAG = re.compile(r'\s*<script src="[^"]*offline\.js"></script>')


def add_to_jupyterlite(folder: Path) -> None:
    """Put ours before JupyterLite's service worker.

    Parameters
    ----------
    folder : Path
        JupyterLite's.
    """
    (folder / WORKER).replace(folder / _JUPYTERLITE)
    _write(folder, _paths(folder), _JUPYTERLITE)


def add_to_pages(directory: Path, other: str) -> None:
    """Let each page of a site register a service worker for all of them.

    Parameters
    ----------
    directory : Path
    other : str
        The folder in it that has a service worker of its own.
    """
    paths = [path for path in _paths(directory) if path.split("/")[0] != other]
    for path in paths:
        if path.endswith(".html"):
            _register(directory / path, "../" * path.count("/"))
    (directory / REGISTERS).write_bytes((_SCRIPTS / REGISTERS).read_bytes())
    _write(directory, [*paths, REGISTERS], None)


def _register(page: Path, root: str) -> None:
    text = _TAG.sub("", page.read_text(encoding="utf-8"))
    tag = f'<script src="{root}{REGISTERS}"></script>\n</body>'
    page.write_text(_BODY.sub(lambda _: tag, text, count=1), encoding="utf-8")


def _write(folder: Path, paths: Iterable[str], following: str | None) -> None:
    """Write the service worker and the list of files with their digests."""
    digests = {
        path: hashlib.sha256((folder / path).read_bytes()).hexdigest()[:16]
        for path in sorted({*paths} - {WORKER, LISTED})
    }
    listed = json.dumps({"files": digests, "next": following}, indent=0, ensure_ascii=False)
    (folder / LISTED).write_text(f"self.OFFLINE = {listed};\n", encoding="utf-8")
    (folder / WORKER).write_bytes((_SCRIPTS / WORKER).read_bytes())


def _paths(folder: Path) -> list[str]:
    found = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return [path.relative_to(folder).as_posix() for path in found]
