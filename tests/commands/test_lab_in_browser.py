"""A student's first half hour with module 05 in JupyterLab, in a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from nnkit import check
from nnkit.course.catalogue import find_variant
from nnkit.course.student import acting_for
from tests.commands.nnkit_command import REPOSITORY

playwright = pytest.importorskip("playwright.sync_api", reason="needs nnkit[browser]")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="needs chromium"),
    pytest.mark.skipif(os.name == "nt", reason="a session is ended by a signal"),
    pytest.mark.timeout(300),
]
MODULE, NAME = "05_backpropagation", "backpropagation.ipynb"
SECONDS = 60
# Contrast of an element's text to what stands behind it, as WCAG defines it.
CONTRAST = """element => {
  const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    layers.unshift(parse(getComputedStyle(at).backgroundColor));
  }
  const ground = layers.reduce((below, [r, g, b, a = 1]) =>
    [r, g, b].map((part, i) => a * part + (1 - a) * below[i]), [255, 255, 255]);
  const light = colour => colour.slice(0, 3).map(part => part / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const [high, low] = [light(parse(getComputedStyle(element).color)), light(ground)].sort()
    .reverse();
  return (high + 0.05) / (low + 0.05);
}"""


class Notebook:
    """The notebook in the browser, used as a student does.

    Parameters
    ----------
    page : Page
        Playwright's.
    address : str
    """

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.problems: list[str] = []
        page.set_default_timeout(SECONDS * 1000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._heard)
        page.goto(address)
        self.wait()

    def _heard(self, message: Any) -> None:
        # Where JupyterLite is installed, JupyterLab tries to load its extension and cannot.
        if message.type == "error" and "@jupyterlite" not in message.text:
            self.problems.append(message.text)

    def wait(self) -> None:
        """Wait until it is there and its kernel does nothing."""
        self.page.wait_for_function("document.activeElement.closest('.jp-Notebook')")
        self.page.locator("#jp-bottom-panel", has_text="| Idle").wait_for()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def active(self) -> str:
        """The code of the cell that is active; empty for text."""
        code = "document.querySelector('.jp-Cell.jp-mod-active .cm-content')?.textContent"
        return self.page.evaluate(code) or ""

    def walk(self, key: str, to: str) -> None:
        """Press a key until a cell is active whose code begins so."""
        for _ in range(40):
            if self.active().startswith(to):
                return
            self.press(key)
        raise AssertionError(f"{to} was not reached by {key}")

    def answer(self, name: str, value: str) -> str:
        """Write an answer into the active cell and run it; return what its check says."""
        self.press("Enter", "Control+a")
        self.page.keyboard.type(f"{name} = {value}")
        self.press("Shift+Enter")
        assert self.active().startswith("check(")
        before = self.prompt()
        self.press("Shift+Enter", "ArrowUp")
        self.page.wait_for_function(
            "before => { const now = document.querySelector("
            "'.jp-Cell.jp-mod-active .jp-InputPrompt').textContent;"
            "return now !== before && !now.includes('*'); }",
            arg=before,
        )
        told: str = self.page.locator(".jp-Cell.jp-mod-active .jp-OutputArea").inner_text()
        return told

    def prompt(self) -> str:
        text: str = self.page.locator(".jp-Cell.jp-mod-active .jp-InputPrompt").inner_text()
        return text

    def menu(self, name: str, *items: str) -> None:
        """Choose an entry of a menu, or of one in it."""
        self.page.locator(".lm-MenuBar-item", has_text=name).click()
        for item in items:
            entry = self.page.locator(".lm-Menu-item", has_text=item).first
            entry.hover()
        entry.click()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a real ``nnkit lab 05``, and the student's copy of the course."""
    home = tmp_path_factory.mktemp("home")
    own = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), "BROWSER": "true"}
    known = {k: v for k, v in os.environ.items() if k not in ("NNKIT_WORK", "NNKIT_STUDENT")}
    process = subprocess.Popen(
        [sys.executable, "-m", "nnkit.cli", "lab", "05", "--work", str(home / "work")],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**known, **own},
    )
    assert process.stderr is not None
    try:
        address = next(filter(None, map(_address, process.stderr)))
        while process.poll() is None:  # it says its address a moment before it listens there
            try:
                urlopen(address, timeout=SECONDS).close()
                break
            except OSError:
                continue
        yield address, home / "work"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.stderr.close()
        process.wait(SECONDS)


