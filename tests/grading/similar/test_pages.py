"""Pages show both answers as text, whatever they hold."""

from __future__ import annotations

import html
import re

import pytest

from nnkit.grading.similar.pages import MAX_SHOWN, write_pages
from nnkit.grading.similar.survey import survey
from tests.grading.classroom.class_of import MODULE, hand_in, mixed
from tests.grading.similar.test_pairs import LONG, RENAMED

HOSTILE = '\n"</pre><script>alert(1)</script>\u202e"  # \x1b[2J{{ 7 * 7 }}\n'


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("course")
    texts = {"a {{ ada }} & co": LONG + HOSTILE, "bob": RENAMED + "x = 1\n" * (MAX_SHOWN // 4)}
    course = hand_in(folder, {s: mixed(text) for s, text in texts.items()})
    index = write_pages(folder / "a" / "pages", "A & B", [survey(course, MODULE, {})])
    assert index == folder / "a" / "pages" / "index.html"
    return {path.name: path.read_text(encoding="utf-8") for path in index.parent.iterdir()}


def test_the_index_leads_to_the_exercise(pages: dict[str, str]) -> None:
    assert set(pages) == {"index.html", f"{MODULE}-01.html"}
    assert f'<a href="{MODULE}-01.html">square</a>' in pages["index.html"]
    assert "<h1>Similar answers: A &amp; B</h1>" in pages["index.html"]
    assert "2 of 2 are not graded" in pages["index.html"]


def test_nothing_in_a_page_runs_or_hides(pages: dict[str, str]) -> None:
    page = pages[f"{MODULE}-01.html"]
    for text in pages.values():
        assert "<script" not in text
        assert "a {{ ada }} & co" not in text, "it is HTML"
        assert "default-src 'none'" in text
        assert not re.search(r"(src|href)=\"(?!index|quick)", text)
        assert "\u202e" not in text
        assert "\x1b" not in text
    assert "{{ 7 * 7 }}" in page
    assert r"\u202e" in page


def test_both_answers_are_there_with_the_shared_part_marked(pages: dict[str, str]) -> None:
    page = pages[f"{MODULE}-01.html"]
    first, second = (html.unescape(text) for text in re.findall(r"<pre>(.*?)</pre>", page, re.S))
    assert re.sub("</?mark>", "", first).startswith(LONG)
    assert "<mark>" in first
    assert "characters more" in second
    assert len(second) < MAX_SHOWN + 500
    assert "nobody else of the class has most of it" in page
