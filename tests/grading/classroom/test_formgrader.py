"""Formgrader's pages run nothing of a student's, and still show what can be shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from nnkit.checks.verdict import Verdict
from nnkit.grading.classroom.formgrader import clean, show_safely
from nnkit.grading.classroom.markdown import markdown2html

RUN = "<script>window.hit = 1</script><img src=x onerror=hit()><svg onload=hit()></svg>"
PIXEL = "data:image/png;base64,iVBORw0KGgo="
MARKDOWN = f"""\
# Title

> said

$a < b$ & `<b>` **bold** <b onclick=hit()>b</b> {RUN}
[a](javascript:hit()) [b](data:text/html,x) [c](&#100;ata:text/html,x) [d](https://example.org)
<a href="java\tscript:hit()">e</a> <a href=" data:text/html,x">f</a>
<div id="test-a" class="score nbgrader_cell">g</div> <input class="score"> <form><button>
<math><mtext><style><img src=x onerror=hit()></style></mtext></math>
<iframe srcdoc="<script>hit()</script>"></iframe> <object data="x"></object> <base href="//x">
<style>body {{ display: none }}</style> <link rel=stylesheet href=x> <meta http-equiv=refresh>

| a | b |
|---|---|
| 1 | 2 |

![picture]({PIXEL})

```python
x = 1
```
"""
OUTPUTS = [
    new_output("display_data", {"text/html": f"<table><thead><tr><th>a</th></tr></thead>{RUN}"}),
    new_output("display_data", {"text/markdown": f"*a* {RUN}"}),
    new_output("display_data", {"image/svg+xml": "<svg onload='hit()'><script>hit()</script>"}),
    new_output("display_data", {"image/png": 'A" onerror="hit()', "text/plain": RUN}),
    new_output(
        "display_data", {"image/png": "AAAA"}, metadata={"image/png": {"width": "1 onerror=hit()"}}
    ),
    new_output("display_data", {"text/latex": RUN}),
    new_output("display_data", {"application/javascript": "hit()"}),
    new_output("display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}}),
    new_output("stream", name="stdout", text=f"{RUN}\x1b[31mred"),
    new_output("error", ename=RUN, evalue=RUN, traceback=[RUN]),
]
# A formula that ends the attribute in which it stands, of a picture in HTML and of one in Markdown.
IN_ATTRIBUTES = (
    "<div>\n<img alt='\"\n\n$$\\text{' onerror=hit() x='}$$ ' src=q>",
    "![a $\\text{' onerror=hit() x=\"}$](http://example.org)",
)


class Elements(HTMLParser):
    """The elements below the notebook's own, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page[page.index('id="notebook-container"') :])

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page() -> str:
    """What formgrader would send."""
    config = Config()
    show_safely(config)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    widgets: dict[str, Any] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    notebook = new_notebook(
        cells=[
            *map(new_markdown_cell, (MARKDOWN, *IN_ATTRIBUTES)),
            new_code_cell(f"'{RUN}'", outputs=OUTPUTS),
        ],
        metadata={"widgets": widgets},
    )
    about = dict.fromkeys(("assignment_id", "notebook_id", "student", "base_url"), "a")
    about |= {"submission_id": "1", "notebook_path": "a", "last_name": "", "first_name": ""}
    resources = {**about, "index": 0, "total": 1}
    exporter: Any = HTMLExporter(config=config)
    return str(exporter.from_notebook_node(notebook, resources)[0])


def test_no_element_runs_anything(page: str) -> None:
    elements = Elements(page).found
    runs = {"script", "svg", "iframe", "object", "embed", "form", "input", "button", "style"}
    assert not runs & {tag for tag, _ in elements}
    assert not {"link", "meta", "base", "template"} & {tag for tag, _ in elements}
    assert [tag for tag, _ in elements].count("math") == 1, "that of the formula"
    for tag, attributes in elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        link = (attributes.get("href") or "").strip().casefold()
        assert re.match(r"https?:|#|$", link), link
        assert "score" not in (attributes.get("class") or "").split()
        assert attributes.get("id") != "test-a"


def test_text_tables_pictures_and_code_are_shown(page: str) -> None:
    for part in (
        "<h1>Title</h1>",
        "<blockquote>\n<p>said</p>",
        "<mo>&lt;</mo><mi>b</mi></mrow></math> &amp; <code>&lt;b&gt;</code> <strong>bold</strong>",
        "</strong> <b>b</b>",
        "<td>1</td>",
        '<span class="n">x</span>',
        f'src="{PIXEL}"',
        'href="https://example.org"',
        "<thead><tr><th>a</th></tr></thead>",
        "(application/javascript is not shown here)",
        '<span class="ansi-red-fg">red</span>',
    ):
        assert part in page, part
    # Scripts of a picture do not run.
    assert 'src="data:image/svg+xml;base64,' in page


def test_a_verdicts_card_keeps_its_look() -> None:
    card = Verdict("02.affine", 1, 3, "partial", "Look at `W`.").html()
    cleaned = clean(card)
    assert "border-left:6px solid" in cleaned
    assert "<code>02.affine</code>" in cleaned
    assert re.sub(r"\W", "", re.sub("<[^>]*>", "", card)) == re.sub(
        r"\W", "", re.sub("<[^>]*>", "", cleaned)
    )


def test_students_own_pages_stay_as_they_are() -> None:
    config = Config()
    show_safely(config)
    assert config.GenerateFeedback.HTMLExporter == {
        "preprocessors": [],
        "filters": {"markdown2html": markdown2html},
    }
