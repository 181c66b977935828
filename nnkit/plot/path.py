"""The way of a descent: steps with arrows, its start and its end."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from nnkit.plot.style import BLACK, TEXT_SIZE

_ARROWS = 8


def walk(ax: Axes, points: npt.NDArray[np.float64], color: str, linestyle: Any, end: str) -> None:
    """Draw the steps from point to point; the limits of `ax` must be set.

    Parameters
    ----------
    points : ndarray, shape (steps + 1, 2)
    end : str
        What to write at the end.
    """
    x, y = points.T
    ax.plot(x, y, color=color, linestyle=linestyle, linewidth=1.5, marker=".", markersize=5)
    ax.plot(x[:1], y[:1], color=color, marker="o", markersize=9, markerfacecolor="white")
    ax.plot(x[-1:], y[-1:], color=color, marker="*", markersize=13, markeredgecolor=BLACK)

    # Arrows on the longest steps that can be seen; steps of a point or two have no room for one.
    (left, right), (bottom, top) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    seen = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
    pixels = ax.transData.transform(points)
    length = np.hypot(*np.diff(pixels, axis=0).T) * (seen[1:] & seen[:-1])
    for step in np.sort(np.argsort(-length, kind="stable")[:_ARROWS]):
        if length[step] > 12:
            way = points[step + 1] - points[step]
            behind, tip = points[step] + 0.55 * way, points[step] + 0.6 * way
            ax.annotate(
                "", xy=tip, xytext=behind,
                arrowprops={"arrowstyle": "-|>", "color": color, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
    for at, text in ((0, "start"), (-1, end)):
        if seen[at]:
            # Across the way, so that the word lies neither on the way nor on a curve along it.
            near = pixels[1:2] if at == 0 else pixels[-9:-1]
            along = near.mean(axis=0) - pixels[at] if len(near) else np.array([1.0, 0.0])
            across = np.array([-along[1], along[0]]) / max(np.hypot(*along), 1e-9)
            right, up = 13 * across * (1 if across[1] >= 0 else -1)
            ax.annotate(
                text, points[at], (right, up), textcoords="offset points", va="center",
                ha="center" if abs(right) < 6 else "left" if right > 0 else "right",
                fontsize=TEXT_SIZE, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )  # fmt: skip
