"""The site in a real browser, under a subpath, and what a student does there.

The tests go on where the one before has ended.
"""

from __future__ import annotations

import json
import linecache
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnkit
from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.grade import grade
from nnkit.site import browser
from tests.site.browser.browser import Visit, needs_browser, served, visit

pytestmark = [needs_browser, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[3]
NOTEBOOK = "05_backpropagation/backpropagation.ipynb"
RIGHT = "def delta_hidden(W_next, delta_next, a):\n    return {} @ delta_next * a * (1 - a)\n"
ANSWERS = {
    "right": RIGHT.format("W_next.T"),
    "a known mistake": RIGHT.format("W_next"),
    "another mistake": "def delta_hidden(W_next, delta_next, a):\n    return np.cos(a)\n",
}


@pytest.fixture(scope="module")
def visitor(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    root = tmp_path_factory.mktemp("served")
    (root / "a").mkdir()
    (root / "a" / "b").symlink_to(site, target_is_directory=True)
    with served(root) as address, visit(f"{address}a/b/") as visitor:
        visitor.open("index.html")
        visitor.open(browser.address(NOTEBOOK))
        visitor.wait_for_python()
        visitor.run("imports")
        yield visitor
        visitor.context.close()


def cpython(monkeypatch: pytest.MonkeyPatch, folder: Path, source: str, id: str, name: str) -> str:
    """What a laptop says of an answer."""
    monkeypatch.setenv("NNKIT_HOME", str(folder))
    cell = str(folder / "cell.py")
    linecache.cache[cell] = (len(source), None, source.splitlines(keepends=True), cell)
    names: dict[str, object] = {"np": np}
    exec(compile(source, cell, "exec"), names)
    return str(nnkit.check(id, names[name]).html())


def marks(source: str, taken: str) -> dict[str, tuple[float, str | None]]:
    """What a notebook that was handed in earns, and the mistakes that are named."""
    assignment, handed_in = Assignment({"b.ipynb": source}), {"b.ipynb": taken.encode()}
    result = grade(assignment, handed_in, "ada", "")
    return {v.exercise: (v.points, v.misconception) for v in result.verdicts}


def test_the_first_check_is_answered_with_less_than_forty_megabytes(visitor: Visit) -> None:
    source = "recall_slope = 0.09\ncheck('05.recall_slope', recall_slope)"
    assert "Passed" in visitor.html("recall_slope", source)
    assert sum(visitor.came.values()) < 40e6
    # The one that began with the page has become the kernel's.
    assert [worker.url.rpartition("/")[2] for worker in visitor.page.workers] == ["early.js"]


@pytest.mark.parametrize("which", ANSWERS)
def test_verdicts_are_those_of_a_laptop(
    visitor: Visit, which: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visitor.run("delta_hidden", ANSWERS[which])
    shown = visitor.html("check-delta_hidden")
    laptop = cpython(monkeypatch, tmp_path, ANSWERS[which], "05.delta_hidden", "delta_hidden")
    assert shown == laptop


def test_own_numbers_are_those_of_a_laptop(visitor: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.run("mine", 'nnkit.set_student("ada")\nmine = variant("05.mine")\nprint(mine)')
    monkeypatch.setenv("NNKIT_STUDENT", "ada")
    assert str(nnkit.variant("05.mine")) in json.loads(visitor.outputs("mine"))[-1]["text"]


def test_a_slider_moves_the_picture(visitor: Visit) -> None:
    visitor.run(
        "mine",
        'plot.explore(lambda width: plot.lines({"": [width, 1]}), alt="A line.", width=[1, 2])',
    )
    slider = visitor.page.locator("[role=slider]").first
    slider.focus()
    slider.press("ArrowRight")
    visitor.page.locator("img[alt^='width = 2']").wait_for()


def test_nothing_is_installed(visitor: Visit) -> None:
    assert "Nothing can be installed here" in json.dumps(visitor.run("mine", "%pip install jax"))


def test_the_keyboard_is_enough(visitor: Visit) -> None:
    visitor.run("recall_paths")  # the cell after which one goes on
    keyboard = visitor.page.keyboard
    for key in ("Escape", "b", "Enter"):
        keyboard.press(key)
    keyboard.type("print('by', 'keys')")
    keyboard.press("Shift+Enter")
    visitor.page.get_by_text("by keys", exact=True).wait_for()


def test_a_narrow_window_is_wide_enough(visitor: Visit) -> None:
    visitor.page.set_viewport_size({"width": 800, "height": 900})
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 800
    visitor.page.locator(".nnkit-start-again").wait_for()
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def test_the_notebook_is_taken_along_and_graded(visitor: Visit, tmp_path: Path) -> None:
    visitor.run("delta_hidden", ANSWERS["a known mistake"])
    visitor.run("check-delta_hidden")
    with visitor.page.expect_download() as download:
        visitor.page.evaluate("jupyterapp.commands.execute('docmanager:download')")
    download.value.save_as(tmp_path / "taken.ipynb")
    taken = nbformat.read(tmp_path / "taken.ipynb", as_version=4)
    assert taken.metadata.kernelspec.name == "python3"
    wanted = {"imports", "recall_slope", "check-recall_slope", "delta_hidden", "check-delta_hidden"}
    source = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4)
    for notebook in (taken, source):
        notebook.cells = [cell for cell in notebook.cells if cell.id in wanted]
    # In a process that did not inherit the browser's pipes, or the browser would never end.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        told = pool.submit(marks, nbformat.writes(source), nbformat.writes(taken)).result()
    assert told == {"05.recall_slope": (0.5, None), "05.delta_hidden": (0, "no-transpose")}


def test_reloaded_in_the_dark_without_a_network_the_work_is_there(visitor: Visit) -> None:
    visitor.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    visitor.wait_until_offline_works("try/")
    visitor.context.set_offline(True)
    visitor.page.emulate_media(color_scheme="dark")
    visitor.reload()
    visitor.wait_for_python()
    assert visitor.page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert visitor.source("delta_hidden") == ANSWERS["a known mistake"]
    assert "forward" in visitor.outputs("check-delta_hidden")
    visitor.run("imports")
    visitor.run("delta_hidden", ANSWERS["right"])
    assert "Passed" in visitor.html("check-delta_hidden")
    assert "05.recall_slope" in visitor.html("mine", "progress()")  # what was before is known
    visitor.context.set_offline(False)


def test_start_again_brings_the_released_notebook_and_keeps_the_work(visitor: Visit) -> None:
    page = visitor.page
    page.locator(".nnkit-start-again").click()
    page.get_by_role("button", name="Start again", exact=True).last.press("Enter")
    visitor.wait_for_source("delta_hidden", "NotImplementedError")
    visitor.wait_for_python()
    get = "(path) => jupyterapp.serviceManager.contents.get(path, {content: true})"
    listing = page.evaluate(get, "05_backpropagation")["content"]
    (kept,) = (file["path"] for file in listing if "-saved-" in file["name"])
    work = page.evaluate(get, kept)["content"]
    assert ANSWERS["right"] in [cell["source"] for cell in work["cells"]]


def test_the_list_has_the_modules_in_their_order(visitor: Visit) -> None:
    visitor.open("try/index.html")
    items = visitor.page.locator(".jp-DirListing-itemName")
    items.nth(10).wait_for()
    names = [name.strip() for name in items.all_inner_texts()]
    assert names == sorted(path.parent.name for path in ROOT.glob("modules/*/*.ipynb"))


def test_pages_are_kept_too(visitor: Visit) -> None:
    visitor.open("modules/05_backpropagation.html")
    visitor.wait_until_offline_works()
    visitor.context.set_offline(True)
    visitor.open("index.html")
    assert visitor.page.locator("h1:visible").inner_text().strip("#") != ""
    visitor.page.locator("a[href*='05_backpropagation']").first.click()
    visitor.page.locator("h1:visible", has_text="05 · Back-propagation").wait_for()
    visitor.context.set_offline(False)


def test_nothing_went_wrong_and_nothing_was_asked_elsewhere(visitor: Visit) -> None:
    assert visitor.elsewhere == []
    assert visitor.faults == []


def test_an_address() -> None:
    assert browser.address("05_x/y z.ipynb") == "try/notebooks/index.html?path=05_x/y%20z.ipynb"
