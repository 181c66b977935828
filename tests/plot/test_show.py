"""A shown picture carries its alternative text wherever the notebook is read."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import matplotlib.pyplot as plt
import pytest

from nnkit import plot

nbformat: Any = pytest.importorskip("nbformat")

ALT = 'The loss falls from 3 to 1 in "two" steps & stays < 2.'
CELLS = [
    "from nnkit import plot",
    f"plot.show(plot.loss_curve([3.0, 2.0, 1.0]), alt={ALT!r})",
    """import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1, 2])
plot.show(fig, alt="A line")""".replace("plot.show", "__import__('nnkit.plot').plot.show"),
    "plot.loss_curve([3.0, 2.0, 1.0])",
]


@pytest.fixture(scope="module")
def notebook() -> Any:
    client = pytest.importorskip("nbclient")
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    book = nbformat.v4.new_notebook(cells=cells)
    client.NotebookClient(book, timeout=60, kernel_name="python3").execute()
    return book


def test_one_output_in_two_forms(notebook: Any) -> None:
    (output,) = notebook.cells[1].outputs
    assert set(output.data) == {"text/html", "text/plain"}
    assert output.data["text/plain"] == ALT
    picture = plot.webp(plot.loss_curve([3.0, 2.0, 1.0]))
    assert b64encode(picture).decode() in output.data["text/html"]


def test_a_pyplot_figure_is_shown_once(notebook: Any) -> None:
    assert [output.data["text/plain"] for output in notebook.cells[2].outputs] == ["A line"]


def test_a_picture_at_the_end_of_a_cell_is_seen(notebook: Any) -> None:
    (output,) = notebook.cells[3].outputs
    assert 'alt="A picture" width="880"' in output.data["text/html"]


@pytest.mark.parametrize("template", ["lab", "classic"])
def test_exported_pages_have_it_as_alt(notebook: Any, template: str) -> None:
    nbconvert = pytest.importorskip("nbconvert")
    soup = pytest.importorskip("bs4")
    page, _ = nbconvert.HTMLExporter(template_name=template).from_notebook_node(notebook)
    images = soup.BeautifulSoup(page, "html.parser").find_all("img")
    assert [image["alt"] for image in images][:2] == [ALT, "A line"]


def test_outside_ipython_the_words_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(__import__("sys").modules, "IPython", raising=False)
    plot.show(plot.loss_curve([1.0, 2.0]), alt="It\n  rises.")
    assert capsys.readouterr().out == "It rises.\n"


def test_closes_a_pyplot_figure(capsys: pytest.CaptureFixture[str]) -> None:
    figure = plt.figure()
    plot.show(figure, alt="Nothing yet.")
    assert not plt.fignum_exists(figure.number)


@pytest.mark.parametrize(
    ("figure", "alt", "error", "says"),
    [
        (plot.loss_curve([1.0]), "  ", ValueError, "alt is empty; it takes a sentence"),
        (plot.loss_curve([1.0]), None, TypeError, "alt is NoneType"),
        (plot.loss_curve([1.0]).axes[0], "x", TypeError, "show takes a figure, not Axes"),
        ([1.0], "x", TypeError, "show takes a figure, not list"),
    ],
)
def test_refuses(figure: Any, alt: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        plot.show(figure, alt)
