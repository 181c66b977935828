"""A picture as HTML: sharp, readable in a narrow window, and dark where the page is dark."""

from __future__ import annotations

from base64 import b64encode
from html import escape

DARK_FILTER = "invert(.93333) hue-rotate(180deg) saturate(1.45)"
"""Turns lightness round and keeps hues: white becomes #111111, JupyterLab's dark ground."""

_DARK_PAGES = (
    "[data-jp-theme-light=false]",  # JupyterLab, Notebook 7, nbconvert
    ".vscode-dark",
    ".vscode-high-contrast:not(.vscode-high-contrast-light)",
    "[data-theme=dark]",  # Sphinx
    "[theme=dark]",  # Colab
)
_NARROWEST = 0.92
"""Part of its width down to which a picture shrinks; then it scrolls, or its text were too small:
9 points are 10 pixels high at full width."""

STYLE = (
    "<style>"
    f"@media screen{{:is({','.join(_DARK_PAGES)}) img.nnkit-figure"
    # What is darker than the page takes the page's own ground.
    f"{{filter:{DARK_FILTER};mix-blend-mode:lighten}}}}"
    "@media print{img.nnkit-figure{min-width:0!important}}"
    "</style>"
)


def markup(picture: bytes, alt: str, width: int) -> str:
    """`picture`, a WebP file, as HTML that is `width` pixels wide where there is room.

    Each picture brings the style sheet: a notebook has no other place for one. JupyterLab leaves it
    out of a notebook that somebody else ran, so what narrow windows need stands in the elements.
    """
    data = b64encode(picture).decode("ascii")
    return (
        f'{STYLE}<div class="nnkit-scroll" tabindex="0" style="overflow-x:auto">'
        f'<img class="nnkit-figure" alt="{escape(alt)}" width="{width}" '
        f'style="display:block;height:auto;max-width:100%;min-width:{round(_NARROWEST * width)}px" '
        f'src="data:image/webp;base64,{data}"></div>'
    )
