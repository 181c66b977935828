"""The pages in a real browser: nothing comes from elsewhere, and nobody is shut out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.browser.browser import CHROMIUM, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.timeout(600)
playwright = pytest.importorskip("playwright.sync_api", reason="pip install 'nnkit[browser]'")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

PAGES = [
    "index.html",
    "modules/05_backpropagation.html",
    "misconceptions/no-transpose.html",
    "api/networks.html",
]
# In the dark only colours are others.
RULES = {"light": {"preload": False}, "dark": {"preload": False, "runOnly": ["color-contrast"]}}
SERIOUS = ("serious", "critical")
HIDDEN_PARTS = """Array.from(document.querySelectorAll(".nnkit-scroll"))
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.innerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is missing: apt install chromium")
    with playwright.sync_playwright() as started:
        yield started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that asks nothing of another host, and has no error in its console."""
    with browser.new_page() as page:
        page.set_default_timeout(60_000)
        wrong: list[str] = []
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(address) else wrong.append(r.url))
        yield page
        assert wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, address: str, theme: str) -> None:
    page.add_init_script(f"localStorage.setItem('mode', '{theme}')")
    for name in PAGES:
        page.goto(address + name)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        # While the colours of the theme come in, a text may be too pale.
        page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
        answer = axe.Axe().run(page, options=RULES[theme]).response
        found = [fault for fault in answer["violations"] if fault["impact"] in SERIOUS]
        told = [(v["id"], v["help"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found]
        assert told == [], name


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_is_wider_than_the_window(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in [*PAGES, "glossary.html"]:
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        # On a telephone they scroll, or their numbers could not be read.
        assert width < 800 or page.evaluate(HIDDEN_PARTS) == [], f"pictures of {name}"


def test_a_reader_finds_a_module_and_goes_on(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}search.html?q=vanish")
    page.locator("ul.search li a", has_text="Beyond the sigmoid").first.click()
    title = page.locator("article h1")
    title.get_by_text("09 · Beyond the sigmoid").wait_for()
    page.wait_for_load_state()
    figures = page.locator("div.cell_output img")
    assert figures.count() > 10
    assert all(figures.nth(i).get_attribute("alt") for i in range(figures.count()))
    figures.first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('div.cell_output img').naturalWidth > 0")
    assert page.locator("math").count() > 20
    assert page.locator("div[role=status]").count() == 0  # no verdict
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "beyond_sigmoid.ipynb"
    page.locator("a.right-next").click()
    title.get_by_text("10 · Frameworks").wait_for()
    page.locator("a.left-prev").click()
    title.get_by_text("09 · Beyond the sigmoid").wait_for()
