"""A figure is drawn once for the class, and every student's notebook shows what its cells drew."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from PIL import Image

from nnkit.grading.grader import reference_run
from nnkit.grading.grader.assignment import Assignment, Graded
from nnkit.grading.grader.session import Session
from tests.grading.grader.victim import MOST, NAME, QUICK, graded, points, source

COURSE = """\
import numpy as np
from nnkit import plot

fig = plot.lines({"E": (np.arange(3), np.arange(3.0) * HEIGHT)}, title="Loss")
plot.show(fig, alt="A line.")"""
PYPLOT = """\
import matplotlib.pyplot as plt
plt.plot([0, 1], [0, HEIGHT])
plt.title("$x^2$")
plt.show()"""
CELLS = {"course": COURSE, "pyplot": PYPLOT}


def with_cell(cell: str, height: float = 1.0) -> NotebookNode:
    """The honest solution, with a cell that shows a figure before the answers."""
    notebook = source()
    made = new_code_cell(cell.replace("HEIGHT", str(height)), id="figure")
    notebook.cells.insert(2, made)
    return notebook


def assignment_with(cell: str) -> Assignment:
    """An assignment whose instructor shows the figure."""
    return replace(QUICK, notebooks={NAME: nbformat.writes(with_cell(cell))})


def pictures(result: Graded) -> list[bytes]:
    """The pictures of a graded notebook."""
    shown = [
        data.get("image/png") or data["text/html"].split("base64,")[1].split('"')[0]
        for data in outputs(result)
        if "image/png" in data or "nnkit-figure" in data.get("text/html", "")
    ]
    return [base64.b64decode(picture) for picture in shown]


def outputs(result: Graded) -> list[dict[str, str]]:
    assert result.error is None
    cells = json.loads(result.notebooks[NAME])["cells"]
    return [o.get("data", {}) for c in cells for o in c.get("outputs", ())]


def told(result: Graded) -> str:
    return json.dumps(result.notebooks)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """What sandboxes were asked to do, and with which figure."""
    seen: list[tuple[str, object]] = []
    before = Session.request

    def request(session: Session, method: str, **arguments: object) -> object:
        seen.append((method, arguments.get("figure")))
        return before(session, method, **arguments)

    monkeypatch.setattr("nnkit.grading.grader.grade.IN_OWN_PROCESS", False)
    monkeypatch.setattr(Session, "request", request)
    reference_run._cache.clear()
    return seen


def drawn(asked: list[tuple[str, object]]) -> list[object]:
    """The figures that had to be drawn."""
    return [figure for method, figure in asked if method == "draw_figure"]


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_what_the_instructor_shows_too_is_drawn_once(
    cell: str, asked: list[tuple[str, object]]
) -> None:
    assignment, notebook = assignment_with(cell), with_cell(cell)
    first = graded(notebook, assignment)
    assert len(drawn(asked)) == 1  # the student's
    second = graded(notebook, assignment)
    assert len(drawn(asked)) == 2  # the instructor's
    third = graded(notebook, assignment)
    assert len(drawn(asked)) == 2
    assert pictures(first) == pictures(second) == pictures(third)
    (picture,) = pictures(third)
    assert Image.open(io.BytesIO(picture)).format in ("PNG", "WEBP")


def test_of_many_submissions_the_first_takes_the_instructors_picture_too(
    asked: list[tuple[str, object]],
) -> None:
    assignment, notebook = assignment_with(COURSE), with_cell(COURSE)
    alone = pictures(graded(notebook, assignment))
    assert len(drawn(asked)) == 1
    reference_run._cache.clear()
    for _ in range(2):
        assert pictures(graded(notebook, replace(assignment, many=True))) == alone
        assert len(drawn(asked)) == 2  # the instructor's


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_another_figure_is_drawn_as_it_is(cell: str, asked: list[tuple[str, object]]) -> None:
    assignment = assignment_with(cell)
    own = [pictures(graded(with_cell(cell, height), assignment))[0] for height in (1.0, 3.0, -2.0)]
    assert len(set(own)) == 3
    assert len(set(drawn(asked))) == 3  # the first is the instructor's, too


def test_a_figure_is_shown_as_it_was_when_it_was_shown() -> None:
    later = f"{COURSE}\nfig.axes[0].set_title('Changed')"
    shown = [pictures(graded(with_cell(cell, 5.0), QUICK)) for cell in (COURSE, later)]
    assert shown[0] == shown[1]


def test_matplotlibs_settings_are_those_of_the_moment() -> None:
    change = 'import matplotlib\nmatplotlib.rcParams["mathtext.fontset"] = "cm"\n'
    back = f"{PYPLOT}\nmatplotlib.rcParams['mathtext.fontset'] = 'dejavusans'"
    plain, changed, undone = (
        pictures(graded(with_cell(cell), QUICK))
        for cell in (PYPLOT, change + PYPLOT, change + back)
    )
    assert plain != changed
    assert changed == undone


def test_a_figure_that_cannot_be_kept_is_drawn_at_once(asked: list[tuple[str, object]]) -> None:
    unkept = COURSE.replace(
        "plot.show", "fig.axes[0].yaxis.set_major_formatter(lambda y, at: 'high')\nplot.show"
    )
    (own,), (plain,) = (pictures(graded(with_cell(c), QUICK)) for c in (unkept, COURSE))
    assert own.startswith(b"RIFF")
    assert own != plain
    assert len(drawn(asked)) == 1


def test_a_function_of_the_notebooks_own_is_part_of_the_figure() -> None:
    own = "def label(x, at):\n    return 'LABEL'\n"
    cell = own + PYPLOT.replace("plt.show", "plt.gca().yaxis.set_major_formatter(label)\nplt.show")
    assignment = assignment_with(cell.replace("LABEL", "right"))
    shown = [
        pictures(graded(with_cell(cell.replace("LABEL", label)), assignment))
        for label in ("right", "wrong", "wrong", "right")
    ]
    assert shown[0] == shown[3] != shown[1] == shown[2]


LOST = {
    "never ends": "while True: pass",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "raises": "raise ZeroDivisionError('no')",
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_a_figure_that_cannot_be_drawn_costs_nothing_but_its_picture(fault: str) -> None:
    artist = f"""\
