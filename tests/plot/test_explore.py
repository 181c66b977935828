"""Sliders redraw a picture; wherever nothing can move them, the picture of the start is seen."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from nnkit import plot
from nnkit.plot.explore import WIDGET
from nnkit.plot.figure import html

nbformat: Any = pytest.importorskip("nbformat")

CELLS = [
    """from nnkit import plot
def valley(width, deep_end=0.0):
    if width == 3:
        raise ValueError("too < wide")
    return plot.function(lambda x: (x / width) ** 2 - deep_end, (-2, 2))""",
    *["plot.explore(valley, alt='A valley.', start={'width': 2}, width=[1, 2, 3])"] * 3,
    # What a browser does when a slider is moved, for the first two made above.
    """import ipywidgets
from ipywidgets.widgets.widget import _instances
made = _instances.values()
moved, failed, _ = [w for w in made if isinstance(w, ipywidgets.SelectionSlider)]
print(moved.description, moved.options)
moved.index = 0
failed.index = 2""",
    """box = next(w for w in made if isinstance(w, ipywidgets.VBox))
print(box._dom_classes, box.children[-1].value)""",
    """del ipywidgets.Widget._repr_mimebundle_  # as in release 7, which Colab has
plot.explore(valley, alt='A valley.', width=[1, 2])""",
]


@pytest.fixture(scope="module")
def notebook() -> Any:
    client = pytest.importorskip("nbclient")
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    book = nbformat.v4.new_notebook(cells=cells)
    client.NotebookClient(book, timeout=60, kernel_name="python3").execute()
    return book


def valley(width: float) -> str:
    return html(plot.function(lambda x: (x / width) ** 2, (-2, 2)), "A valley.")


def test_sliders_are_one_output_and_the_picture_another(notebook: Any) -> None:
    for cell in [*notebook.cells[1:4], notebook.cells[6]]:
        sliders, picture = cell.outputs
        assert set(sliders.data) == {WIDGET}
        assert sliders.data[WIDGET].keys() == {"version_major", "version_minor", "model_id"}
        assert "text/html" in picture.data
    picture = notebook.cells[3].outputs[1]
    assert picture.data == {"text/html": valley(2), "text/plain": "A valley."}


def test_sliders_that_no_kernel_answers_give_way_to_a_sentence(notebook: Any) -> None:
    """The style sheet is stored with them, and acts where Jupyter marks them as disconnected."""
    (shown,) = notebook.cells[5].outputs
    assert "nnkit-sliders" in shown.text
    assert ".nnkit-sliders.jupyter-widgets-disconnected > * { display: none; }" in shown.text
    assert "run this cell" in shown.text


def test_a_slider_redraws_the_picture(notebook: Any) -> None:
    (printed,) = notebook.cells[4].outputs
    assert printed.text == "width (('1', 1), ('2', 2), ('3', 3))\n"
    picture = notebook.cells[1].outputs[1]
    alt = "width = 1. At the start: A valley."
    assert picture.data == {
        "text/html": valley(1).replace("A valley.", alt),
        "text/plain": alt,
    }


def test_an_error_takes_the_place_of_the_picture(notebook: Any) -> None:
    assert notebook.cells[2].outputs[1].data == {
        "text/html": "<pre>width = 3: ValueError: too &lt; wide</pre>",
        "text/plain": "width = 3: ValueError: too < wide",
    }


@pytest.mark.filterwarnings("ignore:Your element with mimetype")
def test_a_page_shows_the_picture_alone(notebook: Any) -> None:
    nbconvert = pytest.importorskip("nbconvert")
    soup = pytest.importorskip("bs4")
    saved = notebook.copy()
    saved.cells, saved.metadata = saved.cells[3:4], {}  # JupyterLab keeps no state of widgets
    page, _ = nbconvert.HTMLExporter().from_notebook_node(saved)
    (cell,) = soup.BeautifulSoup(page, "html.parser").select(".jp-OutputArea")
    assert cell.img["alt"] == "A valley."
    assert not cell.text.strip()


def line(slope: Any) -> Any:
    return plot.lines({"": [0.0, slope]})


def test_outside_ipython_the_words_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    plot.explore(line, alt="It\n  rises.", slope=[1.0, 2.0])
    assert capsys.readouterr().out == "It rises.\n"


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({}, TypeError, "nothing to choose from"),
        ({"slope": []}, ValueError, "slope is empty"),
        ({"slope": 3.0}, TypeError, "slope is 3.0; it takes a list"),
        ({"slope": "abc"}, TypeError, "slope is 'abc'; it takes a list"),
        ({"slope": [1.0], "start": {"size": 1}}, ValueError, "names 'size'; the sliders are slope"),
        ({"slope": [1.0], "start": {"slope": 2.0}}, ValueError, "slope = 2.0, which is none"),
        ({"slope": [1.0], "alt": ""}, ValueError, "alt is empty"),
    ],
)
def test_refuses(arguments: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        plot.explore(line, **{"alt": "A line", **arguments})


def test_draw_has_to_return_a_figure() -> None:
    with pytest.raises(TypeError, match="draw returned NoneType; it has to return a figure"):
        plot.explore(lambda slope: None, alt="A line", slope=[1.0])  # type: ignore[arg-type, return-value]
