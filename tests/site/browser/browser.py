"""A browser on a site that a small server serves from a subpath, and what went wrong in it."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PYODIDE = os.environ.get("PYODIDE", "")
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
SECONDS = 120
"""Much longer than anything takes, for a machine that does ten things at once."""

# Files that nobody needs, which a browser asks for by itself; and so JupyterLite learns that a
# folder is in the browser only.
HARMLESS = ("favicon.ico", "jupyter-lite.ipynb", "all.json")

_CELL = """
const notebook = jupyterapp.shell.currentWidget.content;
const index = notebook.widgets.findIndex((cell) => cell.model.id === id);
const model = notebook.widgets[index].model;
"""
_RUN = f"""async ([id, source]) => {{
    {_CELL}
    notebook.activeCellIndex = index;
    if (source !== null) {{ model.sharedModel.setSource(source); }}
    await jupyterapp.commands.execute("notebook:run-cell");
    return model.outputs.toJSON();
}}"""
_SOURCE = f"([id]) => {{ {_CELL} return model.sharedModel.getSource(); }}"
_OUTPUTS = f"([id]) => {{ {_CELL} return model.outputs.toJSON(); }}"
_READY = """() => window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length > 100
    && document.querySelector(".nnkit-status")?.textContent.startsWith("Saved")"""
_ALL_KEPT = """async ([scope]) => {
    const text = await (await fetch(`${scope}offline-files.js`)).text();
    const lines = text.match(/^"[^"]*": "[0-9a-f]{16}",?$/gm) ?? [];
    const listed = lines.filter((line) => !line.includes("/no-memory/")).length;
    const kept = await (await caches.open(`nnkit ${scope}`)).keys();
    return listed > 0 && kept.length >= listed;
}"""


def missing() -> str:
    """What tests in a browser need and have not; empty if all is there."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is missing: python -m pip install 'nnkit[browser]'"
    if CHROMIUM is None:
        return "no chromium: apt install chromium, or say where with CHROMIUM=..."
    return "" if PYODIDE else "no Pyodide: say where it lies with PYODIDE=FOLDER"


needs_browser = pytest.mark.skipif(bool(missing()), reason=missing())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, as ``python -m http.server`` does."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Visit:
    """A page in a browser of its own.

    Attributes
    ----------
    page : Page
        Playwright's.
    elsewhere, faults : list of str
        Requests to other servers, and what the console said is wrong.
    came : dict of str to int
        Bytes of what the page and its kernel asked for so far, by address.
    """

    def __init__(self, browser: Any, base: str) -> None:
        self.base = base
        self.elsewhere: list[str] = []
        self.faults: list[str] = []
        self.came: dict[str, int] = {}
        self._is_leaving = False
        self.context = browser.new_context(accept_downloads=True, color_scheme="light")
        self.context.route("**/*", self._only_here)
        self.page = self.context.new_page()
        self.page.set_default_timeout(1000 * SECONDS)
        self.page.on("pageerror", lambda error: self.faults.append(error.stack or str(error)))
        self.page.on("console", self._said)
        self.page.on("response", self._came)

    def open(self, address: str) -> None:
        """Open a page of the site."""
        with self._leaving():
            self.page.goto(self.base + address)

    def reload(self) -> None:
        """Open the same page once more."""
        with self._leaving():
            self.page.reload()

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        """Let the kernel of the page that goes say that its files have gone with it."""
        self._is_leaving = True
        yield
        self._is_leaving = False

    def wait_for_python(self) -> None:
        """Wait until a notebook's kernel is there."""
        self.page.wait_for_function(_READY)

    def run(self, id: str, source: str | None = None) -> list[dict[str, Any]]:
        """Run a cell, with another source if one is given, and return its outputs."""
        outputs: list[dict[str, Any]] = self.page.evaluate(_RUN, [id, source])
        return outputs

    def html(self, id: str, source: str | None = None) -> str:
        """Run a cell and return what it shows as HTML."""
        shown = [output["data"]["text/html"] for output in self.run(id, source)]
        return "".join("".join(text) for text in shown)

    def source(self, id: str) -> str:
        """The source of a cell."""
        text: str = self.page.evaluate(_SOURCE, [id])
        return text

    def wait_for_source(self, id: str, part: str) -> None:
        """Wait until the source of a cell has a part."""
        self.page.wait_for_function(
            f"([id, part]) => ({_SOURCE})([id]).includes(part)", arg=[id, part]
        )

    def outputs(self, id: str) -> str:
        """The outputs of a cell as JSON."""
        return json.dumps(self.page.evaluate(_OUTPUTS, [id]))

    def wait_until_offline_works(self, folder: str = "") -> None:
        """Wait until the service worker of a folder has all its files."""
        end = time.monotonic() + SECONDS
        # It is a promise, for which Playwright's own waiting would not wait.
        while not self.page.evaluate(_ALL_KEPT, [self.base + folder]):
            assert time.monotonic() < end, "the service worker has not kept all files"
            time.sleep(0.1)

    def _only_here(self, route: Any) -> None:
        if route.request.url.startswith((self.base, "data:", "blob:")):
            route.continue_()
        else:
            if not route.request.url.endswith(HARMLESS):
                self.elsewhere.append(route.request.url)
            route.abort()

    def _said(self, message: Any) -> None:
        where = message.location.get("url", "")
        gone = self._is_leaving and "/api/drive" in message.text
        if message.type == "error" and not gone and not where.endswith(HARMLESS):
            self.faults.append(f"{message.text} ({where})")

    def _came(self, response: Any) -> None:
        if response.url.startswith(self.base):
            self.came[response.url] = int(response.headers.get("content-length", 0))


@contextmanager
def visit(base: str) -> Iterator[Visit]:
    """A new browser without a past."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Visit(browser, base)
        browser.close()
