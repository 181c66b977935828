"""After Sphinx: toggles have names, and the large script of the icons is gone."""

from __future__ import annotations

from pathlib import Path

from nnkit.site.finish import finish


def test_pages_are_named_and_light(tmp_path: Path) -> None:
    scripts = tmp_path / "_static" / "scripts"
    scripts.mkdir(parents=True)
    for name in ("fontawesome.js", "bootstrap.js", "bootstrap.js.map"):
        (scripts / name).touch()
    (tmp_path / "page.html").write_text(
        '<link rel="preload" as="script" href="_static/scripts/fontawesome.js?digest=1">\n'
        '<script src="_static/scripts/bootstrap.js?digest=1"></script>'
        '<script defer src="_static/scripts/fontawesome.js?digest=1"></script>'
        '<summary><span class="toctree-toggle" role="presentation"></span></summary>'
        '<div role="list" class="citation-list">',
        encoding="utf-8",
    )
    finish(tmp_path)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == (
        '\n<script src="_static/scripts/bootstrap.js?digest=1"></script>'
        '<summary aria-label="Pages below"><span class="toctree-toggle" role="presentation">'
        '</span></summary><div class="citation-list">'
    )
    assert [path.name for path in scripts.iterdir()] == ["bootstrap.js"]
