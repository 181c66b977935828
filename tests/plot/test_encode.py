"""The palette keeps what is seen: flat colours exactly, smooth edges nearly."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnkit.plot.encode import encoded


def decoded(file: bytes) -> Any:
    picture = Image.open(BytesIO(file))
    assert picture.format == "WEBP"
    return np.asarray(picture.convert("RGB")).astype(int)


def opaque(rgb: Any) -> Any:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255)]).astype(np.uint8)


@pytest.mark.parametrize("colours", [1, 2, 24])
def test_few_colours_stay_exactly_what_they_are(colours: int) -> None:
    palette = np.random.default_rng(0).integers(256, size=(colours, 3))
    rgb = palette[np.arange(20 * 30).reshape(20, 30) % colours]
    assert np.array_equal(decoded(encoded(opaque(rgb))), rgb)


def test_of_many_colours_the_commonest_are_exact_and_the_others_close() -> None:
    rng = np.random.default_rng(0)
    common = np.array([(255, 255, 255), (252, 252, 252), (0, 114, 178), (1, 115, 179)])
    # Edges, where each colour blends into each other.
    one, other = common[rng.integers(4, size=(2, 4, 200))]
    blends = one + rng.random((4, 200, 1)) * (other - one)
    rgb = np.concatenate([np.repeat(common, 50, axis=0)[None].repeat(50, axis=0), blends])
    rgb = rgb.astype(int)
    seen = decoded(encoded(opaque(rgb)))
    assert np.array_equal(seen[:50], rgb[:50])
    assert np.abs(seen - rgb).max() <= 16
    assert len(np.unique(rgb.reshape(-1, 3), axis=0)) > 256


def test_a_photograph_is_encoded_too() -> None:
    rgb = np.random.default_rng(0).integers(256, size=(60, 80, 3))
    assert np.abs(decoded(encoded(opaque(rgb))) - rgb).mean() < 24