def _address(line: str) -> str:
    found = re.search(r"http://127\.0\.0\.1\S+", line)
    return found[0] if found else ""


@pytest.fixture(scope="module")
def notebook(lab: tuple[str, Path]) -> Iterator[Notebook]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Notebook(browser.new_page(viewport={"width": 1300, "height": 900}), lab[0])
        browser.close()


def test_three_exercises_with_the_keyboard_alone(notebook: Notebook) -> None:
    notebook.walk("Shift+Enter", to="recall_slope")
    seen = "document.activeElement.closest('.jp-Cell.jp-mod-active') !== null"
    assert notebook.page.evaluate(seen), "the active cell has the focus"
    for value, named in (("0.1", "one-minus-a"), ("7", None)):
        with acting_for("ada", ""):
            verdict = check("05.recall_slope", float(value))
        assert verdict.misconception == named
        card = notebook.answer("recall_slope", value)
        assert verdict.message.replace("`", "") in card
        assert "0 of 0.5 points" in card
        notebook.press("ArrowUp")
    for name, value in (
        ("recall_slope", "0.09"),
        ("recall_paths", "3"),
        ("recall_downhill", "'b'"),
    ):
        notebook.walk("ArrowDown", to=name)
        assert "0.5 of 0.5 points" in notebook.answer(name, value)


def test_own_numbers_are_those_of_the_id_everywhere(notebook: Notebook) -> None:
    notebook.press("b", "Enter")
    notebook.page.keyboard.type("nnkit.set_student('ada')")
    notebook.press("Shift+Enter")
    notebook.page.get_by_title(re.compile("^Table of Contents")).first.click()
    notebook.page.locator(".jp-tocItem", has_text="Numbers of your own").last.click()
    notebook.menu("Run", "Run All Above Selected Cell")
    notebook.press("Escape")
    notebook.walk("ArrowDown", to="mine = ")
    notebook.press("Shift+Enter", "ArrowUp")
    card = notebook.page.locator(".jp-Cell.jp-mod-active .jp-RenderedHTMLCommon table").first
    numbers = find_variant("05.mine").numbers("ada").x
    written = re.findall(r"[-−]?\d+(?:\.\d+)?", card.inner_text())
    assert [str(abs(n)) for n in numbers.ravel()] <= [n.strip("-−") for n in written]


def test_a_slider_moves_the_picture(notebook: Notebook) -> None:
    notebook.page.locator(".jp-tocItem", has_text="Walk through it").last.click()
    slider = notebook.page.locator(".noUi-handle").first
    source = "document.querySelector('.noUi-handle').closest('.jp-Cell').querySelector('img')?.src"
    slider.wait_for()
    before = notebook.page.evaluate(source)
    slider.focus()
    notebook.press("ArrowLeft")  # from the last step to the one before
    notebook.page.wait_for_function(f"before => {source} && {source} !== before", arg=before)


def test_the_work_is_there_after_a_reload(notebook: Notebook, lab: tuple[str, Path]) -> None:
    notebook.press("Escape", "Control+s")
    notebook.page.locator(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)").wait_for()
    saved = json.loads((lab[1] / MODULE / NAME).read_text(encoding="utf-8"))
    sources = {cell["id"]: "".join(cell["source"]) for cell in saved["cells"]}
    assert sources["recall_slope"] == "recall_slope = 0.09"
    notebook.page.reload()
    notebook.wait()
    notebook.page.locator(".jp-OutputArea", has_text="0.5 of 0.5 points").first.wait_for()


def test_cards_can_be_read_in_both_themes_and_in_a_narrow_window(notebook: Notebook) -> None:
    page = notebook.page
    card = page.locator(".jp-OutputArea div", has_text="0.5 of 0.5 points").last
    light = card.evaluate(CONTRAST)
    notebook.menu("Settings", "Theme", "JupyterLab Dark")
    page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    dark = card.evaluate(CONTRAST)
    assert min(light, dark) >= 4.5
    page.set_viewport_size({"width": 800, "height": 900})
    box = card.bounding_box()
    assert box["x"] + box["width"] <= 800
    assert card.evaluate("card => card.scrollWidth <= card.clientWidth")


def test_the_browser_found_nothing_wrong(notebook: Notebook) -> None:
    assert notebook.problems == []
