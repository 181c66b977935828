"""What holds for every picture: title, background, size, and independence of global settings."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import combinations
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from nnkit import Network, Value, plot

TITLE = "A finding that is long enough to need a second line, because findings often are so long"
ROOT = np.random.default_rng(0)
XOR = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
BLOBS = ROOT.normal(size=(2, 60)), ROOT.integers(0, 3, (1, 60))


def small(activation: str = "sigmoid") -> Network:
    """The 2-3-1 network whose neurons are nearly saturated."""
    weights = [np.array([[4.0, 5], [5, 6], [6, 7]]), np.array([[9.0, 10, 11]])]
    return Network(weights, [np.ones((3, 1)), np.ones((1, 1))], activation)


COLUMN: Any = [[1.0], [2], [3]]


def problem() -> Network:
    """The linear 3-4-2 network with gradients of up to four digits."""
    return Network(
        [
            np.array([[2.0, 3, 4], [2, 1, 2], [3, 5, 1], [2, 3, 4]]),
            np.array([[3.0, 1, 1, 1], [1, 4, 2, 2]]),
        ],
        [np.array([[4.0], [1], [1], [2]]), np.array([[2.0], [3]])],
        "identity",
    )


def backward(**more: Any) -> Figure:
    net = problem()
    trace = net.forward(np.array([[2.0], [1], [3]]))
    gradients = net.backward(trace, np.array([[4.0], [5]]))
    return plot.network(net, trace=trace, gradients=gradients, **more)


def neuron() -> Value:
    w1, x1, w2, x2 = Value(2.0, "w₁"), Value(-1.0, "x₁"), Value(-3.0, "w₂"), Value(-2.0, "x₂")
    a = (w1 * x1 + w2 * x2 + Value(-3.0, "b")).sigmoid()
    a.label = "a"
    a.backward()
    return a


def valley(x: float, y: float) -> float:
    return x**2 / 10 + y**2


def descent() -> Any:
    return np.array([[-9 * 0.82**step, 3 * (-0.8) ** step] for step in range(30)])


def half(points: Any) -> Any:
    return 1 / (1 + np.exp(-4 * (points[0] - 0.5)))


PICTURES: dict[str, Callable[..., Figure]] = {
    "2-3-1": lambda **more: plot.network(
        small(), trace=small().forward(np.array([[0.2], [0.3]])), **more
    ),
    "3-4-2": lambda **more: plot.network(
        problem(), trace=problem().forward(np.array([[2.0], [1], [3]])), **more
    ),
    "3-4-2 back": backward,
    "large": lambda **more: plot.network(Network.create([64, 32, 10], rng=1), **more),
    "graph": lambda **more: plot.graph(neuron(), **more),
    "local": lambda **more: plot.graph(neuron(), local=True, **more),
    "matrix": lambda **more: plot.matrix(np.arange(12.0).reshape(3, 4) - 5, "W", mark=1, **more),
    "shades": lambda **more: plot.matrix(np.arange(640.0).reshape(10, 64) - 300, "W", **more),
    "equation": lambda **more: plot.equation(
        [("W", np.eye(3)), "@", ("a", COLUMN), "=", ("z", COLUMN)], **more
    ),
    "lines": lambda **more: plot.lines(
        {"α = 0.1": [3.0, 2, 1], "α = 1": [3.0, 2.5, 1.1]}, xlabel="x", **more
    ),
    "loss": lambda **more: plot.loss_curve(np.exp(-np.arange(200) / 30), yscale="log", **more),
    "function": lambda **more: plot.function(
        lambda x: (x + 2) ** 2, (-6, 2), tangents=[-4, -2, 0], **more
    ),
    "walk": lambda **more: plot.function(
        lambda x: (x + 2) ** 2, (-6, 2), path=[1.5, -4.8, 0.24, -3.8], **more
    ),
    "activation": lambda **more: plot.activation("sigmoid", **more),
    "contour": lambda **more: plot.contour(valley, descent(), **more),
    "boundary": lambda **more: plot.decision_boundary(half, *XOR, **more),
    "classes": lambda **more: plot.decision_boundary(
        lambda points: np.stack([points[0], points[1], -points.sum(axis=0)]), *BLOBS, **more
    ),
    "scatter": lambda **more: plot.scatter(*BLOBS, **more),
    "bars": lambda **more: plot.bars({"layer 1": 1e-4, "layer 2": 0.02, "layer 3": -0.3}, **more),
}
DRAWINGS = ["2-3-1", "3-4-2", "3-4-2 back", "large", "graph", "local", "matrix", "equation"]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture(name: str, boxes: Callable[..., Any]) -> None:
    """Titled, on white, complete and small."""
    figure = PICTURES[name](title=TITLE)
    assert isinstance(figure, Figure)
    title = figure.axes[0].get_title(loc="left")
    assert title.replace("\n", " ") == TITLE
    image = plot.webp(figure)
    assert len(image) < (120_000 if name == "large" else 60_000)
    pixels = np.asarray(Image.open(BytesIO(image)).convert("RGBA"))
    corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners == 255).all(), "white, and not see-through"
    for text, box in boxes(figure):
        assert figure.bbox.x0 <= box.x0, text
        assert box.x1 <= figure.bbox.x1, text
        assert figure.bbox.y0 <= box.y0, text
        assert box.y1 <= figure.bbox.y1, text


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_text_covers_another(name: str, boxes: Callable[..., Any]) -> None:
    for (one, box), (other, box2) in combinations(boxes(PICTURES[name](title="A finding")), 2):
        assert not box.overlaps(box2), f"{one} and {other}"


@pytest.mark.parametrize(
    "figure",
    [
        plot.network(
            [np.eye(2), np.eye(2)],
            trace=[COLUMN[:2]] * 3,
            gradients=(2 * [np.eye(2)], 2 * [np.full((2, 1), -1.2e-17)], 2 * [COLUMN[:2]]),
        ),
        plot.network([np.eye(2)], names=[["a very long name"] * 2, ["an even longer name"] * 2]),
        plot.graph(Value(1.0, "a long label") * Value(2.0, "another long label")),
    ],
)  # fmt: skip
def test_nothing_is_cut_off(figure: Figure, boxes: Callable[..., Any]) -> None:
    for text, box in boxes(figure):
        assert figure.bbox.x0 <= box.x0, text
        assert box.x1 <= figure.bbox.x1, text


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_panel_that_becomes_smaller_has_all_its_texts(
    name: str, boxes: Callable[..., Any]
) -> None:
    figure, (left, middle, right) = plot.panels(1, 3, size=(8, 5), title="Three panels")
    PICTURES[name](ax=left, title="A drawing")
    for ax in (middle, right):
        plot.loss_curve([3e4, 1e4], title="A loss", ax=ax)
        ax.set_ylabel("a label\nof three\nlines")
    for text, box in boxes(figure):
        assert figure.bbox.x0 <= box.x0 + 0.5, text
        assert figure.bbox.y0 <= box.y0 + 0.5, text


@pytest.mark.parametrize("name", PICTURES)
def test_letters_are_large_enough_at_notebook_width(name: str) -> None:
    figure = PICTURES[name](title="A finding")
    assert figure.get_figwidth() <= 8.0
    sizes: Any = [text.get_fontsize() for ax in figure.axes for text in ax.texts]
    assert min(sizes, default=9.0) >= 9.0 - 1e-9


@pytest.mark.parametrize("name", ["3-4-2 back", "graph", "lines", "contour"])
def test_global_settings_change_nothing(name: str) -> None:
    plain = plot.webp(PICTURES[name](title="A finding"))
    with mpl.rc_context({"font.size": 30.0, "font.family": "serif", "figure.facecolor": "black"}):
        mpl.rcParams.update({"axes.facecolor": "red", "text.color": "white", "savefig.dpi": 300})
        assert plot.webp(PICTURES[name](title="A finding")) == plain


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_figure_gives_the_same_bytes(name: str) -> None:
    figure = PICTURES[name](title="A finding")
    first = plot.webp(figure)
    assert plot.webp(figure) == first
    assert plot.webp(PICTURES[name](title="A finding")) == first


@pytest.mark.parametrize("name", PICTURES)
def test_each_axes_is_measured_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """To measure takes half as long as to draw."""
    measured = []
    get_tightbbox = Axes.get_tightbbox

    def counted(ax: Any, *args: Any, **kwargs: Any) -> Any:
        measured.append(ax)
        return get_tightbbox(ax, *args, **kwargs)

    monkeypatch.setattr(Axes, "get_tightbbox", counted)
    figure = PICTURES[name](title="A finding")
    plot.webp(figure)
    assert len(measured) == len(figure.axes)


@pytest.mark.parametrize("name", PICTURES)
def test_draws_on_the_axes_it_is_given(name: str) -> None:
    figure, (left, right) = plot.panels(1, 2)
    assert PICTURES[name](ax=right, title="Right") is figure
    assert right.get_title(loc="left") == "Right"
    assert not left.has_data()
    assert not left.texts
