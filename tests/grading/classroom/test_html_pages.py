"""Whatever a name holds, a page shows it as text."""

from __future__ import annotations

from jinja2 import DictLoader
from markupsafe import Markup

from nnkit.grading.classroom.html_pages import template_environment


def test_text_is_escaped_and_markup_stays() -> None:
    environment = template_environment("nnkit.grading.similar")
    assert "index.html.j2" in environment.list_templates()
    environment.loader = DictLoader({"page": "{{ name }}|{{ made }}|{{ n }}"})
    made = environment.get_template("page").render(name="<b>\u202e\n", made=Markup("<i>"), n=1)
    assert made == "&lt;b&gt;\\u202e\n|<i>|1"
