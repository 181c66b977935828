"""A module of the site can be opened where it runs."""

from __future__ import annotations

from pathlib import Path

from nnkit.site.browser import add, address


def test_the_address_leads_to_a_page(tmp_path: Path) -> None:
    add(tmp_path, None)
    page, _, query = address("05_backpropagation/backpropagation.ipynb").partition("?")
    assert (tmp_path / page).is_file()
    assert "backpropagation.ipynb" in query
