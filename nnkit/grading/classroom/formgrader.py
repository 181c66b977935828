"""Formgrader shows what students wrote and displayed as text, tables and pictures, never as code.

Its pages have the instructor's session: a script of a student's in one of them could give points.
nbgrader shows what a notebook holds as it is, so the configuration has the exporter clean it first.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.preprocessors import Preprocessor, sanitize
from nbformat import NotebookNode

from nnkit.grading.classroom.markdown import (
    MAX_DRESSED,
    as_it_stands,
    markdown2html,
    mathml,
    render,
)
from nnkit.grading.classroom.written.model_answers import ShowModelAnswers

if TYPE_CHECKING:
    from traitlets.config import Config

bleach: Any = sanitize  # which nbconvert brings
_TAGS = {
    *bleach.ALLOWED_TAGS,
    *("br", "caption", "center", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt"),
    *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ins", "kbd"),
    *("mark", "p", "pre", "q", "s", "samp", "small", "span", "sub", "summary", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "var"),
}
_ATTRIBUTES = {
    *("align", "alt", "aria-hidden", "aria-label", "colspan", "height", "href", "open", "role"),
    *("rowspan", "scope", "src", "style", "title", "valign", "width"),
}
_STYLES = {
    *bleach.ALLOWED_STYLES,
    *("background", "border", "border-left", "border-radius", "flex-wrap", "gap", "list-style"),
    *("margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width"),
    *("opacity", "overflow-wrap", "padding", "padding-left"),
}
# What colours code and figures; formgrader's own scripts find their fields by other classes.
_CODE_CLASS = re.compile(r"highlight|dataframe|nnkit-figure|hl-\w+|[a-z]{1,2}[0-9a-z]?")
_PROTOCOLS = "data", "http", "https", "mailto"
_STYLE_SHEET = re.compile(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_SHOWN = {
    *("text/plain", "text/html", "text/markdown", "text/latex"),
    *("image/png", "image/jpeg", "image/svg+xml"),
}
_PICTURES = "image/png", "image/jpeg"


def show_safely(config: Config) -> None:
    """Let formgrader clean what it shows; students' own pages stay as they are."""
    config.HTMLExporter.preprocessors = [CleanOutputs, ShowModelAnswers]
    config.HTMLExporter.filters = {"markdown2html": clean_markdown}
    config.GenerateFeedback.HTMLExporter.preprocessors = []
    config.GenerateFeedback.HTMLExporter.filters = {"markdown2html": markdown2html}


def clean(html: str, mark: str | None = None) -> str:
    """HTML with what marks up text and shows pictures; all else is shown as it was written.

    Parameters
    ----------
    html : str
    mark : str, optional
        Stands for what is put in afterwards: no attribute may hold it.
    """

    def is_allowed(tag: str, name: str, value: str) -> bool:
        return _is_allowed(name, value) and (mark is None or mark not in value)

    return str(
        bleach.clean(
            _STYLE_SHEET.sub("", html),
            tags=_TAGS,
            attributes=is_allowed,
            protocols=_PROTOCOLS,
            css_sanitizer=bleach.CSSSanitizer(allowed_css_properties=_STYLES),
        )
    )


class CleanOutputs(Preprocessor):
    """Leaves of a notebook's outputs what can be shown without running it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Clean one notebook."""
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            for output in cell.get("outputs", ()):
                if "data" in output:
                    shown = {k: _cleaned(k, v) for k, v in output.data.items() if k in _SHOWN}
                    kinds = " and ".join(sorted(output.data))
                    output.data = shown or {"text/plain": f"({kinds} is not shown here)"}
                    output.metadata = {}
        return nb, resources


def _cleaned(kind: str, data: Any) -> Any:
    if kind == "text/html":
        return clean(data)
    return re.sub(r"[^\w+/=\s]", "", data) if kind in _PICTURES else data


@pass_context
def clean_markdown(context: Context, source: str) -> str:
    """Markdown as clean HTML, in place of the exporter's filter of that name."""
    return clean_rendered(source, context.get("cell", {}).get("attachments", {}))


def clean_rendered(source: str, attachments: Mapping[str, Any]) -> str:
    """Markdown of a student's as clean HTML, with the pictures that are attached to its cell.

    Formulas are put in afterwards: what makes them writes nothing else, and to let a student's own
    MathML pass would open ways around the cleaning.  In an attribute its quotes would end it.
    """
    if len(source) > MAX_DRESSED:
        return as_it_stands(source)
    made: list[str] = []
    mark = secrets.token_hex(8)

    def formula(latex: str, display: Literal["inline", "block"]) -> str:
        made.append(mathml(latex, display))
        return f"{mark}-{len(made) - 1}-" if made[-1] else ""

    try:
        html = clean(render(source, attachments, formula, anchors=False), mark)
    except Exception:  # of nbconvert and of its parser, in many kinds
        return as_it_stands(source)
    return re.sub(rf"{mark}-(\d+)-", lambda found: made[int(found[1])], html)


def _is_allowed(name: str, value: str) -> bool:
    """Whether an element may have an attribute of this value."""
    if name == "class":
        return all(_CODE_CLASS.fullmatch(word) for word in value.split())
    if name == "href":  # a picture may hold its data, a link need not
        return not re.sub(r"\s", "", unescape(value)).casefold().startswith("data:")
    return name in _ATTRIBUTES
