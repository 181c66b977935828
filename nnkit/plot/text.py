"""Numbers and labels as a picture shows them: short, with a real minus sign."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import SupportsFloat

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

_SUPERSCRIPT = str.maketrans("0123456789-L", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᴸ")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(x: SupportsFloat) -> str:
    """Write a number with four significant digits, three below 1, two in powers of ten.

    Parameters
    ----------
    x : number

    Returns
    -------
    str

    Examples
    --------
    >>> [number(x) for x in (119, -261.5, 30.3138, 0.96442, 0.00490579, 6.8e-14)]
    ['119', '−261.5', '30.31', '0.964', '0.00491', '6.8e−14']
    """
    value = float(x)
    size = abs(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        text = "-∞" if value < 0 else "∞"
    elif size == 0:
        text = "0"
    elif size < 1e-3 or size >= 1e5:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    else:
        decimals = 3 - math.floor(math.log10(size)) - (size < 1)
        text = f"{value:.{max(decimals, 0)}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def above(n: int | str) -> str:
    """`n` as a superscript: the layer in W², a⁰."""
    return str(n).translate(_SUPERSCRIPT)


def below(n: int | str) -> str:
    """`n` as a subscript: the neuron in x₁."""
    return str(n).translate(_SUBSCRIPT)


def shape(of: tuple[int, ...]) -> str:
    """A shape as NumPy writes it: ``(4, 3)``, ``(4,)``."""
    return str(tuple(int(n) for n in of))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of `text` in inches at `size` points."""
    return size / 72 * sum(_advance(character, bold) for character in text)


@lru_cache(maxsize=1024)
def _advance(character: str, bold: bool) -> float:
    """Width of one character in units of the font size."""
    # Between two bars, so that a space and the room beside a thin letter count.
    return (_extent(f"|{character}|", bold) - _extent("||", bold)) / 100


@lru_cache(maxsize=1024)
def _extent(text: str, bold: bool) -> float:
    """Width of a text in points at 100 points."""
    weight = "bold" if bold else "normal"
    font = FontProperties(family="DejaVu Sans", weight=weight, size=100)
    across, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(across)
