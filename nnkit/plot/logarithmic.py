"""Powers of ten along a logarithmic axis, in plain letters and with few small ticks.

matplotlib writes them as formulas and draws eight ticks between two powers, which takes longer than
all the rest of a plot.
"""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.ticker import LogFormatter, LogLocator

from nnkit.plot.text import above, number


def powers_of_ten(ax: Axes) -> None:
    """Prepare the logarithmic axes of `ax`, if there are any, for what is drawn on it."""
    ax.autoscale_view()
    for axis in (ax.xaxis, ax.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_formatter(_Powers())
            axis.set_minor_formatter(_Powers())
            low, high = axis.get_view_interval()
            if high > 100 * low:
                axis.set_minor_locator(LogLocator(subs=(2, 5)))


class _Powers(LogFormatter):
    """Writes 10⁻³, and 0.002 where powers alone are too few."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        if not super().__call__(x, pos):  # a tick without a label
            return ""
        exponent = round(math.log10(x))
        return f"10{above(exponent)}" if math.isclose(x, 10.0**exponent) else number(x)
