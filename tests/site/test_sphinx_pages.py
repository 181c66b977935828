"""A page with a fault is no page: what Sphinx warns of is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.site.sphinx_pages import make_html


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    text = "# Title\n\n[x](no.md) and $x^2$\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "index.md").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "_static").mkdir()
    (tmp_path / "in" / "_static" / "icon.svg").touch()
    steps: list[str] = []
    with pytest.raises(CourseError, match=r"index.md:3: .*no.md") as told:
        make_html(
            tmp_path / "in", tmp_path / "out", tmp_path / "read", lambda: steps.append("a page")
        )
    assert "\x1b" not in str(told.value)
    assert len(steps) >= 2
    assert "<math" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
