"""A Sphinx extension: formulas as MathML, so that pages need no script and no other host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from docutils import nodes  # type: ignore[import-untyped]
from sphinx.util import logging

from nnkit.grading.classroom.markdown import mathml

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

NAME = "mathml"
log = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the renderer."""
    app.add_html_math_renderer(NAME, (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(_formula(node, "inline"))
    raise nodes.SkipNode


def _block(translator: HTML5Translator, node: nodes.math_block) -> None:
    # A formula that is wider than a narrow screen scrolls by itself, by the keyboard too.
    translator.body.append(
        f'<div class="nnkit-formula" tabindex="0" role="group" aria-label="Formula">'
        f"{_formula(node, 'block')}</div>\n"
    )
    raise nodes.SkipNode


def _formula(node: nodes.Element, display: Literal["inline", "block"]) -> str:
    latex = node.astext()
    made = mathml(latex.strip(), display)
    if not made:
        log.warning("this formula cannot be read: %s", latex, location=node)
    return made
