"""What the package shows to others."""

from __future__ import annotations

import nnkit.checks.repair as package


def test_names() -> None:
    assert set(package.__all__) == {"repair", "unused"}
