"""What nnkit promises to notebooks is on the pages about the library."""

from __future__ import annotations

import re

import nnkit
import nnkit.plot
from nnkit.site.api import api_pages


def test_every_public_name_has_its_place() -> None:
    pages = api_pages()
    named = set(re.findall(r"\.\. auto\w+:: (\S+)", "\n".join(pages.values())))
    wanted = {f"nnkit.{name}" for name in nnkit.__all__} - {
        "nnkit.course", "nnkit.data", "nnkit.plot",
    }  # fmt: skip
    wanted |= {f"nnkit.plot.{name}" for name in nnkit.plot.__all__}
    wanted |= {f"nnkit.data.{name}" for name in ("and_gate", "xor", "moons", "spirals", "digits")}
    assert named == wanted
    assert set(re.findall(r"^   (\w+)$", pages["index"], re.MULTILINE)) == set(pages) - {"index"}