from matplotlib.lines import Line2D

class Trap(Line2D):
    def draw(self, renderer):
        {fault}
"""
    shown = COURSE.replace("plot.show", "fig.axes[0].add_artist(Trap([0], [0]))\nplot.show")
    notebook = with_cell(artist + shown)
    notebook.cells.append(new_code_cell(COURSE.replace("HEIGHT", "2")))
    result = graded(notebook, QUICK)
    assert sum(points(result).values()) == MOST
    assert len(pictures(result)) == 1
    assert "This cell was stopped" in told(result) or "ZeroDivisionError" in told(result)


def test_the_name_of_a_figure_gets_nobody_a_picture() -> None:
    forged = """\
from IPython.display import Image, display
from nnkit.grading.protocol.messages import FIGURE_PREFIX
display(Image(FIGURE_PREFIX + bytes(32), format="png"))"""
    result = graded(with_cell(forged), QUICK)
    assert sum(points(result).values()) == MOST
    assert pictures(result) == []
    assert "This picture is missing: " in told(result)


def test_figures_do_not_tell_a_student_what_the_instructor_drew() -> None:
    # All that a cell can see of a figure is its name, whoever else drew the same.
    cell = f"""{COURSE}
import sys
from IPython import get_ipython
print(get_ipython().nnkit_figures.__dict__.keys())"""
    assignment = assignment_with(COURSE)
    seen = []
    for height in (1.0, 1.0, 1.0, 2.0):
        result = graded(with_cell(cell, height), assignment)
        cells = json.loads(result.notebooks[NAME])["cells"]
        seen.append([o["text"] for c in cells for o in c.get("outputs", ()) if "text" in o])
    assert seen[0] == seen[1] == seen[2] == seen[3] != []


def test_answers_are_all_in_before_anything_is_drawn(asked: list[tuple[str, object]]) -> None:
    graded(with_cell(COURSE), QUICK)
    asked.clear()
    graded(with_cell(COURSE, 3.0), QUICK)
    assert [method for method, _ in asked].index("draw_figure") == len(asked) - 1


def test_a_figure_is_stored_as_pickle_stores_it_but_for_addresses() -> None:
    from matplotlib.figure import Figure
    from matplotlib.transforms import TransformNode

    from nnkit.grading.sandbox.figures import _with_subclasses, _without_addresses

    nodes: list[Any] = _with_subclasses(TransformNode)
    assert {node.__getstate__ for node in nodes} == {nodes[0].__getstate__}
    node: Any = Figure().add_subplot().transData
    function, arguments, state, *_ = node.__reduce_ex__(5)
    stored = _without_addresses(node)
    assert stored[:2] == (function, arguments)
    assert stored[2].keys() == state.keys()
    assert [*stored[2].pop("_parents").values()] == [*state.pop("_parents").values()]
    assert stored[2] == state
