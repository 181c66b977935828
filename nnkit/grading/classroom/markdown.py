"""Markdown as HTML whose formulas are MathML: browsers show it without a script or a network.

A formula that cannot be read stays as it was written, between its dollars.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal
from xml.etree import ElementTree

from jinja2 import pass_context
from jinja2.runtime import Context
from latex2mathml.converter import convert_to_element
from markupsafe import escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

LONGEST = 5_000  # characters of a formula
# Of what a class writes, most stands in every notebook.
_CACHED = 2_000
# Characters of a text or a cell's code that is dressed: some parsers take time by the square of it.
MAX_DRESSED = 10_000
# Environments under the name by which the library knows their like; numbered they would all be (1).
_ALIGNED = re.compile(r"\\(begin|end)\{(?:aligned|align|eqnarray|gather|gathered)\*?\}")


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """nbconvert's filter of this name, with formulas as MathML.

    One text that it cannot take, as an image whose attachment is missing, is shown as it stands:
    it would cost the whole page.
    """
    if len(source) > MAX_DRESSED:
        return as_it_stands(source)
    attachments = context.get("cell", {}).get("attachments", {})
    try:
        if attachments:
            return render(source, attachments)
        return _rendered(source)
    except Exception:  # of nbconvert and of its parser, in many kinds
        return as_it_stands(source)


def as_it_stands(source: str) -> str:
    """A text as it was written."""
    return f"<pre>{escape(source)}</pre>"


@lru_cache(_CACHED)
def mathml(latex: str, display: Literal["inline", "block"] = "inline") -> str:
    """A formula as MathML; an empty text if it cannot be read.

    Parameters
    ----------
    latex : str
        Without dollars.
    display : {"inline", "block"}
        Among words, or on a line of its own.
    """
    if len(latex) > LONGEST:
        return ""
    try:
        root = convert_to_element(_ALIGNED.sub(r"\\\1{align*}", latex), display=display)
    except Exception:  # its own, in many kinds; RecursionError, IndexError
        return ""
    for element in root.iter():
        # Signs are entities in its texts, which would be escaped once more; and what a student
        # wrote in \text shall be text.
        element.text = html.unescape(element.text or "")
        for name in ("class", "href", "id", "style"):
            element.attrib.pop(name, None)
        if element.text == "&":  # of an environment that it does not know
            return ""
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


Formula = Callable[[str, Literal["inline", "block"]], str]


def render(
    source: str, attachments: Mapping[str, Any], formula: Formula = mathml, *, anchors: bool = True
) -> str:
    """Markdown as HTML.

    Parameters
    ----------
    source : str
    attachments : mapping
        The cell's pictures.
    formula : callable
        Makes HTML of a formula and where it stands; an empty text if it cannot.
    anchors : bool
        Whether headings can be linked to.
    """
    renderer = _Renderer(
        escape=False, attachments=dict(attachments), exclude_anchor_links=not anchors
    )
    renderer.formula = formula
    return str(MarkdownWithMath(renderer=renderer).render(source))


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, but for formulas."""

    formula: Formula

    def inline_math(self, body: str) -> str:
        return self.formula(body, "inline") or str(super().inline_math(body))

    def block_math(self, body: str) -> str:
        return self.formula(body, "block") or str(super().block_math(body))

    def latex_environment(self, name: str, body: str) -> str:
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return self.formula(whole, "block") or str(super().latex_environment(name, body))


@lru_cache(_CACHED)
def _rendered(source: str) -> str:
    return render(source, {})
