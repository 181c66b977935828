"""What a reader sees of a colour: through the filter of a dark page, and without some cones."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb

from nnkit.plot.markup import DARK_FILTER

# For linear RGB, at full severity: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
# physiologically-based model for simulation of color vision deficiency", 2009.
SIGHTS: dict[str, Any] = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
GROUNDS = "white", "dark"
# W3C, Filter Effects: hue-rotate and saturate keep this sum of the channels.
_GREY = np.array([0.213, 0.715, 0.072])


def on(ground: str, colour: str) -> Any:
    """`colour` in sRGB from 0 to 1, on a white page or on a dark one."""
    rgb = np.array(to_rgb(colour))
    if ground == "white":
        return rgb
    found = re.fullmatch(r"invert\((.+)\) hue-rotate\(180deg\) saturate\((.+)\)", DARK_FILTER)
    assert found
    share, saturation = map(float, found.groups())
    rgb = share + (1 - 2 * share) * rgb
    rgb = np.clip(2 * _GREY @ rgb - rgb, 0, 1)
    grey = _GREY @ rgb
    return np.clip(grey + saturation * (rgb - grey), 0, 1)


def linear(rgb: Any) -> Any:
    """SRGB without its gamma."""
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: Any, other: Any) -> float:
    """WCAG's contrast of two colours in sRGB."""
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(sight: str, one: Any, other: Any) -> float:
    """CIEDE2000 between two colours in sRGB."""
    first, second = (_lab(np.clip(SIGHTS[sight] @ linear(c), 0, 1)) for c in (one, other))
    return _ciede2000(first, second)


def _lab(rgb: Any) -> Any:
    xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
         [0.0193339, 0.1191920, 0.9503041]]
    ) @ rgb / [0.95047, 1.0, 1.08883]  # fmt: skip
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _ciede2000(one: Any, other: Any) -> float:
    """As in G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula", 2005."""
    lightness = np.array([one[0], other[0]])
    plain = np.hypot([one[1], other[1]], [one[2], other[2]]).mean()
    a = np.array([one[1], other[1]]) * (1 + 0.5 * (1 - np.sqrt(plain**7 / (plain**7 + 25**7))))
    b = np.array([one[2], other[2]])
    chroma = np.hypot(a, b)
    hue = np.degrees(np.arctan2(b, a)) % 360
    turn = (hue[1] - hue[0] + 180) % 360 - 180 if chroma.all() else 0.0
    middle = (hue[0] + turn / 2) % 360 if chroma.all() else hue.sum()
    t = (
        1 - 0.17 * _cos(middle - 30) + 0.24 * _cos(2 * middle)
        + 0.32 * _cos(3 * middle + 6) - 0.20 * _cos(4 * middle - 63)
    )  # fmt: skip
    level, strength = lightness.mean(), chroma.mean()
    off = (level - 50) ** 2
    parts = np.array(
        [
            (lightness[1] - lightness[0]) / (1 + 0.015 * off / np.sqrt(20 + off)),
            (chroma[1] - chroma[0]) / (1 + 0.045 * strength),
            2 * np.sqrt(chroma.prod()) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * strength * t),
        ]
    )
    skew = (
        -2
        * np.sqrt(strength**7 / (strength**7 + 25**7))
        * np.sin(np.radians(60 * np.exp(-(((middle - 275) / 25) ** 2))))
    )
    return float(np.sqrt(parts @ parts + skew * parts[1] * parts[2]))


def _cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))
