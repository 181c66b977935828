"""nbconvert's exporter for students' pages, made for a class: what all write is rendered once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.strings import strip_files_prefix
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode

from nnkit.checks.verdict import with_code
from nnkit.grading.classroom.markdown import MAX_DRESSED, as_it_stands, markdown2html

_TEMPLATES = Path(__file__).parent / "templates"
_NO_ALT = re.compile(r"<img(?![^>]*\balt=)")


class PageExporter(HTMLExporter):
    """`HTMLExporter` without its second pass over the finished page, and with formulas as MathML.

    That pass takes two thirds of the time, for what is done here on the way.
    """

    plain = False
    """Whether code and Markdown are shown as they were written, without colours."""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; see `HTMLExporter`."""
        resources = self._init_resources(resources)
        widgets = WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=resources
        )
        self.register_filter("code", with_code)
        self.register_filter("filter_data_type", widgets)
        for name, function in self._filters(nb.metadata.get("language_info", {})).items():
            self.register_filter(name, function)
        html, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kwargs)
        return _NO_ALT.sub('<img alt="A picture without a description"', html), resources

    def _preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the styles; nbconvert would copy the notebook for that, and validate it twice."""
        made: tuple[NotebookNode, dict[str, Any]] = self._styles.preprocess(nb, resources)
        return made

    @cached_property
    def _styles(self) -> CSSHTMLHeaderPreprocessor:
        return CSSHTMLHeaderPreprocessor(parent=self)

    def _filters(self, language: dict[str, Any]) -> dict[str, Callable[..., str]]:
        if self.plain:
            return {
                "highlight_code": _without_colours,
                "markdown2html": as_it_stands,
                "strip_files_prefix": lambda html: html,
            }
        lexer = language.get("pygments_lexer", language.get("name")) or "ipython3"
        if lexer.startswith("ipython"):  # to load IPython takes longer than twenty pages
            lexer = "python"
        return {
            "highlight_code": partial(highlighted, lexer=lexer),
            "markdown2html": markdown2html,
            "strip_files_prefix": _strip_files_prefix,
        }


def highlighted(source: str, lexer: str, metadata: object = None) -> str:
    """Code as HTML, with colours; nbconvert's filter, which remembers what a class shares."""
    if len(source) > MAX_DRESSED:
        return _without_colours(source)
    return _highlighted(source, lexer)


def _without_colours(source: str, metadata: object = None) -> str:
    return f'<div class="highlight">{as_it_stands(source)}</div>'


def _strip_files_prefix(html: str) -> str:
    return html if len(html) > 2 * MAX_DRESSED else str(strip_files_prefix(html))


@lru_cache(4_000)
def _highlighted(source: str, lexer: str) -> str:
    return str(Highlight2HTML(pygments_lexer=lexer)(source))


@cache
def page_exporter(*, plain: bool = False) -> PageExporter:
    """The exporter of this process, with its templates compiled once.

    Parameters
    ----------
    plain : bool
        Show code and Markdown as they were written.
    """
    # Where `GenerateFeedback` has its own, found without loading nbgrader.
    formgrader = _nbgrader() / "server_extensions" / "formgrader"
    templates = str(formgrader / "templates")
    css = str(formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css")
    exporter = PageExporter(
        template_name="page",
        default_preprocessors=[],
        extra_template_basedirs=[str(_TEMPLATES), templates],
        extra_template_paths=[css, templates],
    )
    exporter.plain = plain
    return exporter


def _nbgrader() -> Path:
    spec = find_spec("nbgrader")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nbgrader is not installed", name="nbgrader")
    return Path(spec.origin).parent
