"""Formulas become MathML that cannot carry anything else; what cannot be read stays as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnkit.grading.classroom.markdown import LONGEST, markdown2html, mathml

SOLUTIONS = Path(__file__).parents[3] / "solutions"
FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$\n]+?)\$", re.DOTALL)


def render(source: str, **cell: Any) -> str:
    context: Any = {"cell": cell}
    return str(markdown2html(context, source))


def formulas() -> set[str]:
    found = set()
    for path in SOLUTIONS.glob("*/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                text = re.sub(r"```.*?```|`[^`]*`", "", "".join(cell["source"]), flags=re.DOTALL)
                found |= {inline or block for block, inline in FORMULA.findall(text)}
    return found


def test_every_formula_of_the_course_is_read() -> None:
    found = formulas()
    assert len(found) > 300
    for latex in found:
        made = mathml(latex)
        assert made, latex
        words = "".join(ElementTree.fromstring(made).itertext())
        assert not set(words) & set("\\&$"), (latex, words)


def test_formulas_stand_where_they_stood() -> None:
    html = render("Of $x^2$ and `$code$`:\n\n$$\\frac{1}{2}$$\n\nCosts \\$5 and $6.")
    assert html.count("<math") == 2
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">' in html
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in html
    assert "<code>$code$</code>" in html
    assert "Costs $5 and $6." in html


def test_lines_below_each_other_are_a_table_without_numbers() -> None:
    for name in ("aligned", "align", "align*"):
        made = mathml(f"\\begin{{{name}}} a &= b \\\\ c &= d \\end{{{name}}}")
        assert made.count("<mtr>") == 2
        assert "(1)" not in made


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\color{'><script>alert(1)</script>}x",
        r"\href{javascript:alert(1)}{x}",
        r"\mathrm{<img src=x onerror=alert(1)>}",
        r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
    ],
)
def test_a_formula_holds_nothing_but_mathematics(latex: str) -> None:
    made = mathml(latex)
    elements = list(ElementTree.fromstring(made).iter()) if made else []
    assert all(e.tag.startswith("{http://www.w3.org/1998/Math/MathML}m") for e in elements)
    assert not any("href" in name or name.startswith("on") for e in elements for name in e.attrib)
    assert "<script" not in render(f"${latex}$")


@pytest.mark.parametrize("latex", ["x^a^b", "{" * 1000, r"\unknown{" * 900, "x" * (LONGEST + 1)])
def test_what_cannot_be_read_stays_as_it_was_written(latex: str) -> None:
    assert mathml(latex) == ""
    assert f"$${latex}$$" in render(f"$${latex}$$")


@given(st.text("\\{}^_&$x1 abfrtel<>\"'", max_size=40))
def test_whatever_is_written_is_well_formed_or_left_alone(latex: str) -> None:
    made = mathml(latex)
    if made:
        ElementTree.fromstring(made)


def test_a_picture_that_is_missing_costs_no_page() -> None:
    assert render("![<a>](attachment:a.png)", attachments={"b.png": {}}).startswith("<pre>")
    data = {"a.png": {"image/png": "AAAA"}}
    assert 'src="data:image/png;base64,AAAA"' in render("![a](attachment:a.png)", attachments=data)
