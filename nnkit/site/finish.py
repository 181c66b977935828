"""What is done to the pages after Sphinx: what the theme leaves to be wished for."""

from __future__ import annotations

import re
from pathlib import Path

# Icons come from a font; the script that draws them anew is more than all else of a page.
_ICON_SCRIPT = re.compile(r"\s*<(?:script|link)\b[^>]*fontawesome\.js[^>]*>(?:</script>)?")
_FOR_SCREEN_READERS = {
    '<summary><span class="toctree-toggle"': (
        '<summary aria-label="Pages below"><span class="toctree-toggle"'
    ),
    '<div role="list" class="citation-list">': '<div class="citation-list">',
}
_NOT_NEEDED = ("_static/*-macros.html", "_static/scripts/*.map", "_static/scripts/fontawesome.js*")


def finish(site: Path) -> None:
    """Name what a screen reader has to name, and leave out what no page needs."""
    for path in site.rglob("*.html"):
        before = path.read_text(encoding="utf-8")
        after = _ICON_SCRIPT.sub("", before)
        for wrong, right in _FOR_SCREEN_READERS.items():
            after = after.replace(wrong, right)
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
    for pattern in _NOT_NEEDED:
        for path in site.glob(pattern):
            path.unlink()
